// Whether a client's question reaches the DNS it asks (S81, S93).
import { dnsAt, dnsNamespace, dnsPort, dnsService } from '../dns/clusterDns.ts';
import type { Node } from '../model/cluster.ts';
import { objectKey } from '../model/metadata.ts';
import type { Protocol } from '../model/net.ts';
import type { ContainerPort, Pod } from '../model/pod.ts';
import type { Service } from '../model/service.ts';
import { evaluatePolicies, type DirectionVerdict } from '../policy/evaluate.ts';
import type { World } from '../state/world.ts';
import type { TraceHop, Verdict } from '../wire/trace.ts';
import { canonicalIP } from './addresses.ts';
import { freeAddresses, hypotheticalPod, type Client } from './client.ts';
import type { TraceContext } from './journey.ts';
import { reason, type Reason } from './reason.ts';
import { podOf } from './serviceEndpoints.ts';

const dnsLabels = new Map([['k8s-app', 'kube-dns']]);
const dnsPorts: readonly ContainerPort[] = [
  { name: 'dns', containerPort: dnsPort, protocol: 'UDP' },
  { name: 'dns-tcp', containerPort: dnsPort, protocol: 'TCP' },
];

interface DnsServer {
  ip: string;
  /** By protocol: the Service may map 53 to another one. */
  ports: ReadonlyMap<Protocol, number>;
  pod: Pod | undefined;
}

export interface NameServerReach {
  /** Present when no question gets through: names fail while addresses work. */
  stopped?: TraceHop & { verdict: Verdict; reason: Reason };
  assumptions: Reason[];
}

const reached: NameServerReach = { assumptions: [] };

export function reachOfNameServer(
  context: TraceContext,
  client: Client,
  name: string,
): NameServerReach {
  const servers = serversOf(context, client);
  if (servers === 'none') return unanswered(name);
  if (client.pod === undefined || !hasPolicies(context.world, client.pod)) return reached;
  const verdicts = servers.list.map((server) => ({
    server,
    udp: denialOf(context.world, client, server, 'UDP'),
    tcp: denialOf(context.world, client, server, 'TCP'),
  }));
  const assumptions = servers.isAssumed ? [reason('dnsAssumed')] : [];
  const [first] = verdicts;
  if (first?.udp !== undefined && verdicts.every(({ udp }) => udp !== undefined)) {
    return { stopped: denied(name, first.server, first.udp), assumptions };
  }
  const isTcpLost = first !== undefined && verdicts.every(({ tcp }) => tcp !== undefined);
  if (!isTcpLost) return { assumptions };
  const pod = objectKey(client.pod.metadata);
  return { assumptions: [...assumptions, reason('dnsOverTcpDenied', { pod })] };
}

/** Of the client or of cluster DNS: without any, there is nothing to find out. */
function hasPolicies(world: World, { metadata }: Pod): boolean {
  return [metadata.namespace, dnsNamespace].some((name) => world.policies(name).length > 0);
}

/** S81: nobody behind cluster DNS's own Service. */
function unanswered(name: string): NameServerReach {
  const why = reason('dnsWithoutEndpoints', { service: dnsService });
  return {
    stopped: { kind: 'dns', subject: name, verdict: 'drop', rules: ['S81'], reason: why },
    assumptions: [],
  };
}

function denied(name: string, { ip, ports, pod }: DnsServer, verdict: DirectionVerdict) {
  const why = reason('dnsDenied', {
    direction: verdict.direction,
    pod: verdict.pod,
    policies: verdict.isolatedBy.join(', '),
    server: pod === undefined ? ip : objectKey(pod.metadata),
    port: ports.get('UDP') ?? dnsPort,
    protocol: 'UDP',
  });
  const rules = [...new Set([...verdict.rules, 'S93'])];
  return { kind: 'dns' as const, subject: name, verdict: 'drop' as const, rules, reason: why };
}

/** S93: both protocols, on the address and port behind DNS's Service (S91). */
function denialOf(
  world: World,
  client: Client,
  { ip, ports, pod }: DnsServer,
  protocol: 'UDP' | 'TCP',
): DirectionVerdict | undefined {
  const { allowed, directions } = evaluatePolicies(world, {
    source: client.pod,
    sourceIP: client.addressTo(ip) ?? '',
    destination: pod,
    destinationIP: ip,
    port: ports.get(protocol) ?? dnsPort,
    protocol,
  });
  return allowed ? undefined : directions.at(-1);
}

type Servers = 'none' | { list: DnsServer[]; isAssumed: boolean };

function serversOf(context: TraceContext, client: Client): Servers {
  const { world } = context;
  const { server, nameserver } = client.resolver;
  const service = nameserver === undefined ? undefined : dnsAt(world, nameserver);
  if (nameserver !== undefined && service === undefined) {
    const ip = canonicalIP(nameserver);
    const pod = world.podsAtAddress(ip).find(({ hostNetwork }) => !hostNetwork);
    const asked = { ip, ports: new Map(), pod };
    return { list: [asked], isAssumed: false };
  }
  // The node's own nameservers are not to be seen from here.
  if (server === 'host' && service === undefined) return { list: [], isAssumed: false };
  const cluster = service ?? world.service(dnsService);
  if (cluster !== undefined && world.readable('EndpointSlice', cluster.metadata.namespace)) {
    const list = serversBehind(world, cluster);
    return list.length === 0 ? 'none' : { list, isAssumed: false };
  }
  const list = dnsPods(world);
  return list.length > 0
    ? { list, isAssumed: false }
    : { list: assumedServers(context, client.node), isAssumed: true };
}

function serversBehind(world: World, service: Service): DnsServer[] {
  const servers = new Map<string, DnsServer & { ports: Map<Protocol, number> }>();
  const names = new Set(service.ports.filter(({ port }) => port === dnsPort).map(portId));
  for (const { endpoints, ports, metadata } of world.slicesOf(objectKey(service.metadata))) {
    const wanted = ports.filter((port) => names.has(portId(port)));
    for (const endpoint of endpoints) {
      const [ip] = endpoint.addresses;
      if (ip === undefined || !(endpoint.ready ?? true)) continue;
      const key = podOf(world, metadata.namespace, endpoint, ip);
      const pod = key === undefined ? undefined : world.pod(key);
      const known = servers.get(ip) ?? { ip, ports: new Map<Protocol, number>(), pod };
      for (const { protocol, port } of wanted) known.ports.set(protocol, port ?? dnsPort);
      servers.set(ip, known);
    }
  }
  return [...servers.values()];
}

function portId({ name, protocol }: { name?: string; protocol: Protocol }): string {
  return `${name ?? ''}/${protocol}`;
}

/** Found by their label where their Service is not to be seen. */
function dnsPods(world: World): DnsServer[] {
  return [...world.podsSelected(dnsNamespace, dnsLabels)].flatMap((pod) =>
    pod.podIPs.slice(0, 1).map((ip) => ({ ip, ports: new Map(), pod })),
  );
}

/** Files leave cluster DNS out; policies that name it by its labels mean it all the same. */
function assumedServers({ world, config }: TraceContext, node: Node | undefined): DnsServer[] {
  const [place] = node === undefined ? world.nodes() : [node];
  if (place === undefined) return [];
  const podIPs = freeAddresses(world, place, config).slice(0, 1);
  const bare = hypotheticalPod(`${dnsNamespace}/coredns`);
  const metadata = { ...bare.metadata, labels: dnsLabels };
  const containers = [{ name: 'coredns', ports: dnsPorts }];
  const pod: Pod = { ...bare, metadata, podIPs, containers };
  return podIPs.map((ip) => ({ ip, ports: new Map(), pod }));
}
