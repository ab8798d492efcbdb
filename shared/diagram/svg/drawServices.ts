// Services as one SVG document, for files: vectors and text alone, the same bytes for the same input.
import { drawingWords } from '../../words/drawing.ts';
import { say } from '../../words/say.ts';
import { nodeName } from '../names.ts';
import { drawPage } from '../page/drawPage.ts';
import { readyAddresses } from '../page/readiness.ts';
import { fontFamily } from '../text/measure.ts';
import { printable } from '../text/printable.ts';
import type { DrawOptions, ServicePicture } from './picture.ts';
import { element, escaped, shapeMarkup, systemStyle } from './serialise.ts';

/** A poster is read from further away. */
const scales = { compact: 1, normal: 1, poster: 1.25 } as const;

/**
 * A whole SVG document (it ends with a line feed), Services in the order of their names. It holds no
 * script, no style sheet from elsewhere and no reference to anything; whatever the names of the
 * objects hold comes out as text.
 */
export function drawServices(pictures: readonly ServicePicture[], options: DrawOptions): string {
  const ordered = pictures.toSorted((a, b) => compare(keyOf(a), keyOf(b)));
  const page = drawPage(ordered, options);
  const { width, height } = page;
  const { theme, locale, density } = options;
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    width: width * scales[density],
    height: height * scales[density],
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    lang: locale === 'zh' ? 'zh-CN' : 'en',
    'font-family': fontFamily,
    // Inter would else write the x between digits, as Pod names have it, as a multiplication sign.
    'font-variant': 'none',
  };
  const content = [
    element('title', {}, escaped(printable(titleOf(ordered, options)))),
    element('desc', {}, escaped(descriptionOf(ordered, options))),
    theme === 'system' ? systemStyle() : '',
    ...page.shapes.map((shape) => shapeMarkup(shape, theme)),
  ];
  return `${element('svg', attributes, content.join(''))}\n`;
}

function keyOf({ view }: ServicePicture): string {
  return `${view.namespace}/${view.name}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function titleOf(pictures: readonly ServicePicture[], { title, locale }: DrawOptions): string {
  if (title) return title;
  const [first] = pictures;
  if (!first) return say(drawingWords, locale, 'pictureOfNone');
  if (pictures.length === 1) return say(drawingWords, locale, 'pictureOf', { name: keyOf(first) });
  return say(drawingWords, locale, 'pictureOfMany', { count: pictures.length });
}

/** What the picture says, a line for each Service and for each way in. */
function descriptionOf(pictures: readonly ServicePicture[], { locale }: DrawOptions): string {
  return pictures
    .flatMap((picture) => [
      summaryOf(picture, locale),
      ...picture.diagram.nodes
        .filter(({ type }) => type === 'entry' || type === 'entryBundle')
        .map((node) => nodeName(node, locale)),
    ])
    .map((text) => printable(text))
    .join('\n');
}

function summaryOf({ view }: ServicePicture, locale: DrawOptions['locale']): string {
  const name = `${view.namespace}/${view.name}`;
  if (view.externalName !== undefined) {
    return say(drawingWords, locale, 'describeExternal', { name, target: view.externalName });
  }
  const counts = { entries: view.entryPoints.length, ...readyAddresses(view) };
  return say(drawingWords, locale, 'describeService', { name, type: view.type, ...counts });
}
