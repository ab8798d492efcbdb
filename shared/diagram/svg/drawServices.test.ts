import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ModelObject } from '../../model/object.ts';
import { pod, podEndpoint, service, slice } from '../../testing/objects.ts';
import { nodes } from '../../testing/pathWorld.ts';
import {
  hostileTexts,
  hostileView,
  pictureOf,
  picturesOf,
  shuffled,
  testedPicture,
} from '../../testing/pictures.ts';
import { randomCluster } from '../../testing/randomCluster.ts';
import { elementsOf, readXml, type XmlElement } from '../../testing/readXml.ts';
import { drawServices } from './drawServices.ts';
import type { DrawOptions, ServicePicture } from './picture.ts';

const plain: DrawOptions = { theme: 'light', locale: 'en', density: 'normal' };
const full: DrawOptions = {
  ...plain,
  title: 'All',
  caption: 'Words',
  legend: true,
  findings: true,
};
const anyOptions: fc.Arbitrary<DrawOptions> = fc.record({
  theme: fc.constantFrom('light', 'dark', 'system'),
  locale: fc.constantFrom('en', 'zh'),
  density: fc.constantFrom('compact', 'normal', 'poster'),
  layout: fc.constantFrom('wide', 'tall'),
  legend: fc.boolean(),
  findings: fc.boolean(),
  title: fc.string({ unit: 'binary' }),
  caption: fc.string({ unit: 'binary', maxLength: 300 }),
});
const anyWorld = fc
  .record({ seed: fc.integer(), size: fc.integer({ min: 5, max: 45 }) })
  .map(({ seed, size }) => randomCluster(seed, size).concat(nodes));

/** Milliseconds: worlds are drawn whole, on machines that do other things too. */
const patience = 30_000;

const drawn = new Set(['svg', 'title', 'desc', 'style', 'g', 'rect', 'circle', 'path', 'text']);
const written = new Set(
  (
    'xmlns width height viewBox role lang font-family font-variant x y rx cx cy r d class fill stroke ' +
    'stroke-width stroke-dasharray stroke-linecap stroke-linejoin opacity transform font-size ' +
    'font-weight text-anchor textLength lengthAdjust xml:space direction unicode-bidi paint-order'
  ).split(' '),
);

/** What is in a picture that has no business in one. */
function foreign(svg: XmlElement): string[] {
  const found: string[] = [];
  for (const { name, attributes, text } of elementsOf(svg)) {
    if (!drawn.has(name)) found.push(`<${name}>`);
    for (const [key, value] of attributes) {
      if (!written.has(key)) found.push(`${name} ${key}`);
      if (key !== 'xmlns' && /url\(|:\/\/|javascript:/.test(value)) found.push(`${key}=${value}`);
    }
    if (name === 'style' && /@import|url\(|:\/\//.test(text)) found.push(text);
  }
  return found;
}

interface Area {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Laid {
  /** Cards by their names. */
  readonly cards: Area[];
  readonly texts: Area[];
}

/** Where cards and texts are on the page, by walking down the groups. */
function laidOut(svg: XmlElement): Laid {
  const laid: Laid = { cards: [], texts: [] };
  walk(svg, 0, 0, laid);
  return laid;
}

function walk({ children }: XmlElement, x: number, y: number, laid: Laid): void {
  for (const child of children) {
    if (child.name === 'text') laid.texts.push(textArea(child, x, y));
    if (child.name !== 'g') continue;
    const place = /translate\((\S+) (\S+)\)/.exec(child.attributes.get('transform') ?? '');
    const left = x + Number(place?.[1] ?? 0);
    const top = y + Number(place?.[2] ?? 0);
    const name = child.children.find((each) => each.name === 'title')?.text;
    const ground = child.children.find((each) => each.name === 'rect');
    if (name !== undefined && ground) laid.cards.push(cardArea(name, ground, left, top));
    walk(child, left, top, laid);
  }
}

function numberOf({ attributes }: XmlElement, name: string): number {
  return Number(attributes.get(name) ?? 0);
}

function cardArea(name: string, rect: XmlElement, left: number, top: number): Area {
  const right = left + numberOf(rect, 'width');
  return { name, left, top, right, bottom: top + numberOf(rect, 'height') };
}

function textArea(text: XmlElement, x: number, y: number): Area {
  const width = numberOf(text, 'textLength');
  const anchor = { middle: width / 2, end: width }[text.attributes.get('text-anchor') ?? ''] ?? 0;
  const left = x + numberOf(text, 'x') - anchor;
  const base = y + numberOf(text, 'y');
  const size = numberOf(text, 'font-size');
  return { name: text.text, left, top: base - size, right: left + width, bottom: base };
}

function overlaps(a: Area, b: Area): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function holds(outer: Area, inner: Area): boolean {
  return (
    inner.left >= outer.left - 0.5 &&
    inner.right <= outer.right + 0.5 &&
    inner.top >= outer.top - 1 &&
    inner.bottom <= outer.bottom + 1
  );
}

function pairs<Thing>(things: readonly Thing[]): [Thing, Thing][] {
  return things.flatMap((a, index) => things.slice(index + 1).map((b): [Thing, Thing] => [a, b]));
}

/** Cards over cards, texts that leave their cards, anything that leaves the page. */
function misplaced(svg: XmlElement): string[] {
  const { cards, texts } = laidOut(svg);
  const [, , width = 0, height = 0] = (svg.attributes.get('viewBox') ?? '').split(' ').map(Number);
  const page = { name: 'page', left: 0, top: 0, right: width, bottom: height };
  return [
    ...pairs(cards)
      .filter(([a, b]) => overlaps(a, b))
      .map(([a, b]) => `${a.name} over ${b.name}`),
    ...[...cards, ...texts]
      .filter((each) => !holds(page, each))
      .map(({ name }) => `${name} is off`),
    ...texts.flatMap((text) =>
      cards
        .filter((card) => overlaps(card, text) && !holds(card, text))
        .map((card) => `${text.name} is not within ${card.name}`),
    ),
  ];
}

describe('a picture of Services', () => {
  test(
    'law: it is well-formed XML of vectors and text alone, whatever the world',
    () => {
      fc.assert(
        fc.property(anyWorld, anyOptions, (objects, options) => {
          const svg = readXml(drawServices(picturesOf(objects), options));
          expect(foreign(svg)).toEqual([]);
        }),
        { seed: 21, numRuns: 24 },
      );
    },
    patience,
  );

  test(
    'law: no card overlaps another, no text leaves its card, nothing leaves the page',
    () => {
      fc.assert(
        fc.property(anyWorld, anyOptions, (objects, options) => {
          const pictures = picturesOf(objects);
          const tested = pictures.map(({ view }) => testedPicture(view));
          expect(misplaced(readXml(drawServices(pictures, options)))).toEqual([]);
          expect(misplaced(readXml(drawServices(tested, options)))).toEqual([]);
        }),
        { seed: 22, numRuns: 24 },
      );
    },
    patience,
  );

  test(
    'law: the same world gives the same bytes, in whatever order it was told',
    () => {
      fc.assert(
        fc.property(anyWorld, fc.integer(), (objects, seed) => {
          const once = drawServices(picturesOf(objects), full);
          expect(drawServices(picturesOf(objects), full)).toBe(once);
          expect(drawServices(picturesOf(shuffled(objects, seed)), full)).toBe(once);
        }),
        { seed: 23, numRuns: 24 },
      );
    },
    patience,
  );

  test.each(hostileTexts)('names like %j come out as text', (text) => {
    for (const theme of ['light', 'dark', 'system'] as const) {
      const options = { ...full, theme, title: text, caption: text };
      const svg = readXml(drawServices([pictureOf(hostileView(text))], options));
      expect(foreign(svg)).toEqual([]);
      expect(misplaced(svg)).toEqual([]);
    }
  });

  test('text that runs from right to left is kept apart', () => {
    const svg = readXml(drawServices([pictureOf(hostileView('שלום'))], plain));
    const texts = [...elementsOf(svg)].filter(({ name }) => name === 'text');
    const hebrew = texts.filter(({ text }) => text.includes('שלום'));
    expect(hebrew.length).toBeGreaterThan(5);
    expect(new Set(hebrew.map(({ attributes }) => attributes.get('unicode-bidi')))).toEqual(
      new Set(['isolate']),
    );
  });

  test('what is cut is there in full', () => {
    const svg = readXml(drawServices([pictureOf(hostileView('a'.repeat(253)))], plain));
    const cut = [...elementsOf(svg)].filter(
      ({ name, text }) => name === 'text' && text.includes('…'),
    );
    expect(cut.length).toBeGreaterThan(5);
    const whole = cut.map(({ children }) => children.find(({ name }) => name === 'title')?.text);
    expect(whole.every((each) => each?.includes('a'.repeat(253)))).toBe(true);
  });
});

function onlyPicture(): ServicePicture[] {
  return [pictureOf({ ...hostileView('web'), findings: [] })];
}

/** An ordinary Service: a Deployment of three behind a NodePort. */
function ordinary(name: string): ModelObject[] {
  const labels = { app: name };
  const given = nodes.map(({ metadata }, index) => ({
    pod: `${name}-6d4b75cb6d-hx9k${index}`,
    address: `10.244.${index}.17`,
    node: metadata.name,
  }));
  return [
    service({ name, type: 'NodePort', selector: labels, ports: [{ port: 80, nodePort: 31_764 }] }),
    ...given.map(({ pod: of, address, node }) => pod({ name: of, labels, ips: [address], node })),
    slice({
      name: `${name}-1`,
      service: name,
      ports: [{ port: 80 }],
      endpoints: given.map((each) => podEndpoint(each)),
    }),
  ];
}

function sizeOf(svg: string): { width: number; height: number } {
  const { attributes } = readXml(svg);
  return { width: Number(attributes.get('width')), height: Number(attributes.get('height')) };
}

describe('what room a picture takes', () => {
  const one = picturesOf([...nodes, ...ordinary('frontend-web')]);

  test('an ordinary Service is read on a sheet of paper, and tall on a phone', () => {
    expect(sizeOf(drawServices(one, plain)).width).toBeLessThanOrEqual(1080);
    expect(sizeOf(drawServices(one, { ...plain, layout: 'tall' })).width).toBeLessThanOrEqual(620);
  });

  test('tall, what is drawn is the same', () => {
    const cards = (layout: 'wide' | 'tall'): string[] =>
      laidOut(readXml(drawServices(one, { ...plain, layout }))).cards.map(({ name }) => name);
    expect(cards('tall')).toEqual(cards('wide'));
  });

  test('columns are no wider than what stands in them', () => {
    const [short] = picturesOf([...nodes, ...ordinary('web')]);
    const width = short ? sizeOf(drawServices([short], plain)).width : NaN;
    expect(width).toBeLessThan(sizeOf(drawServices(one, plain)).width);
  });

  test.each([2, 6, 12, 40, 200])('%i Services are near the proportion of paper', (count) => {
    const names = Array.from({ length: count }, (_, index) => `web-${index}`);
    const pictures = picturesOf([...nodes, ...names.flatMap(ordinary)]);
    const { width, height } = sizeOf(drawServices(pictures, plain));
    expect(height / width).toBeLessThan(Math.SQRT2 * 2);
    expect(height / width).toBeGreaterThan(Math.SQRT2 / 3);
    const narrow = sizeOf(drawServices(pictures, { ...plain, layout: 'tall' }));
    expect(narrow.width).toBeLessThanOrEqual(620);
  });

  test('of many Services, clients that every path treats alike are one, and all are named', () => {
    const pictures = picturesOf([...nodes, ...ordinary('a'), ...ordinary('b')]);
    const vantages = (svg: string): string[] =>
      laidOut(readXml(svg))
        .cards.map(({ name }) => name)
        .filter((name) => name.startsWith('vantage'));
    const alone = vantages(drawServices(pictures.slice(0, 1), plain));
    const together = vantages(drawServices(pictures, plain));
    expect(together.length).toBeLessThan(2 * alone.length);
    expect(new Set(together.flatMap((name) => name.split(', ')))).toEqual(new Set(alone));
  });
});

describe('what the document is', () => {
  test('no Service at all is still a document, and says so', () => {
    const svg = readXml(drawServices([], plain));
    expect(svg.children.find(({ name }) => name === 'title')?.text).toBe('No Services');
    expect(svg.attributes.get('viewBox')).toBe('0 0 360 40');
  });

  test('it has a title, a description and one role for screen readers', () => {
    const svg = readXml(drawServices(onlyPicture(), plain));
    expect(svg.attributes.get('role')).toBe('img');
    expect(svg.children.slice(0, 2).map(({ name, text }) => [name, text])).toEqual([
      ['title', 'Paths to Service web/web'],
      [
        'desc',
        [
          'Service web/web (NodePort): 3 entry points, 0 of 1 endpoint ready.',
          'entry point DNS web.svc.web:80, expected drop, not tested',
          'entry point NodePort web web:80, expected drop, not tested',
          'entry point Ingress web',
        ].join('\n'),
      ],
    ]);
  });

  test.each([
    ['light', '#f7f8fb', false],
    ['dark', '#0f1622', false],
    ['system', '#f7f8fb', true],
  ] as const)(
    'theme %s draws on %s; other colours by the reader’s system: %s',
    (theme, paper, styled) => {
      const svg = readXml(drawServices(onlyPicture(), { ...plain, theme }));
      const ground = svg.children.find(({ name }) => name === 'rect');
      expect(ground?.attributes.get('fill')).toBe(paper);
      const style = svg.children.find(({ name }) => name === 'style')?.text ?? '';
      expect(style.startsWith('@media (prefers-color-scheme:dark){.f-paper{fill:#0f1622}')).toBe(
        styled,
      );
      expect([...elementsOf(svg)].some(({ attributes }) => attributes.has('class'))).toBe(styled);
    },
  );

  test('Services stand in the order of their names', () => {
    const named = (name: string): ServicePicture => pictureOf({ ...hostileView('x'), name });
    const once = drawServices([named('b'), named('a')], plain);
    expect(drawServices([named('a'), named('b')], plain)).toBe(once);
    expect(once.indexOf('Service x/a ')).toBeLessThan(once.indexOf('Service x/b '));
  });

  test('title, caption, legend and findings are there when asked for', () => {
    const pictures = [pictureOf(hostileView('web'))];
    const without = drawServices(pictures, plain);
    const words = [
      'All',
      'Words',
      'refused or silent, as expected',
      'No Pod in web has the labels web',
    ];
    expect(words.filter((each) => without.includes(each))).toEqual([]);
    const all = drawServices(pictures, full);
    expect(words.filter((each) => !all.includes(each))).toEqual([]);
  });
});
