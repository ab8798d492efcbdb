// What the EndpointSliceMirroring controller makes of hand-written Endpoints (S31).

import type { Endpoint, EndpointPort, EndpointSlice } from '../model/endpointSlice.ts';
import type { EndpointAddress, Endpoints, EndpointSubset } from '../model/endpoints.ts';
import type { Labels } from '../model/metadata.ts';
import type { IPFamily } from '../model/net.ts';
import { canonicalIP, ipFamily } from '../model/parse/address.ts';
import type { Service } from '../model/service.ts';
import {
  managedByLabel,
  mirroringController,
  newSlice,
  portsKey,
  recycle,
  sameLabels,
  serviceNameLabel,
  type SliceChanges,
} from './sliceMetadata.ts';

export interface MirrorRequest {
  /** Undefined when no Service has the Endpoints' name. */
  service: Service | undefined;
  endpoints: Endpoints;
  /** Mirrored slices of these Endpoints that are there already. */
  existing?: readonly EndpointSlice[];
  /** Default 1000. */
  maxEndpointsPerSubset?: number;
  /** As in `SlicesRequest`. */
  name: (seed: string) => string;
}

const skipMirrorLabel = 'endpointslice.kubernetes.io/skip-mirror';
const leaderAnnotation = 'control-plane.alpha.kubernetes.io/leader';

/** Slices the mirroring controller would leave behind; none when it does not mirror. */
export function mirroredSlices(request: MirrorRequest): EndpointSlice[] {
  if (!isMirrored(request.service, request.endpoints)) return [];
  const { existing = [] } = request;
  const changes: SliceChanges = { kept: [], created: [], removed: [] };
  const groups = addressGroups(request);
  for (const [key, group] of groups) {
    const mine = existing.filter((slice) => groupKey(slice.addressType, slice.ports) === key);
    mirrorGroup(request, group, mine, changes);
  }
  const gone = existing.filter((slice) => !groups.has(groupKey(slice.addressType, slice.ports)));
  return recycle({ ...changes, removed: [...changes.removed, ...gone] }, () => true);
}

/** S31: the Service has no selector, and nobody asked to be left alone. */
export function isMirrored(service: Service | undefined, endpoints: Endpoints): boolean {
  const { labels, annotations } = endpoints.metadata;
  if (!service || service.selector) return false;
  return labels.get(skipMirrorLabel) !== 'true' && !annotations.has(leaderAnnotation);
}

interface AddressGroup {
  family: IPFamily;
  ports: readonly EndpointPort[];
  endpoints: Map<string, Endpoint>;
}

function groupKey(addressType: string, ports: readonly EndpointPort[]): string {
  return `${addressType}/${portsKey(ports)}`;
}

/** Endpoints by family and port list; what is no address is passed over. */
function addressGroups(request: MirrorRequest): Map<string, AddressGroup> {
  const groups = new Map<string, AddressGroup>();
  for (const subset of request.endpoints.subsets) {
    const ports = subset.ports.map((port): EndpointPort => ({ ...port }));
    for (const endpoint of subsetEndpoints(subset, request.maxEndpointsPerSubset ?? 1000)) {
      const family = ipFamily(endpoint.addresses[0] ?? '');
      const key = groupKey(family, ports);
      const group = groups.get(key) ?? { family, ports, endpoints: new Map() };
      group.endpoints.set(endpointKey(endpoint), endpoint);
      groups.set(key, group);
    }
  }
  return groups;
}

/** The ready ones first; the maximum counts both. */
function subsetEndpoints(subset: EndpointSubset, max: number): Endpoint[] {
  const ready = subset.addresses.flatMap((address) => mirroredEndpoint(address, true));
  const notReady = subset.notReadyAddresses.flatMap((address) => mirroredEndpoint(address, false));
  return [...ready, ...notReady].slice(0, max);
}

/** Only the ready condition is set; `serving` and `terminating` stay null. */
function mirroredEndpoint(address: EndpointAddress, ready: boolean): Endpoint[] {
  const ip = canonicalIP(address.ip);
  if (ip === undefined) return [];
  const { hostname, nodeName, targetRef } = address;
  return [
    {
      addresses: [ip],
      ready,
      ...(hostname !== undefined && { hostname }),
      ...(nodeName !== undefined && { nodeName }),
      ...(targetRef && { targetRef }),
    },
  ];
}

function endpointKey({ addresses, hostname, targetRef }: Endpoint): string {
  return JSON.stringify([addresses, hostname, targetRef?.namespace, targetRef?.name]);
}

/** One slice per group; an existing one that says the same stays as it is. */
function mirrorGroup(
  request: MirrorRequest,
  group: AddressGroup,
  existing: readonly EndpointSlice[],
  changes: SliceChanges,
): void {
  const [first, ...others] = existing;
  const wanted = mirroredSlice(request, group);
  changes.removed.push(...others);
  if (!first) changes.created.push(wanted);
  else if (saysTheSame(first, wanted)) changes.kept.push(first);
  else {
    const { labels, annotations } = wanted.metadata;
    changes.kept.push({ ...wanted, metadata: { ...first.metadata, labels, annotations } });
  }
}

function mirroredSlice(request: MirrorRequest, group: AddressGroup): EndpointSlice {
  const { metadata } = request.endpoints;
  const slice = newSlice({
    name: request.name(`${group.family}/${portsKey(group.ports)}`),
    namespace: metadata.namespace,
    labels: mirroredLabels(metadata.name, metadata.labels),
    annotations: metadata.annotations,
    controller: { apiVersion: 'v1', kind: 'Endpoints', name: metadata.name, uid: metadata.uid },
    serviceName: metadata.name,
    addressType: group.family,
    ports: group.ports,
  });
  const max = request.maxEndpointsPerSubset ?? 1000;
  return { ...slice, endpoints: [...group.endpoints.values()].slice(0, max) };
}

function mirroredLabels(name: string, labels: Labels): Labels {
  return new Map([...labels, [serviceNameLabel, name], [managedByLabel, mirroringController]]);
}

function saysTheSame(slice: EndpointSlice, wanted: EndpointSlice): boolean {
  const { labels, annotations } = slice.metadata;
  if (!sameLabels(labels, wanted.metadata.labels)) return false;
  if (!sameLabels(annotations, wanted.metadata.annotations)) return false;
  const had = new Set(slice.endpoints.map(endpointText));
  return (
    slice.endpoints.length === wanted.endpoints.length &&
    wanted.endpoints.every((endpoint) => had.has(endpointText(endpoint)))
  );
}

function endpointText(endpoint: Endpoint): string {
  const { ready, serving, terminating, nodeName, zone, targetRef } = endpoint;
  const { kind, uid } = targetRef ?? {};
  const conditions = [ready, serving, terminating];
  return JSON.stringify([endpointKey(endpoint), conditions, nodeName, zone, kind, uid]);
}
