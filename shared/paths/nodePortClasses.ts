// NodePort entry points whose paths differ in the names and addresses of their nodes alone. A cluster
// has thousands of nodes and few ways in which they treat a packet, so one path a class is enough.
// What one of them depends on that the others do not must be in the class's key, or set it apart.
import type { Node } from '../model/cluster.ts';
import { objectKey } from '../model/metadata.ts';
import type { PolicyPeer, PolicyRule } from '../model/networkPolicy.ts';
import type { Pod } from '../model/pod.ts';
import type { Service } from '../model/service.ts';
import { isolatingPolicies } from '../policy/evaluate.ts';
import type { World } from '../state/world.ts';
import type { EntryPoint } from '../wire/topology.ts';
import { canonicalIP, familyOf, inAnyRange } from './addresses.ts';
import type { Client } from './client.ts';
import type { Kept } from './kept.ts';
import { nodePortListening } from './nodeAddresses.ts';
import { isProxied } from './proxiedServices.ts';
import type { ProxyConfig } from './proxyConfig.ts';
import { podOf } from './serviceEndpoints.ts';

/** Members of one class, in order; the first speaks for the others. */
export type NodePortClass = readonly [EntryPoint, ...EntryPoint[]];

interface Circumstances {
  config: ProxyConfig;
  /** Zones that some endpoint is hinted to (S41). */
  zones: readonly string[];
  /** Nodes that are like no other. */
  apart: readonly string[];
  /** Source addresses of the clients. */
  sources: readonly string[];
  /** Of policies that may see a node's address (S87, S91). */
  blocks: readonly NonNullable<PolicyPeer['ipBlock']>[];
}

/** `entries` are NodePorts of the Service; `kept` gives classes again while nothing decides anew. */
export function nodePortClasses(
  world: World,
  service: Service,
  entries: readonly EntryPoint[],
  given: {
    clients: readonly Client[];
    config: ProxyConfig;
    kept: Kept<Service, readonly NodePortClass[]>;
  },
): readonly NodePortClass[] {
  // What another proxy serves, or two Services claim, follows no rule that is known here (S10, S13).
  const isPlain =
    isProxied(service) &&
    service.ports.every(
      ({ nodePort }) => nodePort === undefined || world.servicesAtNodePort(nodePort).length === 1,
    );
  if (!isPlain) return entries.map((entry) => [entry]);
  const circumstances = circumstancesOf(world, service, given.clients, given.config);
  const inputs = [world.nodes(), entries.length, entries[0], entries.at(-1)];
  return given.kept.of(service, [...inputs, JSON.stringify(circumstances)], () =>
    classesOf(world, entries, circumstances),
  );
}

function circumstancesOf(
  world: World,
  service: Service,
  clients: readonly Client[],
  config: ProxyConfig,
): Circumstances {
  const { places, zones, pods, areLocal } = endpointFacts(world, service);
  const ingress = peersOf(world, pods, 'Ingress');
  const egress = peersOf(
    world,
    clients.flatMap(({ pod }) => pod ?? []),
    'Egress',
  );
  const sources = clients.flatMap((client) =>
    ['0.0.0.0', '::'].flatMap((any) => client.addressTo(any) ?? []),
  );
  const isLocal = areLocal || ingress.isIsolated;
  const apart = new Set([
    ...clients.flatMap(({ node }) => node?.metadata.name ?? []),
    // Where endpoints are treats packets its own way, or says of itself that it is not ready.
    ...places.filter((name) => isLocal || world.node(name)?.ready !== 'True'),
    ...[...sources, ...world.contestedNodeAddresses()].flatMap(
      (ip) => world.nodeAtAddress(ip)?.metadata.name ?? [],
    ),
  ]);
  return {
    config,
    zones: [...zones].toSorted(),
    apart: [...apart].toSorted(),
    sources: [...new Set(sources)],
    blocks: [...ingress.blocks, ...egress.blocks],
  };
}

/** Where its endpoints are, and whether a node prefers its own (S36–S38, S41). */
function endpointFacts(world: World, service: Service) {
  const { namespace } = service.metadata;
  const places = new Set<string>();
  const zones = new Set<string>();
  const pods = new Set<Pod>();
  const seen = new Set<string>();
  let areLocal =
    service.internalTrafficPolicy === 'Local' || service.externalTrafficPolicy === 'Local';
  for (const slice of world.slicesOf(objectKey(service.metadata))) {
    for (const endpoint of slice.endpoints) {
      const [address = ''] = endpoint.addresses;
      const { nodeName, zoneHints = [], nodeHints = [] } = endpoint;
      const key = podOf(world, namespace, endpoint, address);
      const pod = key === undefined ? undefined : world.pod(key);
      const host = pod?.hostIP === undefined ? undefined : world.nodeAtAddress(pod.hostIP);
      for (const name of [nodeName, pod?.nodeName, host?.metadata.name, ...nodeHints])
        if (name !== undefined) places.add(name);
      for (const zone of zoneHints) zones.add(zone);
      if (pod !== undefined) pods.add(pod);
      // A node takes its own of two alike (S36).
      areLocal ||= nodeHints.length > 0 || seen.has(canonicalIP(address));
      seen.add(canonicalIP(address));
    }
  }
  return { places: [...places], zones, pods, areLocal };
}

function peersOf(world: World, pods: Iterable<Pod>, direction: 'Ingress' | 'Egress') {
  const rules = new Set<PolicyRule>();
  let isIsolated = false;
  for (const pod of pods) {
    for (const policy of isolatingPolicies(world, pod, direction)) {
      isIsolated = true;
      for (const rule of direction === 'Ingress' ? policy.ingress : policy.egress) rules.add(rule);
    }
  }
  const peers = [...rules].flatMap((rule) => rule.peers);
  return { isIsolated, blocks: peers.flatMap(({ ipBlock }) => ipBlock ?? []) };
}

function classesOf(
  world: World,
  entries: readonly EntryPoint[],
  circumstances: Circumstances,
): readonly NodePortClass[] {
  const apart = new Set([...circumstances.apart, ...nodesThatShare(world.nodes())]);
  const classes = new Map<string, [EntryPoint, ...EntryPoint[]]>();
  for (const entry of entries) {
    const node = entry.node === undefined ? undefined : world.node(entry.node);
    const isApart = node === undefined || apart.has(node.metadata.name);
    const key = isApart ? entry.id : classKey(node, entry, circumstances);
    const members = classes.get(key);
    if (members === undefined) classes.set(key, [entry]);
    else members.push(entry);
  }
  return [...classes.values()];
}

/** Nodes one of whose addresses another has too. */
function nodesThatShare(nodes: readonly Node[]): Set<string> {
  const owners = new Map<string, string>();
  const sharing = new Set<string>();
  for (const { metadata, internalIPs, externalIPs } of nodes) {
    for (const ip of [...internalIPs, ...externalIPs].map(canonicalIP)) {
      const owner = owners.get(ip) ?? metadata.name;
      owners.set(ip, owner);
      if (owner !== metadata.name) sharing.add(owner).add(metadata.name);
    }
  }
  return sharing;
}

/** What a node's proxy and the policies behind it look at, of a node they have no name for. */
function classKey(node: Node, entry: EntryPoint, circumstances: Circumstances): string {
  const { config, zones, sources, blocks } = circumstances;
  const { address } = entry;
  const isHinted = node.zone !== undefined && zones.includes(node.zone);
  const byNode = config.detectLocalMode !== 'ClusterCIDR';
  return [
    entry.portName,
    entry.protocol,
    familyOf(address),
    node.ready,
    nodePortListening(config, node, address),
    isHinted ? node.zone : '',
    ...(byNode ? detection(node, sources) : []),
    ...blocks.map(
      ({ cidr, except }) => inAnyRange([cidr], address) && !inAnyRange(except, address),
    ),
  ].join(' ');
}

/** What a detector sees that goes by the node's own ranges (S48–S50). */
function detection({ podCIDRs }: Node, sources: readonly string[]): string[] {
  const families = new Set(podCIDRs.map((cidr) => (cidr.includes(':') ? 'IPv6' : 'IPv4')));
  return [
    [...families].toSorted().join('+'),
    ...sources.map((ip) => String(inAnyRange(podCIDRs, ip))),
  ];
}
