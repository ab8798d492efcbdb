// Live tests of the Services that somebody has open: every entry point and endpoint, again and
// again, within limits; at once where the predicted verdict changes.
import { setTimeout } from 'node:timers/promises';
import { agrees } from '@portolan/shared/paths/agreement.ts';
import { type Target, targetText, targetsOf } from '@portolan/shared/topology/targets.ts';
import type { ProbeResult } from '@portolan/shared/wire/probe.ts';
import type { Expectation, ServiceView } from '@portolan/shared/wire/view.ts';
import PQueue from 'p-queue';
import type { Dialer } from './dialer.ts';
import { type Observation, type ProbeLimits, defaultLimits, probe } from './probe.ts';

export interface RunnerOptions {
  /** Rejects while it is not known how this cluster's network is reached; then nothing is dialled. */
  dialer(signal: AbortSignal): Promise<Dialer>;
  view(service: string): ServiceView | undefined;
  publish(service: string, results: readonly ProbeResult[]): void;
  /** Wall clock, milliseconds. */
  now(): number;
  limits?: ProbeLimits;
  /** Milliseconds between rounds. */
  interval?: number;
  /** Milliseconds until a disagreement is tested again before it is told: a data plane needs a moment. */
  settle?: number;
  /** Milliseconds after which a test that follows a change is given up for a new one. */
  patience?: number;
}

interface Path {
  service: string;
  from: string;
  target: Target;
}

interface Watched {
  results: Map<string, ProbeResult>;
  verdicts: Map<string, string>;
  timer: NodeJS.Timeout | undefined;
  paused: boolean;
}

/** Why a path is tested: it is its turn, a reader asked, or what is expected of it has changed. */
type Occasion = 'round' | 'asked' | 'changed';

/** The higher, the sooner: what changed, then what this machine sees, then entry points. */
function priority(path: Path, why: Occasion): number {
  return (
    (why === 'round' ? 0 : 4) +
    (path.from === 'server' ? 2 : 0) +
    (path.target.kind === 'entryPoint' ? 1 : 0)
  );
}

export class ProbeRunner {
  readonly interval: number;
  #options: RunnerOptions;
  #watched = new Map<string, Watched>();
  #queue = new PQueue({ concurrency: 16, interval: 1000, intervalCap: 10 });
  #simulatedQueue = new PQueue({ concurrency: 32, interval: 100, intervalCap: 16 });
  #underWay = new Map<
    string,
    { work: Promise<ProbeResult | undefined>; superseded: AbortController }
  >();
  #lanes = new Map<string, PQueue>();
  #stop = new AbortController();

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.interval = options.interval ?? 10_000;
  }

  /** Begins the repeated tests of a Service. */
  watch(service: string): void {
    if (this.#watched.has(service)) return;
    const watched: Watched = {
      results: new Map(),
      verdicts: new Map(),
      timer: undefined,
      paused: false,
    };
    this.#watched.set(service, watched);
    this.#remember(watched, this.#options.view(service));
    this.#round(service);
  }

  unwatch(service: string): void {
    clearTimeout(this.#watched.get(service)?.timer);
    this.#watched.delete(service);
  }

  results(service: string): ProbeResult[] {
    return [...(this.#watched.get(service)?.results.values() ?? [])];
  }

  paused(): string[] {
    return [...this.#watched].flatMap(([service, { paused }]) => (paused ? [service] : []));
  }

  pause(service: string, paused: boolean): void {
    const watched = this.#watched.get(service);
    if (!watched || watched.paused === paused) return;
    watched.paused = paused;
    clearTimeout(watched.timer);
    if (!paused) this.#round(service);
  }

  /** Tests at once every path whose verdict is not what it was, and forgets paths that are gone. */
  viewChanged(service: string, view: ServiceView | undefined): void {
    const watched = this.#watched.get(service);
    if (!watched) return;
    const before = watched.verdicts;
    this.#remember(watched, view);
    for (const key of watched.results.keys()) {
      if (!watched.verdicts.has(key)) watched.results.delete(key);
    }
    if (watched.paused || !view) return;
    const changed = (path: Path) =>
      before.get(pathKey(path)) !== watched.verdicts.get(pathKey(path));
    void this.#run(service, view, changed, 'changed');
  }

  /** Tests these paths of a Service now, whether it is watched, paused or neither. */
  async test(
    service: string,
    from?: readonly string[],
    targets?: readonly string[],
  ): Promise<ProbeResult[]> {
    const view = this.#options.view(service);
    if (!view) return [];
    const chosen = (path: Path) =>
      (from?.includes(path.from) ?? true) && (targets?.includes(path.target.id) ?? true);
    return this.#run(service, view, chosen, 'asked');
  }

  close(): void {
    this.#stop.abort();
    this.#queue.clear();
    this.#simulatedQueue.clear();
    for (const { timer } of this.#watched.values()) clearTimeout(timer);
    this.#watched.clear();
  }

  #remember(watched: Watched, view: ServiceView | undefined): void {
    watched.verdicts = new Map(
      view?.expectations.map(({ vantage, target, trace }) => [
        `${vantage} ${target}`,
        `${trace.verdict} ${trace.backends.length > 0}`,
      ]),
    );
  }

  #round(service: string): void {
    const view = this.#options.view(service);
    const watched = this.#watched.get(service);
    if (!watched || watched.paused) return;
    const work = view ? this.#run(service, view, () => true, 'round') : Promise.resolve([]);
    void work.finally(() => {
      if (this.#watched.get(service) !== watched || watched.paused) return;
      clearTimeout(watched.timer);
      watched.timer = globalThis.setTimeout(() => this.#round(service), this.interval);
    });
  }

  async #run(
    service: string,
    view: ServiceView,
    chosen: (path: Path) => boolean,
    why: Occasion,
  ): Promise<ProbeResult[]> {
    const dialer = await this.#dialer();
    if (this.#stop.signal.aborted) return [];
    const paths = pathsOf(service, view, dialer).filter(chosen);
    const results = await Promise.all(paths.map((path) => this.#enqueue(path, dialer, why)));
    return results.filter((result) => result !== undefined);
  }

  async #dialer(): Promise<Dialer | undefined> {
    try {
      return await this.#options.dialer(this.#stop.signal);
    } catch {
      return undefined; // asked again in the next round
    }
  }

  /**
   * A path that waits or runs already is joined, never doubled (F41); after a change its old test
   * has no question left to answer and makes room.
   */
  #enqueue(path: Path, dialer: Dialer | undefined, why: Occasion) {
    const key = `${path.service} ${pathKey(path)}`;
    const running = this.#underWay.get(key);
    if (running && why === 'round') return running.work;
    if (why === 'changed') running?.superseded.abort();
    const superseded = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, superseded.signal]);
    const queue = dialer?.simulated ? this.#simulatedQueue : this.#queue;
    const work = queue
      .add(() => this.#testSettled(path, dialer, signal, why), { priority: priority(path, why) })
      .catch(() => undefined)
      .finally(() => {
        if (this.#underWay.get(key)?.work === work) this.#underWay.delete(key);
      });
    this.#underWay.set(key, { work, superseded });
    return work;
  }

  /** Tests once, and again after a moment when that disagrees while the last result agreed. */
  async #testSettled(
    path: Path,
    dialer: Dialer | undefined,
    signal: AbortSignal,
    why: Occasion,
  ): Promise<ProbeResult | undefined> {
    let result =
      why === 'changed'
        ? await this.#testAfterChange(path, dialer, signal)
        : await this.#testOnce(path, dialer, signal);
    const known = this.#watched.get(path.service)?.results.get(pathKey(path));
    if (result && !result.agree && known?.agree !== false) {
      await setTimeout(this.#options.settle ?? 400, undefined, { signal });
      result = await this.#testOnce(path, dialer, signal);
    }
    if (result) this.#record(path, result);
    return result;
  }

  /**
   * The data plane may still lead to what is gone by now, which stays silent for as long as we
   * wait. Where silence is not what is expected, a new test soon knows better.
   */
  async #testAfterChange(
    path: Path,
    dialer: Dialer | undefined,
    signal: AbortSignal,
  ): Promise<ProbeResult | undefined> {
    const expected = this.#expectationOf(path);
    if (!expected || agrees(expected.trace.verdict, 'timeout', expected.trace.hops)) {
      return this.#testOnce(path, dialer, signal);
    }
    const patience = AbortSignal.timeout(this.#options.patience ?? 400);
    try {
      return await this.#testOnce(path, dialer, AbortSignal.any([signal, patience]));
    } catch (error) {
      if (signal.aborted || !patience.aborted) throw error;
      return this.#testOnce(path, dialer, signal);
    }
  }

  async #testOnce(
    path: Path,
    dialer: Dialer | undefined,
    signal: AbortSignal,
  ): Promise<ProbeResult | undefined> {
    const observation = await this.#observe(path, dialer, signal);
    const expected = this.#expectationOf(path);
    if (!expected) return undefined;
    const { verdict, rules } = expected.trace;
    return {
      from: path.from,
      to: targetText(path.target),
      entryPoint: path.target.id,
      expected: { verdict, rules },
      agree: agrees(verdict, observation.outcome, expected.trace.hops),
      at: this.#options.now(),
      ...observation,
    };
  }

  #expectationOf({ service, from, target: { id } }: Path): Expectation | undefined {
    const expectations = this.#options.view(service)?.expectations;
    return expectations?.find(({ vantage, target }) => vantage === from && target === id);
  }

  async #observe(
    path: Path,
    dialer: Dialer | undefined,
    signal: AbortSignal,
  ): Promise<Observation> {
    if (!dialer) return { outcome: 'unusable', evidence: { errno: 'ENETWORKGONE' } };
    if (path.target.protocol !== 'TCP') {
      return { outcome: 'unusable', evidence: { errno: 'EPROTONOSUPPORT' } };
    }
    const { address, port, http } = path.target;
    const limits = this.#options.limits ?? defaultLimits;
    const target = { from: path.from, address, http, ...(port !== undefined && { port }) };
    return this.#inLane(targetText(path.target), async () => {
      signal.throwIfAborted();
      return probe(dialer, target, limits, signal);
    });
  }

  /** More than two at once to one target measures our own queue, not the target (P2). */
  async #inLane<T>(target: string, work: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(target) ?? new PQueue({ concurrency: 2 });
    this.#lanes.set(target, lane);
    try {
      return await lane.add(work);
    } finally {
      if (lane.size === 0 && lane.pending === 0) this.#lanes.delete(target);
    }
  }

  #record(path: Path, result: ProbeResult): void {
    const watched = this.#watched.get(path.service);
    if (watched?.verdicts.has(pathKey(path))) watched.results.set(pathKey(path), result);
    this.#options.publish(path.service, [result]);
  }
}

function pathKey(path: Path): string {
  return `${path.from} ${path.target.id}`;
}

/** What the view expects something of, from every vantage the dialer can stand at. */
function pathsOf(service: string, view: ServiceView, dialer: Dialer | undefined): Path[] {
  const stands = (vantage: string) => (dialer ? dialer.canStandAt(vantage) : vantage === 'server');
  const expected = new Set(view.expectations.map(({ vantage, target }) => `${vantage} ${target}`));
  return targetsOf(view).flatMap((target) =>
    view.vantages
      .map(({ id }) => id)
      .filter((from) => stands(from) && expected.has(`${from} ${target.id}`))
      .map((from) => ({ service, from, target })),
  );
}
