import type { RawObject } from '../simulate/rawObject.ts';

/** A Service with the API server's defaults (S2); ipFamilies and clusterIPs are the allocator's (S11). */
export function defaultService(service: RawObject): RawObject {
  return service;
}

export function defaultEndpoints(endpoints: RawObject): RawObject {
  return endpoints;
}

export function defaultEndpointSlice(slice: RawObject): RawObject {
  return slice;
}
