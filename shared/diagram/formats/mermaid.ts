// Services as a Mermaid flowchart that GitHub renders. Node ids are numbers of our own, so that no
// name is ever read as Mermaid; every label is quoted, and whatever could be markup is a code in it.
import type { Language } from '../../words/say.ts';
import type { Diagram, DiagramEdge, DiagramNode } from '../elements.ts';
import { palettes } from '../palette.ts';
import type { Tone } from '../pathState.ts';
import type { ServicePicture } from '../svg/picture.ts';
import { printable } from '../text/printable.ts';
import { edgeText, groupText, nodeLines, portLine } from './labels.ts';
import { mermaidText } from './mermaidText.ts';

export interface MermaidOptions {
  readonly locale: Language;
  readonly title?: string;
}

/** GitHub renders no chart with more edges or letters than this (Mermaid's maxEdges, maxTextSize). */
const mostEdges = 500;
const mostLetters = 50_000;

/** The whole chart, ending with a line feed. What GitHub would refuse is thinned out, and says so. */
export function mermaidOf(pictures: readonly ServicePicture[], options: MermaidOptions): string {
  let chart = chartOf(pictures, options, thinning[0]);
  for (const thinned of thinning) {
    chart = chartOf(pictures, options, thinned);
    if (chart.edges <= mostEdges && chart.text.length <= mostLetters) break;
  }
  return chart.text;
}

/** What is left out, one after the other, until the chart is small enough. */
const thinning = [
  {},
  { note: 'Paths that lead nowhere are left out: the chart would be too large.', idle: true },
  { note: 'Vantage points are left out: the chart would be too large.', idle: true, paths: true },
] as const satisfies readonly Thinned[];

interface Thinned {
  readonly note?: string;
  readonly idle?: boolean;
  readonly paths?: boolean;
}

interface Chart {
  readonly text: string;
  readonly edges: number;
}

function chartOf(
  pictures: readonly ServicePicture[],
  { locale, title }: MermaidOptions,
  thinned: Thinned,
): Chart {
  const writer = new ChartWriter(locale);
  for (const picture of pictures) {
    writer.service(picture, thin(picture.diagram, thinned), pictures.length > 1);
  }
  const front = title === undefined ? [] : ['---', `title: ${frontText(title)}`, '---'];
  const note = thinned.note === undefined ? [] : [`  %% ${thinned.note}`];
  const lines = [...front, 'flowchart LR', ...note, ...writer.lines, ...writer.styles()];
  return { text: `${lines.join('\n')}\n`, edges: writer.edges };
}

function thin(diagram: Diagram, { idle, paths }: Thinned): Diagram {
  const edges = diagram.edges.filter(
    (edge) => !(fromVantage(edge) && ((idle && edge.idle) || paths)),
  );
  const nodes = paths ? diagram.nodes.filter(({ type }) => type !== 'vantage') : diagram.nodes;
  return { ...diagram, nodes, edges };
}

function fromVantage({ source }: DiagramEdge): boolean {
  return source.startsWith('vantage/');
}

const tones: readonly Tone[] = ['works', 'fails', 'closed', 'odd', 'unknown'];
const { light } = palettes;
const toneColours: Readonly<Record<Tone, { readonly line: string; readonly fill: string }>> = {
  works: { line: light.ok, fill: light['ok-soft'] },
  fails: { line: light.bad, fill: light['bad-soft'] },
  closed: { line: light.idle, fill: light['idle-soft'] },
  odd: { line: light.odd, fill: light['odd-soft'] },
  unknown: { line: light.warn, fill: light['warn-soft'] },
};

class ChartWriter {
  readonly lines: string[] = [];
  edges = 0;
  readonly #locale: Language;
  readonly #edgesOf = new Map<Tone, number[]>();
  #nodes = 0;

  constructor(locale: Language) {
    this.#locale = locale;
  }

  service({ view }: ServicePicture, diagram: Diagram, framed: boolean): void {
    const ids = new Map(diagram.nodes.map(({ id }) => [id, `n${(this.#nodes += 1)}`]));
    const indent = framed ? '    ' : '  ';
    if (framed) {
      const title = mermaidText(`${view.namespace}/${view.name}`);
      this.lines.push(`  subgraph s${this.#nodes}["${title}"]`);
    }
    this.#members(diagram, ids, indent);
    for (const edge of diagram.edges) this.#edge(edge, ids, indent);
    if (framed) this.lines.push('  end');
  }

  #members(diagram: Diagram, ids: ReadonlyMap<string, string>, indent: string): void {
    const groupOf = new Map(diagram.rows.map(({ id, group }) => [id, group]));
    const isIn = (node: DiagramNode, group: string | undefined): boolean =>
      groupOf.get(node.row) === group;
    for (const node of diagram.nodes) if (isIn(node, undefined)) this.#node(node, ids, indent);
    for (const group of diagram.groups) {
      const members = diagram.nodes.filter((node) => isIn(node, group.id));
      const first = ids.get(members[0]?.id ?? '');
      if (first === undefined) continue;
      const label = mermaidText(groupText(group.label, this.#locale));
      this.lines.push(`${indent}subgraph g${first}["${label}"]`);
      for (const node of members) this.#node(node, ids, `${indent}  `);
      this.lines.push(`${indent}end`);
    }
  }

  #node(node: DiagramNode, ids: ReadonlyMap<string, string>, indent: string): void {
    const lines = nodeLines(node, this.#locale);
    if (node.type === 'service') lines.push(...node.ports.map(portLine));
    const label = lines.map(mermaidText).join('<br/>');
    const [open, close] = shapes[node.type];
    this.lines.push(`${indent}${ids.get(node.id)}${open}"${label}"${close}:::${classOf(node)}`);
  }

  #edge(edge: DiagramEdge, ids: ReadonlyMap<string, string>, indent: string): void {
    const [source, target] = [ids.get(edge.source), ids.get(edge.target)];
    if (source === undefined || target === undefined) return;
    const text = edgeText(edge, this.#locale);
    const label = text === undefined ? '' : `|"${mermaidText(text)}"|`;
    this.lines.push(`${indent}${source} ${edge.idle ? '-.->' : '-->'}${label} ${target}`);
    const known = this.#edgesOf.get(edge.tone);
    if (known) known.push(this.edges);
    else this.#edgesOf.set(edge.tone, [this.edges]);
    this.edges += 1;
  }

  styles(): string[] {
    const classes = tones.map((tone) => {
      const { line, fill } = toneColours[tone];
      return `  classDef ${tone} fill:${fill},stroke:${line},color:${light.ink}`;
    });
    const links = [...this.#edgesOf].map(
      ([tone, edges]) => `  linkStyle ${edges.join(',')} stroke:${toneColours[tone].line}`,
    );
    return [
      ...classes,
      `  classDef plain fill:${light.card},stroke:${light.idle},color:${light.ink}`,
      `  classDef service fill:${light['sea-soft']},stroke:${light.sea},color:${light.ink}`,
      ...links,
    ];
  }
}

const shapes = {
  vantage: ['(', ')'],
  entry: ['([', '])'],
  entryBundle: ['[[', ']]'],
  service: ['[', ']'],
  endpoint: ['([', '])'],
  pod: ['[', ']'],
  backendBundle: ['[[', ']]'],
  external: ['{{', '}}'],
} as const satisfies Record<DiagramNode['type'], readonly [string, string]>;

function classOf(node: DiagramNode): string {
  switch (node.type) {
    case 'entry':
      return node.state?.tone ?? 'unknown';
    case 'endpoint':
      return node.health === 'ready' ? 'works' : 'fails';
    case 'pod':
      return node.pod.ready ? 'works' : 'fails';
    case 'backendBundle':
      return node.ready === node.count ? 'works' : 'fails';
    case 'service':
      return 'service';
    case 'vantage':
    case 'entryBundle':
    case 'external':
      break;
  }
  return 'plain';
}

/** The front matter is YAML, whose quoted strings hold anything; it is never read as markup. */
function frontText(title: string): string {
  return JSON.stringify(printable(title));
}
