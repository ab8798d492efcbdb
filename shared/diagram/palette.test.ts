import { describe, expect, test } from 'vitest';
import { palettes, paints, type Paint } from './palette.ts';

/** Relative luminance of `#rrggbb`, as WCAG 2 defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].toSorted((one, two) => one - two);
  return (lighter + 0.05) / (darker + 0.05);
}

const words: readonly Paint[] = ['ink', 'soft', 'sea', 'ok', 'bad', 'warn', 'odd'];
const chips = [
  ['sea', 'sea-soft'],
  ['ok', 'ok-soft'],
  ['bad', 'bad-soft'],
  ['warn', 'warn-soft'],
  ['odd', 'odd-soft'],
  ['soft', 'idle-soft'],
] as const;

describe.each(['light', 'dark'] as const)('the %s colours', (theme) => {
  const colours = palettes[theme];

  test('words can be read on the ground and on cards: 4.5 (WCAG AA)', () => {
    const weak = words.flatMap((word) =>
      (['paper', 'card'] as const)
        .filter((ground) => contrast(colours[word], colours[ground]) < 4.5)
        .map((ground) => `${word} on ${ground}`),
    );
    expect(weak).toEqual([]);
  });

  test('words can be read on chips of their own colour: 4.5', () => {
    const weak = chips.filter(([word, ground]) => contrast(colours[word], colours[ground]) < 4.5);
    expect(weak).toEqual([]);
  });

  test('lines that say something stand out from the ground: 3', () => {
    const lines = ['ok', 'bad', 'odd', 'idle'] as const;
    expect(lines.filter((line) => contrast(colours[line], colours.paper) < 3)).toEqual([]);
  });
});

test('every colour has a place in the list that pictures and the page are written from', () => {
  expect([...paints].toSorted()).toEqual(Object.keys(palettes.light).toSorted());
});
