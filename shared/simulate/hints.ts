// Topology hints as the EndpointSlice controller writes them for `trafficDistribution` (S43).

import type { Endpoint, EndpointSlice } from '../model/endpointSlice.ts';
import type { Service } from '../model/service.ts';

/** What becomes of hints: written for zones, for nodes too, taken away, or left alone (S44). */
export type HintMode = 'zone' | 'node' | 'none' | 'keep';

const hintsAnnotation = 'service.kubernetes.io/topology-aware-hints';
const modeAnnotation = 'service.kubernetes.io/topology-mode';

export function hintMode(service: Service): HintMode {
  const { annotations } = service.metadata;
  const mode = annotations.get(hintsAnnotation) ?? annotations.get(modeAnnotation);
  if (mode === 'Auto' || mode === 'auto') return 'keep';
  if (service.trafficDistribution === 'PreferSameNode') return 'node';
  const zonal = ['PreferClose', 'PreferSameZone'];
  return zonal.includes(service.trafficDistribution ?? '') ? 'zone' : 'none';
}

/** The slice with its hints as they should be; the same object when they are. */
export function withHints(slice: EndpointSlice, mode: HintMode): EndpointSlice {
  if (mode === 'keep') return slice;
  const endpoints = slice.endpoints.map((endpoint) => hinted(endpoint, mode));
  const same = endpoints.every((endpoint, index) => endpoint === slice.endpoints[index]);
  return same ? slice : { ...slice, endpoints };
}

function hinted(endpoint: Endpoint, mode: 'zone' | 'node' | 'none'): Endpoint {
  // With a distribution, endpoints that are not ready keep what they have.
  if (mode !== 'none' && endpoint.ready !== true) return endpoint;
  const zones = mode !== 'none' && endpoint.zone !== undefined ? [endpoint.zone] : undefined;
  const nodes =
    mode === 'node' && endpoint.nodeName !== undefined ? [endpoint.nodeName] : undefined;
  if (sameNames(endpoint.zoneHints, zones) && sameNames(endpoint.nodeHints, nodes)) return endpoint;
  const { zoneHints: _zones, nodeHints: _nodes, ...rest } = endpoint;
  return { ...rest, ...(zones && { zoneHints: zones }), ...(nodes && { nodeHints: nodes }) };
}

function sameNames(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
