// Shapes as SVG: presentation attributes with literal colours, so that any reader of SVG draws them.
// A picture that follows the reader's system carries the dark colours in classes beside them.
import { palettes, paints, type Paint } from '../palette.ts';
import type { Shape, TextShape } from '../scene/shapes.ts';
import { printable } from '../text/printable.ts';
import type { PictureTheme } from './picture.ts';

/** Writes one shape; `theme` decides the colours and whether they may change. */
export function shapeMarkup(shape: Shape, theme: PictureTheme): string {
  switch (shape.kind) {
    case 'rect': {
      const { x, y, width, height, radius } = shape;
      return element('rect', { x, y, width, height, rx: radius, ...painted(shape, theme) });
    }
    case 'circle': {
      const { x, y, radius } = shape;
      return element('circle', { cx: x, cy: y, r: radius, ...painted(shape, theme) });
    }
    case 'path':
      return element('path', { d: shape.d, ...painted(shape, theme) });
    case 'text':
      return textMarkup(shape, theme);
    case 'group':
      break;
  }
  const { x, y, name, shapes } = shape;
  const title = name === undefined ? '' : element('title', {}, escaped(printable(name)));
  const inner = shapes.map((each) => shapeMarkup(each, theme)).join('');
  const place = x === 0 && y === 0 ? {} : { transform: `translate(${rounded(x)} ${rounded(y)})` };
  return element('g', place, title + inner);
}

function textMarkup(shape: TextShape, theme: PictureTheme): string {
  const { x, y, text, width, size, weight, fill, anchor, full, halo, isolate } = shape;
  const attributes = {
    x,
    y,
    'font-size': size,
    'font-weight': weight === 400 ? undefined : weight,
    'text-anchor': anchor,
    // Held to the measured width, whatever font it is set in.
    textLength: Math.max(1, width),
    lengthAdjust: 'spacingAndGlyphs',
    // Spaces at the ends of a part of a line count.
    'xml:space': /^ | $| {2}/.test(text) ? 'preserve' : undefined,
    direction: isolate ? 'ltr' : undefined,
    'unicode-bidi': isolate ? 'isolate' : undefined,
    ...painted({ fill, ...(halo ? { stroke: halo, strokeWidth: 4, round: true } : {}) }, theme),
    'paint-order': halo ? 'stroke' : undefined,
  };
  const title = full === undefined ? '' : element('title', {}, escaped(full));
  return element('text', attributes, title + escaped(text));
}

interface Paintable {
  readonly fill?: Paint;
  readonly stroke?: Paint;
  readonly strokeWidth?: number;
  readonly dash?: string;
  readonly round?: boolean;
  readonly opacity?: number;
}

function painted(shape: Paintable, theme: PictureTheme): Attributes {
  const { fill, stroke, strokeWidth, dash, round, opacity } = shape;
  const colours = theme === 'dark' ? palettes.dark : palettes.light;
  const classes = [fill && `f-${fill}`, stroke && `s-${stroke}`].filter(Boolean).join(' ');
  return {
    class: theme === 'system' && classes ? classes : undefined,
    fill: fill ? colours[fill] : 'none',
    stroke: stroke && colours[stroke],
    'stroke-width': strokeWidth,
    'stroke-dasharray': dash,
    'stroke-linecap': round ? 'round' : undefined,
    'stroke-linejoin': round ? 'round' : undefined,
    opacity,
  };
}

/** The dark colours, for readers whose system asks for them; everybody else sees the attributes. */
export function systemStyle(): string {
  const rules = paints.flatMap((paint) => {
    const colour = palettes.dark[paint];
    return [`.f-${paint}{fill:${colour}}`, `.s-${paint}{stroke:${colour}}`];
  });
  return element('style', {}, `@media (prefers-color-scheme:dark){${rules.join('')}}`);
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** `content` is markup already. */
export function element(name: string, attributes: Attributes, content = ''): string {
  let written = `<${name}`;
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    written += ` ${attribute}="${typeof value === 'number' ? rounded(value) : escaped(value)}"`;
  }
  return content === '' ? `${written}/>` : `${written}>${content}</${name}>`;
}

/** A hundredth of a pixel is finer than anybody sees, and written the same everywhere. */
function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}

const references = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

const marked = /[&<>"]/;
const marks = /[&<>"]/g;

/** Text for content and attributes alike; it must be `printable` first. */
export function escaped(text: string): string {
  if (!marked.test(text)) return text;
  return text.replaceAll(marks, (sign) => references.get(sign) ?? sign);
}
