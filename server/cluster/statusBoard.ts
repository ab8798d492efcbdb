import type { SourceStatus } from '@portolan/shared/wire/stream.ts';
import type { Problem } from './apiError.ts';
import type { Clock } from './clock.ts';
import type { Standing } from './kindWatcher.ts';
import type { SourceInfo, SourceProblem } from './source.ts';

/** Milliseconds a watch may be behind before anybody is told: a resumed one should not flicker (F4, R2). */
const grace = 2_000;
const mostSkipped = 50;

interface Entry {
  standing: Standing;
  /** When this state began. */
  entered: number;
}

/** Sums up how every reflector of a source is into the one status a reader sees. */
export class StatusBoard {
  readonly #info: SourceInfo;
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  readonly #listed = new Map<string, number>();
  readonly #skipped = new Map<string, SourceProblem>();
  #everLive = false;
  #liveSince = 0;
  #startedAt: number;

  constructor(info: SourceInfo, clock: Clock) {
    this.#info = info;
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  /** `undefined`: nothing is watched under that id any more. */
  set(id: string, standing: Standing | undefined): void {
    if (standing === undefined) {
      this.#entries.delete(id);
      return;
    }
    const before = this.#entries.get(id);
    const same = before !== undefined && before.standing.state === standing.state;
    this.#entries.set(id, { standing, entered: same ? before.entered : this.#clock.now() });
  }

  /** How many reflectors there are. */
  get size(): number {
    return this.#entries.size;
  }

  listed(id: string, count: number): void {
    this.#listed.set(id, count);
  }

  skip(problem: SourceProblem): void {
    const id = `${problem.kind} ${problem.key}`;
    // The newest are kept: the oldest may long be cured.
    this.#skipped.delete(id);
    this.#skipped.set(id, problem);
    const oldest = this.#skipped.keys().next().value;
    if (this.#skipped.size > mostSkipped && oldest !== undefined) this.#skipped.delete(oldest);
  }

  /** The object changed: true when there was a complaint of it, which is void now. */
  admit(kind: string, key: string): boolean {
    return this.#skipped.size > 0 && this.#skipped.delete(`${kind} ${key}`);
  }

  /** A new list of the kind begins without complaints; returns those that are void now. */
  admitAll(kind: string, namespace: string | undefined): SourceProblem[] {
    const mended = [...this.#skipped.values()].filter((problem) => {
      const inside = namespace === undefined || problem.key.startsWith(`${namespace}/`);
      return problem.kind === kind && inside;
    });
    for (const { key } of mended) this.#skipped.delete(`${kind} ${key}`);
    return mended;
  }

  /** Milliseconds until the status may change by time alone; undefined when it will not. */
  nextChange(): number | undefined {
    const now = this.#clock.now();
    const waits = [...this.#entries.values()]
      .filter(({ standing }) => standing.state === 'behind')
      .map(({ entered }) => entered + grace - now)
      .filter((wait) => wait > 0);
    return waits.length === 0 ? undefined : Math.min(...waits);
  }

  status(): SourceStatus {
    const listed = [...this.#listed.values()].reduce((sum, count) => sum + count, 0);
    const status: SourceStatus = {
      ...this.#info,
      ...this.#state(),
      ...(listed > 0 ? { listed } : {}),
    };
    if (status.state !== 'syncing') delete status.listed;
    if (this.#skipped.size > 0) status.skipped = [...this.#skipped.values()];
    return status;
  }

  #state(): Pick<SourceStatus, 'state' | 'since' | 'problem'> {
    const now = this.#clock.now();
    const all = [...this.#entries.values()];
    const watched = all.filter(
      ({ standing: { state } }) => state !== 'denied' && state !== 'absent',
    );
    if (watched.length === 0) return this.#nothingWatched(all);
    const late = watched.filter(
      ({ standing, entered }) => standing.state === 'behind' && now - entered >= grace,
    );
    const unlisted = watched.filter(({ standing }) => standing.state === 'syncing');
    const problem = worst([...late, ...unlisted].map(({ standing }) => problemOf(standing)));
    const detail = problem === undefined ? {} : { problem };
    if (!this.#everLive && unlisted.length > 0) {
      const answered = watched.length > unlisted.length || this.#listed.size > 0;
      const unanswered = problem === undefined ? 'connecting' : 'failed';
      return { state: answered ? 'syncing' : unanswered, since: this.#startedAt, ...detail };
    }
    const troubled = [...late, ...unlisted.filter(({ standing }) => 'problem' in standing)];
    if (troubled.length > 0) {
      const since = Math.min(...troubled.map(sinceOf));
      return { state: 'stale', since, ...detail };
    }
    if (!this.#everLive) this.#liveSince = now;
    this.#everLive = true;
    return { state: 'live', since: this.#liveSince };
  }

  #nothingWatched(all: readonly Entry[]): Pick<SourceStatus, 'state' | 'since' | 'problem'> {
    const problem = worst(all.map(({ standing }) => problemOf(standing)));
    if (problem === undefined) return { state: 'connecting', since: this.#startedAt };
    return { state: 'failed', since: this.#startedAt, problem };
  }
}

function problemOf(standing: Standing): Problem | undefined {
  return 'problem' in standing ? standing.problem : undefined;
}

function sinceOf({ standing, entered }: Entry): number {
  return standing.state === 'behind' ? standing.since : entered;
}

/** What a reader can do something about comes first. */
const urgency: readonly Problem['code'][] = [
  'execPlugin',
  'execNotAllowed',
  'credentialFile',
  'authProvider',
  'unauthorized',
  'anonymous',
  'tls',
  'plainHttp',
  'proxy',
  'dns',
  'refused',
  'unreachable',
  'timeout',
];

function rank({ code }: Problem): number {
  const index = urgency.indexOf(code);
  return index === -1 ? urgency.length : index;
}

function worst(problems: readonly (Problem | undefined)[]): Problem | undefined {
  return problems
    .filter((problem) => problem !== undefined)
    .toSorted((a, b) => rank(a) - rank(b))[0];
}
