import type { Node } from '../model/cluster.ts';
import type { EndpointSlice } from '../model/endpointSlice.ts';
import type { Pod } from '../model/pod.ts';
import type { Service } from '../model/service.ts';

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
export function desiredSlices(_request: SlicesRequest): EndpointSlice[] {
  return [];
}
