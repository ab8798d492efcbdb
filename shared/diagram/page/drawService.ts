// One Service as a block of the page: its name and state, its diagram, its findings.
import type { Finding } from '../../wire/finding.ts';
import type { ServiceView } from '../../wire/view.ts';
import type { Diagram, DiagramNode, EntryNode } from '../elements.ts';
import type { Layout } from '../layout.ts';
import type { Paint } from '../palette.ts';
import type { Pen } from '../scene/cards/pen.ts';
import { textLine, textStyles, type Shape } from '../scene/shapes.ts';
import { widthOf } from '../text/measure.ts';
import { drawDiagram, type Block, type Drawing, type PagePen } from './drawDiagram.ts';
import { drawFindings, isSerious, severitySign } from './drawFindings.ts';
import { readyAddresses } from './readiness.ts';

const headHeight = 46;

export interface ServiceLook {
  readonly findings: boolean;
  /** Headings of its own; else the page has them. */
  readonly headed: boolean;
}

export function drawService(
  { view, diagram }: { readonly view: ServiceView; readonly diagram: Diagram },
  pen: PagePen,
  { findings: withFindings, headed }: ServiceLook,
): Block {
  const picture = drawDiagram(diagram, pen, headed);
  const head = drawHead(view, pen, picture.width);
  const width = Math.max(picture.width, head.width);
  const findings = withFindings ? drawFindings(view.findings, width, pen) : undefined;
  const marks = withFindings ? marksOf(view, diagram, picture.layout) : [];
  const below = head.height + picture.height;
  return {
    width,
    height: below + (findings ? findings.height : 0),
    shapes: [
      ...head.shapes,
      { kind: 'group', x: 0, y: head.height, shapes: picture.shapes },
      ...(marks.length === 0 ? [] : [offset(picture, head.height, marks)]),
      ...(findings ? [{ kind: 'group', x: 0, y: below, shapes: findings.shapes } as const] : []),
    ],
  };
}

/** The diagram's own corner is where its outermost frame begins. */
function offset({ layout, top }: Drawing, y: number, shapes: readonly Shape[]): Shape {
  const left = Math.min(0, ...layout.frames.map(({ x }) => x));
  return { kind: 'group', x: -left, y: y - top, shapes };
}

interface Chip {
  readonly text: string;
  readonly fill: Paint;
  readonly ground: Paint;
}

/** Name, namespace and chips, one after the other; chips go on below where there is no room left. */
function drawHead(view: ServiceView, pen: Pen, width: number): Block {
  let y = 22;
  const name = textLine(view.name, textStyles.heading, {
    x: 0,
    y,
    room: Math.max(200, width * 0.6),
    cut: 'middle',
  });
  let x = (name[0]?.width ?? 0) + 10;
  const style = { ...textStyles.plain, fill: 'soft' } as const;
  const namespace = textLine(view.namespace, style, { x, y, room: 160, cut: 'middle' });
  x += (namespace[0]?.width ?? 0) + 14;
  let right = x;
  const chips = chipsOf(view, pen).flatMap((chip): Shape[] => {
    const need = widthOf(chip.text, chipStyle.size, chipStyle.weight) + 18;
    if (x > 0 && x + need > width) {
      x = 0;
      y += chipLine;
    }
    const drawn = drawChip(chip, x, y, need);
    x += need + 8;
    right = Math.max(right, x - 8);
    return drawn;
  });
  return { shapes: [...name, ...namespace, ...chips], width: right, height: headHeight - 22 + y };
}

const chipLine = 26;
const chipStyle = { size: 11, weight: 600 } as const;

function drawChip({ text, fill, ground }: Chip, x: number, y: number, width: number): Shape[] {
  const disc = { kind: 'rect', x, y: y - 15, width, height: 20, radius: 10, fill: ground } as const;
  const place = { x: x + 9, y: y - 1, room: width - 17 };
  return Array.of<Shape>(disc).concat(textLine(text, { ...chipStyle, fill }, place));
}

function chipsOf(view: ServiceView, { say }: Pen): Chip[] {
  const type = view.headless ? `${view.type} · ${say('headless')}` : view.type;
  const chips: Chip[] = [{ text: type, fill: 'sea', ground: 'sea-soft' }];
  if (view.type !== 'ExternalName') chips.push(readyChip(view, say));
  if (view.state) chips.push({ text: say(view.state), fill: 'soft', ground: 'idle-soft' });
  return chips;
}

function readyChip(view: ServiceView, say: Pen['say']): Chip {
  const { ready, total } = readyAddresses(view);
  if (total === 0) return { text: say('noEndpointsYet'), fill: 'soft', ground: 'idle-soft' };
  const text = say('readyOf', { ready, total });
  if (ready === total) return { text, fill: 'ok', ground: 'ok-soft' };
  return ready > 0
    ? { text, fill: 'warn', ground: 'warn-soft' }
    : { text, fill: 'bad', ground: 'bad-soft' };
}

/** A sign at the corner of each card that a finding is about; of several the gravest. */
function marksOf({ findings }: ServiceView, { nodes }: Diagram, { boxes }: Layout): Shape[] {
  const serious = findings.filter(isSerious);
  const broken = new Set(
    nodes.flatMap((node) =>
      node.type === 'entry' && node.entryPoint.invalid ? [routeName(node)] : [],
    ),
  );
  return nodes.flatMap((node) => {
    const about = serious.filter((finding) => isAbout(finding, node, broken));
    const gravest = about.find(({ severity }) => severity === 'error') ?? about[0];
    const box = boxes.get(node.id);
    return gravest && box ? severitySign(gravest.severity, box.x + box.width - 6, box.y + 2) : [];
  });
}

/** Of a route with broken ways, only those are meant. `broken` names such routes. */
function isAbout({ object }: Finding, node: DiagramNode, broken: ReadonlySet<string>): boolean {
  if (node.type === 'pod') {
    return object.kind === 'Pod' && object.name === node.pod.name;
  }
  if (node.type !== 'entry') return node.type === 'service' && object.kind === 'Service';
  const { route, invalid } = node.entryPoint;
  const meant = invalid !== undefined || !broken.has(routeName(node));
  return meant && route?.kind === object.kind && route.name === object.name;
}

function routeName({ entryPoint: { route } }: EntryNode): string {
  return route ? `${route.kind} ${route.namespace}/${route.name}` : '';
}
