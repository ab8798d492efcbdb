// Endpoints and the Pods behind them, one row each, folded by place when there are many.
import type { TopologyEndpoint } from '../wire/topology.ts';
import type { PodView, ServiceView } from '../wire/view.ts';
import type {
  BackendBundleNode,
  DiagramEdge,
  DiagramGroup,
  DiagramNode,
  DiagramOptions,
  DiagramPart,
  DiagramRow,
  EndpointHealth,
} from './elements.ts';
import { endpointAddressId as endpointId } from './endpointId.ts';
import type { Paths, PathState } from './pathState.ts';
import { portHandle } from './portHandle.ts';
import { sharesOf } from './shares.ts';

/** One Pod with its endpoints; or endpoints nobody's Pod is known for. */
interface Backend {
  readonly id: string;
  readonly pod?: PodView;
  readonly endpoints: readonly TopologyEndpoint[];
}
interface Place {
  readonly kind: 'node' | 'zone' | 'workload';
  readonly name: string;
}

/** Beyond this many rows, they are folded (React Flow slows past 300 nodes). */
const foldBeyond = 24;
/** More places than this are folded by the next larger kind of place. */
const placesShown = 40;
/** An opened bundle shows at most this many rows, those out of service first. */
const openShown = 50;

export function backendsPart(
  view: ServiceView,
  paths: Paths,
  options: DiagramOptions,
): DiagramPart {
  const { rows, bundles } = chooseBackends(backendsOf(view), options);
  const shares = sharesOf(view, paths, options);
  return {
    nodes: [
      ...rows.flatMap((row) => rowNodes(row, paths, options)),
      ...bundles.map(({ node }) => node),
    ],
    edges: [
      ...rows.flatMap((row) => rowEdges(row, view, paths, options, shares)),
      ...bundles.flatMap((bundle) => bundleEdges(bundle, view, shares)),
    ],
    rows: [...rows.map(backendRow), ...bundles.map(bundleRow)],
    groups: workloadGroups(view),
  };
}

export function endpointHealth(endpoint: TopologyEndpoint): EndpointHealth {
  if (endpoint.terminating) return endpoint.serving ? 'serving' : 'terminating';
  return endpoint.ready ? 'ready' : 'notReady';
}

function backendsOf(view: ServiceView): Backend[] {
  const pods = new Map(view.pods.map((pod) => [`${pod.namespace}/${pod.name}`, pod]));
  const grouped = new Map<string, TopologyEndpoint[]>();
  for (const endpoint of view.endpoints) {
    const id = endpoint.pod === undefined ? `address/${endpoint.address}` : `pod/${endpoint.pod}`;
    const known = grouped.get(id);
    if (known) known.push(endpoint);
    else grouped.set(id, [endpoint]);
  }
  const backends: Backend[] = [];
  for (const [id, endpoints] of grouped) {
    const pod = pods.get(endpoints[0]?.pod ?? '');
    backends.push({ id, endpoints, ...(pod ? { pod } : {}) });
  }
  for (const [key, pod] of pods) {
    if (!grouped.has(`pod/${key}`)) backends.push({ id: `pod/${key}`, pod, endpoints: [] });
  }
  return backends.toSorted(byWorkloadThenNode);
}

/** A StatefulSet's Pods by their numbers, all others node by node. */
function byWorkloadThenNode(a: Backend, b: Backend): number {
  return (
    compare(groupOf(a) ?? '', groupOf(b) ?? '') ||
    (a.pod?.ordinal ?? 0) - (b.pod?.ordinal ?? 0) ||
    compare(placeName(a, 'node'), placeName(b, 'node')) ||
    compare(a.id, b.id)
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function groupOf({ pod }: Backend): string | undefined {
  return pod?.workload && `workload/${pod.workload.kind}/${pod.workload.name}`;
}

function inService({ endpoints }: Backend): boolean {
  return endpoints.some((endpoint) => endpointHealth(endpoint) === 'ready');
}

interface Bundle {
  readonly node: BackendBundleNode;
  readonly group?: string;
  readonly members: readonly Backend[];
}

function chooseBackends(
  backends: readonly Backend[],
  { expanded }: DiagramOptions,
): { rows: Backend[]; bundles: Bundle[] } {
  if (backends.length <= foldBeyond) return { rows: [...backends], bundles: [] };
  const rows: Backend[] = [];
  const bundles: Bundle[] = [];
  const places = [...byPlace(backends)].toSorted(([a], [b]) => compare(a, b));
  for (const [bundle, { place, members }] of places) {
    const shown = expanded.has(bundle)
      ? [...members.filter((row) => !inService(row)), ...members.filter(inService)].slice(
          0,
          openShown,
        )
      : [];
    rows.push(...shown);
    const seen = new Set(shown.map(({ id }) => id));
    const folded = members.filter(({ id }) => !seen.has(id));
    if (folded.length > 0) bundles.push(bundleOf(bundle, place, folded, shown.length > 0));
  }
  return { rows, bundles };
}

function bundleOf(
  bundle: string,
  place: Place,
  members: readonly Backend[],
  rest: boolean,
): Bundle {
  const id = `backends/${bundle}`;
  const group = members[0] && groupOf(members[0]);
  const ready = members.filter(inService).length;
  const node: BackendBundleNode = {
    id,
    type: 'backendBundle',
    column: 'endpoint',
    row: id,
    place,
    count: members.length,
    ready,
    bundle,
    rest,
  };
  return { node, members, ...(group === undefined ? {} : { group }) };
}

/** Folded by node while nodes are few, else by zone, else by workload alone. */
function byPlace(backends: readonly Backend[]): Map<string, { place: Place; members: Backend[] }> {
  for (const kind of ['node', 'zone'] as const) {
    const places = placesBy(backends, kind);
    if (places.size <= placesShown) return places;
  }
  return placesBy(backends, 'workload');
}

function placesBy(
  backends: readonly Backend[],
  kind: Place['kind'],
): Map<string, { place: Place; members: Backend[] }> {
  const places = new Map<string, { place: Place; members: Backend[] }>();
  for (const backend of backends) {
    const name = placeName(backend, kind);
    const id = `${groupOf(backend) ?? ''}@${kind}/${name}`;
    const known = places.get(id);
    if (known) known.members.push(backend);
    else places.set(id, { place: { kind, name }, members: [backend] });
  }
  return places;
}

function placeName({ pod, endpoints }: Backend, kind: Place['kind']): string {
  if (kind === 'workload') return pod?.workload?.name ?? '';
  return pod?.[kind] ?? endpoints[0]?.[kind] ?? '';
}

function rowNodes(row: Backend, paths: Paths, { from }: DiagramOptions): DiagramNode[] {
  const endpoints = row.endpoints.map((endpoint): DiagramNode => {
    const id = endpointId(endpoint);
    const state = paths.worst(id, from);
    return {
      id,
      type: 'endpoint',
      column: 'endpoint',
      row: row.id,
      endpoint,
      health: endpointHealth(endpoint),
      ...(state ? { state } : {}),
    };
  });
  if (!row.pod) return endpoints;
  return [
    ...endpoints,
    {
      id: row.id,
      type: 'pod',
      column: 'pod',
      row: row.id,
      pod: row.pod,
      inService: inService(row),
    },
  ];
}

function rowEdges(
  row: Backend,
  view: ServiceView,
  paths: Paths,
  { from }: DiagramOptions,
  shares: ReadonlyMap<string, number>,
): DiagramEdge[] {
  return row.endpoints.flatMap((endpoint) => {
    const id = endpointId(endpoint);
    const share = shares.get(id);
    const flows = endpointHealth(endpoint) === 'ready' && share !== 0;
    const state = testedState(paths.worst(id, from));
    const port = view.ports.find((each) => (each.name ?? '') === (endpoint.portName ?? ''));
    const edges: DiagramEdge[] = [
      {
        id: `share/${id}`,
        kind: 'share',
        source: 'service',
        target: id,
        tone: flows ? 'works' : 'closed',
        idle: !flows,
        ...(port ? { port: portHandle(port) } : {}),
        ...(share === undefined ? {} : { share }),
      },
    ];
    if (row.pod) {
      edges.push({
        id: `pod/${id}`,
        kind: 'pod',
        source: id,
        target: row.id,
        tone: state?.tone ?? (flows ? 'works' : 'closed'),
        idle: !flows,
        ...(state ? { state } : {}),
      });
    }
    return edges;
  });
}

/**
 * A direct test says something of the Pod only where the client has a way to it: Pod addresses are
 * usually not routed to where Portolan runs, and that is no news about this endpoint.
 */
function testedState(state: PathState | undefined): PathState | undefined {
  return state?.tone === 'closed' || state?.tone === 'unknown' ? undefined : state;
}

function bundleEdges(
  { node, members }: Bundle,
  view: ServiceView,
  shares: ReadonlyMap<string, number>,
): DiagramEdge[] {
  return view.ports.map((port): DiagramEdge => {
    const ids = members.flatMap(({ endpoints }) =>
      endpoints
        .filter((each) => (each.portName ?? '') === (port.name ?? ''))
        .map((each) => endpointId(each)),
    );
    const known = ids.map((id) => shares.get(id)).filter((share) => share !== undefined);
    const share = known.reduce((sum, each) => sum + each, 0);
    const flows = node.ready > 0;
    return {
      id: `share/${node.id}/${portHandle(port)}`,
      kind: 'share',
      source: 'service',
      target: node.id,
      port: portHandle(port),
      tone: flows ? 'works' : 'closed',
      idle: !flows,
      ...(known.length > 0 ? { share } : {}),
    };
  });
}

function backendRow(row: Backend): DiagramRow {
  const group = groupOf(row);
  return { id: row.id, lane: 'backend', ...(group === undefined ? {} : { group }) };
}

function bundleRow({ node, group }: Bundle): DiagramRow {
  const row = { id: node.id, lane: 'backend' } as const;
  return group === undefined ? row : { ...row, group };
}

function workloadGroups(view: ServiceView): DiagramGroup[] {
  const counts = new Map<string, { kind: string; name: string; pods: number }>();
  for (const { workload } of view.pods) {
    if (!workload) continue;
    const id = `workload/${workload.kind}/${workload.name}`;
    counts.set(id, { ...workload, pods: (counts.get(id)?.pods ?? 0) + 1 });
  }
  return [...counts].map(([id, { kind, name, pods }]) => ({
    id,
    lane: 'backend',
    label: { kind: 'workload', workload: kind, name, pods },
  }));
}
