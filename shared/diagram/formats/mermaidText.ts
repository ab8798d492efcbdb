import { printable } from '../text/printable.ts';

/** Letters and digits of any script, and what has no meaning in Mermaid, Markdown or HTML. */
const plain = /^[\p{L}\p{M}\p{N} ,/·→✓✕⊘≠%…]$/u;
/** Harmless inside a word, but not where Markdown would see a list, a link or an icon. */
const inner = /^[-.:=+?()]$/;

/** Mermaid sees icons (`fa:fa-bomb`) even in character codes: an invisible letter tells them apart. */
const icon = /\b(fa[a-z]?):(?=fa)/giu;
const joiner = '\u2060';

/**
 * A text inside the quotes of a label: whatever Mermaid, the Markdown in its labels or the HTML made
 * of them could read as anything but text is a character code.
 */
export function mermaidText(text: string): string {
  const letters = Array.from(printable(text).trim().replaceAll(icon, `$1:${joiner}`));
  return letters.map((letter, index) => encoded(letters, letter, index)).join('');
}

function encoded(letters: readonly string[], letter: string, index: number): string {
  if (plain.test(letter)) return letter;
  if (inner.test(letter) && isInWord(letters, letter, index)) return letter;
  return `#${letter.codePointAt(0)};`;
}

/** `10.0.0.1:80` stays readable; `- a`, `1. a`, `www.a`, `http://a` and `fa:fa-a` are taken apart. */
function isInWord(letters: readonly string[], letter: string, index: number): boolean {
  const [before = '', after = ''] = [letters[index - 1], letters[index + 1]];
  if (letter === '?') return true;
  if (letter === '(' || letter === ')') return index > 2;
  if (!/[\p{L}\p{N}]/u.test(before) || !/[\p{L}\p{N}]/u.test(after)) return false;
  if (letter === ':') return /\d/.test(after);
  return letter !== '.' || before !== 'w';
}
