import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitText, wrapText, type TextFont } from './fit.ts';
import { widthOf } from './measure.ts';
import { printable, runsRightToLeft } from './printable.ts';

const plain: TextFont = { size: 12, weight: 400 };
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.stringMatching(/^[a-z0-9.-]{1,253}$/),
);
const anyFont = fc.record({
  size: fc.constantFrom(10.5, 11, 12, 14, 22),
  weight: fc.constantFrom(400, 500, 600, 700),
});

describe('the width of a text', () => {
  test.each([
    ['', 0],
    // As Chromium measures the page's Inter without kerning.
    ['10.244.0.7:80', 78.46],
    ['nginx-svc', 56.45],
    // Chinese is an em a letter; marks and joiners take no room.
    ['端点', 24],
    ['é', 7],
    ['e\u0301', widthOf('e', 12, 400)],
  ] as const)('%j is %d pixels wide at 12', (text, width) => {
    expect(widthOf(text, 12, 400)).toBeCloseTo(width, 1);
  });

  test('bold is wider, and twice the size is twice as wide', () => {
    expect(widthOf('frontend', 12, 700)).toBeGreaterThan(widthOf('frontend', 12, 400));
    expect(widthOf('frontend', 24, 400)).toBeCloseTo(2 * widthOf('frontend', 12, 400));
  });
});

describe('text in its room', () => {
  test.each([
    ['frontend', 200, 'end', 'frontend'],
    ['a-very-long-name-of-a-service', 91, 'end', 'a-very-long-n…'],
    ['web-7d9f8c6b5-x2x4z', 80, 'middle', 'web-7…2x4z'],
    ['frontend', 3, 'end', ''],
    // The family stays together.
    ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 80, 'end', '👩‍👩‍👧‍👦…'],
  ] as const)('%s in %d pixels, cut at its %s: %s', (text, width, cut, shown) => {
    expect(fitText(text, width, plain, cut)).toBe(shown);
  });

  test('law: what is shown never overflows, and is the text itself where that fits', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.integer({ min: 0, max: 400 }),
        anyFont,
        fc.constantFrom('end' as const, 'middle' as const),
        (raw, width, font, cut) => {
          const text = printable(raw);
          const shown = fitText(text, width, font, cut);
          const { size, weight } = font;
          expect(widthOf(shown, size, weight)).toBeLessThanOrEqual(width);
          expect(shown === text).toBe(widthOf(text, size, weight) <= width);
        },
      ),
      { seed: 5, numRuns: 500 },
    );
  });

  test('law: no broken line overflows, and nothing but blanks gets lost', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 30, max: 400 }), (raw, width) => {
        const text = printable(raw);
        const lines = wrapText(text, width, plain);
        expect(lines.filter((line) => widthOf(line, 12, 400) > width)).toEqual([]);
        const letters = (said: string): string => said.replaceAll(/\s/gu, '');
        expect(letters(lines.join(''))).toBe(letters(text));
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  test('Chinese breaks between any two letters, words only at their ends', () => {
    expect(wrapText('选择器不匹配任何 Pod', 72, plain)).toEqual(['选择器不匹配', '任何 Pod']);
    expect(wrapText('no Pod matches the selector', 92, plain)).toEqual([
      'no Pod matches',
      'the selector',
    ]);
  });
});

describe('printable text', () => {
  test.each([
    ['two\nlines\tand more', 'two lines and more'],
    ['a\u0000b\u001Bc\u009Fd', 'a�b�c�d'],
    ['evil\u202Egnp.exe', 'evil�gnp.exe'],
    ['zero\u200Bwidth', 'zero�width'],
    ['lone \uD83D surrogate', 'lone � surrogate'],
    ['\uFFFE\uFFFF\u{1FFFE}', '���'],
    ['👍🏽 and 端点 and é', '👍🏽 and 端点 and é'],
  ])('%j is shown as %j', (raw, shown) => {
    expect(printable(raw)).toBe(shown);
  });

  test('knows text that runs from right to left', () => {
    expect(['שלום', 'a مرحبا', 'hello', '端点'].map(runsRightToLeft)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
