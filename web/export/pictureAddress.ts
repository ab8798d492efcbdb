// Where the server has the picture of what is on screen, as `portolan snapshot` would make it.
import type { Arrangement } from '@portolan/shared/diagram/scene/metrics.ts';
import type { Settings } from '../words/useWords.ts';

/** What is drawn: one Service, or those of a namespace, or all. */
export type Subject =
  | { readonly namespace: string; readonly service: string; readonly from?: string }
  | { readonly namespace?: string };

export const formats = ['svg', 'png', 'mermaid', 'drawio', 'markdown', 'json'] as const;
export type Format = (typeof formats)[number];
export const copyable = ['png', 'svg', 'mermaid'] as const satisfies readonly Format[];

/** Names of formats, the same in every language. */
export const formatNames: Readonly<Record<Format, string>> = {
  svg: 'SVG',
  png: 'PNG',
  mermaid: 'Mermaid',
  drawio: 'draw.io',
  markdown: 'Markdown',
  json: 'JSON',
};

export const layouts = ['wide', 'tall'] as const satisfies readonly Arrangement[];

/** In the theme and language of the page, laid out as the reader chose. */
export interface Look extends Pick<Settings, 'theme' | 'language'> {
  readonly layout: Arrangement;
}

/** Relative to the page. */
export function pictureAddress(
  subject: Subject,
  format: Format,
  { theme, language, layout }: Look,
): string {
  const query = new URLSearchParams({ format, theme, lang: language });
  if (layout !== 'wide') query.set('layout', layout);
  if (!('service' in subject)) {
    if (subject.namespace !== undefined) query.set('namespace', subject.namespace);
    return `api/snapshot?${query.toString()}`;
  }
  if (subject.from !== undefined) query.set('from', subject.from);
  const path = [subject.namespace, subject.service].map(encodeURIComponent).join('/');
  return `api/services/${path}/snapshot?${query.toString()}`;
}
