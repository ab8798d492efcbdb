// All that is wrong with a Service, or a world.

import type { Service } from '../model/service.ts';
import type { World } from '../state/world.ts';
import type { Finding } from '../wire/finding.ts';
import { addressFindings } from './addresses.ts';
import type { Severity } from './catalogue.ts';
import { clashFindings } from './clashes.ts';
import { endpointsFindings, strayedEndpoints } from './endpoints.ts';
import { externalNameFindings } from './externalName.ts';
import { isPartial, sceneOf, type Scene } from './finding.ts';
import { gatewaysOfWorld } from './gateways.ts';
import { headlessFindings } from './headless.ts';
import { loadBalancerFindings } from './loadBalancer.ts';
import { meshFindings } from './mesh.ts';
import { podFindings } from './pods.ts';
import { policiesOfWorld, policyFindings } from './policies.ts';
import { portFindings } from './ports.ts';
import { routeFindings, routesOfWorld } from './routes.ts';
import { selectorFindings } from './selectors.ts';
import { sliceFindings, strayedSlices } from './slices.ts';
import { statefulSetFindings } from './statefulSet.ts';
import { trafficPolicyFindings } from './trafficPolicy.ts';
import { workloadFindings } from './workloads.ts';

const ofServices: readonly ((scene: Scene) => Finding[])[] = [
  selectorFindings,
  portFindings,
  podFindings,
  sliceFindings,
  endpointsFindings,
  addressFindings,
  trafficPolicyFindings,
  loadBalancerFindings,
  clashFindings,
  externalNameFindings,
  headlessFindings,
  policyFindings,
  meshFindings,
  ({ world, key }) => world.routesTo(key).flatMap((route) => routeFindings(world, route, key)),
];

const ofWorlds: readonly ((world: World) => Finding[])[] = [
  strayedSlices,
  strayedEndpoints,
  statefulSetFindings,
  workloadFindings,
  policiesOfWorld,
  routesOfWorld,
  gatewaysOfWorld,
];

/**
 * What is wrong with one Service, and with what leads to it and stands behind it; worst first.
 * Who asks for many tells once whether the world `isPartial`.
 */
export function findingsOf(world: World, service: Service, partial?: boolean): Finding[] {
  return sortFindings(judge(sceneOf(world, service, partial)));
}

function judge(scene: Scene): Finding[] {
  return ofServices.flatMap((rule) => rule(scene));
}

/** What is wrong with every Service, and with objects that belong to none; worst first. */
export function findingsOfWorld(world: World): Finding[] {
  const partial = isPartial(world);
  return sortFindings([
    ...[...world.services()].flatMap((service) => judge(sceneOf(world, service, partial))),
    ...findingsOfNoService(world),
  ]);
}

/** What is wrong with objects that belong to no Service, or to none that is there; worst first. */
export function findingsOfNoService(world: World): Finding[] {
  return sortFindings(ofWorlds.flatMap((rule) => rule(world)));
}

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Each once; by severity, object, code and field. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const keyed = new Map(findings.map((finding) => [sortKey(finding), finding]));
  return [...keyed].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding);
}

function sortKey({ severity, object, code, path = '', params }: Finding): string {
  const { namespace = '', kind, name } = object;
  const evidence = JSON.stringify(Object.entries(params).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return [rank[severity], namespace, kind, name, code, path, evidence].join('\u0000');
}
