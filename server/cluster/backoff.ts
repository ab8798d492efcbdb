/** Milliseconds; client-go's figures: 0.8 s doubling to 30 s, forgotten after 2 min of health (F7). */
const first = 800;
const longest = 30_000;
const forgottenAfter = 120_000;

/**
 * How long to wait after each failure in a row. Jitter is full: anything between nothing and the
 * current ceiling, so that a thousand clients of one API server do not come back as one.
 */
export class Backoff {
  readonly #random: () => number;
  #ceiling = first;
  #lastFailure = -Infinity;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Milliseconds to wait after a failure at `now`; `atLeast` is the server's Retry-After (F6). */
  next(now: number, atLeast = 0): number {
    if (now - this.#lastFailure > forgottenAfter + this.#ceiling) this.#ceiling = first;
    this.#lastFailure = now;
    const wait = this.#random() * this.#ceiling;
    this.#ceiling = Math.min(this.#ceiling * 2, longest);
    return Math.max(wait, atLeast);
  }
}
