// Every address at which a client can dial a Service (S1, S7, S9, S12–S15, S73–S77).
import type { Node } from '../model/cluster.ts';
import { objectKey } from '../model/metadata.ts';
import type { IPFamily } from '../model/net.ts';
import { isHeadless, type Service, type ServicePort } from '../model/service.ts';
import type { World } from '../state/world.ts';
import type { EntryPoint } from '../wire/topology.ts';
import { familyOf, hostPort } from './addresses.ts';
import type { Kept } from './kept.ts';
import { routeEntryPointsOf } from './routeEntryPoints.ts';
import { servedFamilies } from './serviceFamilies.ts';

export interface EntryPointOptions {
  /** `cluster.local` when absent. */
  clusterDomain?: string;
  /** NodePorts of Services asked before; given again while neither Service nor nodes change. */
  keptNodePorts?: Kept<Service, readonly EntryPoint[]>;
}

export const defaultClusterDomain = 'cluster.local';

/** In a stable order: names, then ClusterIPs, NodePorts by node, load balancer, external IPs, routes. */
export function entryPointsOf(
  world: World,
  service: Service,
  options: EntryPointOptions = {},
): EntryPoint[] {
  const name = serviceName(service, options.clusterDomain ?? defaultClusterDomain);
  if (service.type === 'ExternalName') return externalNameEntries(service, name);
  if (isHeadless(service)) {
    return [
      ...headlessNames(world, service, name),
      ...podNames(world, service, name),
      ...routeEntryPointsOf(world, service),
    ];
  }
  return [
    ...service.ports.map((port) => dnsEntry(name, port)),
    ...clusterIPEntries(service),
    ...keptNodePortEntries(world, service, options),
    ...loadBalancerEntries(service),
    ...externalIPEntries(service),
    ...routeEntryPointsOf(world, service),
  ];
}

function serviceName(service: Service, clusterDomain: string): string {
  return `${service.metadata.name}.${service.metadata.namespace}.svc.${clusterDomain}`;
}

/** A port keeps its id while it keeps its name; the only unnamed port goes by its number. */
function portId(port: ServicePort): string {
  return port.name === '' ? String(port.port) : port.name;
}

function portFields(port: ServicePort): Pick<EntryPoint, 'port' | 'protocol' | 'portName'> {
  return { port: port.port, protocol: port.protocol, portName: port.name };
}

function dnsEntry(name: string, port: ServicePort): EntryPoint {
  return { id: `dns/${portId(port)}`, kind: 'dns', address: name, ...portFields(port) };
}

function externalNameEntries(service: Service, name: string): EntryPoint[] {
  const target = service.externalName ?? '';
  if (service.ports.length === 0) {
    return [
      { id: 'dns', kind: 'dns', address: name },
      { id: 'externalName', kind: 'externalName', address: target },
    ];
  }
  return service.ports.flatMap((port) => [
    dnsEntry(name, port),
    {
      id: `externalName/${portId(port)}`,
      kind: 'externalName' as const,
      address: target,
      ...portFields(port),
    },
  ]);
}

/** Clients of a headless Service dial the endpoint's port: nothing maps port to targetPort (S9). */
function headlessPort(world: World, service: Service, port: ServicePort): number {
  if (typeof port.targetPort === 'number') return port.targetPort;
  for (const slice of world.slicesOf(objectKey(service.metadata))) {
    for (const slicePort of slice.ports) {
      if (slicePort.name === port.name && slicePort.protocol === port.protocol && slicePort.port) {
        return slicePort.port;
      }
    }
  }
  return port.port;
}

function headlessNames(world: World, service: Service, name: string): EntryPoint[] {
  if (service.ports.length === 0) return [{ id: 'dns', kind: 'dns', address: name }];
  return service.ports.map((port) => ({
    ...dnsEntry(name, port),
    port: headlessPort(world, service, port),
  }));
}

/** Names of single Pods, where a hostname is published (S22, S74); unready ones keep their entry. */
function podNames(world: World, service: Service, name: string): EntryPoint[] {
  const hostnames = new Set<string>();
  for (const slice of world.slicesOf(objectKey(service.metadata))) {
    for (const endpoint of slice.endpoints) {
      if (endpoint.hostname !== undefined && endpoint.hostname !== '') {
        hostnames.add(endpoint.hostname);
      }
    }
  }
  return [...hostnames].toSorted(byOrdinal).flatMap((hostname): EntryPoint[] => {
    const address = `${hostname}.${name}`;
    if (service.ports.length === 0) return [{ id: `podDNS/${hostname}`, kind: 'podDNS', address }];
    return service.ports.map((port) => ({
      id: `podDNS/${hostname}/${portId(port)}`,
      kind: 'podDNS',
      address,
      ...portFields(port),
      port: headlessPort(world, service, port),
    }));
  });
}

/** `web-2` before `web-10`. */
function byOrdinal(left: string, right: string): number {
  const [leftStem, leftOrdinal] = stemAndOrdinal(left);
  const [rightStem, rightOrdinal] = stemAndOrdinal(right);
  if (leftStem !== rightStem) return leftStem < rightStem ? -1 : 1;
  return leftOrdinal - rightOrdinal;
}

function stemAndOrdinal(hostname: string): [string, number] {
  const digits = /-(\d+)$/.exec(hostname)?.[1];
  if (digits === undefined) return [hostname, -1];
  return [hostname.slice(0, -digits.length), Number(digits)];
}

function isSimulated(service: Service, ...fields: string[]): Pick<EntryPoint, 'simulated'> {
  const made = service.metadata.simulated ?? [];
  return fields.some((field) => made.includes(field)) ? { simulated: true } : {};
}

function clusterIPEntries(service: Service): EntryPoint[] {
  return service.clusterIPs.flatMap((address) =>
    service.ports.map((port) => ({
      id: `clusterIP/${address}/${portId(port)}`,
      kind: 'clusterIP' as const,
      address,
      ...portFields(port),
      ...isSimulated(service, 'spec.clusterIP', 'spec.clusterIPs'),
    })),
  );
}

function keptNodePortEntries(
  world: World,
  service: Service,
  { keptNodePorts }: EntryPointOptions,
): readonly EntryPoint[] {
  // Most Services have none, and need not ask every node for its addresses.
  if (service.ports.every(({ nodePort }) => nodePort === undefined)) return [];
  const make = () => nodePortEntries(world, service);
  return keptNodePorts?.of(service, [world.nodes()], make) ?? make();
}

/** Thousands of Services on thousands of nodes have millions, so nothing is made twice. */
function nodePortEntries(world: World, service: Service): EntryPoint[] {
  const families = servedFamilies(service);
  const ports = service.ports.flatMap((port, index) =>
    port.nodePort === undefined ? [] : [nodePortOn(port, port.nodePort, service, index)],
  );
  const entries: EntryPoint[] = [];
  for (const node of world.nodes()) {
    for (const [index, family] of families.entries()) {
      const address = node.internalIPs.find((ip) => familyOf(ip) === family);
      if (address === undefined) continue;
      for (const on of ports) entries.push(on(node, address, familySuffix(family, index)));
    }
  }
  return entries;
}

function nodePortOn(port: ServicePort, nodePort: number, service: Service, index: number) {
  const { name: portName, protocol } = port;
  const id = portId(port);
  const { simulated } = isSimulated(service, `spec.ports[${index}].nodePort`);
  return ({ metadata, dialAddress }: Node, address: string, suffix: string): EntryPoint => {
    const entry: EntryPoint = {
      id: `nodePort/${metadata.name}/${id}${suffix}`,
      kind: 'nodePort',
      address,
      port: nodePort,
      protocol,
      portName,
      node: metadata.name,
    };
    if (simulated !== undefined) entry.simulated = simulated;
    if (dialAddress !== undefined) entry.dial = hostPort(dialAddress, nodePort);
    return entry;
  };
}

/** The primary family is the rule and goes without saying. */
function familySuffix(family: IPFamily, index: number): string {
  return index === 0 ? '' : `/${family}`;
}

/** Both VIP and Proxy entries can be dialled; how each is handled is the path's matter (S54). */
function loadBalancerEntries(service: Service): EntryPoint[] {
  if (service.type !== 'LoadBalancer') return [];
  return service.loadBalancerIngress.flatMap((ingress) => {
    const address = ingress.ip ?? ingress.hostname;
    if (address === undefined || address === '') return [];
    return service.ports.map((port) => ({
      id: `loadBalancer/${address}/${portId(port)}`,
      kind: 'loadBalancer' as const,
      address,
      ...portFields(port),
      ...isSimulated(service, 'status.loadBalancer', 'status.loadBalancer.ingress'),
    }));
  });
}

function externalIPEntries(service: Service): EntryPoint[] {
  return service.externalIPs.flatMap((address) =>
    service.ports.map((port) => ({
      id: `externalIP/${address}/${portId(port)}`,
      kind: 'externalIP' as const,
      address,
      ...portFields(port),
    })),
  );
}
