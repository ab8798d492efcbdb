/** Repeatable randomness: the same seed draws the same. */
export interface Chance {
  /** 0 ≤ result < below. */
  int(below: number): number;
  /** True with this probability. */
  happens(probability: number): boolean;
  pick<const List extends readonly [unknown, ...unknown[]]>(from: List): List[number];
  /** Each item with this probability, in order. */
  some<T>(from: readonly T[], probability: number): T[];
}

/** Mulberry32: small, fast, and good enough to shuffle clusters. */
export function createChance(seed: number): Chance {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    happens: (probability) => next() < probability,
    pick: (from) => from[int(from.length)] ?? from[0],
    some: (from, probability) => from.filter(() => next() < probability),
  };
}
