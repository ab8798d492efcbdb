// From the slim model back to the JSON the API serves: what a controller writes.

import type { EndpointSlice } from '../model/endpointSlice.ts';
import type { Endpoints } from '../model/endpoints.ts';
import type { RawObject } from './rawObject.ts';

/** A `discovery.k8s.io/v1` EndpointSlice; conditions that are absent stay absent. */
export function rawEndpointSlice(slice: EndpointSlice): RawObject {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: slice.metadata.name, namespace: slice.metadata.namespace },
  };
}

/** A `v1` Endpoints. */
export function rawEndpoints(endpoints: Endpoints): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: endpoints.metadata.name, namespace: endpoints.metadata.namespace },
  };
}
