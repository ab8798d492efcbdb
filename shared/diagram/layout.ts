// Own columns: deterministic, a few milliseconds for a thousand nodes, and steady under change.
import {
  sizes,
  type Column,
  type Diagram,
  type DiagramNode,
  type DiagramRow,
  type Lane,
} from './elements.ts';
import { podHeight } from './backends.ts';
import { placeRows, type PlacedRow } from './rows.ts';

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
  readonly width: number;
  readonly height: number;
}

export const columns: Readonly<Record<Column, { readonly x: number; readonly width: number }>> = {
  vantage: { x: 0, width: 148 },
  entry: { x: 268, width: 232 },
  service: { x: 576, width: 184 },
  endpoint: { x: 846, width: 150 },
  pod: { x: 1076, width: 252 },
};
const lanes: readonly Lane[] = ['vantage', 'entry', 'service', 'backend'];
const framePadding = 10;
/** The Service is drawn level with what a first screen shows. */
const firstScreen = 420;

/** A place for everything in the diagram; what `previous` placed stays there. */
export function layoutDiagram(diagram: Diagram, previous?: Layout): Layout {
  const placed = {
    vantage: placeLane(diagram, 'vantage', previous),
    entry: placeLane(diagram, 'entry', previous),
    backend: placeLane(diagram, 'backend', previous),
  };
  const service = placeService(diagram, Object.values(placed), previous);
  const all = { ...placed, service };
  const boxes = boxesOf(diagram, all);
  const frames = lanes.flatMap((lane) => framesOf(lane, all[lane]));
  return { lanes: all, boxes, frames, ...extent([...boxes.values(), ...frames]) };
}

function placeLane(
  diagram: Diagram,
  lane: Lane,
  previous: Layout | undefined,
): readonly PlacedRow[] {
  const rows = diagram.rows.filter((row) => row.lane === lane);
  return placeRows(grouped(rows), previous?.lanes[lane]);
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
  diagram: Diagram,
  others: readonly (readonly PlacedRow[])[],
  previous: Layout | undefined,
): readonly PlacedRow[] {
  const row = diagram.rows.find(({ lane }) => lane === 'service');
  if (!row) return [];
  const before = previous?.lanes.service.find(({ id }) => id === row.id);
  const tallest = Math.max(0, ...others.map(bottomOf));
  const y = before?.y ?? Math.max(0, (Math.min(tallest, firstScreen) - row.height) / 2);
  return [{ id: row.id, y: Math.round(y), height: row.height, group: row.group }];
}

function bottomOf(rows: readonly PlacedRow[]): number {
  const last = rows.at(-1);
  return last ? last.y + last.height : 0;
}

function boxesOf(
  diagram: Diagram,
  placed: Readonly<Record<Lane, readonly PlacedRow[]>>,
): ReadonlyMap<string, Box> {
  const rows = new Map(Object.values(placed).flatMap((lane) => lane.map((row) => [row.id, row])));
  const stacks = new Map<string, DiagramNode[]>();
  for (const node of diagram.nodes) {
    const stack = `${node.column} ${node.row}`;
    const known = stacks.get(stack);
    if (known) known.push(node);
    else stacks.set(stack, [node]);
  }
  const boxes = new Map<string, Box>();
  for (const nodes of stacks.values()) {
    const row = rows.get(nodes[0]?.row ?? '');
    if (row) stackBoxes(nodes, row, boxes);
  }
  return boxes;
}

/** Nodes of one column in one row, one under the other, centred. */
function stackBoxes(nodes: readonly DiagramNode[], row: PlacedRow, boxes: Map<string, Box>): void {
  const heights = nodes.map((node) => nodeHeight(node, row));
  const total =
    heights.reduce((sum, height) => sum + height, 0) + (nodes.length - 1) * sizes.endpointGap;
  let y = row.y + Math.max(0, Math.round((row.height - total) / 2));
  for (const [index, node] of nodes.entries()) {
    const height = heights[index] ?? 0;
    boxes.set(node.id, { ...widthOf(node), y, height });
    y += height + sizes.endpointGap;
  }
}

/** A bundle of backends stands for endpoints and Pods: it spans both columns. A name needs less. */
function widthOf(node: DiagramNode): { x: number; width: number } {
  const { x, width } = columns[node.column];
  if (node.type === 'external') return { x, width: columns.entry.width };
  if (node.type !== 'backendBundle') return { x, width };
  return { x, width: columns.pod.x + columns.pod.width - x };
}

function nodeHeight(node: DiagramNode, row: PlacedRow): number {
  if (node.type === 'endpoint') return sizes.endpoint;
  if (node.type === 'pod') return podHeight(node.pod);
  return row.height;
}

/** A frame around each unbroken run of rows of one group. */
function framesOf(lane: Lane, rows: readonly PlacedRow[]): Frame[] {
  const frames: Frame[] = [];
  let run: PlacedRow[] = [];
  const close = (): void => {
    const frame = frameOf(lane, run, frames.length);
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

function frameOf(lane: Lane, run: readonly PlacedRow[], index: number): Frame | undefined {
  const first = run[0];
  if (first?.group === undefined) return undefined;
  const { x, right } = laneExtent(lane);
  return {
    id: `frame/${first.group}/${index}`,
    group: first.group,
    x: x - framePadding,
    y: first.y - framePadding,
    width: right - x + 2 * framePadding,
    height: bottomOf(run) - first.y + 2 * framePadding,
  };
}

function laneExtent(lane: Lane): { x: number; right: number } {
  const { x, width } = columns[lane === 'backend' ? 'pod' : lane];
  const from = lane === 'backend' ? columns.endpoint.x : x;
  return { x: from, right: x + width };
}

function extent(boxes: readonly Box[]): { width: number; height: number } {
  return {
    width: columns.pod.x + columns.pod.width + framePadding,
    height: boxes.reduce((bottom, box) => Math.max(bottom, box.y + box.height), 0),
  };
}
