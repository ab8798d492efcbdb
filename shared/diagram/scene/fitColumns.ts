// Columns as wide as what stands in them, within limits: a picture has no room to give away.
import type { Column, Diagram, DiagramNode } from '../elements.ts';
import type { Pen } from './cards/pen.ts';
import { drawNode } from './drawNode.ts';
import { laneRoom } from './lanes.ts';
import type { Arrangement, Metrics } from './metrics.ts';
import type { Shape } from './shapes.ts';

/** In pixels. */
export interface ColumnRoom {
  /** Least and most width of each column. */
  readonly widths: Readonly<Record<Column, readonly [number, number]>>;
  /** Before each column but the first. */
  readonly gaps: Readonly<Record<Exclude<Column, 'vantage'>, number>>;
}

export const columnRooms = {
  compact: {
    widths: {
      vantage: [96, 136],
      entry: [150, 200],
      service: [110, 160],
      endpoint: [96, 150],
      pod: [130, 190],
    },
    gaps: { entry: 48, service: 40, endpoint: 60, pod: 18 },
  },
  normal: {
    widths: {
      vantage: [104, 148],
      entry: [172, 218],
      service: [124, 184],
      endpoint: [112, 166],
      pod: [150, 216],
    },
    gaps: { entry: 60, service: 44, endpoint: 62, pod: 20 },
  },
  poster: {
    widths: {
      vantage: [130, 180],
      entry: [232, 340],
      service: [170, 250],
      endpoint: [140, 200],
      pod: [220, 380],
    },
    gaps: { entry: 110, service: 86, endpoint: 80, pod: 40 },
  },
} as const satisfies Record<string, ColumnRoom>;

/** The same columns for all of these, so that they stand in line. */
export function fitColumns(
  diagrams: readonly Diagram[],
  pen: Pen,
  room: ColumnRoom,
  arrangement: Arrangement,
): Metrics {
  const nodes = diagrams.flatMap((diagram) => diagram.nodes);
  const widths = widthsOf(nodes, pen, room);
  const columns =
    arrangement === 'wide' ? inOneRow(widths, room) : inThree(widths, room, laneRoom(diagrams));
  return { ...pen.metrics, columns, arrangement };
}

type Widths = Readonly<Record<Column, number>>;

function widthsOf(nodes: readonly DiagramNode[], pen: Pen, { widths }: ColumnRoom): Widths {
  const width = (column: Column): number => {
    const [least, most] = widths[column];
    let needed: number = least;
    for (const node of nodes) {
      // What lies across two columns, or beyond the cluster, is cut to them.
      if (node.column !== column || node.type === 'backendBundle') continue;
      if (needed >= most) break;
      needed = Math.max(needed, neededWidth(node, pen));
    }
    return Math.ceil(Math.min(most, needed));
  };
  return {
    vantage: width('vantage'),
    entry: width('entry'),
    service: width('service'),
    endpoint: width('endpoint'),
    pod: width('pod'),
  };
}

function inOneRow(widths: Widths, { gaps }: ColumnRoom): Metrics['columns'] {
  const entry = widths.vantage + gaps.entry;
  const service = entry + widths.entry + gaps.service;
  const endpoint = service + widths.service + gaps.endpoint;
  const pod = endpoint + widths.endpoint + gaps.pod;
  return columnsAt({ vantage: 0, entry, service, endpoint, pod }, widths);
}

/** Both rows end level; the Service lies between them, as wide as the lines around it leave it. */
function inThree(widths: Widths, { gaps }: ColumnRoom, lanes: number): Metrics['columns'] {
  const entry = widths.vantage + gaps.entry;
  const endpoint = lanes + gaps.endpoint - 10;
  const pod = endpoint + widths.endpoint + gaps.pod;
  const right = Math.max(entry + widths.entry, pod + widths.pod, endpoint + widths.service);
  return columnsAt(
    { vantage: 0, entry, service: endpoint, endpoint, pod },
    { ...widths, entry: right - entry, service: right - endpoint, pod: right - pod },
  );
}

function columnsAt(x: Widths, width: Widths): Metrics['columns'] {
  return {
    vantage: { x: x.vantage, width: width.vantage },
    entry: { x: x.entry, width: width.entry },
    service: { x: x.service, width: width.service },
    endpoint: { x: x.endpoint, width: width.endpoint },
    pod: { x: x.pod, width: width.pod },
  };
}

/** Nothing a cluster can name is cut here. */
const roomy = 4000;
const betweenTexts = 10;
/** A sign before a text at the right edge. */
const signRoom = 20;
const mostPadding = 16;

/** Where nothing of a card is cut: it is drawn with room to spare, and its longest line taken. */
export function neededWidth(node: DiagramNode, pen: Pen): number {
  const lines = new Map<number, { left: number; right: number }>();
  let padding = mostPadding;
  for (const shape of drawNode(node, { width: roomy, height: 100 }, pen)) {
    if (shape.kind !== 'text') continue;
    const line = lines.get(shape.y) ?? { left: 0, right: 0 };
    const { left, right } = extentOf(shape);
    lines.set(shape.y, {
      left: Math.max(line.left, left),
      right: Math.max(line.right, right),
    });
    if (left > 0) padding = Math.min(padding, shape.x);
  }
  const needs = [...lines.values()].map(({ left, right }) =>
    right === 0 ? left + padding : left + betweenTexts + right,
  );
  return Math.max(0, ...needs);
}

/** How far a text reaches from the edge that it holds on to. */
function extentOf(text: Extract<Shape, { kind: 'text' }>): { left: number; right: number } {
  if (text.anchor === undefined) return { left: text.x + text.width, right: 0 };
  return { left: 0, right: roomy - text.x + text.width + signRoom };
}
