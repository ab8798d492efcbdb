// What the endpoints controller writes: the legacy object, which only mirroring and old clients read.

import type { Node } from '../model/cluster.ts';
import type {
  EndpointAddress,
  Endpoints,
  EndpointsPort,
  EndpointSubset,
} from '../model/endpoints.ts';
import { ipFamily } from '../model/parse/address.ts';
import type { Pod } from '../model/pod.ts';
import { isHeadless, type Service } from '../model/service.ts';
import { findPort } from './findPort.ts';
import { isCandidate, isPodReady, publishedHostname, selects } from './podEndpoint.ts';
import { repackSubsets } from './repackSubsets.ts';
import { headlessLabel } from './sliceMetadata.ts';

/** S27. */
const maxAddresses = 1000;
const overCapacityAnnotation = 'endpoints.kubernetes.io/over-capacity';

/**
 * The Endpoints object the endpoints controller would write (S17, S27), or undefined for a Service
 * nobody manages endpoints for (no selector, or ExternalName: S8, S28).
 */
export function desiredEndpoints(request: {
  service: Service;
  pods: readonly Pod[];
  /** Accepted for symmetry with slices; unlike there (S19), a Pod whose node is gone stays. */
  nodes?: readonly Node[];
}): Endpoints | undefined {
  const { service, pods } = request;
  if (service.type === 'ExternalName' || !service.selector) return undefined;
  const subsets = repackSubsets(pods.flatMap((pod) => podSubsets(service, pod)));
  const total = subsets.reduce((sum, subset) => sum + sizeOf(subset), 0);
  const truncated = total > maxAddresses;
  return {
    kind: 'Endpoints',
    metadata: {
      name: service.metadata.name,
      namespace: service.metadata.namespace,
      uid: '',
      resourceVersion: '',
      labels: endpointsLabels(service),
      annotations: new Map(truncated ? [[overCapacityAnnotation, 'truncated']] : []),
    },
    subsets: truncated ? truncateSubsets(subsets) : subsets,
  };
}

function sizeOf({ addresses, notReadyAddresses }: EndpointSubset): number {
  return addresses.length + notReadyAddresses.length;
}

function endpointsLabels(service: Service): ReadonlyMap<string, string> {
  const labels = new Map(service.metadata.labels);
  const [clusterIP = 'None'] = service.clusterIPs;
  if (clusterIP === 'None') labels.set(headlessLabel, '');
  else labels.delete(headlessLabel);
  return labels;
}

/** One subset per Service port the Pod serves; repacking merges them. */
function podSubsets(service: Service, pod: Pod): EndpointSubset[] {
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  if (!selects(service, pod) || !isCandidate(pod)) return [];
  if (terminating && !service.publishNotReadyAddresses) return [];
  const address = podAddress(service, pod);
  if (!address) return [];
  const ready = service.publishNotReadyAddresses || isPodReady(pod);
  const addresses = ready ? [address] : [];
  const notReadyAddresses = ready ? [] : [address];
  return portLists(service, pod).map((ports) => ({ addresses, notReadyAddresses, ports }));
}

function portLists(service: Service, pod: Pod): EndpointsPort[][] {
  if (service.ports.length === 0) return isHeadless(service) ? [[]] : [];
  return service.ports.flatMap((servicePort) => {
    const port = findPort(pod, servicePort);
    if (port === undefined) return [];
    const { name, protocol, appProtocol } = servicePort;
    return [[{ name, port, protocol, ...(appProtocol !== undefined && { appProtocol }) }]];
  });
}

/** The Pod's address of the Service's first family; a Pod without one is left out. */
function podAddress(service: Service, pod: Pod): EndpointAddress | undefined {
  const family = primaryFamily(service, pod);
  const ip = pod.podIPs.find((each) => ipFamily(each) === family);
  if (ip === undefined) return undefined;
  const hostname = publishedHostname(pod, service);
  const { namespace, name, uid } = pod.metadata;
  return {
    ip,
    targetRef: { kind: 'Pod', namespace, name, uid },
    ...(pod.nodeName !== undefined && { nodeName: pod.nodeName }),
    ...(hostname !== undefined && { hostname }),
  };
}

function primaryFamily({ ipFamilies, clusterIPs }: Service, pod: Pod) {
  const [first] = ipFamilies;
  const [clusterIP = 'None'] = clusterIPs;
  return first ?? ipFamily(clusterIP === 'None' ? (pod.podIPs[0] ?? '') : clusterIP);
}

/** S27: ready addresses are kept first; each subset gives up its share. */
function truncateSubsets(subsets: readonly EndpointSubset[]): EndpointSubset[] {
  const ready = subsets.reduce((sum, { addresses }) => sum + addresses.length, 0);
  return ready > maxAddresses
    ? cutReady(subsets, ready)
    : cutNotReady(subsets, maxAddresses - ready);
}

function cutReady(subsets: readonly EndpointSubset[], total: number): EndpointSubset[] {
  const take = shares(maxAddresses, total);
  return subsets.map(({ addresses, ports }) => ({
    addresses: take(addresses),
    notReadyAddresses: [],
    ports,
  }));
}

function cutNotReady(subsets: readonly EndpointSubset[], room: number): EndpointSubset[] {
  const total = subsets.reduce((sum, subset) => sum + subset.notReadyAddresses.length, 0);
  const take = shares(room, total);
  return subsets.map(({ addresses, notReadyAddresses, ports }) => ({
    addresses,
    notReadyAddresses: take(notReadyAddresses),
    ports,
  }));
}

/** Cuts lists in turn to their proportional share of `room`, rounded up; the last get less. */
function shares(room: number, total: number) {
  let left = room;
  return (addresses: readonly EndpointAddress[]): readonly EndpointAddress[] => {
    const share = Math.min(left, Math.ceil((addresses.length / total) * room));
    const kept = addresses.slice(0, share);
    left -= kept.length;
    return kept;
  };
}
