// Tests that somebody asked for: a whole matrix or a part of it, once or many times over, with
// progress, and called off at once when nobody wants them any more.
import { randomUUID } from 'node:crypto';
import type { ProbeResult, ProbeRun } from '@portolan/shared/wire/probe.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { connectionsOf, podNamedIn, resultOf, tellingOf } from './connections.ts';
import { type Path, namesOf, pathsOf } from './paths.ts';
import { type Standing, isOffered } from './standings.ts';
import { stopper } from './stopper.ts';
import type { Tests } from './tests.ts';
import { type Observation, unusable } from './vantage/vantage.ts';

/** What somebody asks for. */
export interface ProbeAsk {
  service: string;
  /** Vantage ids; all that are available when absent. */
  from?: readonly string[] | undefined;
  /** Target ids; all when absent. */
  targets?: readonly string[] | undefined;
  /** Connections on each path; absent: one, whoever else tests it joined. */
  count?: number | undefined;
}

export interface Run {
  readonly id: string;
  /** Resolves when all is tested, or at once with what was when it is called off. Never rejects. */
  readonly finished: Promise<RunResults>;
  cancel(): void;
}

export interface RunResults {
  results: ProbeResult[];
  isCancelled: boolean;
}

export interface AskedRunsOptions {
  tests: Tests;
  view(service: string, from?: readonly string[]): ServiceView | undefined;
  standings(ids: readonly string[]): Promise<ReadonlyMap<string, Standing>>;
  isKnownToDisagree(path: Path): boolean;
  /** Records and publishes what was seen; the result as it is told. */
  tell(path: Path, seen: Observation): ProbeResult;
  publish(service: string, result: ProbeResult): void;
  /** Milliseconds since the epoch. */
  now(): number;
  onRuns(runs: readonly ProbeRun[]): void;
}

/** Called as each test begins and ends. */
interface Progress {
  started(): void;
  ended(): void;
}

export class AskedRuns {
  #options: AskedRunsOptions;
  #runs = new Map<string, { run: ProbeRun; stop: AbortController }>();

  constructor(options: AskedRunsOptions) {
    this.#options = options;
  }

  underWay(): ProbeRun[] {
    return [...this.#runs.values()].map(({ run }) => structuredClone(run));
  }

  start(ask: ProbeAsk): Run {
    const id = randomUUID();
    const stop = stopper();
    const run = { id, service: ask.service, total: 0, done: 0, queued: 0 };
    this.#runs.set(id, { run, stop });
    const finished = this.#run(run, ask, stop.signal).finally(() => {
      this.#runs.delete(id);
      this.#options.onRuns(this.underWay());
    });
    return { id, finished, cancel: () => stop.abort() };
  }

  /** False when there is no such run, or it is over. */
  cancel(id: string): boolean {
    const found = this.#runs.get(id);
    found?.stop.abort();
    return found !== undefined;
  }

  cancelAll(): void {
    for (const { stop } of this.#runs.values()) stop.abort();
  }

  async #run(run: ProbeRun, ask: ProbeAsk, signal: AbortSignal): Promise<RunResults> {
    const { service, from, targets, count } = ask;
    const view = this.#options.view(service, from);
    if (!view) return { results: [], isCancelled: false };
    const standings = await this.#options.standings(view.vantages.map(({ id }) => id));
    const isAsked = (path: Path, standing: Standing) =>
      (from ? from.includes(path.from) : isOffered(standing)) &&
      (targets?.includes(path.target.id) ?? true);
    const tests = pathsOf(service, view).flatMap((path) => {
      const standing = standings.get(path.from);
      return standing && isAsked(path, standing) ? [{ path, standing }] : [];
    });
    const progress = this.#progressOf(run, tests.length * (count ?? 1));
    const settled = await Promise.allSettled(
      tests.map(({ path, standing }) =>
        count === undefined
          ? this.#once(path, standing, progress, signal)
          : this.#often(path, standing, count, view, progress, signal),
      ),
    );
    const results = settled.flatMap((each) =>
      each.status === 'fulfilled' && each.value ? [each.value] : [],
    );
    return { results, isCancelled: signal.aborted };
  }

  #progressOf(run: ProbeRun, total: number): Progress {
    const step = (change: Partial<ProbeRun>) => {
      Object.assign(run, change);
      this.#options.onRuns(this.underWay());
    };
    step({ total, queued: total });
    return {
      started: () => step({ queued: run.queued - 1 }),
      ended: () => step({ done: run.done + 1 }),
    };
  }

  async #once(
    path: Path,
    { vantage, capability }: Standing,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<ProbeResult> {
    const isKnownToDisagree = this.#options.isKnownToDisagree(path);
    const asked = { path, vantage, why: 'asked', isKnownToDisagree } as const;
    const seen = await tracked(progress, (onStart) =>
      capability.available
        ? this.#options.tests.observe(asked, onStart, signal)
        : refused(capability.code, onStart),
    );
    return this.#options.tell(path, seen);
  }

  /** Fresh connections, as the pace allows; those made before a cancel count. */
  async #often(
    path: Path,
    { vantage, capability }: Standing,
    count: number,
    view: ServiceView,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<ProbeResult | undefined> {
    const asked = { path, vantage, why: 'asked', isKnownToDisagree: true } as const;
    const settled = await Promise.allSettled(
      Array.from({ length: count }, () =>
        tracked(progress, (onStart) =>
          capability.available
            ? this.#options.tests.connectOnce(asked, onStart, signal)
            : refused(capability.code, onStart),
        ),
      ),
    );
    const seen = settled.flatMap((each) =>
      each.status === 'fulfilled' ? [identified(each.value, view)] : [],
    );
    const { trace } = path.expected;
    const telling = tellingOf(seen, trace);
    if (!telling) return undefined;
    const result = {
      ...resultOf(namesOf(path), trace, telling, this.#options.now()),
      connections: connectionsOf(seen, trace),
    };
    this.#options.publish(path.service, result);
    return result;
  }
}

async function tracked(
  progress: Progress,
  test: (onStart: () => void) => Promise<Observation>,
): Promise<Observation> {
  const seen = await test(() => progress.started());
  progress.ended();
  return seen;
}

async function refused(code: string, onStart: () => void): Promise<Observation> {
  onStart();
  return unusable(code);
}

/** Who answered, where the network does not say it and the answer does. */
function identified(seen: Observation, view: ServiceView): Observation {
  const { said, ...rest } = seen;
  const pod = seen.evidence.answeredBy ?? (said && podNamedIn(said, view));
  return pod === undefined || pod === ''
    ? rest
    : { ...rest, evidence: { ...rest.evidence, answeredBy: pod } };
}
