// Which endpoints a node uses for a Service port in one IP family, and why (S36–S44).
import type { World } from '../state/world.ts';
import { candidatesOf, type CandidateEndpoint } from './candidateEndpoints.ts';
import { reason, type Reason } from './reason.ts';
import type { ServicePortView } from './servicePortView.ts';
import {
  passesTopology,
  topologyModeOf,
  type NodePlace,
  type TopologyMode,
} from './topologyMode.ts';

export interface EndpointChoice {
  /** What Cluster policies use; empty when nothing asks for it (S37). */
  cluster: readonly CandidateEndpoint[];
  /** What Local policies use; empty when nothing asks for it (S37). */
  local: readonly CandidateEndpoint[];
  usesCluster: boolean;
  usesLocal: boolean;
  /** Some node could use an endpoint: separates REJECT from DROP (S40). */
  hasAnyEndpoints: boolean;
  topologyMode: TopologyMode;
  /** Every candidate with why it is in a set or in none. */
  everyone: readonly JudgedEndpoint[];
}

export interface JudgedEndpoint {
  endpoint: CandidateEndpoint;
  in: boolean;
  reason: Reason;
  rules: readonly string[];
}

/** The choice of one node for one Service port and family. */
export function chooseEndpoints(
  world: World,
  view: ServicePortView,
  place: NodePlace,
): EndpointChoice {
  const candidates = candidatesOf(world, view.service, view.port, view.family, place.name);
  return categorize(candidates, view, place);
}

/** S38–S42 over candidates already joined and de-duplicated. */
export function categorize(
  candidates: readonly CandidateEndpoint[],
  uses: Pick<ServicePortView, 'usesCluster' | 'usesLocal'>,
  place: NodePlace,
): EndpointChoice {
  const { usesCluster, usesLocal } = uses;
  const topologyMode = usesCluster ? topologyModeOf(candidates, place) : 'none';
  const cluster = usesCluster ? clusterSet(candidates, topologyMode, place) : [];
  const local = usesLocal ? localSet(candidates) : [];
  const choice = { cluster, local, usesCluster, usesLocal, topologyMode };
  const sets = { cluster: new Set(cluster), local: new Set(local) };
  return {
    ...choice,
    hasAnyEndpoints: candidates.some(isUsable),
    everyone: candidates.map((endpoint) => judge(endpoint, choice, sets)),
  };
}

function isFallback(endpoint: CandidateEndpoint): boolean {
  return !endpoint.ready && endpoint.serving && endpoint.terminating;
}

/** S39, S40. */
function isUsable(endpoint: CandidateEndpoint): boolean {
  return endpoint.ready || isFallback(endpoint);
}

function clusterSet(
  candidates: readonly CandidateEndpoint[],
  mode: TopologyMode,
  place: NodePlace,
): CandidateEndpoint[] {
  const ready = candidates.filter(
    (endpoint) => endpoint.ready && passesTopology(endpoint, mode, place),
  );
  return ready.length > 0
    ? ready
    : candidates.filter((endpoint) => endpoint.serving && endpoint.terminating);
}

/** Topology never filters it (S38). */
function localSet(candidates: readonly CandidateEndpoint[]): CandidateEndpoint[] {
  const near = candidates.filter((endpoint) => endpoint.local);
  const ready = near.filter((endpoint) => endpoint.ready);
  return ready.length > 0 ? ready : near.filter(isFallback);
}

function judge(
  endpoint: CandidateEndpoint,
  choice: Pick<EndpointChoice, 'usesCluster' | 'topologyMode'>,
  sets: Record<'cluster' | 'local', ReadonlySet<CandidateEndpoint>>,
): JudgedEndpoint {
  const inCluster = sets.cluster.has(endpoint);
  const inLocal = sets.local.has(endpoint);
  if (inCluster || inLocal) {
    const scope = inCluster
      ? inLocal
        ? 'endpointInBoth'
        : 'endpointInCluster'
      : 'endpointInLocal';
    if (endpoint.ready) {
      return { endpoint, in: true, reason: reason(scope), rules: ['S36', 'S38'] };
    }
    return { endpoint, in: true, reason: reason('terminatingFallback'), rules: ['S38'] };
  }
  const out = (why: Reason, ...rules: string[]): JudgedEndpoint => {
    return { endpoint, in: false, reason: why, rules };
  };
  if (!isUsable(endpoint)) {
    return endpoint.terminating
      ? out(reason('terminatingNotServing'), 'S39')
      : out(reason('notReady'), 'S39');
  }
  if (endpoint.ready && choice.usesCluster) {
    return choice.topologyMode === 'sameNode'
      ? out(reason('hintedToOtherNode', { nodes: endpoint.nodeHints.join(', ') }), 'S41', 'S42')
      : out(reason('hintedToOtherZone', { zones: endpoint.zoneHints.join(', ') }), 'S41', 'S42');
  }
  if (!endpoint.local && !choice.usesCluster) {
    return endpoint.node === undefined
      ? out(reason('withoutNode'), 'S35', 'S37')
      : out(reason('onOtherNode', { node: endpoint.node }), 'S37', 'S38');
  }
  return out(reason('terminatingWhileReady'), 'S38');
}
