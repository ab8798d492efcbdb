// How wide a text is, from bundled tables: the same everywhere, whatever fonts are there.
import { advanceRuns, type Weight } from './advances.ts';

/**
 * The family names of every drawing. Latin is set in Inter and measured by its own table; Chinese is
 * set in Noto Sans SC (or what the reader has), whose letters are one em wide.
 */
export const fontFamily =
  "Inter, 'Inter Variable', 'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;
const widthless = /[\p{M}\u200C\u200D]/u;
const pictographic = /\p{Extended_Pictographic}/u;

/** In thousandths of an em, for letters the table does not hold. */
const wideAdvance = 1000;
const emojiAdvance = 1250;
const otherAdvance = 650;

/** By code unit; 0 where the font has no letter of its own. */
const tables = new Map<Weight, Uint16Array>();

function tableOf(weight: Weight): Uint16Array {
  const known = tables.get(weight);
  if (known) return known;
  const runs = advanceRuns[weight];
  const table = new Uint16Array(Math.max(...runs.map(([first, widths]) => first + widths.length)));
  for (const [first, widths] of runs) table.set(widths, first);
  tables.set(weight, table);
  return table;
}

/** Width in pixels of a text set in `size` pixels. */
export function widthOf(text: string, size: number, weight: Weight): number {
  const table = tableOf(weight);
  let thousandths = 0;
  for (let index = 0; index < text.length; index += 1) {
    const listed = table[text.charCodeAt(index)] ?? 0;
    if (listed > 0) {
      thousandths += listed;
      continue;
    }
    const letter = String.fromCodePoint(text.codePointAt(index) ?? 0);
    thousandths += unlisted(letter);
    index += letter.length - 1;
  }
  return (thousandths * size) / 1000;
}

function unlisted(letter: string): number {
  if (widthless.test(letter)) return 0;
  if (wide.test(letter)) return wideAdvance;
  return pictographic.test(letter) ? emojiAdvance : otherAdvance;
}
