// A whole diagram as shapes: frames, then lines, then what is written on lines, then cards.
import type { Diagram, DiagramEdge, DiagramNode, ServiceNode } from '../elements.ts';
import { portHandle } from '../portHandle.ts';
import { framePadding } from '../arrange.ts';
import { layoutDiagram, type Box, type Layout } from '../layout.ts';
import { nodeName } from '../names.ts';
import type { Pen } from '../scene/cards/pen.ts';
import { portMiddle } from '../scene/cards/serviceCard.ts';
import {
  drawLabel,
  drawLine,
  drawSign,
  edgeLabel,
  hasSign,
  pointOn,
  type EdgeEnds,
  type Point,
} from '../scene/drawEdge.ts';
import { drawNode } from '../scene/drawNode.ts';
import { laneAt } from '../scene/lanes.ts';
import type { Metrics } from '../scene/metrics.ts';
import type { Shape } from '../scene/shapes.ts';
import {
  drawFrame,
  drawHeading,
  drawNote,
  headingsOf,
  headingTop,
  labelHeight,
  noteBox,
} from '../scene/surroundings.ts';

/** Shapes from a top left corner at 0, 0, and how much room they take. */
export interface Block {
  readonly shapes: readonly Shape[];
  readonly width: number;
  readonly height: number;
}

/** What every picture of a page is drawn with. */
export interface PagePen extends Pen {
  readonly metrics: Metrics;
}

export interface Drawing extends Block {
  readonly layout: Layout;
  /** Of the layout, where the drawing begins. */
  readonly top: number;
}

/** Right of the outermost line. */
const lineRoom = 2;

/** Without headings the picture begins where they would end. */
export function drawDiagram(diagram: Diagram, pen: PagePen, headed: boolean): Drawing {
  const layout = layoutDiagram(diagram, undefined, pen.metrics);
  const note = noteBox(diagram, layout, pen.metrics);
  const headings = headed ? headingsOf(diagram, pen.metrics, layout.tops) : [];
  const boxes = [...layout.boxes.values(), ...layout.frames, ...(note ? [note] : [])];
  const edges = placedEdges(diagram, layout, pen.metrics);
  const left = Math.min(0, ...boxes.map(({ x }) => x));
  const right = Math.max(
    0,
    ...boxes.map(rightOf),
    ...headings.map(({ box }) => rightOf(box)),
    ...edges.map(({ ends }) => (ends.lane ?? 0) + lineRoom),
  );
  const bottom = Math.max(0, ...boxes.map(bottomOf), ...labelBottoms(diagram, layout, pen));
  const top = headed ? headingTop : -framePadding;
  const shapes = [
    ...headings.map(({ column, box }) => at(box, drawHeading(column, box, pen))),
    ...framesOf(diagram, layout, pen),
    ...edgesOf(diagram, edges, pen),
    ...(note ? [at(note, drawNote(pen.say('noBackends'), note))] : []),
    ...cardsOf(diagram.nodes, layout, pen),
  ];
  return {
    shapes: [{ kind: 'group', x: -left, y: -top, shapes }],
    width: right - left,
    height: bottom - top,
    top,
    layout,
  };
}

function rightOf({ x, width }: Box): number {
  return x + width;
}

function bottomOf({ y, height }: Box): number {
  return y + height;
}

function labelBottoms({ groups }: Diagram, { frames }: Layout, { say }: Pen): number[] {
  const known = new Map(groups.map((group) => [group.id, group]));
  return frames.map((frame) => {
    const group = known.get(frame.group);
    return bottomOf(frame) + (group ? labelHeight(group.label, say) : 0);
  });
}

function at({ x, y }: Box, shapes: readonly Shape[], name?: string): Shape {
  return { kind: 'group', x, y, shapes, ...(name === undefined ? {} : { name }) };
}

function framesOf({ groups }: Diagram, { frames }: Layout, pen: Pen): Shape[] {
  const known = new Map(groups.map((group) => [group.id, group]));
  return frames.flatMap((frame) => {
    const group = known.get(frame.group);
    return group ? [at(frame, drawFrame(group.label, frame, pen))] : [];
  });
}

function cardsOf(nodes: readonly DiagramNode[], { boxes }: Layout, pen: Pen): Shape[] {
  return nodes.flatMap((node) => {
    const box = boxes.get(node.id);
    return box ? [at(box, drawNode(node, box, pen), nodeName(node, pen.language))] : [];
  });
}

interface PlacedEdge {
  readonly edge: DiagramEdge;
  readonly ends: EdgeEnds;
}

/** What works over what does not, a disagreement over all. */
const toneOrder = { closed: 0, unknown: 1, fails: 2, works: 3, odd: 4 } as const;

function placedEdges(diagram: Diagram, layout: Layout, metrics: Metrics): PlacedEdge[] {
  const nodes = new Map(diagram.nodes.map((node) => [node.id, node]));
  return diagram.edges
    .flatMap((edge): PlacedEdge[] => {
      const ends = endsOf(edge, nodes, layout, metrics);
      return ends ? [{ edge, ends }] : [];
    })
    .toSorted((a, b) => toneOrder[a.edge.tone] - toneOrder[b.edge.tone]);
}

function edgesOf(diagram: Diagram, edges: readonly PlacedEdge[], pen: Pen): Shape[] {
  const nodes = new Map(diagram.nodes.map((node) => [node.id, node]));
  const vantages = diagram.nodes.filter((node) => node.type === 'vantage');
  const single = vantages.length === 1 && !vantages[0]?.also;
  return [
    ...edges.map(({ edge, ends }) => drawLine(edge, ends)),
    ...signsOf(edges, nodes),
    ...edges.flatMap(({ edge, ends }) => {
      if (edge.kind === 'path' && !single) return [];
      const label = edgeLabel(edge, pen.say);
      return label === undefined || hasSign(edge) ? [] : drawLabel(edge, ends, label);
    }),
  ];
}

function endsOf(
  { kind, source, target, port }: DiagramEdge,
  nodes: ReadonlyMap<string, DiagramNode>,
  { boxes }: Layout,
  metrics: Metrics,
): EdgeEnds | undefined {
  const from = boxes.get(source);
  const to = boxes.get(target);
  if (!from || !to) return undefined;
  const sourceY = from.y + anchorY(nodes.get(source), from, port, metrics);
  const targetY = to.y + anchorY(nodes.get(target), to, port, metrics);
  const service = nodes.get(source === 'service' ? source : target);
  if (metrics.arrangement === 'tall' && service?.type === 'service') {
    const lane = laneOf(service, source === 'service' ? 'out' : 'in', port, metrics);
    return source === 'service'
      ? { source: { x: from.x, y: sourceY }, target: { x: to.x, y: targetY }, lane }
      : {
          source: { x: from.x + from.width, y: sourceY },
          target: { x: to.x + to.width, y: targetY },
          lane,
        };
  }
  return {
    source: { x: from.x + from.width, y: sourceY },
    target: { x: to.x, y: targetY },
    ...(kind === 'share' ? { level: shareRoom } : {}),
  };
}

/** Where shares are written no line of the fan crosses them. */
const shareRoom = 40;

function laneOf(
  { ports }: ServiceNode,
  side: 'in' | 'out',
  port: string | undefined,
  metrics: Metrics,
): number {
  const index = ports.findIndex((each) => portHandle(each) === port);
  return laneAt(side, { index, ports: ports.length }, metrics);
}

/** Where an edge meets a card, from its top: a Service port, or the middle. */
function anchorY(
  node: DiagramNode | undefined,
  { height }: Box,
  port: string | undefined,
  metrics: Metrics,
): number {
  if (node?.type !== 'service') return height / 2;
  const index = node.ports.findIndex((each) => portHandle(each) === port);
  return index === -1 ? metrics.serviceHead / 2 : portMiddle(index, metrics);
}

/** Places on a line that a sign tries, from its middle outwards, so that no sign covers another. */
const spots: readonly number[] = [0.5, 0.4, 0.6, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8];
const signWidth = 17;

function signsOf(edges: readonly PlacedEdge[], nodes: ReadonlyMap<string, DiagramNode>): Shape[] {
  const taken: Point[] = [];
  return edges.flatMap(({ edge, ends }) => {
    if (!hasSign(edge) || !isNews(edge, nodes)) return [];
    const free = spots.map((t) => pointOn(ends, t)).find((point) => isFree(point, taken));
    const place = free ?? pointOn(ends, 0.5);
    taken.push(place);
    return drawSign(edge, place);
  });
}

/** What an entry point's own card says of it needs no sign on every way to it. */
function isNews({ tone, target }: DiagramEdge, nodes: ReadonlyMap<string, DiagramNode>): boolean {
  const node = nodes.get(target);
  return tone === 'odd' || node?.type !== 'entry' || node.state?.tone !== tone;
}

function isFree({ x, y }: Point, taken: readonly Point[]): boolean {
  return taken.every((other) => Math.hypot(other.x - x, other.y - y) >= signWidth);
}
