// Tests on their way to the network: each path is tested once at a time, however many ask for it.
import { agrees } from '@portolan/shared/paths/agreement.ts';
import { targetText } from '@portolan/shared/topology/targets.ts';
import { isIP } from 'node:net';
import { type Clock, sleep } from '../cluster/clock.ts';
import { type Path, dialOf, pathKey } from './paths.ts';
import { mayDial } from './safety.ts';
import { type Pace, Schedule, type Ticket, networkPace, simulatedPace } from './schedule.ts';
import { type Observation, type Vantage, unusable } from './vantage/vantage.ts';

/** Why a path is tested: it is its turn, a reader asked, or what is expected of it has changed. */
export type Occasion = 'round' | 'asked' | 'changed';

export interface TestsOptions {
  clock: Clock;
  /** Milliseconds until a disagreement is tested again before it is told: a data plane needs a moment. */
  settle: number;
  /** Milliseconds after which a test that follows a change is given up for a new one. */
  patience: number;
  /** Paces of the network and of simulated addresses. */
  pace?: Pace;
}

/** One test under way, and how many wait for it. */
interface UnderWay {
  ticket: Ticket<Observation>;
  stop: AbortController;
  wanted: number;
  onStart: (() => void)[];
}

export interface Asked {
  path: Path;
  vantage: Vantage;
  why: Occasion;
  /** The last result of this path disagreed: a second look would say nothing new. */
  isKnownToDisagree: boolean;
}

/** The higher, the sooner: what changed or was asked for, then what this machine sees, then entry points. */
function priorityOf({ path, why }: Asked): number {
  return (
    (why === 'round' ? 0 : 4) +
    (path.from === 'server' ? 2 : 0) +
    (path.target.kind === 'entryPoint' ? 1 : 0)
  );
}

export class Tests {
  #options: TestsOptions;
  #network: Schedule;
  #simulated: Schedule;
  #underWay = new Map<string, UnderWay>();
  #stop = new AbortController();

  constructor(options: TestsOptions) {
    this.#options = options;
    this.#network = new Schedule(options.pace ?? networkPace, options.clock);
    this.#simulated = new Schedule(options.pace ?? simulatedPace, options.clock);
  }

  close(): void {
    this.#stop.abort();
    this.#network.close();
    this.#simulated.close();
  }

  /**
   * One observation of a path. Who asks while it is on its way joins it (F41); after a change, its
   * old test has no question left to answer and makes room. Rejects when `signal` aborts; the test
   * itself is called off when nobody waits for it any more.
   */
  async observe(asked: Asked, onStart: () => void, signal: AbortSignal): Promise<Observation> {
    signal.throwIfAborted();
    const entry = this.#join(asked) ?? this.#begin(asked);
    entry.wanted += 1;
    if (entry.ticket.hasStarted) onStart();
    else entry.onStart.push(onStart);
    try {
      return await orAborted(entry.ticket.result, signal);
    } finally {
      entry.wanted -= 1;
      if (entry.wanted === 0) entry.stop.abort();
    }
  }

  /** One more connection, whoever else tests the path; its answer is read for who gave it. */
  async connectOnce(asked: Asked, onStart: () => void, signal: AbortSignal): Promise<Observation> {
    const stop = AbortSignal.any([signal, this.#stop.signal]);
    const ticket = this.#scheduleOf(asked).add(ticketOf(asked), stop, () => {
      onStart();
      return this.#probe(asked, true, stop);
    });
    return orAborted(ticket.result, stop);
  }

  #join(asked: Asked): UnderWay | undefined {
    const running = this.#underWay.get(keyOf(asked));
    if (asked.why !== 'changed') {
      running?.ticket.raise(priorityOf(asked));
      return running;
    }
    running?.stop.abort();
    return undefined;
  }

  #begin(asked: Asked): UnderWay {
    const key = keyOf(asked);
    const stop = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, stop.signal]);
    const onStart: (() => void)[] = [];
    const ticket = this.#scheduleOf(asked).add(ticketOf(asked), signal, () => {
      for (const tell of onStart.splice(0)) tell();
      return this.#observeSettled(asked, signal);
    });
    const entry: UnderWay = { ticket, stop, wanted: 0, onStart };
    this.#underWay.set(key, entry);
    const forget = () => this.#underWay.get(key) === entry && this.#underWay.delete(key);
    stop.signal.addEventListener('abort', forget, { once: true });
    void ticket.result.then(forget, forget);
    return entry;
  }

  #scheduleOf({ vantage }: Asked): Schedule {
    return vantage.simulated ? this.#simulated : this.#network;
  }

  /** Tests once, and again after a moment when that disagrees while the last result agreed. */
  async #observeSettled(asked: Asked, signal: AbortSignal): Promise<Observation> {
    const first = await (asked.why === 'changed'
      ? this.#observeAfterChange(asked, signal)
      : this.#probe(asked, false, signal));
    if (asked.isKnownToDisagree || this.#agrees(asked, first)) return first;
    // Whoever asks waits: a silence of seconds was moment enough.
    if (asked.why === 'asked' && first.outcome === 'timeout') return first;
    await sleep(this.#options.clock, this.#options.settle, signal);
    signal.throwIfAborted();
    return this.#probe(asked, false, signal);
  }

  /**
   * The data plane may still lead to what is gone by now, which stays silent for as long as we
   * wait. Where silence is not what is expected, a new test soon knows better.
   */
  async #observeAfterChange(asked: Asked, signal: AbortSignal): Promise<Observation> {
    if (this.#agrees(asked, { outcome: 'timeout' })) return this.#probe(asked, false, signal);
    const patience = new AbortController();
    const { clock, patience: limit } = this.#options;
    const cancel = clock.after(limit, () => patience.abort());
    try {
      return await this.#probe(asked, false, AbortSignal.any([signal, patience.signal]));
    } catch (error) {
      if (signal.aborted || !patience.signal.aborted) throw error;
      return await this.#probe(asked, false, signal);
    } finally {
      cancel();
    }
  }

  #agrees({ path }: Asked, { outcome }: Pick<Observation, 'outcome'>): boolean {
    const { verdict, hops } = path.expected.trace;
    return agrees(verdict, outcome, hops);
  }

  /** Whatever a vantage point does, an address that may not be dialled never gets there (F43). */
  async #probe(
    { path, vantage }: Asked,
    wantsAnswer: boolean,
    signal: AbortSignal,
  ): Promise<Observation> {
    signal.throwIfAborted();
    const target = dialOf(path, wantsAnswer);
    if (!vantage.simulated && isIP(target.address) !== 0 && !mayDial(target.address)) {
      return unusable('EREFUSEDBYPOLICY', { address: target.address });
    }
    return vantage.probe(target, path.target.test, signal);
  }
}

function keyOf({ path }: Asked): string {
  return `${path.service} ${pathKey(path)}`;
}

function ticketOf(asked: Asked): { target: string; priority: number } {
  return { target: targetText(asked.path.target), priority: priorityOf(asked) };
}

/** The result, or at once a rejection when the signal aborts. */
function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
