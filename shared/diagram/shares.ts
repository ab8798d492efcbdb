// Which part of new connections each endpoint gets, as the traces say.
import type { TraceBackend } from '../wire/trace.ts';
import type { EntryPoint } from '../wire/topology.ts';
import type { ServiceView } from '../wire/view.ts';
import { endpointAddressId } from './endpointId.ts';
import type { DiagramOptions } from './elements.ts';
import type { Paths } from './pathState.ts';

/** ClusterIP first: other entry points may reach fewer endpoints (traffic policies). */
const preferred: readonly EntryPoint['kind'][] = ['clusterIP', 'nodePort', 'loadBalancer'];

/**
 * Endpoint id → share of new connections (0–1). Endpoints of a port that some trace forwards are all
 * listed, 0 for those it leaves out; a port that no trace forwards says nothing.
 */
export function sharesOf(
  view: ServiceView,
  paths: Paths,
  { from, through }: DiagramOptions,
): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const port of view.ports) {
    const name = port.name ?? '';
    const entries = view.entryPoints
      .filter((entry) => entry.portName === name)
      .toSorted((a, b) => preference(a, through) - preference(b, through));
    const backends = firstForwarded(entries, view, paths, from);
    if (!backends) continue;
    for (const endpoint of view.endpoints) {
      if ((endpoint.portName ?? '') === name) shares.set(endpointAddressId(endpoint), 0);
    }
    for (const backend of backends) {
      shares.set(endpointAddressId({ ...backend, protocol: port.protocol }), backend.share);
    }
  }
  return shares;
}

function preference(entry: EntryPoint, through: string | undefined): number {
  if (entry.id === through) return -1;
  const place = preferred.indexOf(entry.kind);
  return place === -1 ? preferred.length : place;
}

function firstForwarded(
  entries: readonly EntryPoint[],
  view: ServiceView,
  paths: Paths,
  from: string | undefined,
): readonly TraceBackend[] | undefined {
  const vantages = from === undefined ? view.vantages.map(({ id }) => id) : [from];
  for (const entry of entries) {
    for (const vantage of vantages) {
      const trace = paths.trace(vantage, entry.id);
      if (trace?.verdict === 'forward') return trace.backends;
    }
  }
  return undefined;
}
