// Services of the file world with the addresses and ports a cluster would assign them.

import type { IPFamily } from '../model/net.ts';
import { canonicalIP, ipFamily } from '../model/parse/address.ts';
import { defaultService } from '../validate/defaults.ts';
import {
  isHeadlessSpec,
  needsHealthCheck,
  readService,
  type ServiceFields,
} from '../validate/serviceFields.ts';
import { addressRange, drawAddress } from './addressRange.ts';
import { rawAt, rawFields, rawList, rawText } from './rawFields.ts';
import type { RawObject } from './rawObject.ts';
import {
  defaultNodePortRange,
  defaultServiceCIDR,
  defaultServiceCIDRv6,
  drawClusterIP,
  drawNodePort,
} from './serviceNumbers.ts';
import { completed, worldKey, type WorldObject } from './worldObject.ts';

const serviceRanges = {
  IPv4: addressRange(defaultServiceCIDR),
  IPv6: addressRange(defaultServiceCIDRv6),
} as const;
const balancerRanges = {
  IPv4: addressRange('172.18.128.0/17'),
  IPv6: addressRange('fd00:172:18::/64'),
} as const;

/** What is taken already; addresses canonical. */
interface Taken {
  ips: Set<string>;
  ports: Set<number>;
}

/** Services in the given order with what they lack; what a file states wins over what is drawn. */
export function completeServices(services: readonly WorldObject[]): WorldObject[] {
  const taken = statedNumbers(services);
  return services.map((service) => completeService(service, taken));
}

/** Whether any Service asks for IPv6. */
export function wantsIPv6(services: readonly WorldObject[]): boolean {
  return services.some(({ raw }) => familiesOf(fieldsOf(raw)).includes('IPv6'));
}

function fieldsOf(service: RawObject): ServiceFields {
  return readService(defaultService(service), []);
}

function statedIPs({ clusterIP, clusterIPs }: ServiceFields): readonly string[] {
  return clusterIPs.length > 0 || clusterIP === '' ? clusterIPs : [clusterIP];
}

function statedNumbers(services: readonly WorldObject[]): Taken {
  const taken: Taken = { ips: new Set(), ports: new Set() };
  for (const { raw } of services) {
    const fields = fieldsOf(raw);
    for (const ip of statedIPs(fields)) taken.ips.add(canonicalIP(ip) ?? ip);
    for (const { nodePort } of fields.ports) taken.ports.add(nodePort);
    taken.ports.add(fields.healthCheckNodePort);
    for (const ingress of rawList(rawAt(raw, 'status', 'loadBalancer', 'ingress'))) {
      taken.ips.add(rawText(rawAt(ingress, 'ip')));
    }
  }
  return taken;
}

function completeService(service: WorldObject, taken: Taken): WorldObject {
  const fields = fieldsOf(service.raw);
  if (fields.type === 'ExternalName') return service;
  const addressed = withClusterIPs(service, fields, taken);
  const ported = withNodePorts(addressed, fields, taken);
  return withIngress(withHealthCheck(ported, fields, taken), fields, taken);
}

/** S11, on a cluster that has both families for whoever asks. */
function familiesOf(fields: ServiceFields): readonly IPFamily[] {
  const asked = fields.ipFamilies.filter((family) => family === 'IPv4' || family === 'IPv6');
  if (asked.length > 0) return asked;
  const stated = statedIPs(fields).flatMap((ip) => {
    const canonical = canonicalIP(ip);
    return canonical === undefined ? [] : [ipFamily(canonical)];
  });
  if (stated.length > 0) return stated;
  return fields.ipFamilyPolicy === 'RequireDualStack' ? ['IPv4', 'IPv6'] : ['IPv4'];
}

function withClusterIPs(service: WorldObject, fields: ServiceFields, taken: Taken): WorldObject {
  const stated = statedIPs(fields);
  if (isHeadlessSpec({ clusterIPs: stated })) return service;
  const families = familiesOf(fields);
  const key = worldKey(service.raw);
  const clusterIPs = families.flatMap((family, index) => {
    const ip = stated[index] ?? drawClusterIP(key, serviceRanges[family], isFree(taken.ips));
    if (ip !== undefined) taken.ips.add(ip);
    return ip ?? [];
  });
  if (clusterIPs.length === stated.length) return service;
  const spec = { ...rawFields(service.raw['spec']), clusterIP: clusterIPs[0], clusterIPs };
  return completed(service, 'spec', spec, ['spec.clusterIP', 'spec.clusterIPs']);
}

function isFree<T>(taken: ReadonlySet<T>): (value: T) => boolean {
  return (value) => !taken.has(value);
}

/** S7, S15: the same port of two protocols shares one node port. */
function withNodePorts(service: WorldObject, fields: ServiceFields, taken: Taken): WorldObject {
  const balances = fields.type === 'LoadBalancer' && fields.allocateLoadBalancerNodePorts !== false;
  if (fields.type !== 'NodePort' && !balances) return service;
  const shared = new Map(
    fields.ports.flatMap(({ port, nodePort }) =>
      nodePort === 0 ? [] : [[port, nodePort] as const],
    ),
  );
  const drawn: string[] = [];
  const nodePorts = fields.ports.map(({ path, port, nodePort }) => {
    if (nodePort !== 0) return nodePort;
    drawn.push(`${path}.nodePort`);
    const known = shared.get(port) ?? drawPort(`${worldKey(service.raw)} ${port}`, taken);
    shared.set(port, known);
    return known;
  });
  if (drawn.length === 0) return service;
  const spec = rawFields(service.raw['spec']);
  const ports = rawList(spec['ports']).map((port, index) =>
    Object.assign({ ...rawFields(port) }, { nodePort: nodePorts[index] }),
  );
  return completed(service, 'spec', { ...spec, ports }, drawn);
}

/** 0, which is none, when the range is full. */
function drawPort(seed: string, taken: Taken): number {
  const port = drawNodePort(seed, defaultNodePortRange, isFree(taken.ports)) ?? 0;
  taken.ports.add(port);
  return port;
}

/** S66. */
function withHealthCheck(service: WorldObject, fields: ServiceFields, taken: Taken): WorldObject {
  if (!needsHealthCheck(fields) || fields.healthCheckNodePort !== 0) return service;
  const healthCheckNodePort = drawPort(`${worldKey(service.raw)} health`, taken);
  const spec = { ...rawFields(service.raw['spec']), healthCheckNodePort };
  return completed(service, 'spec', spec, ['spec.healthCheckNodePort']);
}

/**
 * A load balancer whose file does not say how it fares has an address, unless it asks for a class
 * that nobody here serves (S14). `status.loadBalancer: {}` says that it is pending.
 */
function withIngress(service: WorldObject, fields: ServiceFields, taken: Taken): WorldObject {
  const status = rawFields(service.raw['status']);
  const told = Object.hasOwn(status, 'loadBalancer') && status['loadBalancer'] !== null;
  if (fields.type !== 'LoadBalancer' || told || fields.loadBalancerClass) return service;
  const asked = canonicalIP(rawText(rawAt(service.raw, 'spec', 'loadBalancerIP')));
  const key = `loadBalancer ${worldKey(service.raw)}`;
  const ips = familiesOf(fields).flatMap((family, index) => {
    if (index === 0 && asked !== undefined) return asked;
    const ip = drawAddress(key, balancerRanges[family], isFree(taken.ips));
    if (ip !== undefined) taken.ips.add(ip);
    return ip ?? [];
  });
  const loadBalancer = { ingress: ips.map((ip) => ({ ip, ipMode: 'VIP' })) };
  const simulated = ['status.loadBalancer.ingress'];
  return completed(service, 'status', { ...status, loadBalancer }, simulated);
}
