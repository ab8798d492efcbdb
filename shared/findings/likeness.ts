// Whether one word was meant to be the other.

import { editDistance } from '../words/nearest.ts';

const mostLetters = 2;

/**
 * A slip of the pen: at most two letters, and at most a third of them, differ. Names that differ in
 * their numbers alone (`kafka-1`, `kafka-2`) are two names.
 */
export function isSlip(wanted: string, found: string): boolean {
  if (wanted === found || withoutNumbers(wanted) === withoutNumbers(found)) return false;
  const limit = Math.min(mostLetters, Math.floor(wanted.length / 3));
  if (Math.abs(wanted.length - found.length) > limit) return false;
  return editDistance(wanted.toLowerCase(), found.toLowerCase()) <= limit;
}

/** One word is the other with something before or behind: `nginx`, `nginx-deploy`. */
export function isPart(wanted: string, found: string): boolean {
  const [short, long] = wanted.length < found.length ? [wanted, found] : [found, wanted];
  if (short.length < 3 || short === long) return false;
  return new RegExp(`(^|[-_.])${escaped(short)}([-_.]|$)`).test(long);
}

function withoutNumbers(word: string): string {
  return word.replaceAll(/\d+/g, '#');
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** The name a slip was meant for, if exactly one is like it. */
export function meantName(wanted: string, names: Iterable<string>): string | undefined {
  const like = [...new Set(names)].filter((name) => isSlip(wanted, name));
  return like.length === 1 ? like[0] : undefined;
}
