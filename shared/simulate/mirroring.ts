import type { EndpointSlice } from '../model/endpointSlice.ts';
import type { Endpoints } from '../model/endpoints.ts';
import type { Service } from '../model/service.ts';

/** Slices the mirroring controller would leave behind (S31); empty when it leaves them alone. */
export function mirroredSlices(_request: {
  /** Undefined when no Service has the Endpoints' name. */
  service: Service | undefined;
  endpoints: Endpoints;
  /** Mirrored slices of these Endpoints that are there already. */
  existing?: readonly EndpointSlice[];
  /** Default 1000. */
  maxEndpointsPerSubset?: number;
  /** As in `SlicesRequest`. */
  name: (seed: string) => string;
}): EndpointSlice[] {
  return [];
}
