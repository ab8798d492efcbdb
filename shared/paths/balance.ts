// From a chosen set of endpoints to shares of connections, hop by hop (S51, S58, S59).
import type { TraceHop } from '../wire/trace.ts';
import { canonicalIP, hostPort } from './addresses.ts';
import { endpointChain, serviceChain, type ServicePortIdentity } from './chains.ts';
import type { EndpointChoice } from './endpointChoice.ts';
import type { Decision, Packet, ProxiedBackend, ProxyNode } from './packet.ts';
import { reason, type Reason } from './reason.ts';
import { portSubject, type ServicePortView } from './servicePortView.ts';

export type EndpointSet = 'cluster' | 'local';

/** Why a source is masqueraded, or that it is not. */
export interface Masquerade {
  on: boolean;
  reason: Reason;
  rules: string[];
}

export function identityOf(view: ServicePortView): ServicePortIdentity {
  const { namespace, name } = view.service.metadata;
  return { namespace, name, portName: view.port.name, protocol: view.port.protocol };
}

/** How many endpoints the Cluster set holds, and what narrowed it. */
export function clusterEndpointsReason(choice: {
  cluster: readonly unknown[];
  topologyMode: string;
}): Reason {
  const params = { count: choice.cluster.length };
  if (choice.topologyMode === 'sameNode') return reason('endpointsOfNode', params);
  if (choice.topologyMode === 'sameZone') return reason('endpointsOfZone', params);
  return reason('clusterEndpoints', params);
}

export function topologyRules(choice: { topologyMode: string }): string[] {
  return choice.topologyMode === 'none' ? [] : ['S41', 'S42'];
}

/** Equal shares for every endpoint of the set (S58), which must not be empty. */
export function balance(
  proxy: ProxyNode,
  packet: Packet,
  view: ServicePortView,
  given: {
    choice: EndpointChoice;
    set: EndpointSet;
    why: Reason;
    rules: string[];
    masquerade: Masquerade;
  },
): Decision {
  const { choice, set, masquerade } = given;
  const endpoints = set === 'cluster' ? choice.cluster : choice.local;
  const share = 1 / endpoints.length;
  const backends = endpoints.map((endpoint): ProxiedBackend => {
    const hairpin = canonicalIP(packet.source.ip) === endpoint.address;
    return { endpoint, share, masquerade: masquerade.on || hairpin };
  });
  const hasHairpin = !masquerade.on && backends.some((backend) => backend.masquerade);
  const hops: TraceHop[] = [
    serviceHop(proxy, view, given),
    ...affinityHops(view),
    {
      kind: 'masquerade',
      subject: packet.source.ip,
      rules: masquerade.rules,
      reason: masquerade.reason,
    },
    ...(hasHairpin ? [hairpinHop(packet)] : []),
    // All of a set are there by the same rules, so that leaving out hops leaves out no rule.
    ...backends
      .slice(0, proxy.endpointHops)
      .map((backend) => endpointHop(proxy, view, choice, backend)),
  ];
  return {
    verdict: 'forward',
    rules: [...new Set([...hops.flatMap((hop) => hop.rules), 'S58'])],
    hops,
    backends,
    assumptions: backends.some((backend) => isHairpin(packet, backend))
      ? [reason('hairpinSupported')]
      : [],
  };
}

function isHairpin(packet: Packet, backend: ProxiedBackend): boolean {
  return canonicalIP(packet.source.ip) === backend.endpoint.address;
}

function serviceHop(
  { config }: ProxyNode,
  view: ServicePortView,
  given: { set: EndpointSet; why: Reason; rules: string[] },
): TraceHop {
  const chain = serviceChain(
    config.mode,
    given.set === 'cluster' ? 'service' : 'local',
    identityOf(view),
  );
  return {
    kind: 'service',
    subject: portSubject(view),
    verdict: 'forward',
    rules: given.rules,
    ...(chain === undefined ? {} : { chain }),
    reason: given.why,
  };
}

function affinityHops(view: ServicePortView): TraceHop[] {
  const { service } = view;
  if (service.sessionAffinity !== 'ClientIP') return [];
  const seconds = service.affinityTimeoutSeconds ?? 10800;
  return [
    {
      kind: 'service',
      subject: portSubject(view),
      rules: ['S59'],
      reason: reason('affinity', { seconds }),
    },
  ];
}

function hairpinHop(packet: Packet): TraceHop {
  return {
    kind: 'masquerade',
    subject: packet.source.ip,
    rules: ['S51'],
    reason: reason('hairpin', { address: packet.source.ip }),
  };
}

function endpointHop(
  { config }: ProxyNode,
  view: ServicePortView,
  choice: EndpointChoice,
  { endpoint, share }: ProxiedBackend,
): TraceHop {
  const judged = choice.everyone.find((one) => one.endpoint === endpoint);
  const chain = endpointChain(config.mode, identityOf(view), endpoint);
  return {
    kind: 'endpoint',
    subject: hostPort(endpoint.address, endpoint.port),
    verdict: 'forward',
    rules: [...(judged?.rules ?? []), 'S58'],
    ...(chain === undefined ? {} : { chain }),
    reason: reason(endpoint.ready ? 'readyEndpoint' : 'terminatingEndpoint', { share }),
  };
}
