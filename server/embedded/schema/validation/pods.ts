import type { StatusCause } from '../../api/errors.ts';
import { equalJson } from '../../api/json.ts';
import { at, entriesAt, fieldOf, listAt, textAt } from '../read.ts';
import { duplicate, forbiddenField, invalidValue, required, supported } from './causes.ts';
import { containersCauses } from './containers.ts';
import { dnsLabelFaults } from './syntax.ts';

const restartPolicies = ['Always', 'Never', 'OnFailure'];
const dnsPolicies = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];
const updatable =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/**
 * What is wrong with a Pod's spec, at `field` (`spec`, or `spec.template.spec` of a workload).
 * `claims` are volumes that the workload adds to those named here.
 */
export function podSpecCauses(
  field: string,
  spec: unknown,
  claims: readonly string[] = [],
): StatusCause[] {
  const volumes = listAt(spec, 'volumes').map((volume) => textAt(volume, 'name'));
  const mountable = new Set([...volumes, ...claims]);
  const containers = listAt(spec, 'containers');
  return [
    ...(containers.length === 0 ? [required(`${field}.containers`)] : []),
    ...volumesCauses(`${field}.volumes`, listAt(spec, 'volumes')),
    ...containersCauses(`${field}.containers`, containers, mountable),
    ...containersCauses(`${field}.initContainers`, listAt(spec, 'initContainers'), mountable),
    ...sharedNames(field, spec),
    ...supported(`${field}.restartPolicy`, fieldOf(spec, 'restartPolicy'), restartPolicies),
    ...supported(`${field}.dnsPolicy`, fieldOf(spec, 'dnsPolicy'), dnsPolicies),
    ...['hostname', 'subdomain'].flatMap((name) => {
      const value = textAt(spec, name);
      if (value === '') return [];
      return dnsLabelFaults(value).map((fault) => invalidValue(`${field}.${name}`, value, fault));
    }),
  ];
}

/** Init containers may not bear the name of a container. */
function sharedNames(field: string, spec: unknown): StatusCause[] {
  const taken = new Set(listAt(spec, 'containers').map((container) => textAt(container, 'name')));
  return listAt(spec, 'initContainers').flatMap((container, index) => {
    const name = textAt(container, 'name');
    if (name === '' || !taken.has(name)) return [];
    return [duplicate(`${field}.initContainers[${index}].name`, name)];
  });
}

function volumesCauses(field: string, volumes: readonly unknown[]): StatusCause[] {
  const seen = new Set<string>();
  return volumes.flatMap((volume, index) => {
    const name = textAt(volume, 'name');
    const place = `${field}[${index}].name`;
    if (name === '') return [required(place)];
    const repeated = seen.has(name) ? [duplicate(place, name)] : [];
    seen.add(name);
    return [...dnsLabelFaults(name).map((fault) => invalidValue(place, name, fault)), ...repeated];
  });
}

/** What an update changed of a Pod that a running Pod cannot follow. */
export function podUpdateCauses(pod: unknown, previous: unknown): StatusCause[] {
  const scheduled = at(previous, 'spec', 'nodeName') !== undefined;
  if (equalJson(fixedParts(pod, scheduled), fixedParts(previous, scheduled))) return [];
  return [forbiddenField('spec', updatable)];
}

/** The parts of a spec that stay as they are; its node is free until it has one. */
function fixedParts(pod: unknown, scheduled: boolean): Record<string, unknown> {
  const free = new Set([
    'activeDeadlineSeconds',
    'ephemeralContainers',
    'schedulingGates',
    'terminationGracePeriodSeconds',
    'tolerations',
    ...(scheduled ? [] : ['nodeName']),
  ]);
  const kept = entriesAt(pod, 'spec').filter(([name]) => !free.has(name));
  return Object.fromEntries(
    kept.map(([name, value]) => {
      const containers = name === 'containers' || name === 'initContainers';
      return [name, containers && Array.isArray(value) ? value.map(withoutImage) : value];
    }),
  );
}

function withoutImage(container: unknown): unknown {
  return Object.fromEntries(entriesAt(container).filter(([name]) => name !== 'image'));
}
