import type { StatusCause } from '../../api/errors.ts';
import { equalJson } from '../../api/json.ts';
import { at, entriesAt, fieldOf, listAt, textAt } from '../read.ts';
import { forbiddenField, invalidValue, LabelSelectorValue, required, supported } from './causes.ts';
import { podSpecCauses } from './pods.ts';
import { isEmptySelector, selectorCauses, selects } from './selectors.ts';
import { annotationCauses, labelCauses } from './syntax.ts';

const updatableStatefulSet =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";
const freeOfStatefulSet = new Set([
  'minReadySeconds',
  'ordinals',
  'persistentVolumeClaimRetentionPolicy',
  'replicas',
  'revisionHistoryLimit',
  'template',
  'updateStrategy',
]);

/** Deployment, ReplicaSet, StatefulSet and DaemonSet: a selector, and a template it selects. */
export function selectingWorkloadCauses(object: unknown): StatusCause[] {
  const kind = textAt(object, 'kind').toLowerCase();
  const selector = at(object, 'spec', 'selector');
  const labels = new Map(entriesAt(object, 'spec', 'template', 'metadata', 'labels'));
  return [
    ...countCauses('spec.replicas', at(object, 'spec', 'replicas')),
    ...countCauses('spec.minReadySeconds', at(object, 'spec', 'minReadySeconds')),
    ...workloadSelectorCauses(kind, selector, labels),
    ...templateCauses('spec.template', at(object, 'spec', 'template'), ['Always'], claims(object)),
  ];
}

/** ReplicationController: its selector is a plain map. */
export function replicationControllerCauses(object: unknown): StatusCause[] {
  const selector = entriesAt(object, 'spec', 'selector');
  const labels = new Map(entriesAt(object, 'spec', 'template', 'metadata', 'labels'));
  return [
    ...countCauses('spec.replicas', at(object, 'spec', 'replicas')),
    ...(selector.length === 0 ? [required('spec.selector')] : []),
    ...(selector.every(([key, value]) => labels.get(key) === value) ? [] : [unselected(labels)]),
    ...templateCauses('spec.template', at(object, 'spec', 'template'), ['Always']),
  ];
}

function claims(object: unknown): readonly string[] {
  return listAt(object, 'spec', 'volumeClaimTemplates').map((claim) =>
    textAt(claim, 'metadata', 'name'),
  );
}

function workloadSelectorCauses(
  kind: string,
  selector: unknown,
  labels: ReadonlyMap<string, unknown>,
): StatusCause[] {
  if (selector === undefined) return [required('spec.selector')];
  const faults = selectorCauses('spec.selector', selector);
  if (isEmptySelector(selector)) {
    const detail = `empty selector is invalid for ${kind}`;
    return [...faults, invalidValue('spec.selector', selectorValue(selector), detail)];
  }
  return selects(selector, labels) ? faults : [...faults, unselected(labels)];
}

function unselected(labels: ReadonlyMap<string, unknown>): StatusCause {
  const detail = '`selector` does not match template `labels`';
  return invalidValue('spec.template.metadata.labels', labels, detail);
}

function selectorValue(selector: unknown): LabelSelectorValue {
  return new LabelSelectorValue(new Map(entriesAt(selector, 'matchLabels')));
}

/** A Pod template whose Pods may be restarted only as `restartPolicies` say. */
export function templateCauses(
  field: string,
  template: unknown,
  restartPolicies: readonly string[],
  claimNames: readonly string[] = [],
): StatusCause[] {
  if (template === undefined) return [required(field)];
  const spec = fieldOf(template, 'spec') ?? {};
  const policy = fieldOf(spec, 'restartPolicy');
  return [
    ...labelCauses(`${field}.labels`, new Map(entriesAt(template, 'metadata', 'labels'))),
    ...annotationCauses(
      `${field}.annotations`,
      entriesAt(template, 'metadata', 'annotations').map(([key]) => key),
    ),
    ...podSpecCauses(`${field}.spec`, spec, claimNames),
    ...(policy === undefined
      ? []
      : supported(`${field}.spec.restartPolicy`, policy, restartPolicies)),
  ];
}

/** A count may not be below zero. */
export function countCauses(field: string, count: unknown): StatusCause[] {
  if (typeof count !== 'number' || count >= 0) return [];
  return [invalidValue(field, count, 'must be greater than or equal to 0')];
}

/** The selector decides which Pods are a workload's own, and stays as it was created. */
export function selectorUpdateCauses(object: unknown, previous: unknown): StatusCause[] {
  const selector = at(object, 'spec', 'selector');
  if (equalJson(selector, at(previous, 'spec', 'selector'))) return [];
  return [invalidValue('spec.selector', selectorValue(selector), 'field is immutable')];
}

export function statefulSetUpdateCauses(object: unknown, previous: unknown): StatusCause[] {
  if (equalJson(fixedParts(object), fixedParts(previous))) return [];
  return [forbiddenField('spec', updatableStatefulSet)];
}

function fixedParts(statefulSet: unknown): Record<string, unknown> {
  const parts = entriesAt(statefulSet, 'spec');
  return Object.fromEntries(parts.filter(([name]) => !freeOfStatefulSet.has(name)));
}
