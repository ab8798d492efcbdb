import type { Node } from '../model/cluster.ts';
import type { World } from '../state/world.ts';
import type { TraceHop, Verdict } from '../wire/trace.ts';
import type { CandidateEndpoint } from './candidateEndpoints.ts';
import type { Dialled } from './destination.ts';
import type { ProxyConfig } from './proxyConfig.ts';
import type { Reason } from './reason.ts';

export interface PacketSource {
  ip: string;
  /** The node of the Pod that has this address; absent when no Pod of the Pod network has it. */
  podOn?: string;
}

/** The first packet of a connection. */
export interface Packet extends Dialled {
  source: PacketSource;
}

export interface ProxiedBackend {
  endpoint: CandidateEndpoint;
  /** Share of new connections on this node, 0–1. */
  share: number;
  /** The node puts its own address in place of the source. */
  masquerade: boolean;
}

/** What one node does with a packet, and the hops that say why. */
export interface Decision {
  verdict: Verdict;
  rules: string[];
  hops: TraceHop[];
  backends: ProxiedBackend[];
  assumptions: Reason[];
}

export interface ProxyNode {
  world: World;
  config: ProxyConfig;
  node: Node;
  endpointHops: number;
}
