// The grid node × NodePort as rows; of many nodes, those that are alike are told once.
import type { Paths, PathState } from '@portolan/shared/diagram/pathState.ts';
import type { EntryPoint } from '@portolan/shared/wire/topology.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { grouped } from './grouped.ts';

export interface NodeRow {
  readonly kind: 'node';
  readonly node: string;
  /** By port, in the order of `NodePorts.ports`; absent where that node does not have it. */
  readonly cells: readonly (NodeCell | undefined)[];
}

export interface NodeCell {
  readonly entry: EntryPoint;
  readonly state: PathState;
}

/** Nodes of one verdict class: the same expected and observed on every NodePort. */
export interface AlikeRow {
  readonly kind: 'alike';
  readonly id: string;
  readonly nodes: readonly NodeRow[];
}

export interface NodePorts {
  readonly ports: readonly number[];
  readonly rows: readonly NodeRow[];
  readonly odd: number;
}

/** Beyond this many nodes, those of one verdict class are folded. */
const foldBeyond = 50;
/** So few of a class are shown one by one. */
const fewAlike = 3;

/** Every node that has a NodePort of the Service, as seen from `from`, or from wherever it is worst. */
export function nodePortsOf(view: ServiceView, paths: Paths, from?: string): NodePorts {
  const entries = view.entryPoints.filter(({ kind, node }) => kind === 'nodePort' && node);
  const ports = [...new Set(entries.flatMap(({ port }) => port ?? []))].toSorted((a, b) => a - b);
  const rows = [...grouped(entries, ({ node = '' }) => node)].map(([node, onNode]): NodeRow => ({
    kind: 'node',
    node,
    cells: ports.map((port) => cellOf(onNode, port, paths, from)),
  }));
  const cells = rows.flatMap((row) => row.cells);
  return { ports, rows, odd: cells.filter((cell) => cell?.state.tone === 'odd').length };
}

function cellOf(
  onNode: readonly EntryPoint[],
  port: number,
  paths: Paths,
  from: string | undefined,
): NodeCell | undefined {
  const entry = onNode.find((each) => each.port === port);
  const state = entry && paths.worst(entry.id, from);
  return state && { entry, state };
}

/** Disagreements first, then the largest class; the nodes of a class in `open` one by one. */
export function foldNodes(
  rows: readonly NodeRow[],
  open: ReadonlySet<string>,
): readonly (NodeRow | AlikeRow)[] {
  if (rows.length <= foldBeyond) return rows;
  const classes = [...grouped(rows, classOf)].toSorted(
    ([a, some], [b, others]) =>
      Number(isOdd(b)) - Number(isOdd(a)) || others.length - some.length || (a < b ? -1 : 1),
  );
  return classes.flatMap(([id, nodes]): readonly (NodeRow | AlikeRow)[] => {
    if (nodes.length <= fewAlike) return nodes;
    const head = { kind: 'alike', id, nodes } as const;
    const folded: readonly (NodeRow | AlikeRow)[] = [head];
    return open.has(id) ? folded.concat(nodes) : folded;
  });
}

function classOf({ cells }: NodeRow): string {
  return cells
    .map((cell) => (cell ? `${cell.state.tone}/${cell.state.expected}/${seen(cell.state)}` : '-'))
    .join(' ');
}

/** Any answer is one class: an HTTP status makes no difference to a NodePort. */
function seen({ observed }: PathState): string {
  return observed === 'http' ? 'open' : (observed ?? '');
}

function isOdd(id: string): boolean {
  return id.split(' ').some((cell) => cell.startsWith('odd/'));
}
