import { printable } from '../text/printable.ts';

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

/** Text of one or more lines as the value of an attribute, in double quotes. */
export function xmlAttribute(text: string): string {
  return text
    .split('\n')
    .map((line) => printable(line).replaceAll(/[&<>"]/g, (letter) => entities.get(letter) ?? ''))
    .join('&#10;');
}
