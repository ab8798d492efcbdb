// Services on one page: blocks under each other, and side by side before the page grows too tall.
import type { DrawOptions, ServicePicture } from '../svg/picture.ts';
import { sayings } from '../pathWords.ts';
import type { Pen } from '../scene/cards/pen.ts';
import { compactMetrics, normalMetrics, posterMetrics } from '../scene/metrics.ts';
import { textLine, textStyles, type Shape } from '../scene/shapes.ts';
import { wrapText } from '../text/fit.ts';
import { printable } from '../text/printable.ts';
import type { Block } from './drawDiagram.ts';
import { drawLegend } from './drawLegend.ts';
import { drawService } from './drawService.ts';

const metrics = { compact: compactMetrics, normal: normalMetrics, poster: posterMetrics } as const;
const margins = { compact: 16, normal: 24, poster: 40 } as const;
const captionLine = 18;
/** Between Services. */
const blockGap = 44;
/** A page is at most this many times as tall as it is wide. */
const tallest = 4;
/** Without any Service there is still room for a title. */
const emptyWidth = 320;

/** The page with its ground and everything on it. */
export function drawPage(pictures: readonly ServicePicture[], options: DrawOptions): Block {
  const { locale, density } = options;
  const pen: Pen = { say: sayings[locale], language: locale, metrics: metrics[density] };
  const margin = margins[density];
  const blocks = pictures.map((picture) => drawService(picture, pen, options.findings ?? false));
  const body = arrange(blocks);
  const width = Math.max(emptyWidth, body.width);
  const diagrams = pictures.map(({ diagram }) => diagram);
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

/** Each block goes to the column that ends first, from left to right. */
function arrange(blocks: readonly Block[]): Block {
  const width = Math.max(0, ...blocks.map((block) => block.width));
  const total = blocks.reduce((sum, block) => sum + block.height + blockGap, 0);
  const count = Math.max(1, Math.ceil(Math.sqrt(total / (tallest * Math.max(1, width)))));
  const bottoms = Array.from({ length: count }, () => 0);
  const shapes = blocks.flatMap((block): Shape[] => {
    const column = bottoms.indexOf(Math.min(...bottoms));
    const y = bottoms[column] ?? 0;
    const x = column * (width + blockGap);
    bottoms[column] = y + block.height + blockGap;
    const rule = { x, y: y - blockGap / 2, width, height: 1, fill: 'line' } as const;
    return [
      ...(y > 0 ? [{ kind: 'rect', ...rule } as const] : []),
      { kind: 'group', x, y, shapes: block.shapes },
    ];
  });
  const height = Math.max(0, Math.max(...bottoms) - blockGap);
  return { shapes, width: count * (width + blockGap) - blockGap, height };
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
