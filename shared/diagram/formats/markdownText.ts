import { printable } from '../text/printable.ts';

/** A text on one line of Markdown, in a table or out of one, with nothing in it read as markup. */
export function markdownText(text: string): string {
  return printable(text)
    .trim()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('|', '&#124;')
    .replaceAll(/[\\`*_{}[\]()#!~>$@"']/g, (letter) => (inWord(letter) ? letter : `\\${letter}`))
    .replaceAll('://', ':&#47;/')
    .replaceAll(/^([-+=])/g, '\\$1')
    .replaceAll(/^(\d+)([.)])(?=\s|$)/g, '$1\\$2');
}

/** Marks that mean nothing in the middle of a line and are common in words. */
function inWord(letter: string): boolean {
  return letter === '(' || letter === ')' || letter === '"' || letter === "'" || letter === '#';
}

/** A name, address or other code, as it is: in backticks, which no name can end. */
export function markdownCode(text: string): string {
  const plain = printable(text).trim().replaceAll('|', '\\|');
  if (plain === '') return '';
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const room = plain.startsWith('`') || plain.endsWith('`') ? ' ' : '';
  return `${fence}${room}${plain}${room}${fence}`;
}
