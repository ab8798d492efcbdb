// What NetworkPolicies say of one connection (S82–S92).
import { objectKey, type ObjectKey } from '../model/metadata.ts';
import type { NetworkPolicy, PolicyRule } from '../model/networkPolicy.ts';
import type { Pod } from '../model/pod.ts';
import { canonicalIP } from '../paths/addresses.ts';
import { reason, type Reason } from '../paths/reason.ts';
import { matchesSelector } from '../state/matching.ts';
import type { World } from '../state/world.ts';
import type { Coded } from '../wire/trace.ts';
import { clientEnd, isToItself, serverEnd, type End, type PolicyFlow } from './end.ts';
import { peersMatch, portsMatch } from './peers.ts';

export type { PolicyFlow } from './end.ts';

type Direction = 'Egress' | 'Ingress';

/** What the policies of one of the two Pods say. */
export interface DirectionVerdict {
  direction: Direction;
  /** The Pod they isolate: the client for egress, the server for ingress. */
  pod: ObjectKey;
  allowed: boolean;
  /** `namespace/name` of the policies that isolate it, by name; never empty. */
  isolatedBy: ObjectKey[];
  /** Those of them that allow this connection; empty as well when the node or itself is exempt. */
  allowedBy: ObjectKey[];
  rules: string[];
  reason: Reason;
}

export interface PolicyVerdict {
  allowed: boolean;
  /** `namespace/name` of the policies that isolate or allow; empty when none is concerned. */
  policies: string[];
  rules: string[];
  reason?: Coded;
  /** Egress before ingress; only directions in which a Pod is isolated. */
  directions: DirectionVerdict[];
  assumptions: Reason[];
}

/** S84: both directions must allow it; a direction without isolation is open (S82). */
export function evaluatePolicies(world: World, flow: PolicyFlow): PolicyVerdict {
  const directions: DirectionVerdict[] = [];
  for (const direction of ['Egress', 'Ingress'] as const) {
    const verdict = judged(world, flow, direction);
    if (verdict === undefined) continue;
    directions.push(verdict);
    // What egress denies never arrives.
    if (!verdict.allowed) break;
  }
  const last = directions.at(-1);
  return {
    allowed: last?.allowed ?? true,
    policies: [...new Set(directions.flatMap(concerned))],
    rules: [...new Set(directions.flatMap(({ rules }) => rules))],
    ...(last === undefined ? {} : { reason: last.reason }),
    directions,
    assumptions: assumptionsOf(world, flow, directions),
  };
}

function concerned({ isolatedBy, allowedBy }: DirectionVerdict): ObjectKey[] {
  return allowedBy.length > 0 ? allowedBy : isolatedBy;
}

/** The Pod whose policies speak in a direction; undefined when it is none, or not asked. */
function subjectOf(flow: PolicyFlow, direction: Direction): Pod | undefined {
  if (flow.direction === 'egress' && direction === 'Ingress') return undefined;
  if (flow.direction === 'ingress' && direction === 'Egress') return undefined;
  return direction === 'Egress' ? flow.source : flow.destination;
}

function judged(
  world: World,
  flow: PolicyFlow,
  direction: Direction,
): DirectionVerdict | undefined {
  const pod = subjectOf(flow, direction);
  // S90: policies do not take hold of a Pod on the host network.
  if (pod === undefined || pod.hostNetwork) return undefined;
  const isolating = isolatingPolicies(world, pod, direction);
  if (isolating.length === 0) return undefined;
  const key = objectKey(pod.metadata);
  const isolatedBy = keysOf(isolating);
  const params = { direction, pod: key, policies: isolatedBy.join(', ') };
  const exempt = exemption(world, flow, direction);
  if (exempt !== undefined) {
    const why = reason(exempt, params);
    const rules = ['S82', 'S89'];
    return { direction, pod: key, allowed: true, isolatedBy, allowedBy: [], rules, reason: why };
  }
  const match = matcher(world, flow, direction);
  const allowing = isolating.filter((policy) =>
    rulesOf(policy, direction).some((rule) => match.peer(policy, rule) && match.port(rule)),
  );
  if (allowing.length === 0) {
    const why = denial(flow, direction, isolating, match, params);
    const rules = ['S82', 'S85', ...(match.isMasqueraded ? ['S91'] : []), 'S92'];
    return { direction, pod: key, allowed: false, isolatedBy, allowedBy: [], rules, reason: why };
  }
  const allowedBy = keysOf(allowing);
  const why = reason('policyAllows', { ...params, policies: allowedBy.join(', ') });
  const rules = ['S82', 'S84', 'S85'];
  return { direction, pod: key, allowed: true, isolatedBy, allowedBy, rules, reason: why };
}

function keysOf(policies: readonly NetworkPolicy[]): ObjectKey[] {
  return policies.map(({ metadata }) => objectKey(metadata));
}

/** S82, S83: those of the Pod's namespace that select it and speak of the direction. */
export function isolatingPolicies(world: World, pod: Pod, direction: Direction): NetworkPolicy[] {
  const { namespace, labels } = pod.metadata;
  return world
    .policies(namespace)
    .filter(
      ({ policyTypes, podSelector }) =>
        policyTypes.includes(direction) && matchesSelector(podSelector, labels),
    );
}

function rulesOf(policy: NetworkPolicy, direction: Direction): readonly PolicyRule[] {
  return direction === 'Egress' ? policy.egress : policy.ingress;
}

/** S89. */
function exemption(
  world: World,
  flow: PolicyFlow,
  direction: Direction,
): 'policySelf' | 'policyOwnNode' | undefined {
  if (isToItself(flow)) return 'policySelf';
  const { destination, sourceIP } = flow;
  if (direction === 'Egress' || destination?.nodeName === undefined) return undefined;
  const node = world.node(destination.nodeName);
  const own = [
    ...(node?.internalIPs ?? []),
    ...(node?.externalIPs ?? []),
    destination.hostIP ?? '',
  ];
  return own.some((ip) => canonicalIP(ip) === canonicalIP(sourceIP)) ? 'policyOwnNode' : undefined;
}

interface Matcher {
  /** The far end: the server for egress, the client for ingress. */
  far: End;
  /** The client is a Pod of the Pod network, but arrives under a node's address. */
  isMasqueraded: boolean;
  peer(policy: NetworkPolicy, rule: PolicyRule): boolean;
  port(rule: PolicyRule): boolean;
}

function matcher(world: World, flow: PolicyFlow, direction: Direction): Matcher {
  const server = serverEnd(flow);
  const far = direction === 'Egress' ? server : clientEnd(flow);
  const dialled = { port: flow.port, protocol: flow.protocol, server };
  const { source } = flow;
  const isPod = source !== undefined && !source.hostNetwork;
  return {
    far,
    isMasqueraded: direction === 'Ingress' && isPod && far.pod === undefined,
    peer: ({ metadata }, rule) => peersMatch(world, metadata.namespace, rule.peers, far),
    port: (rule) => portsMatch(rule.ports, dialled),
  };
}

/** The nearest miss says most: the peer is allowed but not the port, or the other way round. */
function denial(
  flow: PolicyFlow,
  direction: Direction,
  isolating: readonly NetworkPolicy[],
  match: Matcher,
  params: { direction: Direction; pod: ObjectKey; policies: string },
): Reason {
  const { port, protocol } = flow;
  const peer = match.far.pod === undefined ? match.far.ip : objectKey(match.far.pod.metadata);
  if (isolating.every((policy) => rulesOf(policy, direction).length === 0)) {
    return reason('policyAllowsNothing', params);
  }
  const allowPeer = isolating.filter((policy) =>
    rulesOf(policy, direction).some((rule) => match.peer(policy, rule)),
  );
  if (allowPeer.length > 0) {
    const policies = keysOf(allowPeer).join(', ');
    return reason('policyDeniesPort', { ...params, policies, peer, port, protocol });
  }
  if (match.isMasqueraded) return reason('policyDeniesMasqueraded', { ...params, peer });
  return reason('policyDenies', { ...params, peer, port, protocol });
}

function assumptionsOf(
  world: World,
  flow: PolicyFlow,
  directions: readonly DirectionVerdict[],
): Reason[] {
  const found: Reason[] = [];
  for (const direction of ['Egress', 'Ingress'] as const) {
    const pod = subjectOf(flow, direction);
    if (pod === undefined) continue;
    const { namespace } = pod.metadata;
    if (!world.readable('NetworkPolicy', namespace)) {
      found.push(reason('policiesUnreadable', { namespace }));
    } else if (pod.hostNetwork) {
      const ignored = isolatingPolicies(world, pod, direction);
      if (ignored.length > 0) found.push(hostNetworkIgnored(pod, ignored));
    }
  }
  if (directions.some(({ allowed }) => !allowed)) found.push(reason('policyEngineAssumed'));
  if (directions.length > 0) found.push(...unreadableNamespaces(world, flow));
  return found;
}

function hostNetworkIgnored(pod: Pod, policies: readonly NetworkPolicy[]): Reason {
  const params = { pod: objectKey(pod.metadata), policies: keysOf(policies).join(', ') };
  return reason('policyOnHostNetwork', params);
}

/** Selectors of namespaces whose labels may not be read see nothing but their names. */
function unreadableNamespaces(world: World, { source, destination }: PolicyFlow): Reason[] {
  if (world.readable('Namespace')) return [];
  const names = [source, destination].flatMap((pod) => pod?.metadata.namespace ?? []);
  return [...new Set(names)].map((namespace) => reason('namespaceUnreadable', { namespace }));
}
