// Services as a draw.io file: one page a Service, real shapes on the places of our layout, edges that
// hold on to them, groups that move as one. Labels are plain text (`html=0`), never markup.
import type { Language } from '../../words/say.ts';
import type { DiagramEdge, DiagramNode, ServiceNode } from '../elements.ts';
import { portHandle } from '../portHandle.ts';
import { layoutDiagram, type Box, type Layout } from '../layout.ts';
import { palettes } from '../palette.ts';
import type { Tone } from '../pathState.ts';
import type { ServicePicture } from '../svg/picture.ts';
import { edgeText, groupText, nodeLines, portLine } from './labels.ts';
import { xmlAttribute } from './xmlAttribute.ts';

export interface DrawioOptions {
  readonly locale: Language;
}

const { light } = palettes;
/** Pixels around the drawing. */
const margin = 40;
const portHeight = 26;

/** The whole file, ending with a line feed. */
export function drawioOf(pictures: readonly ServicePicture[], { locale }: DrawioOptions): string {
  const pages = pictures.map((picture, index) => pageOf(picture, index, locale));
  return `<mxfile host="Portolan">\n${pages.join('')}</mxfile>\n`;
}

function pageOf({ view, diagram }: ServicePicture, index: number, locale: Language): string {
  const page = new PageWriter(layoutDiagram(diagram), locale);
  for (const group of diagram.groups) page.group(group.id, groupText(group.label, locale));
  const groupOf = new Map(diagram.rows.map(({ id, group }) => [id, group]));
  for (const node of diagram.nodes) page.node(node, groupOf.get(node.row));
  for (const edge of diagram.edges) page.edge(edge);
  const name = xmlAttribute(`${view.namespace}/${view.name}`);
  const model =
    'grid="1" gridSize="10" guides="1" tooltips="1" connect="1" arrows="1" fold="1" page="0" ' +
    'pageScale="1" math="0" shadow="0"';
  return [
    `  <diagram id="page-${index + 1}" name="${name}">`,
    `    <mxGraphModel ${model}>`,
    '      <root>',
    '        <mxCell id="0"/>',
    '        <mxCell id="1" parent="0"/>',
    ...page.cells.map((cell) => `        ${cell}`),
    '      </root>',
    '    </mxGraphModel>',
    '  </diagram>',
    '',
  ].join('\n');
}

class PageWriter {
  readonly cells: string[] = [];
  readonly #layout: Layout;
  readonly #locale: Language;
  /** By id of the diagram: node, port of the Service, group. */
  readonly #ids = new Map<string, string>();
  readonly #frames = new Map<string, Box>();

  constructor(layout: Layout, locale: Language) {
    this.#layout = layout;
    this.#locale = locale;
  }

  /** A group that lies in several places is framed where it lies first; the rest stands alone. */
  group(group: string, label: string): void {
    const frame = this.#layout.frames.find((each) => each.group === group);
    if (!frame) return;
    this.#frames.set(group, frame);
    this.#vertex(group, label, groupStyle, frame);
  }

  node(node: DiagramNode, group: string | undefined): void {
    const box = this.#layout.boxes.get(node.id);
    if (!box) return;
    const frame = group === undefined ? undefined : this.#frames.get(group);
    const within = frame && contains(frame, box) ? { id: group ?? '', box: frame } : undefined;
    const lines = nodeLines(node, this.#locale);
    if (node.type === 'service') {
      this.#service(node, lines, box);
      return;
    }
    this.#vertex(node.id, lines.join('\n'), styleOf(node), box, within);
  }

  /** A container with a cell for each port, which the edges hold on to. */
  #service(node: ServiceNode, lines: readonly string[], box: Box): void {
    const head = Math.max(40, box.height - node.ports.length * portHeight);
    this.#vertex(node.id, lines.join('\n'), `${serviceStyle}startSize=${head};`, box);
    for (const [index, port] of node.ports.entries()) {
      const y = box.y + head + index * portHeight;
      const cell = { x: box.x, y, width: box.width, height: portHeight };
      const id = portId(portHandle(port));
      this.#vertex(id, portLine(port), portStyle, cell, { id: node.id, box });
    }
  }

  edge(edge: DiagramEdge): void {
    const end = (id: string): string | undefined =>
      (id === 'service' && edge.port !== undefined && this.#ids.get(portId(edge.port))) ||
      this.#ids.get(id);
    const [source, target] = [end(edge.source), end(edge.target)];
    if (source === undefined || target === undefined) return;
    const id = this.#idOf(`edge ${edge.id}`);
    const text = edgeText(edge, this.#locale) ?? '';
    const style = `${edgeStyle}strokeColor=${toneLines[edge.tone]};dashed=${edge.idle ? 1 : 0};`;
    this.cells.push(
      `<mxCell id="${id}" value="${xmlAttribute(text)}" style="${style}" edge="1" parent="1" ` +
        `source="${source}" target="${target}"><mxGeometry relative="1" as="geometry"/></mxCell>`,
    );
  }

  #vertex(
    of: string,
    label: string,
    style: string,
    box: Box,
    parent?: { readonly id: string; readonly box: Box },
  ): void {
    const id = this.#idOf(of);
    // A child's place counts from its parent's corner.
    const [left, top] = parent ? [parent.box.x, parent.box.y] : [-margin, -margin];
    const place = `x="${box.x - left}" y="${box.y - top}" width="${box.width}" height="${box.height}"`;
    this.cells.push(
      `<mxCell id="${id}" value="${xmlAttribute(label)}" style="${style}" vertex="1" ` +
        `parent="${(parent && this.#ids.get(parent.id)) ?? '1'}">` +
        `<mxGeometry ${place} as="geometry"/></mxCell>`,
    );
  }

  #idOf(thing: string): string {
    const id = `c${this.#ids.size + 1}`;
    this.#ids.set(thing, id);
    return id;
  }
}

function portId(handle: string): string {
  return `port ${handle}`;
}

function contains(frame: Box, box: Box): boolean {
  return (
    box.x >= frame.x &&
    box.y >= frame.y &&
    box.x + box.width <= frame.x + frame.width &&
    box.y + box.height <= frame.y + frame.height
  );
}

const text = `html=0;whiteSpace=wrap;fontSize=11;fontFamily=Inter;fontColor=${light.ink};`;
const groupStyle = `${text}rounded=1;arcSize=4;container=1;collapsible=0;verticalAlign=bottom;labelPosition=center;verticalLabelPosition=top;fillColor=none;dashed=1;strokeColor=${light.idle};`;
const serviceStyle = `swimlane;${text}rounded=1;collapsible=0;fontStyle=1;fillColor=${light['sea-soft']};strokeColor=${light.sea};`;
const portStyle = `${text}fillColor=${light.card};strokeColor=${light.sea};`;
const edgeStyle = `html=0;fontSize=10;edgeStyle=entityRelationEdgeStyle;curved=1;endArrow=classic;endSize=4;labelBackgroundColor=${light.card};fontColor=${light.ink};`;

const toneLines: Readonly<Record<Tone, string>> = {
  works: light.ok,
  fails: light.bad,
  closed: light.idle,
  odd: light.odd,
  unknown: light.warn,
};

function styleOf(node: DiagramNode): string {
  const card = `${text}fillColor=${light.card};rounded=1;`;
  switch (node.type) {
    case 'entry':
      return `${card}arcSize=40;strokeColor=${toneLines[node.state?.tone ?? 'unknown']};`;
    case 'endpoint':
      return `${card}arcSize=50;strokeColor=${toneLines[node.health === 'ready' ? 'works' : 'fails']};`;
    case 'pod':
      return `${card}arcSize=10;strokeColor=${toneLines[node.pod.ready ? 'works' : 'fails']};`;
    case 'backendBundle':
      return `${card}arcSize=10;shadow=1;strokeColor=${toneLines[node.ready === node.count ? 'works' : 'fails']};`;
    case 'entryBundle':
      return `${card}arcSize=10;shadow=1;strokeColor=${light.idle};`;
    case 'service':
    case 'vantage':
    case 'external':
      break;
  }
  return `${card}arcSize=15;strokeColor=${light.idle};`;
}
