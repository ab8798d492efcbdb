// How a picture is to be made: the same for the command and over HTTP.
import type { Arrangement } from '@portolan/shared/diagram/scene/metrics.ts';
import type { Density, PictureTheme } from '@portolan/shared/diagram/svg/picture.ts';
import type { ViewParts } from '@portolan/shared/topology/viewParts.ts';
import type { Language } from '@portolan/shared/words/say.ts';
import * as z from 'zod/mini';
import { type PictureFormat, pictureFormats } from './formats.ts';

export const themes = ['light', 'dark', 'system'] as const satisfies readonly PictureTheme[];
export const densities = ['compact', 'normal', 'poster'] as const satisfies readonly Density[];

export const layouts = ['wide', 'tall'] as const satisfies readonly Arrangement[];

export interface PictureOptions {
  readonly format: PictureFormat;
  readonly theme: PictureTheme;
  readonly lang: Language;
  readonly density: Density;
  /** SVG and PNG: from left to right, or for a narrow place. */
  readonly layout: Arrangement;
  /** Pixels of a PNG for each of the drawing. */
  readonly scale: number;
  /** The one vantage point to look from; all of the view's when absent. */
  readonly from?: string;
  readonly parts: ViewParts;
  readonly findings: boolean;
  readonly caption?: string;
  readonly legend: boolean;
  /** Names and addresses are replaced; the key makes the replacements nobody else's. */
  readonly redact?: { readonly key: string };
}

export const defaultScale = 2;

const Flag = z.enum(['true', 'false']);

/** The options as query parameters, each at most once. */
export const PictureQuery = z.strictObject({
  format: z.optional(z.enum(pictureFormats)),
  theme: z.optional(z.enum(themes)),
  lang: z.optional(z.enum(['en', 'zh'])),
  density: z.optional(z.enum(densities)),
  layout: z.optional(z.enum(layouts)),
  scale: z.optional(z.string().check(z.regex(/^\d+(\.\d+)?$/))),
  from: z.optional(z.string().check(z.maxLength(600))),
  pods: z.optional(Flag),
  nodes: z.optional(Flag),
  nodePorts: z.optional(Flag),
  findings: z.optional(Flag),
  legend: z.optional(Flag),
  redact: z.optional(Flag),
  caption: z.optional(z.string().check(z.maxLength(2000))),
});
export type PictureQuery = z.infer<typeof PictureQuery>;

/** What is not said is as the command has it. */
export function optionsOfQuery(query: PictureQuery): PictureOptions {
  const { format = 'svg', theme = 'light', lang = 'en', density = 'normal', from, caption } = query;
  const { layout = 'wide' } = query;
  return {
    format,
    theme,
    lang,
    density,
    layout,
    scale: query.scale === undefined ? defaultScale : Number(query.scale),
    ...(from !== undefined && { from }),
    parts: {
      pods: query.pods !== 'false',
      nodes: query.nodes !== 'false',
      nodePorts: query.nodePorts !== 'false',
    },
    findings: query.findings === 'true',
    ...(caption !== undefined && { caption }),
    legend: query.legend === 'true',
    ...(query.redact === 'true' && { redact: { key: '' } }),
  };
}
