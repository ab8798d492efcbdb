// The endpoints of a Service as its slices list them, and why one gets no traffic.
import type { Endpoint, EndpointPort, EndpointSlice } from '../model/endpointSlice.ts';
import { objectKey, type ObjectKey } from '../model/metadata.ts';
import { isHeadless, type Service } from '../model/service.ts';
import type { World } from '../state/world.ts';
import type { TopologyEndpoint } from '../wire/topology.ts';
import { familyOf } from './addresses.ts';
import { hasForeignProxy } from './proxiedServices.ts';
import { reason, type Reason } from './reason.ts';
import { servedFamilies } from './serviceFamilies.ts';

interface Listed {
  endpoint: TopologyEndpoint;
  reason?: Reason;
}

/** Distinct by address, port and port name over all slices (S29, S36), by slice name and position. */
export function endpointsOf(world: World, service: Service): TopologyEndpoint[] {
  const listed = new Map<string, Listed>();
  for (const slice of world.slicesOf(objectKey(service.metadata))) {
    for (const endpoint of slice.endpoints) {
      endpoint.addresses.forEach((address, position) => {
        for (const port of portsOf(slice)) {
          addEndpoint(listed, {
            world,
            service,
            slice,
            endpoint,
            address,
            port,
            isFirst: position === 0,
          });
        }
      });
    }
  }
  return withFallbackReasons([...listed.values()]);
}

interface Occurrence {
  world: World;
  service: Service;
  slice: EndpointSlice;
  endpoint: Endpoint;
  address: string;
  port: EndpointPort | undefined;
  isFirst: boolean;
}

/** A slice without ports still lists its endpoints (S24). */
function portsOf(slice: EndpointSlice): readonly (EndpointPort | undefined)[] {
  return slice.ports.length === 0 ? [undefined] : slice.ports;
}

function addEndpoint(listed: Map<string, Listed>, occurrence: Occurrence): void {
  const { slice, address, port } = occurrence;
  const key = [address, port?.port ?? '', port?.protocol ?? '', port?.name ?? ''].join(' ');
  const before = listed.get(key);
  if (before === undefined) {
    listed.set(key, describe(occurrence));
    return;
  }
  const { slices } = before.endpoint;
  if (!slices.includes(slice.metadata.name)) slices.push(slice.metadata.name);
}

function describe(occurrence: Occurrence): Listed {
  const { world, service, slice, endpoint, address, port } = occurrence;
  const pod = podOf(world, service.metadata.namespace, endpoint, address);
  const zone =
    endpoint.zone ??
    (endpoint.nodeName === undefined ? undefined : world.node(endpoint.nodeName)?.zone);
  const why = exclusion(occurrence);
  return {
    endpoint: {
      address,
      ...(port?.port === undefined ? {} : { port: port.port }),
      ...(port?.name === undefined ? {} : { portName: port.name }),
      protocol: port?.protocol ?? 'TCP',
      // S32: null means ready, serving and not terminating.
      ready: endpoint.ready ?? true,
      serving: endpoint.serving ?? true,
      terminating: endpoint.terminating ?? false,
      ...(pod === undefined ? {} : { pod }),
      ...(endpoint.nodeName === undefined ? {} : { node: endpoint.nodeName }),
      ...(zone === undefined ? {} : { zone }),
      slices: [slice.metadata.name],
    },
    ...(why === undefined ? {} : { reason: why }),
  };
}

/** The Pod an endpoint names, else the only Pod that has its address. */
export function podOf(
  world: World,
  namespace: string,
  endpoint: Pick<Endpoint, 'targetRef'>,
  address: string,
): ObjectKey | undefined {
  const ref = endpoint.targetRef;
  if (ref?.kind === 'Pod') return `${ref.namespace === '' ? namespace : ref.namespace}/${ref.name}`;
  const pods = world.podsAtAddress(address);
  const only = pods.length === 1 ? pods[0] : undefined;
  return only === undefined ? undefined : objectKey(only.metadata);
}

/** Why this occurrence gets no traffic whatever the other endpoints do; undefined when it may. */
function exclusion(occurrence: Occurrence): Reason | undefined {
  const { service, slice, endpoint, address, port, isFirst } = occurrence;
  if (isHeadless(service)) return unpublishedReason(endpoint);
  if (slice.addressType === 'FQDN') return reason('fqdnSlice');
  if (hasForeignProxy(slice.metadata.labels)) return reason('foreignProxySlice');
  const family = familyOf(address);
  if (family !== undefined && !servedFamilies(service).includes(family)) {
    return reason('familyNotServed', { family });
  }
  if (port === undefined) return reason('sliceWithoutPorts');
  if (port.name === undefined || !port.port) return reason('portWithoutNumber');
  if (!service.ports.some((one) => one.name === port.name && one.protocol === port.protocol)) {
    return reason('portNotOfService', { port: port.name, protocol: port.protocol });
  }
  if (!isFirst) return reason('notFirstAddress');
  return conditionReason(endpoint);
}

/** DNS publishes ready endpoints only, however they end (S73). */
function unpublishedReason(endpoint: Endpoint): Reason | undefined {
  if (endpoint.ready ?? true) return undefined;
  return (endpoint.terminating ?? false) ? reason('terminatingUnpublished') : reason('notReady');
}

/** S38, S39. A serving, terminating endpoint depends on the others: `withFallbackReasons`. */
function conditionReason(endpoint: Endpoint): Reason | undefined {
  if (endpoint.ready ?? true) return undefined;
  const terminating = endpoint.terminating ?? false;
  if (!terminating) return reason('notReady');
  return (endpoint.serving ?? true) ? undefined : reason('terminatingNotServing');
}

/** S38: while a port has ready endpoints, those that are terminating get nothing. */
function withFallbackReasons(listed: readonly Listed[]): TopologyEndpoint[] {
  const portsWithReady = new Set(
    listed
      .filter(({ endpoint, reason: why }) => why === undefined && endpoint.ready)
      .map(({ endpoint }) => portKey(endpoint)),
  );
  return listed.map(({ endpoint, reason: why }) => {
    if (why !== undefined) return { ...endpoint, reason: why };
    if (endpoint.ready || !portsWithReady.has(portKey(endpoint))) return endpoint;
    return { ...endpoint, reason: reason('terminatingWhileReady') };
  });
}

function portKey(endpoint: TopologyEndpoint): string {
  const family = endpoint.address.includes(':') ? 'IPv6' : 'IPv4';
  return `${endpoint.portName ?? ''} ${endpoint.protocol} ${family}`;
}
