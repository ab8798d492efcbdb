// What the EndpointSlice controller makes of a Service and its Pods.

import type { Node } from '../model/cluster.ts';
import type { Endpoint, EndpointPort, EndpointSlice } from '../model/endpointSlice.ts';
import type { Labels, OwnerReference } from '../model/metadata.ts';
import type { IPFamily } from '../model/net.ts';
import type { Pod } from '../model/pod.ts';
import type { Service } from '../model/service.ts';
import { fillSlices } from './fillSlices.ts';
import { hintMode, withHints } from './hints.ts';
import {
  endpointPorts,
  isCandidate,
  podEndpoint,
  selects,
  serviceFamilies,
} from './podEndpoint.ts';
import {
  headlessLabel,
  managedByLabel,
  newSlice,
  portsKey,
  recycle,
  sameLabels,
  serviceNameLabel,
  sliceController,
  type SliceChanges,
} from './sliceMetadata.ts';

export interface SlicesRequest {
  service: Service;
  /** Any Pods; those the Service does not select are passed over. */
  pods: readonly Pod[];
  nodes: readonly Node[];
  /** Slices of this Service that the controller made before; topped up, never rebalanced (S26). */
  existing?: readonly EndpointSlice[];
  /** 1–1000; default 100 (S26). */
  maxEndpointsPerSlice?: number;
  /**
   * The name of a new slice. `seed` says which slice it is (family, ports, number), so that a
   * hashing caller names it the same each time; a live controller ignores it and draws at random.
   */
  name: (seed: string) => string;
}

/**
 * The slices the EndpointSlice controller would leave behind (S16–S28). An existing slice that is
 * not in the answer is to be deleted; one that need not change comes back as the same object.
 */
export function desiredSlices(request: SlicesRequest): EndpointSlice[] {
  const { service, existing = [] } = request;
  // Nobody manages endpoints here, so nobody touches what is there (S8, S28).
  if (service.type === 'ExternalName' || !service.selector) return [...existing];
  return serviceFamilies(service).flatMap((family) => slicesOfFamily(request, family));
}

interface PortGroup {
  ports: readonly EndpointPort[];
  endpoints: Endpoint[];
}

function slicesOfFamily(request: SlicesRequest, family: IPFamily): EndpointSlice[] {
  const { service } = request;
  const changes = familyChanges(request, family);
  const mode = hintMode(service);
  const kept = changes.kept.map((slice) => withHints(slice, mode));
  const created = changes.created.map((slice) => withHints(slice, mode));
  // A Service on its way out gets no new slices; the collector is taking the old ones.
  if (service.metadata.deletionTimestamp !== undefined) return kept;
  return recycle({ ...changes, kept, created }, (slice) => isOwned(slice, service));
}

function familyChanges(request: SlicesRequest, family: IPFamily): SliceChanges {
  const { service } = request;
  const existing = (request.existing ?? []).filter((slice) => slice.addressType === family);
  const owned = existing.filter((slice) => isOwned(slice, service));
  const changes: SliceChanges = {
    kept: [],
    created: [],
    removed: existing.filter((slice) => !isOwned(slice, service)),
  };
  const groups = portGroups(request, family);
  for (const [key, group] of groups) {
    const mine = owned.filter((slice) => portsKey(slice.ports) === key);
    const { kept, created, removed } = fillGroup(request, family, group, mine);
    changes.kept.push(...kept);
    changes.created.push(...created);
    changes.removed.push(...removed);
  }
  changes.removed.push(...owned.filter((slice) => !groups.has(portsKey(slice.ports))));
  return changes.kept.length > 0 || changes.created.length > 0
    ? changes
    : withPlaceholder(request, family, changes);
}

/** Candidates by the port list they serve (S16, S19, S25), in order of name. */
function portGroups(request: SlicesRequest, family: IPFamily): Map<string, PortGroup> {
  const { service } = request;
  const nodes = new Map(request.nodes.map((node) => [node.metadata.name, node]));
  const groups = new Map<string, PortGroup>();
  const pods = request.pods.filter((pod) => selects(service, pod) && isCandidate(pod));
  for (const pod of pods.toSorted(byName)) {
    const ports = endpointPorts(pod, service);
    const group = groups.get(portsKey(ports)) ?? { ports, endpoints: [] };
    groups.set(portsKey(ports), group);
    const node = nodes.get(pod.nodeName ?? '');
    if (!node && !service.publishNotReadyAddresses) continue;
    const endpoint = podEndpoint(pod, node, service, family);
    if (endpoint.addresses.length > 0) group.endpoints.push(endpoint);
  }
  return groups;
}

function byName(a: Pod, b: Pod): number {
  if (a.metadata.name === b.metadata.name) return 0;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

function fillGroup(
  request: SlicesRequest,
  family: IPFamily,
  group: PortGroup,
  existing: readonly EndpointSlice[],
): SliceChanges {
  const { service, maxEndpointsPerSlice: max = 100 } = request;
  const labels = sliceLabels(service);
  return fillSlices({
    existing,
    desired: group.endpoints,
    max,
    keepHints: hintMode(service) === 'keep',
    relabel: (slice) => ({ labels, changed: !sameServiceLabels(slice.metadata.labels, labels) }),
    create: (index) => emptySlice(request, family, group.ports, index),
  });
}

/** A Service without any endpoint keeps one slice with neither endpoints nor ports (S26). */
function withPlaceholder(
  request: SlicesRequest,
  family: IPFamily,
  changes: SliceChanges,
): SliceChanges {
  const placeholder = emptySlice(request, family, [], 0);
  const [only, ...others] = changes.removed;
  if (only && others.length === 0 && isPlaceholder(only, placeholder)) {
    return { kept: [only], created: [], removed: [] };
  }
  return { ...changes, created: [placeholder] };
}

function isPlaceholder(slice: EndpointSlice, placeholder: EndpointSlice): boolean {
  return (
    slice.endpoints.length === 0 &&
    slice.ports.length === 0 &&
    sameLabels(slice.metadata.labels, placeholder.metadata.labels)
  );
}

function emptySlice(
  { service, name }: SlicesRequest,
  family: IPFamily,
  ports: readonly EndpointPort[],
  index: number,
): EndpointSlice {
  return newSlice({
    name: name(`${family}/${portsKey(ports)}/${index}`),
    namespace: service.metadata.namespace,
    labels: sliceLabels(service),
    controller: ownerOf(service),
    serviceName: service.metadata.name,
    addressType: family,
    ports,
  });
}

const reservedLabels = new Set([serviceNameLabel, managedByLabel, headlessLabel]);

/** The Service's own labels and the controller's three. */
function sliceLabels(service: Service): Labels {
  const labels = unreserved(service.metadata.labels);
  const [clusterIP = 'None'] = service.clusterIPs;
  if (clusterIP === 'None') labels.set(headlessLabel, '');
  labels.set(serviceNameLabel, service.metadata.name);
  labels.set(managedByLabel, sliceController);
  return labels;
}

/** A reserved label that was tampered with is not, by itself, worth a write. */
function sameServiceLabels(a: Labels, b: Labels): boolean {
  return sameLabels(unreserved(a), unreserved(b));
}

function unreserved(labels: Labels): Map<string, string> {
  return new Map([...labels].filter(([key]) => !reservedLabels.has(key)));
}

function ownerOf(service: Service): OwnerReference {
  const { name, uid } = service.metadata;
  return { apiVersion: 'v1', kind: 'Service', name, uid };
}

/** Whether this very Service made the slice, not an earlier one of its name. */
function isOwned(slice: EndpointSlice, service: Service): boolean {
  const { controller } = slice.metadata;
  return controller?.kind === 'Service' && controller.uid === service.metadata.uid;
}
