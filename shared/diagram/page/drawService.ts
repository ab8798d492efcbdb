// One Service as a block of the page: its name and state, its diagram, its findings.
import type { Finding } from '../../wire/finding.ts';
import type { ServiceView } from '../../wire/view.ts';
import type { Diagram, DiagramNode, EntryNode } from '../elements.ts';
import type { Layout } from '../layout.ts';
import type { Paint } from '../palette.ts';
import type { Pen } from '../scene/cards/pen.ts';
import { headingTop } from '../scene/surroundings.ts';
import { textLine, textStyles, type Shape } from '../scene/shapes.ts';
import { widthOf } from '../text/measure.ts';
import { drawDiagram, type Block } from './drawDiagram.ts';
import { drawFindings, isSerious, severitySign } from './drawFindings.ts';
import { readyAddresses } from './readiness.ts';

const headHeight = 46;

export function drawService(
  { view, diagram }: { readonly view: ServiceView; readonly diagram: Diagram },
  pen: Pen,
  withFindings: boolean,
): Block {
  const picture = drawDiagram(diagram, pen);
  const head = drawHead(view, pen, picture.width);
  const width = Math.max(picture.width, head.width);
  const findings = withFindings ? drawFindings(view.findings, width, pen) : undefined;
  const marks = withFindings ? marksOf(view, diagram, picture.layout) : [];
  const below = headHeight + picture.height;
  return {
    width,
    height: below + (findings ? findings.height : 0),
    shapes: [
      ...head.shapes,
      { kind: 'group', x: 0, y: headHeight, shapes: picture.shapes },
      ...(marks.length === 0 ? [] : [offset(picture, headHeight - headingTop, marks)]),
      ...(findings ? [{ kind: 'group', x: 0, y: below, shapes: findings.shapes } as const] : []),
    ],
  };
}

/** The diagram's own corner is where its outermost frame begins. */
function offset({ layout }: { layout: Layout }, y: number, shapes: readonly Shape[]): Shape {
  const left = Math.min(0, ...layout.frames.map(({ x }) => x));
  return { kind: 'group', x: -left, y, shapes };
}

interface Chip {
  readonly text: string;
  readonly fill: Paint;
  readonly ground: Paint;
}

/** Name, namespace and chips, one after the other as far as there is room. */
function drawHead(view: ServiceView, pen: Pen, width: number): { shapes: Shape[]; width: number } {
  const y = 22;
  const name = textLine(view.name, textStyles.heading, {
    x: 0,
    y,
    room: Math.max(200, width * 0.5),
    cut: 'middle',
  });
  let x = (name[0]?.width ?? 0) + 10;
  const namespace = textLine(
    view.namespace,
    { ...textStyles.plain, fill: 'soft' },
    {
      x,
      y,
      room: 160,
      cut: 'middle',
    },
  );
  x += (namespace[0]?.width ?? 0) + 14;
  const chips = chipsOf(view, pen).flatMap((chip): Shape[] => {
    const from = x;
    const inner = widthOf(chip.text, 11, 600);
    const ground = { width: inner + 18, height: 20, radius: 10, fill: chip.ground };
    x += ground.width + 8;
    const style = { size: 11, weight: 600, fill: chip.fill } as const;
    const disc = { kind: 'rect', x: from, y: y - 15, ...ground } as const;
    const text = textLine(chip.text, style, { x: from + 9, y: y - 1, room: inner + 1 });
    return Array.of<Shape>(disc).concat(text);
  });
  return { shapes: [...name, ...namespace, ...chips], width: x };
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
