// Services on one page: blocks under each other, and side by side where a sheet of paper shows them
// larger so.
import type { Diagram } from '../elements.ts';
import type { DrawOptions, ServicePicture } from '../svg/picture.ts';
import { sayings } from '../pathWords.ts';
import { columnRooms, fitColumns } from '../scene/fitColumns.ts';
import { cardMetrics } from '../scene/metrics.ts';
import { textLine, textStyles, type Shape } from '../scene/shapes.ts';
import { drawHeading, headingsOf, headingTop } from '../scene/surroundings.ts';
import { wrapText } from '../text/fit.ts';
import { printable } from '../text/printable.ts';
import type { Block, PagePen } from './drawDiagram.ts';
import { drawLegend } from './drawLegend.ts';
import { drawService } from './drawService.ts';
import { mergeVantages } from './mergeVantages.ts';

const margins = { compact: 16, normal: 20, poster: 40 } as const;
const captionLine = 18;
/** Between Services. */
const blockGap = 36;
/** Height of A4 paper to its width. */
const paper = Math.SQRT2;
/** Without any Service there is still room for a title. */
const emptyWidth = 320;

/** The page with its ground and everything on it. */
export function drawPage(pictures: readonly ServicePicture[], options: DrawOptions): Block {
  const { locale, density, layout = 'wide', findings = false } = options;
  const several = pictures.length > 1;
  const drawn = several
    ? pictures.map(({ view, diagram }) => ({ view, diagram: mergeVantages(diagram) }))
    : pictures;
  const diagrams = drawn.map(({ diagram }) => diagram);
  const plain = { say: sayings[locale], language: locale, metrics: cardMetrics[density] };
  const metrics = fitColumns(diagrams, plain, columnRooms[density], layout);
  const pen: PagePen = { ...plain, metrics };
  // One row of headings for all, where they stand in line.
  const headed = !several || layout === 'tall';
  const margin = margins[density];
  const blocks = drawn.map((picture) => drawService(picture, pen, { findings, headed }));
  const body =
    layout === 'tall'
      ? stack(blocks)
      : flow(blocks, headed ? undefined : headingBlock(diagrams, pen));
  const width = Math.max(emptyWidth, body.width);
  const parts: Block[] = [
    ...titleBlock(options.title, width),
    body,
    ...(options.legend ? [drawLegend(diagrams, width, pen)] : []),
    ...captionBlock(options.caption, width),
  ];
  let y = margin;
  const shapes = parts.map((part): Shape => {
    const group = { kind: 'group', x: margin, y, shapes: part.shapes } as const;
    y += part.height + 18;
    return group;
  });
  const size = { width: Math.ceil(width + 2 * margin), height: Math.ceil(y - 18 + margin) };
  return { ...size, shapes: [{ kind: 'rect', x: 0, y: 0, ...size, fill: 'paper' }, ...shapes] };
}

function headingBlock(diagrams: readonly Diagram[], pen: PagePen): Block {
  const nodes = diagrams.flatMap((diagram) => diagram.nodes);
  const headings = headingsOf({ nodes }, pen.metrics);
  const shapes = headings.map(
    ({ column, box }) =>
      ({ kind: 'group', x: box.x, y: 0, shapes: drawHeading(column, box, pen) }) as const,
  );
  return { shapes, width: 0, height: -headingTop - 14 };
}

/** One column, however long it grows: a narrow place scrolls. */
function stack(blocks: readonly Block[]): Block {
  return inColumns(blocks, 1, undefined);
}

/** Side by side as paper takes them; `above` is above every column. */
function flow(blocks: readonly Block[], above: Block | undefined): Block {
  const width = Math.max(0, ...blocks.map((block) => block.width));
  return inColumns(blocks, columnCount(blocks, width, above?.height ?? 0), above);
}

/** Each block goes to the column that ends first, from left to right. */
function inColumns(blocks: readonly Block[], count: number, above: Block | undefined): Block {
  const width = Math.max(0, ...blocks.map((block) => block.width));
  const top = above?.height ?? 0;
  const bottoms = Array.from({ length: count }, () => top);
  const heads = bottoms.flatMap((_, column): Shape[] =>
    above ? [{ kind: 'group', x: column * (width + blockGap), y: 0, shapes: above.shapes }] : [],
  );
  const shapes = blocks.flatMap((block): Shape[] => {
    const column = lowest(bottoms);
    const y = bottoms[column] ?? 0;
    const x = column * (width + blockGap);
    bottoms[column] = y + block.height + blockGap;
    const rule = { x, y: y - blockGap / 2, width, height: 1, fill: 'line' } as const;
    return [
      ...(y > top ? [{ kind: 'rect', ...rule } as const] : []),
      { kind: 'group', x, y, shapes: block.shapes },
    ];
  });
  const height = Math.max(0, Math.max(...bottoms) - blockGap);
  return { shapes: [...heads, ...shapes], width: count * (width + blockGap) - blockGap, height };
}

/** As many columns as let a sheet of paper show everything as large as possible. */
function columnCount(blocks: readonly Block[], width: number, top: number): number {
  let best = { count: 1, size: Infinity };
  for (let count = 1; count <= Math.max(1, blocks.length); count += 1) {
    const across = count * (width + blockGap) - blockGap;
    const size = Math.max(across, heightIn(blocks, count, top) / paper);
    if (size < best.size) best = { count, size };
    if (across >= size) break;
  }
  return best.count;
}

function heightIn(blocks: readonly Block[], count: number, top: number): number {
  const bottoms = Array.from({ length: count }, () => top);
  for (const { height } of blocks) {
    const column = lowest(bottoms);
    bottoms[column] = (bottoms[column] ?? 0) + height + blockGap;
  }
  return Math.max(...bottoms) - blockGap;
}

function lowest(bottoms: readonly number[]): number {
  return bottoms.indexOf(Math.min(...bottoms));
}

function titleBlock(title: string | undefined, width: number): Block[] {
  if (!title) return [];
  return [
    { shapes: textLine(title, textStyles.title, { x: 0, y: 22, room: width }), width, height: 28 },
  ];
}

function captionBlock(caption: string | undefined, width: number): Block[] {
  if (!caption) return [];
  const style = { ...textStyles.plain, fill: 'soft' } as const;
  const lines = wrapText(printable(caption), Math.min(width, 900), style);
  const shapes = lines.flatMap((text, index) =>
    textLine(text, style, { x: 0, y: 13 + index * captionLine, room: width }),
  );
  return [{ shapes, width, height: lines.length * captionLine }];
}
