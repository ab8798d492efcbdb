// Vantage points and entry points, with every path between them.
import type { EntryPoint } from '../wire/topology.ts';
import type { ServiceView } from '../wire/view.ts';
import type {
  DiagramEdge,
  DiagramGroup,
  DiagramNode,
  DiagramOptions,
  DiagramPart,
  DiagramRow,
  EntryBundleNode,
} from './elements.ts';
import { portHandle } from './portHandle.ts';
import { worstOf, type Paths, type PathState, type Tone } from './pathState.ts';

/** Beyond this many of one kind and port, entry points are folded (React Flow slows past 300 nodes). */
const foldBeyond = 24;
/** Of folded ones, this many that disagree are still shown one by one. */
const oddShown = 12;
/** An opened bundle shows at most this many. */
const openShown = 60;

export function entriesPart(view: ServiceView, paths: Paths, options: DiagramOptions): DiagramPart {
  const { shown, bundles } = chooseEntries(view, paths, options);
  const vantages = view.vantages.map((vantage): DiagramNode => {
    const id = `vantage/${vantage.id}`;
    return { id, type: 'vantage', column: 'vantage', row: id, vantage };
  });
  const entries = shown.map((entryPoint): DiagramNode => {
    const id = `entry/${entryPoint.id}`;
    const state = paths.worst(entryPoint.id, options.from);
    return { id, type: 'entry', column: 'entry', row: id, entryPoint, ...(state ? { state } : {}) };
  });
  return {
    nodes: [...vantages, ...entries, ...bundles],
    edges: [
      ...shown.flatMap((entry) => entryEdges(entry, view, paths, options)),
      ...bundles.flatMap((bundle) => bundleEdges(bundle, view, paths, options)),
    ],
    rows: [
      ...vantages.map(({ id }) => ({ id, lane: 'vantage' }) as const),
      ...shown.map((entry) => entryRow(entry)),
      ...bundles.map((bundle) => bundleRow(bundle)),
    ],
    groups: nodePortGroups(view),
  };
}

function entryRow(entry: EntryPoint): DiagramRow {
  const row = { id: `entry/${entry.id}`, lane: 'entry' } as const;
  return entry.kind === 'nodePort' ? { ...row, group: nodePortGroup(entry.port) } : row;
}

function bundleRow(bundle: EntryBundleNode): DiagramRow {
  const row = { id: bundle.id, lane: 'entry' } as const;
  return bundle.kind === 'nodePort' ? { ...row, group: nodePortGroup(bundle.port) } : row;
}

function nodePortGroup(port: number | undefined): string {
  return `nodePort/${port ?? ''}`;
}

function nodePortGroups(view: ServiceView): DiagramGroup[] {
  const ports = new Map<string, { nodes: number; simulated: boolean }>();
  for (const entry of view.entryPoints) {
    if (entry.kind !== 'nodePort') continue;
    const group = nodePortGroup(entry.port);
    const { nodes, simulated } = ports.get(group) ?? { nodes: 0, simulated: false };
    ports.set(group, { nodes: nodes + 1, simulated: simulated || entry.simulated === true });
  }
  const policy = view.externalTrafficPolicy;
  return [...ports].map(([id, { nodes, simulated }]) => ({
    id,
    lane: 'entry',
    label: {
      kind: 'nodePort',
      nodes,
      ...(policy === undefined ? {} : { policy }),
      ...(simulated ? { simulated } : {}),
    },
  }));
}

function chooseEntries(
  view: ServiceView,
  paths: Paths,
  options: DiagramOptions,
): { shown: EntryPoint[]; bundles: EntryBundleNode[] } {
  const kinds = groupEntries(dialledEntries(view));
  const shown: EntryPoint[] = [];
  const bundles: EntryBundleNode[] = [];
  for (const [bundle, entries] of kinds) {
    const first = entries[0];
    if (!first || entries.length <= foldBeyond) {
      shown.push(...entries);
      continue;
    }
    const states = entries.map((entry) => ({
      entry,
      state: paths.worst(entry.id, options.from),
    }));
    const odd = states.filter(({ state }) => state?.tone === 'odd');
    const apart = options.expanded.has(bundle)
      ? [...odd, ...states.filter(({ state }) => state?.tone !== 'odd')].slice(0, openShown)
      : odd.slice(0, oddShown);
    const alone = new Set(apart.map(({ entry }) => entry.id));
    shown.push(...entries.filter((entry) => alone.has(entry.id)));
    const folded = states.filter(({ entry }) => !alone.has(entry.id));
    if (folded.length > 0) bundles.push(entryBundle(bundle, first, folded));
  }
  return { shown, bundles };
}

/** The name behind an ExternalName stands where the name leads, and is not drawn a second time. */
export function dialledEntries(view: ServiceView): EntryPoint[] {
  return view.entryPoints.filter(
    ({ kind }) => kind !== 'externalName' || view.externalName === undefined,
  );
}

/** What the folded ones say together: a disagreement before all, then what works. */
function bundleEdges(
  { id, members, port: number }: EntryBundleNode,
  view: ServiceView,
  paths: Paths,
  { from }: DiagramOptions,
): DiagramEdge[] {
  const vantages = view.vantages.filter((vantage) => from === undefined || vantage.id === from);
  const ways = vantages.flatMap((vantage): DiagramEdge[] => {
    const state = worstOf(members.map((member) => paths.state(vantage.id, member)));
    if (!state) return [];
    const source = `vantage/${vantage.id}`;
    return [{ ...routeLike(`${source}/${id}`, state), source, target: id }];
  });
  const state = worstOf(members.map((member) => paths.worst(member, from)));
  const port = view.ports.find((each) => (each.nodePort ?? each.port) === number);
  const on = { ...routeLike(`route/${id}`, state), source: id, target: 'service' };
  return [...ways, port ? { ...on, port: portHandle(port) } : on];
}

function routeLike(id: string, state: PathState | undefined) {
  const tone = state?.tone ?? 'unknown';
  return { id, kind: 'route', tone, idle: tone !== 'works' } as const;
}

function groupEntries(entries: readonly EntryPoint[]): Map<string, EntryPoint[]> {
  const kinds = new Map<string, EntryPoint[]>();
  for (const entry of entries) {
    const bundle = `${entry.kind}/${entry.port ?? ''}`;
    const known = kinds.get(bundle);
    if (known) known.push(entry);
    else kinds.set(bundle, [entry]);
  }
  return kinds;
}

function entryBundle(
  bundle: string,
  first: EntryPoint,
  folded: readonly { entry: EntryPoint; state: PathState | undefined }[],
): EntryBundleNode {
  const tones: Partial<Record<Tone, number>> = {};
  for (const { state } of folded) {
    const tone = state?.tone ?? 'unknown';
    tones[tone] = (tones[tone] ?? 0) + 1;
  }
  const id = `entries/${bundle}`;
  return {
    id,
    type: 'entryBundle',
    column: 'entry',
    row: id,
    kind: first.kind,
    count: folded.length,
    members: folded.map(({ entry }) => entry.id),
    tones,
    bundle,
    ...(first.port === undefined ? {} : { port: first.port }),
  };
}

function entryEdges(
  entry: EntryPoint,
  view: ServiceView,
  paths: Paths,
  options: DiagramOptions,
): DiagramEdge[] {
  const edges: DiagramEdge[] = [];
  for (const { id: vantage } of view.vantages) {
    if (options.from !== undefined && vantage !== options.from) continue;
    const state = paths.state(vantage, entry.id);
    if (state) edges.push(pathEdge(vantage, entry, state));
  }
  return [...edges, routeEdge(entry, view, paths.worst(entry.id, options.from))];
}

function pathEdge(vantage: string, entry: EntryPoint, state: PathState): DiagramEdge {
  return {
    id: `path/${vantage}/${entry.id}`,
    kind: 'path',
    source: `vantage/${vantage}`,
    target: `entry/${entry.id}`,
    tone: state.tone,
    idle: state.tone !== 'works',
    state,
  };
}

function routeEdge(
  entry: EntryPoint,
  view: ServiceView,
  state: PathState | undefined,
): DiagramEdge {
  const port = view.ports.find((candidate) => (candidate.name ?? '') === entry.portName);
  const tone = state?.tone ?? 'unknown';
  return {
    id: `route/${entry.id}`,
    kind: 'route',
    source: `entry/${entry.id}`,
    target: 'service',
    tone,
    idle: tone !== 'works',
    ...(port ? { port: portHandle(port) } : {}),
  };
}
