// Live tests of the Services that somebody has open: every entry point and endpoint, again and
// again, within limits; at once where the predicted verdict changes; and whatever somebody asks for.
import type {
  PathHistory,
  ProbeResult,
  ProbeRun,
  VantageStatus,
} from '@portolan/shared/wire/probe.ts';
import type { Expectation, ServiceView } from '@portolan/shared/wire/view.ts';
import { type Clock, systemClock } from '../cluster/clock.ts';
import { AskedRuns, type ProbeAsk, type Run } from './askedRuns.ts';
import { resultOf } from './connections.ts';
import { History } from './history.ts';
import { type Path, expectationsByPath, namesOf, pathKey, pathsOf } from './paths.ts';
import type { Pace } from './schedule.ts';
import { type Standing, isOffered, standingsAt, statusOf } from './standings.ts';
import { stopper } from './stopper.ts';
import { type Occasion, Tests } from './tests.ts';
import { type Observation, type Vantage, type Vantages, unusable } from './vantage/vantage.ts';

export interface RunnerOptions {
  /** Rejects while it is not known how this cluster's network is reached; then nothing is dialled. */
  vantages(signal: AbortSignal): Promise<Vantages>;
  /** `from` are vantage ids to expect something of instead of the usual ones. */
  view(service: string, from?: readonly string[]): ServiceView | undefined;
  publish(service: string, results: readonly ProbeResult[]): void;
  /** The tests somebody asked for came a step further, or to an end. */
  onRuns?(runs: readonly ProbeRun[]): void;
  /** Milliseconds since the epoch, and timers. */
  clock?: Clock;
  /** Of any network; by default gentle to a real one. */
  pace?: Pace;
  /** Milliseconds between rounds. */
  interval?: number;
  /** Milliseconds until a disagreement is tested again before it is told: a data plane needs a moment. */
  settle?: number;
  /** Milliseconds after which a test that follows a change is given up for a new one. */
  patience?: number;
}

interface Watched {
  results: Map<string, ProbeResult>;
  expected: Map<string, Expectation>;
  uid: string | undefined;
  paused: boolean;
  stop: AbortController;
  /** Calls off the next round. */
  cancelTimer: () => void;
}

export class ProbeRunner {
  readonly interval: number;
  #options: RunnerOptions;
  #clock: Clock;
  #tests: Tests;
  #asked: AskedRuns;
  #watched = new Map<string, Watched>();
  #history = new History();
  #stop = new AbortController();

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.interval = options.interval ?? 10_000;
    this.#tests = new Tests({
      clock: this.#clock,
      settle: options.settle ?? 400,
      patience: options.patience ?? 400,
      ...(options.pace && { pace: options.pace }),
    });
    this.#asked = new AskedRuns({
      tests: this.#tests,
      view: (service, from) => options.view(service, from),
      standings: (ids) => this.#standings(ids),
      isKnownToDisagree: (path) => this.#isKnownToDisagree(path),
      tell: (path, seen) => this.#tell(path, seen, this.#expectedNow(path) ?? path.expected),
      publish: (service, result) => options.publish(service, [result]),
      now: () => this.#clock.now(),
      onRuns: (runs) => options.onRuns?.(runs),
    });
  }

  /** Begins the repeated tests of a Service. */
  watch(service: string): void {
    if (this.#watched.has(service)) return;
    const view = this.#options.view(service);
    this.#watched.set(service, {
      results: new Map(),
      expected: expectationsByPath(view),
      uid: view?.uid,
      paused: false,
      stop: stopper(),
      cancelTimer: () => undefined,
    });
    this.#round(service);
  }

  unwatch(service: string): void {
    const watched = this.#watched.get(service);
    watched?.cancelTimer();
    watched?.stop.abort();
    this.#watched.delete(service);
  }

  results(service: string): ProbeResult[] {
    return [...(this.#watched.get(service)?.results.values() ?? [])];
  }

  /** The last results of each path that was tested, oldest first. */
  history(service: string): PathHistory[] {
    return this.#history.of(service);
  }

  /** Whether clients can stand at the vantage points of a Service now. */
  async vantages(service: string): Promise<VantageStatus[]> {
    const ids = this.#options.view(service)?.vantages.map(({ id }) => id) ?? [];
    return [...(await this.#standings(ids)).values()].map(statusOf);
  }

  paused(): string[] {
    return [...this.#watched].flatMap(([service, { paused }]) => (paused ? [service] : []));
  }

  pause(service: string, paused: boolean): void {
    const watched = this.#watched.get(service);
    if (!watched || watched.paused === paused) return;
    watched.paused = paused;
    watched.cancelTimer();
    if (!paused) this.#round(service);
  }

  /** Tests at once every path whose verdict is not what it was, and forgets paths that are gone. */
  viewChanged(service: string, view: ServiceView | undefined): void {
    const watched = this.#watched.get(service);
    if (!watched) return;
    const before = watched.expected;
    watched.expected = expectationsByPath(view);
    if (watched.uid !== view?.uid) {
      // An object of the same name, and another one (F12).
      watched.uid = view?.uid;
      watched.results.clear();
      this.#history.forget(service);
    }
    for (const key of watched.results.keys()) {
      if (!watched.expected.has(key)) watched.results.delete(key);
    }
    const targets = new Set([...watched.expected.values()].map(({ target }) => target));
    this.#history.keepTargets(service, targets);
    if (watched.paused || !view) return;
    const changed = (path: Path) =>
      verdictOf(before.get(pathKey(path))) !== verdictOf(path.expected);
    void this.#testWatched(service, watched, view, changed, 'changed');
  }

  /** Tests what is asked for now, whether the Service is watched, paused or neither. */
  start(ask: ProbeAsk): Run {
    return this.#asked.start(ask);
  }

  /** Calls off a run. False when there is no such run, or it is over. */
  cancel(run: string): boolean {
    return this.#asked.cancel(run);
  }

  /** Those that somebody asked for and that are under way. */
  runs(): ProbeRun[] {
    return this.#asked.underWay();
  }

  close(): void {
    this.#stop.abort();
    this.#asked.cancelAll();
    for (const service of this.#watched.keys()) this.unwatch(service);
    this.#tests.close();
  }

  #round(service: string): void {
    const watched = this.#watched.get(service);
    if (!watched || watched.paused) return;
    const view = this.#options.view(service);
    const work = view && this.#testWatched(service, watched, view, () => true, 'round');
    void Promise.resolve(work).finally(() => {
      if (this.#watched.get(service) !== watched || watched.paused) return;
      watched.cancelTimer();
      watched.cancelTimer = this.#clock.after(this.interval, () => this.#round(service));
    });
  }

  async #testWatched(
    service: string,
    watched: Watched,
    view: ServiceView,
    isChosen: (path: Path) => boolean,
    why: Occasion,
  ): Promise<void> {
    const ids = view.vantages.map(({ id }) => id);
    const standings = await this.#standings(ids, ({ onDemand }) => !onDemand);
    const { signal } = watched.stop;
    const tests = pathsOf(service, view).map(async (path) => {
      const standing = standings.get(path.from);
      if (!isChosen(path) || !standing || !isOffered(standing)) return;
      const seen = await this.#observe(path, standing, why, signal);
      const expected = this.#expectedNow(path);
      if (expected) this.#tell(path, seen, expected);
    });
    await Promise.allSettled(tests);
  }

  async #observe(
    path: Path,
    { vantage, capability }: Standing,
    why: Occasion,
    signal: AbortSignal,
  ): Promise<Observation> {
    signal.throwIfAborted();
    if (!capability.available) return unusable(capability.code);
    const asked = { path, vantage, why, isKnownToDisagree: this.#isKnownToDisagree(path) };
    return this.#tests.observe(asked, () => undefined, signal);
  }

  #isKnownToDisagree(path: Path): boolean {
    return this.#watched.get(path.service)?.results.get(pathKey(path))?.agree === false;
  }

  /** Of a path that is watched: the view may have changed while it was tested. */
  #expectedNow(path: Path): Expectation | undefined {
    return this.#watched.get(path.service)?.expected.get(pathKey(path));
  }

  #tell(path: Path, seen: Observation, expected: Expectation): ProbeResult {
    const result = resultOf(namesOf(path), expected.trace, seen, this.#clock.now());
    if (this.#expectedNow(path)) {
      this.#watched.get(path.service)?.results.set(pathKey(path), result);
    }
    this.#history.record(path.service, result);
    this.#options.publish(path.service, [result]);
    return result;
  }

  #standings(
    ids: readonly string[],
    isWanted?: (vantage: Vantage) => boolean,
  ): Promise<ReadonlyMap<string, Standing>> {
    const { signal } = this.#stop;
    return standingsAt(ids, this.#options.vantages(signal), signal, isWanted);
  }
}

/** What makes a path worth another test at once. */
function verdictOf(expected: Expectation | undefined): string | undefined {
  return expected && `${expected.trace.verdict} ${expected.trace.backends.length > 0}`;
}
