// StatefulSets and the Services that give their Pods names (S22, S74, S75).

import type { Workload } from '../model/cluster.ts';
import type { Labels } from '../model/metadata.ts';
import { isHeadless } from '../model/service.ts';
import { selects } from '../state/matching.ts';
import type { World } from '../state/world.ts';
import type { Finding } from '../wire/finding.ts';
import { found, isPartial, selectorText } from './finding.ts';
import { isRuntimeLabel } from './runtimeLabels.ts';
import { meantName } from './likeness.ts';

const path = 'spec.serviceName';

export function statefulSetFindings(world: World): Finding[] {
  return [...world.workloads()].flatMap((set) => {
    const { serviceName } = set;
    if (set.kind !== 'StatefulSet' || serviceName === undefined) return [];
    if (!world.readable('Service', set.metadata.namespace)) return [];
    return judge(world, set, serviceName);
  });
}

function judge(world: World, set: Workload, serviceName: string): Finding[] {
  const { namespace } = set.metadata;
  const params = { service: serviceName };
  const service = world.service(`${namespace}/${serviceName}`);
  if (service === undefined) return missing(world, set, serviceName);
  // Without a selector somebody writes the endpoints, and gives them names.
  if (!service.selector || service.selector.size === 0) return [];
  if (selectsOthers(service.selector, set)) {
    const evidence = { path, params: { ...params, selector: selectorText(service.selector) } };
    return [found('statefulSetServiceSelectsOthers', set, evidence)];
  }
  return isHeadless(service) ? [] : [found('statefulSetServiceNotHeadless', set, { path, params })];
}

/** What operators put on Pods that run is in no template. */
function selectsOthers(selector: Labels, { templateLabels }: Workload): boolean {
  const asked = [...selector].filter(
    ([key, value]) => templateLabels.has(key) || !isRuntimeLabel(key, value),
  );
  return !selects(new Map(asked), templateLabels);
}

function missing(world: World, set: Workload, serviceName: string): Finding[] {
  const { namespace } = set.metadata;
  const names = [...world.services(namespace)].map(({ metadata }) => metadata.name);
  const meant = meantName(serviceName, names);
  // serviceName may not be changed: the Service is what can be named anew.
  const fix = { code: 'createHeadless' } as const;
  if (meant !== undefined) {
    const params = { service: serviceName, meant };
    return [found('statefulSetServiceNearMiss', set, { path, params, fix })];
  }
  // Files that give some Service for these Pods could have given this one too.
  const selecting = world.servicesSelecting(namespace, set.templateLabels);
  if (isPartial(world) && selecting.length === 0) return [];
  // Many sets ask for no names of their own: it matters where a Service is there only to give them.
  const isMeant = selecting.length === 1 && selecting.every(isHeadless);
  const code = isMeant ? 'statefulSetServiceMissing' : 'statefulSetServiceNotGiven';
  const params = {
    service: serviceName,
    others: selecting.map(({ metadata }) => metadata.name).join(', ') || '–',
  };
  return [found(code, set, { path, params, fix })];
}
