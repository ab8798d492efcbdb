// Hands out ClusterIPs and node ports. What is taken follows the store, so that a Service that goes,
// or changes its type, has released what it had.

import type { AddressRange } from '@portolan/shared/simulate/addressRange.ts';
import {
  drawClusterIP,
  drawNodePort,
  type PortRange,
} from '@portolan/shared/simulate/serviceNumbers.ts';
import { invalid, type FieldError } from '@portolan/shared/validate/fieldError.ts';
import { parseIP } from '@portolan/shared/validate/ipAddress.ts';
import {
  needsHealthCheck,
  type ServiceFields,
  type ServicePortFields,
} from '@portolan/shared/validate/serviceFields.ts';
import { internalError } from '../api/errors.ts';
import type { AdmissionRequest, KubeObject } from '../objects.ts';
import { keyOf, numbersHeld } from './numbersHeld.ts';
import { refuse } from './refusal.ts';
import { needsNodePort, specOf, withNodePorts, withSpec } from './serviceSpec.ts';

export interface AllocationOptions {
  /** One per family, the primary first. */
  addressRanges: readonly AddressRange[];
  nodePortRange: PortRange;
}

/** What the other Services hold, and this one has been given so far. */
interface Taken {
  ips: { has(ip: string): boolean };
  ports: { has(port: number): boolean; add(port: number): void };
}

/** The Service with every address and port its type has; throws a 422 for one it cannot have. */
export function allocate(request: AdmissionRequest, options: AllocationOptions): KubeObject {
  const taken = takenByOthers(request);
  const addressed = allocateIPs(request, options, taken);
  const ported = allocateNodePorts({ ...request, object: addressed }, options, taken);
  return allocateHealthCheck({ ...request, object: ported }, options, taken);
}

function takenByOthers({ store, object }: AdmissionRequest): Taken {
  const key = keyOf(object);
  const held = numbersHeld(store);
  const given = new Set<number>();
  return {
    ips: { has: (ip) => held.ips.isHeldBeside(key, ip) },
    ports: {
      has: (port) => given.has(port) || held.ports.isHeldBeside(key, port),
      add: (port) => given.add(port),
    },
  };
}

function allocateIPs(
  request: AdmissionRequest,
  { addressRanges }: AllocationOptions,
  { ips }: Taken,
): KubeObject {
  const { object, previous } = request;
  const { type, clusterIPs, ipFamilies } = specOf(object);
  if (type === 'ExternalName' || clusterIPs[0] === 'None') return object;
  const held = new Set(previous ? specOf(previous).clusterIPs : []);
  const errors: FieldError[] = [];
  const given = ipFamilies.map((family, index) => {
    const range = addressRanges.find((each) => each.family === family);
    const asked = clusterIPs[index] ?? '';
    if (asked === '') return range ? drawIP(object, range, ips) : '';
    if (!held.has(asked)) errors.push(...claimIP(clusterIPs, asked, range, ips));
    return asked;
  });
  refuse(request, errors);
  return withSpec(object, { clusterIP: given[0], clusterIPs: given });
}

function drawIP(service: KubeObject, range: AddressRange, taken: Taken['ips']): string {
  const ip = drawClusterIP(keyOf(service), range, (each) => !taken.has(each));
  if (ip === undefined) throw internalError('failed to allocate a serviceIP: range is full');
  return ip;
}

function claimIP(
  clusterIPs: readonly string[],
  ip: string,
  range: AddressRange | undefined,
  taken: Taken['ips'],
): FieldError[] {
  const path = 'spec.clusterIPs';
  if (range && !range.contains(ip)) {
    return [invalid(path, clusterIPs, 'ipOutOfRange', { ip, range: range.cidr })];
  }
  const isTaken = taken.has(parseIP(ip)?.canonical ?? ip);
  return isTaken ? [invalid(path, clusterIPs, 'ipAllocated', { ip })] : [];
}

function allocateNodePorts(
  request: AdmissionRequest,
  options: AllocationOptions,
  { ports: taken }: Taken,
): KubeObject {
  const { object, previous } = request;
  const service = specOf(object);
  if (!needsNodePort(service)) return object;
  const held = new Set(previous ? specOf(previous).ports.map(({ nodePort }) => nodePort) : []);
  const errors: FieldError[] = [];
  /** By port number: the same port of two protocols shares one node port, on create. */
  const shared = new Map<number, number>();
  const nodePorts = service.ports.map((port) => {
    const wanted = port.nodePort || (previous ? 0 : sharedPort(port, service, shared));
    if (wanted === 0) {
      if (!allocatesNodePorts(service)) return 0;
      const drawn = drawPort(`${keyOf(object)} ${port.port}`, options, taken);
      shared.set(port.port, drawn);
      return drawn;
    }
    const known = held.has(wanted) || shared.get(port.port) === wanted;
    if (!known) errors.push(...claimPort(`${port.path}.nodePort`, wanted, options, taken));
    shared.set(port.port, wanted);
    return wanted;
  });
  refuse(request, errors);
  return withNodePorts(object, nodePorts);
}

/** S15. */
function allocatesNodePorts({ type, allocateLoadBalancerNodePorts }: ServiceFields): boolean {
  return type === 'NodePort' || allocateLoadBalancerNodePorts !== false;
}

/** What another protocol of the same port has been given, or asks for. */
function sharedPort(
  { port }: ServicePortFields,
  { ports }: ServiceFields,
  shared: ReadonlyMap<number, number>,
): number {
  const asking = ports.find((other) => other.port === port && other.nodePort !== 0);
  return shared.get(port) ?? asking?.nodePort ?? 0;
}

/** A number is one Service's alone, whatever the protocol: that is how the API server counts. */
function claimPort(
  path: string,
  nodePort: number,
  { nodePortRange: { from, to } }: AllocationOptions,
  taken: Taken['ports'],
): FieldError[] {
  if (nodePort < from || nodePort > to) {
    return [invalid(path, nodePort, 'portOutOfRange', { from, to })];
  }
  if (taken.has(nodePort)) return [invalid(path, nodePort, 'portAllocated')];
  taken.add(nodePort);
  return [];
}

function drawPort(seed: string, options: AllocationOptions, taken: Taken['ports']): number {
  const port = drawNodePort(seed, options.nodePortRange, (each) => !taken.has(each));
  if (port === undefined) throw internalError('failed to allocate a nodePort: range is full');
  taken.add(port);
  return port;
}

/** S66. */
function allocateHealthCheck(
  request: AdmissionRequest,
  options: AllocationOptions,
  { ports: taken }: Taken,
): KubeObject {
  const { object, previous } = request;
  const service = specOf(object);
  if (!needsHealthCheck(service)) return object;
  const path = 'spec.healthCheckNodePort';
  const asked = service.healthCheckNodePort;
  if (asked === 0) {
    const drawn = drawPort(`${keyOf(object)} health`, options, taken);
    return withSpec(object, { healthCheckNodePort: drawn });
  }
  const held = previous && specOf(previous).healthCheckNodePort === asked;
  if (!held) refuse(request, claimPort(path, asked, options, taken));
  return object;
}
