// Local policies, and the nodes on which they leave clients without an answer (S37, S55, S66, S70).

import type { Node } from '../model/cluster.ts';
import type { Endpoint } from '../model/endpointSlice.ts';
import { isProxied } from '../paths/proxiedServices.ts';
import { workloadOf } from '../state/workloadOf.ts';
import type { Finding } from '../wire/finding.ts';
import { found, isSimulated, listed, type Scene } from './finding.ts';

export function trafficPolicyFindings(scene: Scene): Finding[] {
  const { world, service, namespace } = scene;
  if (!isProxied(service) || !world.readable('EndpointSlice', namespace)) return [];
  const endpoints = scene.slices.flatMap((slice) => slice.endpoints);
  if (!endpoints.some(isUsable)) return [];
  // Endpoints on no node are told of apart (S35).
  if (endpoints.every(({ nodeName }) => nodeName === undefined)) return [];
  return [...internal(scene, endpoints), ...external(scene, endpoints)];
}

/** S39. */
function isUsable({ ready = true, serving = true, terminating = false }: Endpoint): boolean {
  return ready || (serving && terminating);
}

function nodesWithout(nodes: readonly Node[], endpoints: readonly Endpoint[]): string[] {
  const held = new Set(endpoints.filter(isUsable).map(({ nodeName }) => nodeName));
  return nodes
    .filter(({ ready, metadata }) => ready === 'True' && !held.has(metadata.name))
    .map(({ metadata }) => metadata.name);
}

/** A DaemonSet is meant to be everywhere; what runs in files is on made-up nodes. */
function internal(scene: Scene, endpoints: readonly Endpoint[]): Finding[] {
  const { world, service, pods } = scene;
  if (service.internalTrafficPolicy !== 'Local') return [];
  const nodes = nodesWithout(world.nodes(), endpoints);
  if (nodes.length === 0) return [];
  const isDaemon = pods.some((pod) => workloadOf(world, pod)?.kind === 'DaemonSet');
  const isMadeUp = world.nodes().every(isSimulated);
  if (isMadeUp && isDaemon) return [];
  const params = { nodes: listed(nodes), count: nodes.length, policy: 'internalTrafficPolicy' };
  const path = 'spec.internalTrafficPolicy';
  const code = isMadeUp ? 'localPolicySkipsNodes' : 'internalLocalDropsOnNodes';
  return [found(code, service, { path, params })];
}

function external(scene: Scene, endpoints: readonly Endpoint[]): Finding[] {
  const { world, service } = scene;
  if (service.externalTrafficPolicy !== 'Local') return [];
  const isBalanced = service.type === 'LoadBalancer';
  const nodes = nodesWithout(world.nodes(), endpoints);
  const findings = isBalanced ? disagreements(scene, endpoints) : [];
  if (nodes.length === 0) return findings;
  const params = { nodes: listed(nodes), count: nodes.length, policy: 'externalTrafficPolicy' };
  const path = 'spec.externalTrafficPolicy';
  const isMadeUp = world.nodes().every(isSimulated);
  const code = isMadeUp || isBalanced ? 'localPolicySkipsNodes' : 'localPolicyDropsOnNodes';
  const patch = { spec: { externalTrafficPolicy: 'Cluster' } };
  const fix = { code: 'useClusterPolicy', patch } as const;
  const evidence = code === 'localPolicyDropsOnNodes' ? { path, params, fix } : { path, params };
  return [...findings, found(code, service, evidence)];
}

/** S66: the health check counts ready endpoints; the proxy also serves by those that are ending. */
function disagreements({ service }: Scene, endpoints: readonly Endpoint[]): Finding[] {
  if (service.healthCheckNodePort === undefined) return [];
  const ready = new Set(
    endpoints.filter((each) => each.ready ?? true).map(({ nodeName }) => nodeName),
  );
  const served = new Set(endpoints.filter(isUsable).flatMap(({ nodeName }) => nodeName ?? []));
  const nodes = [...served].filter((name) => !ready.has(name)).toSorted();
  if (nodes.length === 0) return [];
  const params = { nodes: listed(nodes), port: service.healthCheckNodePort };
  return [found('healthCheckDisagrees', service, { path: 'spec.healthCheckNodePort', params })];
}
