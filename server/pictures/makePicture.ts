// One function makes every picture, for the command and over HTTP: views in, bytes out.
import { drawServices } from '@portolan/shared/diagram/svg/drawServices.ts';
import { drawioOf } from '@portolan/shared/diagram/formats/drawio.ts';
import { markdownOf } from '@portolan/shared/diagram/formats/markdown.ts';
import { mermaidOf } from '@portolan/shared/diagram/formats/mermaid.ts';
import { serviceDiagram } from '@portolan/shared/diagram/serviceDiagram.ts';
import type { ServicePicture } from '@portolan/shared/diagram/svg/picture.ts';
import { originalsOfViews, originalsTogether } from '@portolan/shared/topology/originals.ts';
import { redactUnknown, redactView } from '@portolan/shared/topology/redact.ts';
import { Redaction } from '@portolan/shared/topology/redaction.ts';
import { partsOf } from '@portolan/shared/topology/viewParts.ts';
import type { Snapshot } from '@portolan/shared/wire/snapshot.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { pictureWords } from '@portolan/shared/words/pictures.ts';
import { say, type Language } from '@portolan/shared/words/say.ts';
import type { PictureFormat } from './formats.ts';
import type { PictureOptions } from './pictureOptions.ts';
import type { DrawableService, PictureSource } from './pictureSource.ts';

/**
 * What there is to draw, with nothing left in it that was not asked for.
 * @throws {PictureError} when a Service or the vantage point is not there.
 */
export function gatherViews(
  source: PictureSource,
  services: readonly DrawableService[],
  options: PictureOptions,
): Snapshot {
  const views = services.map((service) =>
    partsOf(source.view(service, options.from), options.parts),
  );
  const unknown = [...source.unknown()];
  if (!options.redact) return { version: 1, services: views, unknown };
  const originals = originalsTogether(source.originals(), originalsOfViews(views));
  const redaction = new Redaction(originals, options.redact.key);
  return {
    version: 1,
    // In the order of their new names: the old order would tell of the old names.
    services: views.map((view) => redactView(view, redaction)).toSorted(byKey),
    unknown: unknown.map((each) => redactUnknown(each, redaction)),
  };
}

function byKey(a: ServiceView, b: ServiceView): number {
  return `${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1;
}

/** `default/cart.svg` of a page that stands beside it; Markdown alone links to a picture. */
export interface Links {
  readonly picture?: string;
}

/**
 * The whole document of these views, by the order they are in; the same bytes for the same views.
 * @throws {PictureError} when a PNG would be too large.
 */
export async function makePicture(
  snapshot: Snapshot,
  options: PictureOptions,
  format: PictureFormat = options.format,
  links: Links = {},
): Promise<Uint8Array> {
  if (format === 'png') {
    const { renderPng } = await import('./renderPng.ts');
    return renderPng(svgOf(snapshot.services, options), options.scale);
  }
  return new TextEncoder().encode(textOf(snapshot, options, format, links));
}

function textOf(
  snapshot: Snapshot,
  options: PictureOptions,
  format: Exclude<PictureFormat, 'png'>,
  links: Links,
): string {
  const { services } = snapshot;
  const { lang: locale, caption, findings } = options;
  const title = titleOf(services, locale);
  const titled = { locale, ...(title !== undefined && { title }) };
  switch (format) {
    case 'svg':
      return svgOf(services, options);
    case 'mermaid':
      return mermaidOf(picturesOf(services), titled);
    case 'drawio':
      return drawioOf(picturesOf(services), { locale });
    case 'markdown': {
      const captioned = { ...titled, ...(caption !== undefined && { caption }) };
      return markdownOf(picturesOf(services), { ...captioned, findings, ...links });
    }
    case 'json':
      break;
  }
  return `${JSON.stringify(snapshot, undefined, 2)}\n`;
}

function svgOf(views: readonly ServiceView[], options: PictureOptions): string {
  const { theme, lang: locale, density, layout, legend, findings, caption } = options;
  const title = titleOf(views, locale);
  return drawServices(picturesOf(views), {
    theme,
    locale,
    density,
    layout,
    legend,
    findings,
    ...(title !== undefined && { title }),
    ...(caption !== undefined && { caption }),
  });
}

function picturesOf(views: readonly ServiceView[]): ServicePicture[] {
  const expanded = new Set<string>();
  return views.map((view) => ({ view, diagram: serviceDiagram(view, new Map(), { expanded }) }));
}

/** What several Services are together; one has its own name alone. */
function titleOf(views: readonly ServiceView[], language: Language): string | undefined {
  const [first] = views;
  if (!first || views.length === 1) return undefined;
  const namespaces = new Set(views.map(({ namespace }) => namespace));
  const count = views.length;
  return namespaces.size === 1
    ? say(pictureWords, language, 'namespaceTitle', { namespace: first.namespace, count })
    : say(pictureWords, language, 'severalTitle', { namespaces: namespaces.size, count });
}
