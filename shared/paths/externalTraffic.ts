// Traffic to an externalIP, a load balancer IP or a NodePort: eTP alone decides (S46–S49, S52–S57).
import type { TraceHop } from '../wire/trace.ts';
import { canonicalIP } from './addresses.ts';
import {
  balance,
  clusterEndpointsReason,
  identityOf,
  topologyRules,
  type Masquerade,
} from './balance.ts';
import { serviceChain } from './chains.ts';
import type { DestinationKind } from './destination.ts';
import { chooseEndpoints, type EndpointChoice } from './endpointChoice.ts';
import { localDetectorOf } from './localDetector.ts';
import { isOwnAddress, primaryAddress } from './nodeAddresses.ts';
import type { Decision, Packet, ProxyNode } from './packet.ts';
import { placeOf } from './place.ts';
import { reason } from './reason.ts';
import { noEndpointsReason, refusal, slicesReadable, unreadableDecision } from './refusal.ts';
import { portSubject, type ServicePortView } from './servicePortView.ts';

type ExternalKind = Exclude<DestinationKind, 'clusterIP'>;

export function externalDecision(
  proxy: ProxyNode,
  packet: Packet,
  kind: ExternalKind,
  view: ServicePortView,
): Decision {
  if (!slicesReadable(proxy.world, view)) return unreadableDecision(view);
  const choice = chooseEndpoints(proxy.world, view, placeOf(proxy.node));
  // S53: without endpoints iptables has no firewall either; nftables asks it before all else.
  const isGuarded = choice.hasAnyEndpoints || proxy.config.mode === 'nftables';
  const guard =
    kind === 'loadBalancer' && isGuarded ? sourceRangeHop(proxy, packet, view) : undefined;
  if (guard?.verdict === 'drop') {
    return { verdict: 'drop', rules: guard.rules, hops: [guard], backends: [], assumptions: [] };
  }
  if (!choice.hasAnyEndpoints) return noEndpoints(proxy, packet, view, choice);
  const decision = policyDecision(proxy, packet, view, choice);
  const before = [...(guard === undefined ? [] : [guard]), externalHop(proxy, kind, view)];
  return {
    ...decision,
    rules: [...new Set([...before.flatMap((hop) => hop.rules), ...decision.rules])],
    hops: [...before, ...decision.hops],
  };
}

function noEndpoints(
  proxy: ProxyNode,
  packet: Packet,
  view: ServicePortView,
  choice: EndpointChoice,
): Decision {
  // S57: the REJECT of external addresses is checked on input and forwarded packets only, so that a
  // node's own packet to an address that is not its own just leaves.
  const leaves =
    proxy.config.mode === 'iptables' &&
    isOwnAddress(proxy.node, packet.source.ip) &&
    !isOwnAddress(proxy.node, packet.ip);
  if (leaves) return refusal(view, 'unmatched', ['S55', 'S57'], reason('leavesTheNode'));
  const why = noEndpointsReason(proxy.world, view, choice);
  return refusal(view, 'reject', ['S40', 'S55'], why, choice);
}

function externalHop(proxy: ProxyNode, kind: ExternalKind, view: ServicePortView): TraceHop {
  const chain = serviceChain(proxy.config.mode, 'external', identityOf(view));
  return {
    kind: 'service',
    subject: portSubject(view),
    rules: kind === 'nodePort' ? ['S45', 'S46', 'S63'] : ['S45', 'S46'],
    ...(chain === undefined ? {} : { chain }),
    reason: reason(
      kind === 'nodePort'
        ? 'isNodePort'
        : kind === 'externalIP'
          ? 'isExternalIP'
          : 'isLoadBalancerIP',
      { policy: view.externalLocal ? 'Local' : 'Cluster' },
    ),
  };
}

/** S52; undefined when nothing guards the load balancer's addresses. */
function sourceRangeHop(
  { config, node }: ProxyNode,
  packet: Packet,
  view: ServicePortView,
): TraceHop | undefined {
  if (view.sourceRanges.length === 0) return undefined;
  const inRange = (ip: string): boolean => view.sourceRanges.some((range) => range.contains(ip));
  const source = packet.source.ip;
  // A node's connection to a load balancer IP it holds itself carries that IP as its source.
  const nodeIP = primaryAddress(node, view.family);
  const isAllowedNodeAsVIP =
    nodeIP !== undefined &&
    inRange(nodeIP) &&
    view.loadBalancerVIPs.some((vip) => canonicalIP(vip) === canonicalIP(source));
  const allowed = inRange(source) || isAllowedNodeAsVIP;
  const chain = serviceChain(config.mode, 'firewall', identityOf(view));
  return {
    kind: 'firewall',
    subject: portSubject(view),
    verdict: allowed ? 'forward' : 'drop',
    rules: ['S52'],
    ...(chain === undefined ? {} : { chain }),
    reason: reason(allowed ? 'sourceInRanges' : 'sourceNotInRanges', { address: source }),
  };
}

function policyDecision(
  proxy: ProxyNode,
  packet: Packet,
  view: ServicePortView,
  choice: EndpointChoice,
): Decision {
  const toCluster = (masquerade: Masquerade, rules: string[]): Decision =>
    balance(proxy, packet, view, {
      choice,
      set: 'cluster',
      why: clusterEndpointsReason(choice),
      rules: [...rules, ...topologyRules(choice)],
      masquerade,
    });
  if (!view.externalLocal) {
    return toCluster({ on: true, reason: reason('externalCluster'), rules: ['S47'] }, ['S47']);
  }
  const isPod = localDetectorOf(proxy, view.family);
  if (isPod?.(packet.source) === true) {
    const keeps = { on: false, reason: reason('podShortCircuit'), rules: ['S48'] };
    return toCluster(keeps, ['S48', 'S49']);
  }
  if (isOwnAddress(proxy.node, packet.source.ip)) {
    return toCluster({ on: true, reason: reason('nodeShortCircuit'), rules: ['S48'] }, ['S48']);
  }
  if (choice.local.length === 0) {
    const why = reason('noLocalEndpointsExternal', { node: proxy.node.metadata.name });
    return refusal(view, 'drop', ['S48', 'S55'], why);
  }
  return balance(proxy, packet, view, {
    choice,
    set: 'local',
    why: reason('localEndpoints', { count: choice.local.length }),
    rules: ['S48'],
    masquerade: { on: false, reason: reason('externalLocal'), rules: ['S48'] },
  });
}
