import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Resvg, initWasm } from '@resvg/resvg-wasm';
import { beforeAll, expect, test } from 'vitest';
import { latinFonts, rendererFile } from './pictureFiles.ts';
import { plainLetters } from './plainLetters.ts';

let font: Uint8Array;

beforeAll(async () => {
  await initWasm(await readFile(rendererFile));
  font = await readFile(latinFonts[0] ?? '');
});

/** The pixels of a text set in a font, large. */
function pixelsOf(text: string, bytes: Uint8Array): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100" font-family="Inter" font-size="60"><text x="10" y="70">${text}</text></svg>`;
  const resvg = new Resvg(svg, { font: { fontBuffers: [bytes], defaultFontFamily: 'Inter' } });
  return createHash('sha256').update(resvg.render().pixels).digest('hex');
}

test.each(['4x4', '44x8', '10x10'])('the x of %s stays an x', (text) => {
  // Inter's own substitution: what a multiplication sign would look like.
  expect(pixelsOf(text, font)).toBe(pixelsOf(text.replace('x', '×'), font));
  expect(pixelsOf(text, plainLetters(font))).not.toBe(pixelsOf(text, font));
});

test.each(['frontend-external', 'node-b · zone-1', 'fi ffl AV To', '100 %'])(
  'nothing else of %j changes',
  (text) => expect(pixelsOf(text, plainLetters(font))).toBe(pixelsOf(text, font)),
);

test('four bytes are other ones, the font that was given is not touched', () => {
  const before = new Uint8Array(font);
  const plain = plainLetters(font);
  const changed = [...plain.keys()].filter((index) => plain[index] !== font[index]);
  expect(changed.length).toBeGreaterThan(0);
  expect(changed.length % 4).toBe(0);
  expect(Buffer.compare(before, font)).toBe(0);
  expect(Buffer.compare(plainLetters(plain), plain)).toBe(0);
});
