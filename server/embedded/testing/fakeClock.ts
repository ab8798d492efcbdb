import type { Clock } from '../controllers/clock.ts';

interface Timer {
  atMs: number;
  /** Timers of the same moment run in the order they were set. */
  order: number;
  run: () => void;
}

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  private nowMs: number;
  private readonly timers = new Set<Timer>();
  private set = 0;

  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.nowMs = startMs;
  }

  now(): number {
    return this.nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    this.set += 1;
    const timer = { atMs: this.nowMs + Math.max(0, delayMs), order: this.set, run };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Moves on by `ms`, running what becomes due on the way, and what that makes due. */
  advance(ms: number): void {
    const until = this.nowMs + ms;
    for (let next = this.next(until); next !== undefined; next = this.next(until)) {
      this.timers.delete(next);
      this.nowMs = next.atMs;
      next.run();
    }
    this.nowMs = until;
  }

  /** Timers not yet due, to see that something came to rest. */
  get waiting(): number {
    return this.timers.size;
  }

  private next(until: number): Timer | undefined {
    const [first] = [...this.timers]
      .filter(({ atMs }) => atMs <= until)
      .toSorted((left, right) => left.atMs - right.atMs || left.order - right.order);
    return first;
  }
}
