// Made-up names, addresses and ports, drawn from what a thing is called: the same each time, and
// independent of whatever else there is.

import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Kubernetes' own alphabet for generated names: no vowels, so no words. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** `length` (at most 32) letters and digits that belong to `seed`. */
export function hashText(seed: string, length: number): string {
  const bytes = sha256(utf8ToBytes(seed)).slice(0, length);
  return [...bytes].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
}

/** A number from 0 up to, but not including, `size` (at most 2^32) that belongs to `seed`. */
export function hashNumber(seed: string, size: number): number {
  const hash = sha256(utf8ToBytes(seed));
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0) % size;
}

/** Tries before a pool counts as crowded and is searched from one end. */
const hashedTries = 64;

/**
 * A number below `size` that `isFree` accepts: the first free one in a sequence that belongs to
 * `seed`, so that only a real collision ever moves anybody. Undefined when none is free.
 */
export function drawNumber(
  seed: string,
  size: number,
  isFree: (drawn: number) => boolean,
): number | undefined {
  for (let attempt = 0; attempt < hashedTries; attempt += 1) {
    const drawn = hashNumber(`${seed}#${attempt}`, size);
    if (isFree(drawn)) return drawn;
  }
  const start = hashNumber(seed, size);
  for (let step = 0; step < size; step += 1) {
    const drawn = (start + step) % size;
    if (isFree(drawn)) return drawn;
  }
  return undefined;
}
