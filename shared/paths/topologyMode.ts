// Whether a node keeps to the endpoints of its zone or its own (S41–S44).
import type { CandidateEndpoint } from './candidateEndpoints.ts';

export type TopologyMode = 'sameNode' | 'sameZone' | 'none';

export interface NodePlace {
  name: string;
  /** Absent on a node without a zone label. */
  zone?: string;
}

/** All or nothing: one ready endpoint without hints disables the mode for everybody (S41). */
export function topologyModeOf(
  endpoints: readonly CandidateEndpoint[],
  place: NodePlace,
): TopologyMode {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  if (ready.length === 0) return 'none';
  const everyHas = (hints: (endpoint: CandidateEndpoint) => readonly string[]): boolean =>
    ready.every((endpoint) => hints(endpoint).length > 0);
  if (everyHas(({ nodeHints }) => nodeHints)) {
    if (ready.some(({ nodeHints }) => nodeHints.includes(place.name))) return 'sameNode';
  }
  const { zone } = place;
  if (zone !== undefined && everyHas(({ zoneHints }) => zoneHints)) {
    if (ready.some(({ zoneHints }) => zoneHints.includes(zone))) return 'sameZone';
  }
  return 'none';
}

export function passesTopology(
  endpoint: CandidateEndpoint,
  mode: TopologyMode,
  place: NodePlace,
): boolean {
  if (mode === 'sameNode') return endpoint.nodeHints.includes(place.name);
  if (mode === 'sameZone') {
    return place.zone !== undefined && endpoint.zoneHints.includes(place.zone);
  }
  return true;
}
