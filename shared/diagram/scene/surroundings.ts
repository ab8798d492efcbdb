// What stands around the cards: headings of the columns, frames of what belongs together, and a note
// where endpoints would be.
import type { Diagram, DiagramNode, GroupLabel, Lane } from '../elements.ts';
import type { Box, Layout } from '../layout.ts';
import type { Say } from '../pathWords.ts';
import type { UiCode } from '../../words/ui.ts';
import type { CardSize, Pen } from './cards/pen.ts';
import type { Metrics } from './metrics.ts';
import { textLine, textStyles, type Shape } from './shapes.ts';

export type HeadingColumn = keyof Metrics['columns'] | 'external';

export interface Heading {
  readonly column: HeadingColumn;
  readonly box: Box;
}

const headingHeight = 20;
/** Above the first row, in pixels of the drawing. */
export const headingTop = -38;

const columnOrder = ['vantage', 'entry', 'service', 'endpoint', 'pod'] as const;

const laneOf = {
  vantage: 'vantage',
  entry: 'entry',
  service: 'service',
  endpoint: 'backend',
  pod: 'backend',
} as const satisfies Record<keyof Metrics['columns'], Lane>;

const fromTop: Layout['tops'] = { vantage: 0, entry: 0, service: 0, backend: 0 };

const headingCodes = {
  vantage: 'colFrom',
  entry: 'colEntry',
  service: 'colService',
  endpoint: 'colEndpoint',
  pod: 'colPod',
  external: 'colExternal',
} as const satisfies Record<HeadingColumn, UiCode>;

/** Only columns that hold something get a heading. */
export function headingsOf(
  { nodes }: Pick<Diagram, 'nodes'>,
  { columns }: Metrics,
  tops: Layout['tops'] = fromTop,
): Heading[] {
  const used = new Set(nodes.map(({ column }) => column));
  used.add('endpoint');
  const external = nodes.some(isExternal) && !nodes.some(({ type }) => type === 'endpoint');
  return columnOrder
    .filter((column) => used.has(column))
    .map((column) => ({
      column: external && column === 'endpoint' ? 'external' : column,
      box: { ...columns[column], y: tops[laneOf[column]] + headingTop, height: headingHeight },
    }));
}

function isExternal({ type }: DiagramNode): boolean {
  return type === 'external';
}

export function drawHeading(column: HeadingColumn, { width }: CardSize, { say }: Pen): Shape[] {
  return textLine(say(headingCodes[column]), textStyles.column, { x: 0, y: 14, room: width });
}

/** Without endpoints half the picture would be empty, and say nothing. */
export function noteBox(diagram: Diagram, layout: Layout, metrics: Metrics): Box | undefined {
  const service = layout.boxes.get('service');
  const led = diagram.nodes.some(({ column }) => column === 'endpoint' || column === 'pod');
  if (led || !service) return undefined;
  const beside = service.y + (service.height - metrics.endpoint) / 2;
  const y = metrics.arrangement === 'tall' ? layout.tops.backend : beside;
  const { columns, endpoint } = metrics;
  return { x: columns.endpoint.x, y, width: columns.entry.width, height: endpoint };
}

export function drawNote(text: string, { width, height }: CardSize): Shape[] {
  const inner = { width: width - 1, height: height - 1, radius: (height - 1) / 2 };
  return [
    { kind: 'rect', x: 0.5, y: 0.5, ...inner, stroke: 'idle', dash: '4 3' },
    ...textLine(text, noteStyle, { x: 14, y: height / 2 + 4, room: width - 28 }),
  ];
}

const noteStyle = { ...textStyles.plain, fill: 'soft' } as const;

/** Pixels from one line of a frame's label to the next. */
const labelLine = 15;

/** How far a frame's label hangs below it. */
export function labelHeight(label: GroupLabel, say: Say): number {
  return 6 + groupLines(label, say).length * labelLine;
}

/** Its label hangs below the frame. */
export function drawFrame(label: GroupLabel, { width, height }: CardSize, { say }: Pen): Shape[] {
  const inner = { width: width - 1, height: height - 1, radius: 12 };
  return [
    { kind: 'rect', x: 0.5, y: 0.5, ...inner, stroke: 'line', dash: '4 3' },
    ...groupLines(label, say).flatMap((text, index) =>
      textLine(text, textStyles.soft, {
        x: 10,
        y: height + 14 + index * labelLine,
        room: width - 10,
        halo: 'paper',
      }),
    ),
  ];
}

/** What a group is, in one line. */
export function groupText(label: GroupLabel, say: Say): string {
  return groupLines(label, say).join(' · ');
}

function groupLines(label: GroupLabel, say: Say): string[] {
  if (label.kind === 'workload') {
    return [say('workloadGroup', { kind: label.workload, name: label.name, pods: label.pods })];
  }
  const { policy, nodes, simulated } = label;
  const text =
    policy === undefined
      ? say('nodePortGroup', { nodes })
      : say('nodePortPolicy', { policy, nodes });
  return simulated ? [text, say('simulated')] : [text];
}
