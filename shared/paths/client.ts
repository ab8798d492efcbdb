// Who sends the packet: where it stands, its addresses, its resolver.
import { dnsAt } from '../dns/clusterDns.ts';
import { hostResolver, podResolver, type Resolver } from '../dns/searchList.ts';
import type { Node } from '../model/cluster.ts';
import type { IPFamily } from '../model/net.ts';
import type { Pod } from '../model/pod.ts';
import type { World } from '../state/world.ts';
import { familyOf, isLoopback, parseRange } from './addresses.ts';
import type { PacketSource } from './packet.ts';
import { isOwnAddress, primaryAddress } from './nodeAddresses.ts';
import type { ProxyConfig } from './proxyConfig.ts';
import { reason, type Reason } from './reason.ts';
import type { VantagePoint } from './vantage.ts';

export interface Client {
  /** Whose network stack it uses: a Pod's own, a node's (hostNetwork Pods too), or neither. */
  stands: 'pod' | 'node' | 'outside' | 'bare';
  /** Where it stands; absent outside. */
  node?: Node;
  /** The Pod it is, whether it exists or is made up. */
  pod?: Pod;
  resolver: Resolver;
  /** Its address of a family, towards a destination; undefined when it has none of the family. */
  addressTo(ip: string): string | undefined;
  assumptions: Reason[];
}

/** Documentation addresses (RFC 5737, RFC 3849) stand for any machine outside. */
const outsideAddresses: Readonly<Record<IPFamily, string>> = {
  IPv4: '203.0.113.1',
  IPv6: '2001:db8::1',
};

export const outsideClient: Client = {
  stands: 'outside',
  resolver: hostResolver,
  addressTo: (ip) => outsideAddresses[familyOf(ip) ?? 'IPv4'],
  assumptions: [],
};

export interface ClientOptions {
  config: ProxyConfig;
  clusterDomain: string;
}

export function clientOf(
  world: World,
  vantage: Exclude<VantagePoint, { kind: 'server' | 'browser' }>,
  options: ClientOptions,
): Client | { error: Reason } {
  if (vantage.kind === 'pod') return podClient(world, vantage.pod, options);
  if (vantage.kind === 'address') return bareClient(world, vantage.ip, options);
  if (vantage.kind === 'outside') {
    const assumption = reason('outsideAddress', { address: outsideAddresses.IPv4 });
    return { ...outsideClient, assumptions: [assumption] };
  }
  const node = world.node(vantage.node);
  if (node === undefined) return { error: reason('noSuchNode', { node: vantage.node }) };
  return nodeClient(node, hostResolver);
}

function nodeClient(node: Node, resolver: Resolver): Client {
  return {
    stands: 'node',
    node,
    resolver,
    // Talking to itself, a node uses the address it talks to.
    addressTo: (ip) => (isOwnAddress(node, ip) ? ip : primaryAddress(node, familyOf(ip) ?? 'IPv4')),
    assumptions: [],
  };
}

function podClient(world: World, key: string, options: ClientOptions): Client | { error: Reason } {
  const known = world.pod(key);
  const pod = known ?? hypotheticalPod(key);
  const node = nodeOfPod(world, pod);
  if (node === undefined) return { error: reason('noNodes') };
  const resolver = podResolver(pod, options.clusterDomain, (ip) => dnsAt(world, ip) !== undefined);
  if (pod.hostNetwork) return { ...nodeClient(node, resolver), pod };
  const isMadeUp = pod.podIPs.length === 0;
  const podIPs = isMadeUp ? freeAddresses(world, node, options.config) : pod.podIPs;
  const assumptions = isMadeUp
    ? [
        reason(known === undefined ? 'hypotheticalPod' : 'podWithoutAddress', {
          pod: key,
          node: node.metadata.name,
          address: podIPs.join(', '),
        }),
      ]
    : [];
  return {
    stands: 'pod',
    node,
    pod: { ...pod, podIPs, nodeName: node.metadata.name },
    resolver,
    addressTo: (ip) => podIPs.find((own) => familyOf(own) === familyOf(ip)),
    assumptions,
  };
}

/** A Pod not yet scheduled stands on the first node, like a hypothetical one. */
function nodeOfPod(world: World, pod: Pod): Node | undefined {
  if (pod.nodeName === undefined) return world.nodes()[0];
  return world.node(pod.nodeName) ?? unknownNode(pod.nodeName, pod.hostIP);
}

/** A node we hear of but may not see: no zone, no ranges. */
export function unknownNode(name: string, address: string | undefined): Node {
  return {
    kind: 'Node',
    metadata: {
      name,
      namespace: '',
      uid: '',
      resourceVersion: '',
      labels: new Map(),
      annotations: new Map(),
    },
    internalIPs: address === undefined ? [] : [address],
    externalIPs: [],
    podCIDRs: [],
    ready: 'Unknown',
    unschedulable: false,
  };
}

export function hypotheticalPod(key: string): Pod {
  const [namespace = '', name = ''] = key.split('/');
  return {
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      uid: '',
      resourceVersion: '',
      labels: new Map(),
      annotations: new Map(),
    },
    hostNetwork: false,
    dnsPolicy: 'ClusterFirst',
    containers: [],
    initContainers: [],
    readinessGates: [],
    claims: [],
    phase: 'Running',
    podIPs: [],
    conditions: [],
    containerStates: [],
  };
}

/** One unused address a family: the highest of the node's Pod range, else of the cluster's. */
export function freeAddresses(world: World, node: Node, config: ProxyConfig): string[] {
  const cidrs = [...node.podCIDRs, ...(config.clusterCIDRs ?? [])];
  const ranges = [...cidrs, '10.244.0.0/16'].flatMap((cidr) => parseRange(cidr) ?? []);
  const families: IPFamily[] = ['IPv4', 'IPv6'];
  return families.flatMap((family) => {
    const range = ranges.find((one) => one.family === family);
    if (range === undefined) return [];
    // 0 would be the broadcast address.
    for (let offset = 1; ; offset += 1) {
      const address = range.fromEnd(offset);
      if (!range.contains(address)) return [];
      if (world.podsAtAddress(address).length === 0) return [address];
    }
  });
}

/** A source address alone; the Pod that has it, if any, lends its name to policies and its resolver. */
function bareClient(world: World, ip: string, options: ClientOptions): Client {
  const pod = world.podsAtAddress(ip).find((one) => !one.hostNetwork);
  return {
    stands: 'bare',
    ...(pod === undefined ? {} : { pod }),
    resolver:
      pod === undefined
        ? hostResolver
        : podResolver(pod, options.clusterDomain, (own) => dnsAt(world, own) !== undefined),
    addressTo: (to) => (familyOf(to) === familyOf(ip) || isLoopback(ip) ? ip : undefined),
    assumptions: [],
  };
}

/** The source of the client's packet to an address; undefined when it has no address of the family. */
export function sourceTo(client: Client, ip: string): PacketSource | undefined {
  const address = client.addressTo(ip);
  if (address === undefined) return undefined;
  const isPod = client.stands === 'pod' || client.stands === 'bare';
  const podOn = isPod ? client.pod?.nodeName : undefined;
  return { ip: address, ...(podOn === undefined ? {} : { podOn }) };
}
