// Writes shared/diagram/text/advances.ts: how wide the letters of Inter are, read from the font files
// of @fontsource/inter. Run it again when that package changes; the same files give the same table.
import { readFileSync, writeFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

const weights = [400, 500, 600, 700];
/** What names, addresses and words are made of; everything else is measured by its kind. */
const ranges = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x2010, 0x2026],
];
const fonts = import.meta.resolve('@fontsource/inter/index.css');

/** The tables of a WOFF 1 file, by tag. */
function tablesOf(file) {
  const woff = readFileSync(new URL(`files/${file}.woff`, fonts));
  const tables = new Map();
  for (let index = 0; index < woff.readUInt16BE(12); index += 1) {
    const entry = 44 + index * 20;
    const [offset, packed, size] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at));
    const bytes = woff.subarray(offset, offset + packed);
    const tag = woff.toString('latin1', entry, entry + 4);
    tables.set(tag, packed < size ? inflateSync(bytes) : bytes);
  }
  return tables;
}

/** Code point → glyph, from the `cmap` subtable of format 4 (the basic plane). */
function glyphsOf(cmap) {
  const glyphs = new Map();
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4));
    if (table.readUInt16BE(0) !== 4) continue;
    const segments = table.readUInt16BE(6) / 2;
    for (let segment = 0; segment < segments; segment += 1) {
      readSegment(table, segments, segment, glyphs);
    }
  }
  return glyphs;
}

function readSegment(table, segments, segment, glyphs) {
  const at = (column) => 14 + column * segments * 2 + segment * 2 + (column > 0 ? 2 : 0);
  const [end, start, delta] = [0, 1, 2].map((column) => table.readUInt16BE(at(column)));
  const rangeAt = at(3);
  const range = table.readUInt16BE(rangeAt);
  for (let code = start; code <= end && code !== 0xffff; code += 1) {
    const raw = range === 0 ? code : table.readUInt16BE(rangeAt + range + (code - start) * 2);
    if (raw !== 0) glyphs.set(code, (raw + delta) % 0x10000);
  }
}

/** Code point → advance width in thousandths of an em. */
function advancesOf(file) {
  const tables = tablesOf(file);
  const unitsPerEm = tables.get('head').readUInt16BE(18);
  const metrics = tables.get('hhea').readUInt16BE(34);
  const hmtx = tables.get('hmtx');
  const advances = new Map();
  for (const [code, glyph] of glyphsOf(tables.get('cmap'))) {
    const units = hmtx.readUInt16BE(Math.min(glyph, metrics - 1) * 4);
    advances.set(code, Math.round((units * 1000) / unitsPerEm));
  }
  return advances;
}

function runsOf(weight) {
  const known = new Map([
    ...advancesOf(`inter-latin-ext-${weight}-normal`),
    ...advancesOf(`inter-latin-${weight}-normal`),
  ]);
  return ranges.map(([from, to]) => {
    const widths = Array.from(
      { length: to - from + 1 },
      (_, index) => known.get(from + index) ?? 0,
    );
    return `[${from}, [${widths.join(', ')}]],`;
  });
}

const rows = weights.map((weight) => `  ${weight}: [\n    ${runsOf(weight).join('\n    ')}\n  ],`);
writeFileSync(
  new URL('../shared/diagram/text/advances.ts', import.meta.url),
  `// Made by scripts/advances.mjs from Inter. Do not edit by hand.

export type Weight = ${weights.join(' | ')};

/**
 * Runs of advance widths in thousandths of an em, each with its first code point; 0 where the font
 * has no letter of its own.
 */
// prettier-ignore
export const advanceRuns: Readonly<
  Record<Weight, readonly (readonly [first: number, widths: readonly number[]])[]>
> = {
${rows.join('\n')}
};
`,
);
