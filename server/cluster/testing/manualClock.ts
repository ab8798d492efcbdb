import type { Clock } from '../clock.ts';

interface Timer {
  at: number;
  action: () => void;
}

/** A clock that stands still until a test turns it. */
export class ManualClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  after(delay: number, action: () => void): () => void {
    const timer = { at: this.#now + delay, action };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Timers that wait. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Milliseconds to each waiting timer, soonest first. */
  get waits(): number[] {
    return [...this.#timers].map(({ at }) => at - this.#now).toSorted((a, b) => a - b);
  }

  /** Turns the clock by `duration` milliseconds and runs what falls due, in order. */
  advance(duration: number): void {
    const end = this.#now + duration;
    for (let next = this.#due(end); next !== undefined; next = this.#due(end)) {
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.action();
    }
    this.#now = end;
  }

  /** The wall clock leaps while timers stand still, as when a laptop sleeps. */
  leap(duration: number): void {
    for (const timer of this.#timers) timer.at += duration;
    this.#now += duration;
  }

  #due(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at <= end && (first === undefined || timer.at < first.at)) first = timer;
    }
    return first;
  }
}
