// The likely causes of what the tests of the Services that somebody has open show, told when they
// are others than before.
import { diagnose } from '@portolan/shared/diagnosis/diagnose.ts';
import { pathKey } from '@portolan/shared/wire/fold.ts';
import type { Diagnosis, ProbeResult } from '@portolan/shared/wire/probe.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';

export interface DiagnosesOptions {
  view(service: string): ServiceView | undefined;
  /** The latest result of each path that is tested again and again. */
  results(service: string): readonly ProbeResult[];
  publish(service: string, diagnosis: readonly Diagnosis[]): void;
  /** Milliseconds since the epoch. */
  now(): number;
}

/**
 * Milliseconds for which a test counts that nobody repeats, such as one that told rivals apart: long
 * enough to read the answer, too short to speak of a fault that is mended.
 */
const asideCounts = 60_000;

interface Kept {
  /** Results from vantage points that are none of the view's own. */
  asides: Map<string, ProbeResult>;
  diagnosis: Diagnosis[];
  /** As text, to see whether it is another. */
  told: string;
}

export class Diagnoses {
  #options: DiagnosesOptions;
  #kept = new Map<string, Kept>();

  constructor(options: DiagnosesOptions) {
    this.#options = options;
  }

  watch(service: string): void {
    if (this.#kept.has(service)) return;
    this.#kept.set(service, { asides: new Map(), diagnosis: [], told: '[]' });
  }

  unwatch(service: string): void {
    this.#kept.delete(service);
  }

  of(service: string): Diagnosis[] {
    return this.#kept.get(service)?.diagnosis ?? [];
  }

  /** These tests came out; those that nobody repeats are kept for a while. */
  tested(service: string, results: readonly ProbeResult[]): void {
    const kept = this.#kept.get(service);
    if (!kept) return;
    const known = new Set(this.#options.view(service)?.vantages.map(({ id }) => id));
    for (const result of results) {
      if (!known.has(result.from)) kept.asides.set(pathKey(result.from, result.entryPoint), result);
    }
    this.#judge(service, kept);
  }

  viewChanged(service: string): void {
    const kept = this.#kept.get(service);
    if (kept) this.#judge(service, kept);
  }

  #judge(service: string, kept: Kept): void {
    const view = this.#options.view(service);
    const oldest = this.#options.now() - asideCounts;
    for (const [key, { at }] of kept.asides) if (at < oldest) kept.asides.delete(key);
    const results = [...this.#options.results(service), ...kept.asides.values()];
    const diagnosis = view ? diagnose(view, results) : [];
    const text = JSON.stringify(diagnosis);
    if (text === kept.told) return;
    kept.diagnosis = diagnosis;
    kept.told = text;
    this.#options.publish(service, diagnosis);
  }
}
