// A drawing as data: a few kinds of shape, in pixels. Files serialise them, the page renders them.
import type { Paint } from '../palette.ts';
import type { Weight } from '../text/advances.ts';
import { fitText } from '../text/fit.ts';
import { widthOf } from '../text/measure.ts';
import { printable, runsRightToLeft } from '../text/printable.ts';

/** Lines have no fill and areas no line unless they say so. */
interface Painted {
  readonly fill?: Paint;
  readonly stroke?: Paint;
  readonly strokeWidth?: number;
  /** Lengths of dash and gap. */
  readonly dash?: string;
  /** Round ends and corners. */
  readonly round?: boolean;
  readonly opacity?: number;
}
export interface RectShape extends Painted {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius?: number;
}
export interface CircleShape extends Painted {
  readonly kind: 'circle';
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}
export interface PathShape extends Painted {
  readonly kind: 'path';
  readonly d: string;
}
export interface TextShape {
  readonly kind: 'text';
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly text: string;
  /** As measured; the text is held to it whatever font it is set in. */
  readonly width: number;
  readonly size: number;
  readonly weight: Weight;
  readonly fill: Paint;
  readonly anchor?: 'middle' | 'end';
  /** The whole text, where `text` is cut. */
  readonly full?: string;
  /** Colour of a rim that sets the text off from lines behind it. */
  readonly halo?: Paint;
  /** Holds letters that run from right to left. */
  readonly isolate?: boolean;
}
export interface GroupShape {
  readonly kind: 'group';
  readonly x: number;
  readonly y: number;
  /** What the group is called aloud. */
  readonly name?: string;
  readonly shapes: readonly Shape[];
}
export type Shape = RectShape | CircleShape | PathShape | TextShape | GroupShape;

export interface TextStyle {
  readonly size: number;
  readonly weight: Weight;
  readonly fill: Paint;
}

export const textStyles = {
  title: { size: 22, weight: 700, fill: 'ink' },
  heading: { size: 18, weight: 700, fill: 'ink' },
  name: { size: 14, weight: 600, fill: 'ink' },
  strong: { size: 12, weight: 600, fill: 'ink' },
  plain: { size: 12, weight: 400, fill: 'ink' },
  soft: { size: 11, weight: 400, fill: 'soft' },
  column: { size: 11, weight: 700, fill: 'soft' },
  small: { size: 10.5, weight: 600, fill: 'soft' },
} as const satisfies Record<string, TextStyle>;

interface TextPlace {
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  /** Room in pixels; what does not fit is cut. */
  readonly room: number;
  readonly anchor?: 'middle' | 'end';
  readonly cut?: 'end' | 'middle';
  readonly halo?: Paint;
}

/** One line of text, cut to its room. Nothing where there is nothing to say. */
export function textLine(raw: string, style: TextStyle, place: TextPlace): TextShape[] {
  const full = printable(raw);
  const text = fitText(full, place.room, style, place.cut);
  if (text === '') return [];
  const { x, y, anchor, halo } = place;
  return [
    {
      kind: 'text',
      x,
      y,
      text,
      width: widthOf(text, style.size, style.weight),
      ...style,
      ...(anchor ? { anchor } : {}),
      ...(halo ? { halo } : {}),
      ...(text === full ? {} : { full }),
      ...(runsRightToLeft(text) ? { isolate: true } : {}),
    },
  ];
}
