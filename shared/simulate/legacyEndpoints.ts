import type { Node } from '../model/cluster.ts';
import type { Endpoints } from '../model/endpoints.ts';
import type { Pod } from '../model/pod.ts';
import type { Service } from '../model/service.ts';

/**
 * The Endpoints object the endpoints controller would write (S17, S27), or undefined for a Service
 * nobody manages endpoints for (no selector, or ExternalName: S8, S28).
 */
export function desiredEndpoints(_request: {
  service: Service;
  pods: readonly Pod[];
  nodes: readonly Node[];
}): Endpoints | undefined {
  return undefined;
}
