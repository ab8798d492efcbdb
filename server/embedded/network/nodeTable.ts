// The forwarding table of one node: what its kube-proxy has programmed, and what it does with a packet.

import type { EndpointSlice } from '@portolan/shared/model/endpointSlice.ts';
import type { Service } from '@portolan/shared/model/service.ts';

import { inRange, isLoopback, POD_RANGE } from './addresses.ts';
import type { NetworkNode } from './clusterView.ts';
import {
  type Backend,
  type HealthRule,
  type ProxyRule,
  rulesFor,
  type ServiceRules,
} from './proxyRules.ts';

export interface Packet {
  /** The source address this node sees. */
  source: string;
  destination: string;
  port: number;
  protocol: string;
}

export type TableVerdict =
  | {
      verdict: 'forward';
      rule: ProxyRule;
      backends: readonly Backend[];
      /** The Pod sees the node's address instead of the client's (S47, S50). */
      masquerade: boolean;
    }
  | { verdict: 'reject' | 'drop'; rule: ProxyRule }
  | { verdict: 'health'; health: HealthRule }
  | { verdict: 'unmatched' };

type Destination = 'clusterIP' | 'externalIP' | 'vip' | 'nodePort';

const STALE = 'portolan.dev/stale';

/** `"true"` freezes the whole table; a list of `namespace/name` only those Services' part of it. */
export function isStale(node: NetworkNode, service: string): boolean {
  const stale = node.annotations.get(STALE);
  if (stale === undefined) return false;
  return stale === 'true' || stale.split(/[\s,]+/).includes(service);
}

export class NodeTable {
  private programmed = new Map<string, ServiceRules>();
  private index = new Map<string, { rule: ProxyRule; destination: Destination }>();

  /** Takes over the cluster as it is, but for what the node is stale about. */
  program(
    node: NetworkNode,
    services: Iterable<[string, Service]>,
    slicesOf: (service: string) => readonly EndpointSlice[],
  ): void {
    const before = this.programmed;
    const { name } = node.model.metadata;
    const { zone } = node.model;
    const placed = { name, ...(zone !== undefined && { zone }) };
    const next = new Map<string, ServiceRules>();
    for (const [key, service] of services) {
      if (!isStale(node, key)) next.set(key, rulesFor(service, slicesOf(key), placed));
    }
    for (const [key, rules] of before) if (isStale(node, key)) next.set(key, rules);
    this.programmed = next;
    this.index = indexRules(next);
  }

  /** What becomes of a new connection; `addresses` are this node's own. */
  decide(packet: Packet, addresses: readonly string[]): TableVerdict {
    const own = addresses.includes(packet.destination) || isLoopback(packet.destination);
    const health = own ? this.healthAt(packet) : undefined;
    if (health !== undefined) return { verdict: 'health', health };
    const { protocol, port } = packet;
    // A Service address comes before NodePorts, even where an externalIP is the node's own (S45).
    const found =
      this.index.get(`${packet.destination} ${protocol} ${port}`) ??
      (own ? this.index.get(`node ${protocol} ${port}`) : undefined);
    if (found === undefined) return { verdict: 'unmatched' };
    return found.destination === 'clusterIP'
      ? internal(found.rule, packet)
      : external(found.rule, found.destination, packet, addresses);
  }

  /** The Services' NodePorts on this node, TCP. */
  nodePorts(): number[] {
    const rules = [...this.index.values()].filter(({ destination }) => destination === 'nodePort');
    return rules.flatMap(({ rule }) =>
      rule.protocol === 'TCP' && rule.nodePort !== undefined ? [rule.nodePort] : [],
    );
  }

  /** Whether a balancer that asks the health check sends its clients here (S66, S70). */
  takesBalanced(vip: string, port: number, protocol: string): boolean {
    const found = this.index.get(`${vip} ${protocol} ${port}`);
    return found !== undefined && this.isHealthy(found.rule.service);
  }

  /** What the Service's health check answers; a Service without one is healthy everywhere (S66). */
  isHealthy(service: string): boolean {
    const health = this.programmed.get(service)?.health;
    return health === undefined || health.readyLocal > 0;
  }

  private healthAt({ port, protocol }: Packet): HealthRule | undefined {
    if (protocol !== 'TCP') return undefined;
    for (const { health } of this.programmed.values()) if (health?.port === port) return health;
    return undefined;
  }
}

function indexRules(
  programmed: ReadonlyMap<string, ServiceRules>,
): Map<string, { rule: ProxyRule; destination: Destination }> {
  const index = new Map<string, { rule: ProxyRule; destination: Destination }>();
  const add = (key: string, rule: ProxyRule, destination: Destination) => {
    // Two Services may claim one externalIP; the first stays (S13).
    if (!index.has(key)) index.set(key, { rule, destination });
  };
  for (const [, { rules }] of [...programmed].toSorted(([left], [right]) =>
    left < right ? -1 : 1,
  )) {
    for (const rule of rules) {
      const { protocol, port, nodePort } = rule;
      for (const ip of rule.clusterIPs) add(`${ip} ${protocol} ${port}`, rule, 'clusterIP');
      for (const ip of rule.externalIPs) add(`${ip} ${protocol} ${port}`, rule, 'externalIP');
      for (const ip of rule.vips) add(`${ip} ${protocol} ${port}`, rule, 'vip');
      if (nodePort !== undefined) add(`node ${protocol} ${nodePort}`, rule, 'nodePort');
    }
  }
  return index;
}

/** S55: nobody anywhere is refused, nobody here is silence. */
function verdictOf(
  rule: ProxyRule,
  backends: readonly Backend[],
  masquerade: boolean,
): TableVerdict {
  if (!rule.anywhere) return { verdict: 'reject', rule };
  if (backends.length === 0) return { verdict: 'drop', rule };
  return { verdict: 'forward', rule, backends, masquerade };
}

/** S46, S50. */
function internal(rule: ProxyRule, { source }: Packet): TableVerdict {
  const backends = rule.internalLocal ? rule.local : rule.cluster;
  return verdictOf(rule, backends, !isPod(source));
}

function external(
  rule: ProxyRule,
  destination: Destination,
  { source, destination: dialled }: Packet,
  addresses: readonly string[],
): TableVerdict {
  // S53: without endpoints there is no firewall, and even a blocked source is refused.
  if (destination === 'vip' && rule.anywhere && !isAllowed(rule, source)) {
    return { verdict: 'drop', rule };
  }
  const fromNode = addresses.includes(source) || isLoopback(source);
  // S57: locally generated packets pass no REJECT for external addresses; they leave the node, unless
  // the address is its own.
  const leaves = destination !== 'nodePort' && !addresses.includes(dialled);
  if (!rule.anywhere && fromNode && leaves) return { verdict: 'drop', rule };
  if (!rule.externalLocal) return verdictOf(rule, rule.cluster, true);
  // S48: Pods and the node itself short-circuit to every endpoint.
  if (isPod(source)) return verdictOf(rule, rule.cluster, false);
  if (fromNode) return verdictOf(rule, rule.cluster, true);
  return verdictOf(rule, rule.local, false);
}

/** The local detector's default: the cluster CIDR (S49). */
function isPod(source: string): boolean {
  return inRange(source, POD_RANGE);
}

/** S52. */
function isAllowed({ sourceRanges }: ProxyRule, source: string): boolean {
  return sourceRanges.length === 0 || sourceRanges.some((range) => inRange(source, range));
}
