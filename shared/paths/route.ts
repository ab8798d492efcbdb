// Where a client's packet goes first: which node decides, or that there is no way (S45, S67–S71).
import type { Node } from '../model/cluster.ts';
import { objectKey, type ObjectKey } from '../model/metadata.ts';
import type { Service, ServicePort } from '../model/service.ts';
import { isolatingPolicies } from '../policy/evaluate.ts';
import type { World } from '../state/world.ts';
import { canonicalIP, familyOf, hostPort, isLoopback } from './addresses.ts';
import { outsideClient, type Client } from './client.ts';
import { isOnPodNetwork } from './delivery.ts';
import type { Dialled } from './destination.ts';
import { isHealthy } from './healthCheckNodePort.ts';
import { ends, oneOf, precededBy, type Journey, type TraceContext } from './journey.ts';
import { primaryAddress } from './nodeAddresses.ts';
import { denied, noAddressOfFamily, onNode } from './onNode.ts';
import { egressStretch } from './policyHops.ts';
import { isProxied } from './proxiedServices.ts';
import { reason, type Reason } from './reason.ts';
import { podOf } from './serviceEndpoints.ts';
import { servicePortView, type ServicePortView } from './servicePortView.ts';

/** The way of a packet to an address. `at` is the node whose kube-proxy sees it, whatever the route. */
export function travel(
  context: TraceContext,
  client: Client,
  dialled: Dialled,
  at?: Node,
): Journey {
  if (at !== undefined) return onNode(context, client, at, dialled, 'namedNode');
  if (isLoopback(dialled.ip) && client.stands !== 'node') return ownLoopback(dialled);
  const services = context.world.servicesAtAddress(dialled.ip).filter(isProxied);
  if (client.node !== undefined) return fromInside(context, client, client.node, dialled, services);
  return fromOutside(context, client, dialled, services);
}

/** A Pod's or an outside machine's own loopback: no packet leaves it. */
function ownLoopback({ ip }: Dialled): Journey {
  return ends({
    kind: 'route',
    subject: ip,
    verdict: 'unmatched',
    rules: [],
    reason: reason('ownLoopback', { address: ip }),
  });
}

function fromInside(
  context: TraceContext,
  client: Client,
  own: Node,
  dialled: Dialled,
  services: readonly Service[],
): Journey {
  if (client.addressTo(dialled.ip) === undefined) return noAddressOfFamily(dialled);
  const proxied = services.filter((service) => isProxyEntry(service, dialled.ip));
  const addressed = context.world.nodeAtAddress(dialled.ip);
  // S45, S71: whatever the address, the client's own node recognises it; but what an externalIP that
  // is some node's does not name goes on to that node.
  if (proxied.length > 0 && (addressed === undefined || hasPort(proxied, dialled))) {
    return onNode(context, client, own, dialled, 'ownNode');
  }
  const balanced = services.find((service) => !proxied.includes(service));
  // S54: in-cluster clients go out through the real balancer.
  if (balanced !== undefined) {
    const egress = egressStretch(context, client, dialled);
    if (!egress.allowed) return denied(egress);
    return precededBy(egress, throughBalancer(context, balanced, dialled));
  }
  const node = isLoopback(dialled.ip) ? own : addressed;
  if (node !== undefined) {
    const isOwn = node.metadata.name === own.metadata.name;
    return onNode(context, client, node, dialled, isOwn ? 'ownNode' : 'addressedNode');
  }
  return onNode(context, client, own, dialled, 'ownNode');
}

function hasPort(services: readonly Service[], { port, protocol }: Dialled): boolean {
  return services.some(({ ports }) =>
    ports.some((one) => one.port === port && one.protocol === protocol),
  );
}

/** ClusterIP, externalIP or a VIP-mode load balancer IP, rather than a Proxy-mode one. */
function isProxyEntry(service: Service, ip: string): boolean {
  return isClusterIP(service, ip) || externalKind(service, ip) !== undefined;
}

export function isClusterIP(service: Service, ip: string): boolean {
  return service.clusterIPs.some((one) => canonicalIP(one) === canonicalIP(ip));
}

function externalKind(service: Service, ip: string): 'externalIP' | 'loadBalancer' | undefined {
  if (service.externalIPs.some((one) => canonicalIP(one) === canonicalIP(ip))) return 'externalIP';
  const isVIP = service.loadBalancerIngress.some(
    (one) =>
      one.ip !== undefined && canonicalIP(one.ip) === canonicalIP(ip) && one.ipMode !== 'Proxy',
  );
  return isVIP ? 'loadBalancer' : undefined;
}

function fromOutside(
  context: TraceContext,
  client: Client,
  dialled: Dialled,
  services: readonly Service[],
): Journey {
  const { world } = context;
  const { ip } = dialled;
  if (services.some((service) => isClusterIP(service, ip))) {
    return noRoute(ip, ['S69'], reason('noRouteToClusterIP', { address: ip }));
  }
  const addressed = world.nodeAtAddress(ip);
  if (addressed !== undefined) return onNode(context, client, addressed, dialled, 'addressedNode');
  for (const service of services) {
    const kind = externalKind(service, ip);
    if (kind !== undefined) return arriving(context, client, service, kind, dialled);
  }
  const [balanced] = services;
  if (balanced !== undefined) return throughBalancer(context, balanced, dialled);
  const isPod = world.podsAtAddress(ip).some((pod) => !pod.hostNetwork);
  if (isPod || isOnPodNetwork(context, ip)) {
    return noRoute(ip, ['S69'], reason('noRouteToPod', { address: ip }));
  }
  const isKnown = world.readable('Service') && world.readable('Pod');
  return ends({
    kind: 'route',
    subject: ip,
    verdict: isKnown ? 'unmatched' : 'unknown',
    rules: isKnown ? ['S69'] : [],
    reason: reason(isKnown ? 'addressNotOfCluster' : 'servicesUnreadable', { address: ip }),
  });
}

export function noRoute(subject: string, rules: string[], why: Reason): Journey {
  return ends({ kind: 'route', subject, verdict: 'noRoute', rules, reason: why });
}

/** Traffic for a VIP or an externalIP comes in at some node; which one can make a difference (S70). */
function arriving(
  context: TraceContext,
  client: Client,
  service: Service,
  kind: 'externalIP' | 'loadBalancer',
  dialled: Dialled,
): Journey {
  const port = service.ports.find(
    (one) => one.port === dialled.port && one.protocol === dialled.protocol,
  );
  const nodes = arrivalNodes(context, service, port, dialled, kind === 'loadBalancer');
  const way = oneOf(nodes.map((node) => onNode(context, client, node, dialled, 'arrivesAtNode')));
  const assumption =
    kind === 'externalIP'
      ? reason('externalIPRouted', { address: dialled.ip })
      : reason('balancerSpreads');
  return precededBy(
    {
      hops: [
        {
          kind: 'route',
          subject: dialled.ip,
          rules: ['S70'],
          reason: reason('routedToNodes', {
            nodes: nodes.map((node) => node.metadata.name).join(', '),
          }),
        },
      ],
      assumptions: [assumption],
    },
    way,
  );
}

/**
 * With eTP Local, a balancer that honours health checks uses the healthy nodes only (S66, S70).
 * Otherwise one node speaks for all, unless hints tell them apart (S41), or policies do: an endpoint
 * always lets in what its own node masqueraded (S47, S89).
 */
function arrivalNodes(
  context: TraceContext,
  service: Service,
  port: ServicePort | undefined,
  dialled: Pick<Dialled, 'ip'>,
  checksHealth: boolean,
): Node[] {
  const { world } = context;
  const ready = world.nodes().filter((node) => node.ready === 'True');
  const nodes = ready.length > 0 ? ready : [...world.nodes()];
  const view = port && servicePortView(service, port, familyOf(dialled.ip) ?? 'IPv4');
  if (view === undefined) return nodes.slice(0, 1);
  if (view.externalLocal) {
    const healthy = nodes.filter((node) => isHealthy(world, service, node));
    return checksHealth && healthy.length > 0 ? healthy : nodes;
  }
  return decideAlike(world, view) ? nodes.slice(0, 1) : nodes;
}

/** No hints, nobody isolated, and no address twice, of which a node would take its own (S36). */
function decideAlike(world: World, { service, family }: ServicePortView): boolean {
  const { namespace } = service.metadata;
  const seen = new Set<string>();
  for (const { addressType, endpoints } of world.slicesOf(objectKey(service.metadata))) {
    for (const endpoint of addressType === family ? endpoints : []) {
      const [address = ''] = endpoint.addresses;
      const { zoneHints = [], nodeHints = [] } = endpoint;
      const isHinted = zoneHints.length > 0 || nodeHints.length > 0;
      if (isHinted || seen.has(address)) return false;
      if (isIsolated(world, podOf(world, namespace, endpoint, address))) return false;
      seen.add(address);
    }
  }
  return true;
}

function isIsolated(world: World, key: ObjectKey | undefined): boolean {
  const pod = key === undefined ? undefined : world.pod(key);
  return pod !== undefined && isolatingPolicies(world, pod, 'Ingress').length > 0;
}

/** S54: the balancer takes the connection and opens its own to a NodePort, as an outsider. */
export function throughBalancer(
  context: TraceContext,
  service: Service,
  dialled: Pick<Dialled, 'port' | 'protocol'> & { ip: string },
): Journey {
  const subject = hostPort(dialled.ip, dialled.port);
  const port = service.ports.find(
    (one) => one.port === dialled.port && one.protocol === dialled.protocol,
  );
  const key = objectKey(service.metadata);
  if (port?.nodePort === undefined) {
    const code = port === undefined ? 'balancerWithoutPort' : 'balancerWithoutNodePort';
    return ends({
      kind: 'gateway',
      subject,
      verdict: port === undefined ? 'unmatched' : 'unknown',
      rules: port === undefined ? ['S54'] : ['S15', 'S54'],
      reason: reason(code, { service: key, port: dialled.port }),
    });
  }
  const { nodePort } = port;
  const family = familyOf(service.clusterIPs[0] ?? '') ?? 'IPv4';
  const ways = arrivalNodes(
    context,
    service,
    port,
    { ip: service.clusterIPs[0] ?? '' },
    true,
  ).flatMap((node) => {
    const ip = primaryAddress(node, family);
    if (ip === undefined) return [];
    const toNode = { ip, port: nodePort, protocol: dialled.protocol };
    return [onNode(context, outsideClient, node, toNode, 'arrivesAtNode')];
  });
  return precededBy(
    {
      hops: [
        {
          kind: 'gateway',
          subject,
          rules: ['S54'],
          reason: reason('throughBalancer', { service: key }),
        },
      ],
      assumptions: [reason('balancerSpreads')],
    },
    oneOf(ways),
  );
}
