// Text that stays in its box: cut with an ellipsis, or broken into lines, by measured width.
import type { Weight } from './advances.ts';
import { widthOf } from './measure.ts';

export interface TextFont {
  /** In pixels. */
  readonly size: number;
  readonly weight: Weight;
}

const ellipsis = '…';
/** Letters that belong to the one before them: a cut never parts them. */
const joined = /^(?:\p{M}|\p{Join_Control}|\p{Emoji_Modifier})/u;

/** Letters as a reader sees them, near enough: accents and joined emoji stay whole. */
function lettersOf(text: string): string[] {
  const letters: string[] = [];
  for (const letter of text) {
    const last = letters.length - 1;
    const before = letters[last];
    if (before !== undefined && (joined.test(letter) || before.endsWith('\u200D'))) {
      letters[last] = before + letter;
    } else letters.push(letter);
  }
  return letters;
}

/**
 * The text, or as much of it as `width` pixels hold with an ellipsis: at its end, or in its middle
 * where the end tells one name from the next. Empty where not even the ellipsis has room.
 */
export function fitText(
  text: string,
  width: number,
  { size, weight }: TextFont,
  cut: 'end' | 'middle' = 'end',
): string {
  if (widthOf(text, size, weight) <= width) return text;
  // No letter that takes room is narrower than this; what surely does not fit is not looked at.
  const most = Math.ceil(width / (size * 0.2)) + 1;
  const letters = lettersOf(text.length > 40 * most ? text.slice(0, 40 * most) : text);
  const shortened = (kept: number): string => {
    const tail = cut === 'middle' ? Math.floor(kept / 2) : 0;
    const end = tail === 0 ? '' : letters.slice(-tail).join('');
    return (
      letters
        .slice(0, kept - tail)
        .join('')
        .trimEnd() +
      ellipsis +
      end
    );
  };
  let fits = -1;
  let fails = letters.length;
  while (fails - fits > 1) {
    const kept = Math.floor((fits + fails) / 2);
    if (widthOf(shortened(kept), size, weight) <= width) fits = kept;
    else fails = kept;
  }
  return fits < 0 ? '' : shortened(fits);
}

/** Lines of at most `width` pixels: broken at spaces and beside Chinese letters, else anywhere. */
export function wrapText(text: string, width: number, font: TextFont): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/\s+|[\u2E80-\uFFEF]|[^\s\u2E80-\uFFEF]+/gu) ?? []) {
    if (widthOf((line + word).trimEnd(), font.size, font.weight) <= width) {
      line += word;
      continue;
    }
    if (line.trim()) lines.push(line.trimEnd());
    line = word.trimStart();
    while (widthOf(line, font.size, font.weight) > width) {
      const part = headOf(line, width, font);
      lines.push(part);
      line = line.slice(part.length);
    }
  }
  if (line.trim()) lines.push(line.trimEnd());
  return lines;
}

/** As many letters as fit, and at least one, so that breaking always comes to an end. */
function headOf(word: string, width: number, { size, weight }: TextFont): string {
  let head = '';
  for (const letter of lettersOf(word)) {
    if (head !== '' && widthOf(head + letter, size, weight) > width) break;
    head += letter;
  }
  return head;
}
