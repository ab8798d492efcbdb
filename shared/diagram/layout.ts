// Own columns: deterministic, a few milliseconds for a thousand nodes, and steady under change.
import type { Diagram, DiagramNode, DiagramRow, Lane } from './elements.ts';
import { arrangeTall, arrangeWide, framePadding } from './arrange.ts';
import { bottomOf, placeRows, type PlacedRow, type SizedRow } from './rows.ts';
import { cardHeight, screenMetrics, type Metrics } from './scene/metrics.ts';

/** In pixels of the drawing, from its top left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Frame extends Box {
  readonly id: string;
  readonly group: string;
}
export interface Layout {
  readonly lanes: Readonly<Record<Lane, readonly PlacedRow[]>>;
  /** By node id. */
  readonly boxes: ReadonlyMap<string, Box>;
  readonly frames: readonly Frame[];
  /** Where each lane begins; its heading stands above that. */
  readonly tops: Readonly<Record<Lane, number>>;
  readonly width: number;
  readonly height: number;
}

const lanes: readonly Lane[] = ['vantage', 'entry', 'service', 'backend'];

/** A place for everything in the diagram; what `previous` placed stays there. */
export function layoutDiagram(
  diagram: Diagram,
  previous?: Layout,
  metrics: Metrics = screenMetrics,
): Layout {
  const stacks = stacksOf(diagram);
  const heights = rowHeights(stacks, metrics);
  const place = (lane: Lane): readonly PlacedRow[] => {
    const rows = grouped(diagram.rows.filter((row) => row.lane === lane)).map((row): SizedRow =>
      Object.assign({ height: heights.get(row.id) ?? 0 }, row),
    );
    return placeRows(rows, metrics, previous?.lanes[lane]);
  };
  const fromTop = { vantage: place('vantage'), entry: place('entry'), backend: place('backend') };
  const service = placeService(diagram, heights);
  const arrange = metrics.arrangement === 'tall' ? arrangeTall : arrangeWide;
  const { tops, ...all } = arrange({ ...fromTop, service }, metrics, previous);
  const boxes = boxesOf(stacks, all, metrics);
  const frames = lanes.flatMap((lane) => framesOf(lane, all[lane], metrics));
  return { lanes: all, boxes, frames, tops, ...extent([...boxes.values(), ...frames], metrics) };
}

/** Nodes of one row and column, in their order. */
interface Stack {
  readonly row: string;
  readonly nodes: DiagramNode[];
}

function stacksOf({ nodes }: Diagram): readonly Stack[] {
  const stacks = new Map<string, Stack>();
  for (const node of nodes) {
    const key = `${node.column} ${node.row}`;
    const known = stacks.get(key);
    if (known) known.nodes.push(node);
    else stacks.set(key, { row: node.row, nodes: [node] });
  }
  return [...stacks.values()];
}

function stackHeight(nodes: readonly DiagramNode[], metrics: Metrics): number {
  const cards = nodes.reduce((sum, node) => sum + cardHeight(node, metrics), 0);
  return cards + (nodes.length - 1) * metrics.endpointGap;
}

function rowHeights(stacks: readonly Stack[], metrics: Metrics): ReadonlyMap<string, number> {
  const heights = new Map<string, number>();
  for (const { row, nodes } of stacks) {
    heights.set(row, Math.max(heights.get(row) ?? 0, stackHeight(nodes, metrics)));
  }
  return heights;
}

/** Rows of one group together, groups in the order they first appear. */
function grouped(rows: readonly DiagramRow[]): DiagramRow[] {
  const groups = new Map<string, DiagramRow[]>();
  for (const row of rows) {
    const key = row.group ?? '';
    const known = groups.get(key);
    if (known) known.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].flat();
}

function placeService(
  { rows }: Diagram,
  heights: ReadonlyMap<string, number>,
): readonly PlacedRow[] {
  const row = rows.find(({ lane }) => lane === 'service');
  return row ? [{ id: row.id, y: 0, height: heights.get(row.id) ?? 0, group: row.group }] : [];
}

function boxesOf(
  stacks: readonly Stack[],
  placed: Readonly<Record<Lane, readonly PlacedRow[]>>,
  metrics: Metrics,
): ReadonlyMap<string, Box> {
  const rows = new Map(Object.values(placed).flatMap((lane) => lane.map((row) => [row.id, row])));
  const boxes = new Map<string, Box>();
  for (const { row: id, nodes } of stacks) {
    const row = rows.get(id);
    if (row) stackBoxes(nodes, row, metrics, boxes);
  }
  return boxes;
}

/** Nodes of one column in one row, one under the other, centred. */
function stackBoxes(
  nodes: readonly DiagramNode[],
  row: PlacedRow,
  metrics: Metrics,
  boxes: Map<string, Box>,
): void {
  const spare = row.height - stackHeight(nodes, metrics);
  let y = row.y + Math.max(0, Math.round(spare / 2));
  for (const node of nodes) {
    const height = cardHeight(node, metrics);
    boxes.set(node.id, { ...spanOf(node, metrics), y, height });
    y += height + metrics.endpointGap;
  }
}

/** Long enough for nearly every name, in pixels. */
const externalWidth = 340;

/** A bundle of backends stands for endpoints and Pods: it spans both columns. A name needs less. */
function spanOf(node: DiagramNode, { columns }: Metrics): { x: number; width: number } {
  const { x, width } = columns[node.column];
  const both = columns.pod.x + columns.pod.width - x;
  if (node.type === 'external') return { x, width: Math.min(both, externalWidth) };
  return { x, width: node.type === 'backendBundle' ? both : width };
}

/** A frame around each unbroken run of rows of one group. */
function framesOf(lane: Lane, rows: readonly PlacedRow[], metrics: Metrics): Frame[] {
  const frames: Frame[] = [];
  let run: PlacedRow[] = [];
  const close = (): void => {
    const frame = frameOf(lane, run, frames.length, metrics);
    if (frame) frames.push(frame);
    run = [];
  };
  for (const row of rows) {
    if (run[0] && run[0].group !== row.group) close();
    run.push(row);
  }
  close();
  return frames;
}

function frameOf(
  lane: Lane,
  run: readonly PlacedRow[],
  index: number,
  metrics: Metrics,
): Frame | undefined {
  const first = run[0];
  if (first?.group === undefined) return undefined;
  const { x, right } = laneExtent(lane, metrics);
  return {
    id: `frame/${first.group}/${index}`,
    group: first.group,
    x: x - framePadding,
    y: first.y - framePadding,
    width: right - x + 2 * framePadding,
    height: bottomOf(run) - first.y + 2 * framePadding,
  };
}

function laneExtent(lane: Lane, { columns }: Metrics): { x: number; right: number } {
  const { x, width } = columns[lane === 'backend' ? 'pod' : lane];
  const from = lane === 'backend' ? columns.endpoint.x : x;
  return { x: from, right: x + width };
}

function extent(boxes: readonly Box[], { columns }: Metrics): { width: number; height: number } {
  return {
    width: columns.pod.x + columns.pod.width + framePadding,
    height: boxes.reduce((bottom, box) => Math.max(bottom, box.y + box.height), 0),
  };
}
