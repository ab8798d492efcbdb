// From the slim model back to the JSON the API serves: what a controller writes.

import type { Endpoint, EndpointPort, EndpointSlice } from '../model/endpointSlice.ts';
import type {
  EndpointAddress,
  Endpoints,
  EndpointsPort,
  EndpointSubset,
} from '../model/endpoints.ts';
import type { Metadata } from '../model/metadata.ts';
import type { RawMetadata, RawObject } from './rawObject.ts';

/** A `discovery.k8s.io/v1` EndpointSlice; conditions that are absent stay absent. */
export function rawEndpointSlice(slice: EndpointSlice): RawObject {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: rawMetadata(slice.metadata),
    addressType: slice.addressType,
    endpoints: slice.endpoints.map(rawEndpoint),
    ports: slice.ports.map(rawPort),
  };
}

/** A `v1` Endpoints. */
export function rawEndpoints(endpoints: Endpoints): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: rawMetadata(endpoints.metadata),
    subsets: endpoints.subsets.map(rawSubset),
  };
}

/** uid and resourceVersion only where the object has them: new objects get theirs from the API. */
function rawMetadata(metadata: Metadata): RawMetadata {
  const { name, namespace, uid, resourceVersion, labels, annotations, controller } = metadata;
  const owner = controller && { ...controller, controller: true, blockOwnerDeletion: true };
  return {
    name,
    ...(namespace && { namespace }),
    ...(uid && { uid }),
    ...(resourceVersion && { resourceVersion }),
    ...(labels.size > 0 && { labels: Object.fromEntries(labels) }),
    ...(annotations.size > 0 && { annotations: Object.fromEntries(annotations) }),
    ...(owner && { ownerReferences: [owner] }),
  };
}

function rawEndpoint(endpoint: Endpoint) {
  const { ready, serving, terminating, zoneHints, nodeHints, ...rest } = endpoint;
  const conditions = {
    ...(ready !== undefined && { ready }),
    ...(serving !== undefined && { serving }),
    ...(terminating !== undefined && { terminating }),
  };
  const hints = {
    ...(zoneHints && { forZones: zoneHints.map((name) => ({ name })) }),
    ...(nodeHints && { forNodes: nodeHints.map((name) => ({ name })) }),
  };
  const hinted = zoneHints !== undefined || nodeHints !== undefined;
  return { ...rest, conditions, ...(hinted && { hints }) };
}

function rawPort(port: EndpointPort): EndpointPort {
  return { ...port };
}

function rawSubset({ addresses, notReadyAddresses, ports }: EndpointSubset) {
  return {
    ...(addresses.length > 0 && { addresses: addresses.map(rawAddress) }),
    ...(notReadyAddresses.length > 0 && { notReadyAddresses: notReadyAddresses.map(rawAddress) }),
    ...(ports.length > 0 && { ports: ports.map(rawEndpointsPort) }),
  };
}

function rawAddress(address: EndpointAddress): EndpointAddress {
  return { ...address };
}

/** The API leaves an empty name out. */
function rawEndpointsPort({ name, ...port }: EndpointsPort) {
  return { ...(name && { name }), ...port };
}
