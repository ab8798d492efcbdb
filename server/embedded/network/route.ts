// A connection's way from a vantage to whoever answers it, or to where it ends.

import type { Service } from '@portolan/shared/model/service.ts';

import {
  inRange,
  isLoopback,
  NODE_RANGE,
  OUTSIDE_ADDRESS,
  POD_RANGE,
  SERVICE_RANGE,
} from './addresses.ts';
import { listeningOf, portsOf } from './appBehaviour.ts';
import type { ClusterView, NetworkNode, NetworkPod } from './clusterView.ts';
import { dropsNodePort, hairpins, intercepts, isCutOff, losesLargePackets } from './faults.ts';
import type { NodeTable, Packet } from './nodeTable.ts';
import type { Backend, ProxyRule } from './proxyRules.ts';
import type { Standing } from './vantage.ts';

export interface Destination {
  address: string;
  port: number;
  protocol: 'TCP' | 'UDP';
}

export type Outcome =
  | {
      kind: 'pod';
      pod: NetworkPod;
      port: number;
      /** It accepts, and its answers are lost on the way. */ isMute?: true;
    }
  /** Something on the node itself: the API server, the kubelet, a health check. */
  | { kind: 'node'; node: NetworkNode; port: number; status: number }
  /** A simulated machine outside the cluster. */
  | { kind: 'external'; address: string; port: number }
  /** Accepted on the client's own side, and nobody is behind it. */
  | { kind: 'intercepted' }
  | { kind: 'refused' }
  | { kind: 'silent' };

export interface Routing {
  view: ClusterView;
  table(node: NetworkNode): NodeTable;
  /** One of the backends, by affinity or at random. */
  choose(node: NetworkNode, rule: ProxyRule, backends: readonly Backend[], source: string): Backend;
  /** Numbers in [0, 1). */
  random(): number;
  /** Whether NetworkPolicies let it pass. */
  permits(connection: PodConnection): boolean;
}

export interface PodConnection {
  /** The source address the receiving side sees. */
  source: string;
  /** The client's own address. */
  own: string;
  /** The client, when it is a Pod on the Pod network. */
  client?: NetworkPod;
  /** A hypothetical client's namespace. */
  clientNamespace?: string;
  address: string;
  port: number;
  protocol: 'TCP' | 'UDP';
  /** The Pod dialled, when the address is a Pod's. */
  server?: NetworkPod;
  /** The client's egress was judged where the packet left the client's node. */
  hasLeft?: boolean;
}

/** Ports that simulated machines outside answer on. */
const EXTERNAL_PORTS = new Set([80, 443]);
/** kubelet. */
const KUBELET_PORT = 10_250;
/** The API server, on the first node. */
const API_SERVER_PORT = 6443;

const silent: Outcome = { kind: 'silent' };
const refused: Outcome = { kind: 'refused' };

/** Where a new connection ends up. The choice among backends is random, so two calls may differ. */
export function route(routing: Routing, from: Standing, to: Destination): Outcome {
  const outcome = wayOf(routing, from, to);
  const isIntercepted =
    from.at === 'pod' && from.pod !== undefined && intercepts(from.pod) && to.protocol === 'TCP';
  const isLost = outcome.kind === 'refused' || outcome.kind === 'silent';
  return isIntercepted && isLost ? { kind: 'intercepted' } : outcome;
}

function wayOf(routing: Routing, from: Standing, to: Destination): Outcome {
  if (from.at === 'outside') return fromOutside(routing, from, to);
  if (from.at === 'pod' && from.pod?.model.hostNetwork !== true && isLoopback(to.address)) {
    return from.pod === undefined ? refused : answerOf(routing, from.pod, to, true);
  }
  return onNode(routing, from.node, from, to);
}

/** From outside only nodes, and what balancers and routers bring to a node, can be reached (S69). */
function fromOutside(routing: Routing, from: Standing, to: Destination): Outcome {
  const { view } = routing;
  const node = view.nodeAtAddress(to.address);
  if (node !== undefined) return onNode(routing, node, from, to);
  const nodes = view.nodeList();
  const services = [...view.services.values()];
  const isVip = services.some(({ loadBalancerIngress }) =>
    loadBalancerIngress.some(({ ip, ipMode }) => ip === to.address && ipMode !== 'Proxy'),
  );
  if (isVip) {
    const healthy = nodes.filter((candidate) =>
      routing.table(candidate).takesBalanced(to.address, to.port, to.protocol),
    );
    return onAny(routing, healthy.length > 0 ? healthy : nodes, from, to);
  }
  const isExternalIP = services.some(({ externalIPs }) => externalIPs.includes(to.address));
  if (isExternalIP) return onAny(routing, nodes, from, to);
  const balanced = proxyBalanced(view, to.address);
  if (balanced !== undefined) return throughBalancer(routing, balanced, to);
  return isClusterAddress(to.address) ? silent : externalHost(routing, to);
}

/** The Service whose balancer has the address and terminates connections itself (S54). */
function proxyBalanced({ services }: ClusterView, address: string): Service | undefined {
  return [...services.values()].find(({ loadBalancerIngress }) =>
    loadBalancerIngress.some(({ ip, ipMode }) => ip === address && ipMode === 'Proxy'),
  );
}

/** S54: the balancer opens a connection of its own to a NodePort of a healthy node, as an outsider. */
function throughBalancer(routing: Routing, service: Service, to: Destination): Outcome {
  const port = service.ports.find(
    ({ port: number, protocol }) => number === to.port && protocol === to.protocol,
  );
  if (port?.nodePort === undefined) return silent;
  const { nodePort: number } = port;
  const { namespace, name } = service.metadata;
  const nodes = routing.view.nodeList();
  const healthy = nodes.filter((node) => routing.table(node).isHealthy(`${namespace}/${name}`));
  const pool = healthy.length > 0 ? healthy : nodes;
  const picked = pool[Math.floor(routing.random() * pool.length)];
  const [address] = picked?.model.internalIPs ?? [];
  if (picked === undefined || address === undefined) return silent;
  const balancer: Standing = { at: 'outside', address: OUTSIDE_ADDRESS };
  return onNode(routing, picked, balancer, { ...to, address, port: number });
}

/** A balancer, or a router that knows of several ways, spreads connections evenly. */
function onAny(
  routing: Routing,
  nodes: readonly NetworkNode[],
  from: Standing,
  to: Destination,
): Outcome {
  const picked = nodes[Math.floor(routing.random() * nodes.length)];
  return picked === undefined ? silent : onNode(routing, picked, from, to);
}

function isClusterAddress(address: string): boolean {
  return [SERVICE_RANGE, POD_RANGE, NODE_RANGE].some((range) => inRange(address, range));
}

function onNode(
  routing: Routing,
  node: NetworkNode,
  from: Standing,
  to: Destination,
  hasLeft = false,
): Outcome {
  const addresses = [...node.model.internalIPs, ...node.model.externalIPs];
  const own = addresses.includes(to.address) || isLoopback(to.address);
  if (own && dropsNodePort(node, to.port)) return silent;
  const packet: Packet = {
    source: isLoopback(to.address) ? '127.0.0.1' : from.address,
    destination: to.address,
    port: to.port,
    protocol: to.protocol,
  };
  const decision = routing.table(node).decide(packet, addresses);
  switch (decision.verdict) {
    case 'reject':
      return refused;
    case 'drop':
      return silent;
    case 'health':
      return {
        kind: 'node',
        node,
        port: to.port,
        status: decision.health.readyLocal > 0 ? 200 : 503,
      };
    case 'forward': {
      const { rule, backends, masquerade } = decision;
      const backend = routing.choose(node, rule, backends, from.address);
      // S51: sent back to itself, it must see somebody else's address, or it would not answer.
      const isHairpin = backend.address === from.address;
      if (isHairpin && !hairpins(node)) return silent;
      const source = masquerade || isHairpin ? (addresses[0] ?? from.address) : from.address;
      const target = { ...backend, protocol: to.protocol };
      return arrive(routing, { from, source, hasLeft, node }, target);
    }
    case 'unmatched': {
      const other = own ? undefined : routing.view.nodeAtAddress(to.address);
      const way = { from, source: from.address, hasLeft, node };
      const balanced = own ? undefined : proxyBalanced(routing.view, to.address);
      if (balanced !== undefined) {
        return routing.permits(connectionOf(way, to))
          ? throughBalancer(routing, balanced, to)
          : silent;
      }
      if (!own && other === undefined) return arrive(routing, way, to);
      // Nothing rewrites it before it leaves the Pod's own node: egress sees the address dialled (S91).
      if (!routing.permits(connectionOf(way, to))) return silent;
      // The source stays a Pod's own between nodes, so that S49's short circuit applies there.
      return other === undefined
        ? hostStack(routing, node, to)
        : onNode(routing, other, from, to, true);
    }
    default:
      return silent;
  }
}

/** Nothing of the proxy's: the node's own processes and its hostNetwork Pods. */
function hostStack(routing: Routing, node: NetworkNode, to: Destination): Outcome {
  const { view } = routing;
  const [address = ''] = node.model.internalIPs;
  const services = [...view.services.values()];
  const pod = view
    .podsAt(address)
    .find((candidate) =>
      portsOf(candidate, services).some(
        ({ port, protocol }) => port === to.port && protocol === to.protocol,
      ),
    );
  if (pod !== undefined) return answerOf(routing, pod, to, false);
  const [first] = view.nodeList();
  const apiServer = node === first && to.port === API_SERVER_PORT;
  if (to.protocol === 'TCP' && (apiServer || to.port === KUBELET_PORT)) {
    return { kind: 'node', node, port: to.port, status: 401 };
  }
  return refused;
}

interface Way {
  from: Standing;
  /** The source address on this stretch. */
  source: string;
  /** It has left the client's node as it was dialled. */
  hasLeft: boolean;
  /** The node that sends it on. */
  node: NetworkNode;
}

function connectionOf({ from, source, hasLeft }: Way, to: Destination): PodConnection {
  const connection: PodConnection = { source, own: from.address, hasLeft, ...to };
  if (from.at !== 'pod') return connection;
  if (from.pod === undefined) return { ...connection, clientNamespace: from.namespace };
  return from.pod.model.hostNetwork ? connection : { ...connection, client: from.pod };
}

/** On the wire with its final destination: a Pod, a node's own port, a machine outside, or nobody. */
function arrive(routing: Routing, way: Way, to: Destination): Outcome {
  const { view } = routing;
  const server = view.podAt(to.address);
  const connection = connectionOf(way, to);
  if (!routing.permits(server === undefined ? connection : { ...connection, server })) {
    return silent;
  }
  if (server !== undefined) return overPodNetwork(routing, way.node, server, to);
  const node = view.nodeAtAddress(to.address);
  if (node !== undefined) return hostStack(routing, node, to);
  // Unused Pod addresses, undefined Service ports (S62), another Service's ClusterIP (S30).
  return isClusterAddress(to.address) ? silent : externalHost(routing, to);
}

function overPodNetwork(
  routing: Routing,
  from: NetworkNode,
  server: NetworkPod,
  to: Destination,
): Outcome {
  const there = routing.view.node(server.model.nodeName);
  if (isCutOff(from, there)) return silent;
  const outcome = answerOf(routing, server, to, false);
  const isMute = outcome.kind === 'pod' && losesLargePackets(from, there);
  return isMute ? { ...outcome, isMute } : outcome;
}

function answerOf(
  { view }: Routing,
  pod: NetworkPod,
  to: Destination,
  fromItself: boolean,
): Outcome {
  const listening = listeningOf(pod);
  if (listening === 'blackhole') return silent;
  if (listening === 'loopback' && !fromItself) return refused;
  const served = portsOf(pod, view.services.values()).some(
    ({ port, protocol }) => port === to.port && protocol === to.protocol,
  );
  if (!served) return refused;
  return { kind: 'pod', pod, port: to.port };
}

/** A machine outside answers on the web's ports and on those that hand-written endpoints name. */
function externalHost({ view }: Routing, to: Destination): Outcome {
  const named = [...view.slices.values()].some(
    ({ endpoints, ports }) =>
      ports.some(({ port }) => port === to.port) &&
      endpoints.some(({ addresses }) => addresses.includes(to.address)),
  );
  if (!named && to.protocol === 'UDP') return silent;
  if (!named && !EXTERNAL_PORTS.has(to.port)) return refused;
  return { kind: 'external', address: to.address, port: to.port };
}
