// Who may dial now: so many at once, so many to one target, so many a second (P2). Whoever waits
// for a busy target holds no place, so one slow target never keeps the others waiting.
import type { Clock } from '../cluster/clock.ts';

export interface Pace {
  atOnce: number;
  /** More than this at one target measures our own queue, not the target. */
  perTarget: number;
  perSecond: number;
}

/** Gentle to a real network. */
export const networkPace: Pace = { atOnce: 16, perTarget: 2, perSecond: 10 };
/** Simulated addresses are this machine's own sockets. */
export const simulatedPace: Pace = { atOnce: 32, perTarget: 2, perSecond: 160 };

/** A place in the queue. */
export interface Ticket<Result> {
  /** Rejects with the signal's reason when it aborts before or during the work. */
  readonly result: Promise<Result>;
  readonly hasStarted: boolean;
  /** Moves it forward, never back. */
  raise(priority: number): void;
}

interface Job {
  target: string;
  priority: number;
  hasStarted: boolean;
  start(): Promise<void>;
}

export class Schedule {
  #pace: Pace;
  #clock: Clock;
  /** In order of arrival. */
  #waiting = new Set<Job>();
  #running = 0;
  #atTarget = new Map<string, number>();
  /** Milliseconds since the epoch of the last starts, at most `perSecond` of them. */
  #starts: number[] = [];
  #wake: (() => void) | undefined;

  constructor(pace: Pace, clock: Clock) {
    this.#pace = pace;
    this.#clock = clock;
  }

  /** Does the work when its turn has come: the higher the priority, the sooner. */
  add<Result>(
    { target, priority }: { target: string; priority: number },
    signal: AbortSignal,
    work: () => Promise<Result>,
  ): Ticket<Result> {
    let settle = { resolve: (_result: Result) => {}, reject: (_reason: unknown) => {} };
    const promise = new Promise<Result>((resolve, reject) => {
      settle = { resolve, reject };
    });
    const job: Job = {
      target,
      priority,
      hasStarted: false,
      start: () => work().then(settle.resolve, settle.reject),
    };
    const giveUp = () => {
      this.#waiting.delete(job);
      settle.reject(signal.reason);
    };
    if (signal.aborted) giveUp();
    else {
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.add(job);
      this.#startSome();
    }
    const result = promise.finally(() => signal.removeEventListener('abort', giveUp));
    // Whoever gave up waiting for it has nobody left to tell.
    result.catch(() => undefined);
    return {
      result,
      get hasStarted() {
        return job.hasStarted;
      },
      raise(higher) {
        job.priority = Math.max(job.priority, higher);
      },
    };
  }

  /** Calls off the timer; what waits is ended by its signal. */
  close(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  #startSome(): void {
    for (let job = this.#next(); job !== undefined; job = this.#next()) {
      const wait = this.#untilNextStart();
      if (wait > 0) {
        this.#wake ??= this.#clock.after(wait, () => {
          this.#wake = undefined;
          this.#startSome();
        });
        return;
      }
      this.#start(job);
    }
  }

  /** Milliseconds until the pace allows one more start. */
  #untilNextStart(): number {
    const { perSecond } = this.#pace;
    const oldest = this.#starts.length < perSecond ? undefined : this.#starts[0];
    return oldest === undefined ? 0 : oldest + 1000 - this.#clock.now();
  }

  #next(): Job | undefined {
    if (this.#running >= this.#pace.atOnce) return undefined;
    let next: Job | undefined;
    for (const job of this.#waiting) {
      const isBusy = (this.#atTarget.get(job.target) ?? 0) >= this.#pace.perTarget;
      if (!isBusy && (next === undefined || job.priority > next.priority)) next = job;
    }
    return next;
  }

  #start(job: Job): void {
    this.#waiting.delete(job);
    job.hasStarted = true;
    this.#running += 1;
    this.#atTarget.set(job.target, (this.#atTarget.get(job.target) ?? 0) + 1);
    this.#starts.push(this.#clock.now());
    if (this.#starts.length > this.#pace.perSecond) this.#starts.shift();
    void job.start().finally(() => {
      this.#running -= 1;
      const left = (this.#atTarget.get(job.target) ?? 1) - 1;
      if (left > 0) this.#atTarget.set(job.target, left);
      else this.#atTarget.delete(job.target);
      this.#startSome();
    });
  }
}
