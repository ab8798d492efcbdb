import type { ProbeResult } from '@portolan/shared/wire/probe.ts';

/** Gathers test results for a tick, so that a round of a large Service is few messages, not hundreds. */
export class ResultBatch {
  #pending = new Map<string, ProbeResult[]>();
  #tick: number;
  #publish: (service: string, results: ProbeResult[]) => void;

  /** @param tick Milliseconds from the first result to its message. */
  constructor(tick: number, publish: (service: string, results: ProbeResult[]) => void) {
    this.#tick = tick;
    this.#publish = publish;
  }

  add(service: string, result: ProbeResult): void {
    if (this.#pending.size === 0) setTimeout(() => this.#flush(), this.#tick);
    const known = this.#pending.get(service);
    if (known) known.push(result);
    else this.#pending.set(service, [result]);
  }

  #flush(): void {
    const pending = this.#pending;
    this.#pending = new Map();
    for (const [service, results] of pending) this.#publish(service, results);
  }
}
