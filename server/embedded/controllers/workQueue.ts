import type { Clock } from './clock.ts';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 30_000;

export interface WorkQueueOptions {
  clock: Clock;
  /** Brings one key to rest; a number asks to look again after so many milliseconds. */
  work: (key: string) => number | undefined;
  /** Told of what `work` throws; the key is tried again later. */
  onError: (key: string, error: unknown) => void;
}

/** Keys that are due, each at most once; failing keys come back ever more slowly. */
export class WorkQueue {
  private readonly due = new Set<string>();
  private readonly later = new Map<string, () => void>();
  private readonly failures = new Map<string, number>();
  private cancelDrain: (() => void) | undefined;
  private stopped = false;
  private readonly options: WorkQueueOptions;

  constructor(options: WorkQueueOptions) {
    this.options = options;
  }

  add(key: string): void {
    if (this.stopped) return;
    this.due.add(key);
    this.cancelDrain ??= this.options.clock.after(0, () => this.drain());
  }

  stop(): void {
    this.stopped = true;
    this.cancelDrain?.();
    for (const cancel of this.later.values()) cancel();
    this.later.clear();
    this.due.clear();
  }

  private drain(): void {
    this.cancelDrain = undefined;
    const keys = [...this.due];
    this.due.clear();
    for (const key of keys) this.process(key);
  }

  private process(key: string): void {
    this.callOff(key);
    try {
      const againMs = this.options.work(key);
      this.failures.delete(key);
      if (againMs !== undefined) this.addAfter(key, againMs);
    } catch (error) {
      this.options.onError(key, error);
      const failures = this.failures.get(key) ?? 0;
      this.failures.set(key, failures + 1);
      this.addAfter(key, Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures));
    }
  }

  private addAfter(key: string, delayMs: number): void {
    if (this.stopped) return;
    this.callOff(key);
    const cancel = this.options.clock.after(delayMs, () => {
      this.later.delete(key);
      this.add(key);
    });
    this.later.set(key, cancel);
  }

  private callOff(key: string): void {
    this.later.get(key)?.();
    this.later.delete(key);
  }
}
