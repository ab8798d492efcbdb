import type { Change, ModelObject } from '@portolan/shared/model/object.ts';
import type { Door } from '@portolan/shared/model/parse/object.ts';
import { AbortScope } from './abortScope.ts';
import { checkAccess } from './accessCheck.ts';
import { admit } from './admission.ts';
import type { ApiClient, ApiResponse } from './apiClient.ts';
import { connectionError, type Problem } from './apiError.ts';
import { Backoff } from './backoff.ts';
import { sleep, type Clock } from './clock.ts';
import { CollectionHistory } from './collectionHistory.ts';
import { listPages } from './listPages.ts';
import { apiVersionOf, collectionPath, type Resource } from './resources.ts';
import type { SourceProblem } from './source.ts';
import { WatchChanges } from './watchChanges.ts';
import type { WatchEvent } from './watchEvents.ts';
import { readWatch } from './watchReader.ts';

/** `behind` since a moment: the watch is broken, or its history was lost and is being listed anew. */
export type Health =
  | { state: 'syncing'; problem?: Problem }
  | { state: 'live' }
  | { state: 'behind'; since: number; problem?: Problem };

/** Why a reflector gave up; anything else it retries for ever. */
export type ReflectorEnd =
  | { reason: 'stopped' }
  | { reason: 'denied'; verb: 'list' | 'watch'; problem: Problem }
  | { reason: 'absent' };

export interface ReflectorSink {
  changes(changes: readonly Change[]): void;
  /** Objects of the running list, so far. */
  listed(count: number): void;
  health(health: Health): void;
  problem(problem: SourceProblem): void;
}

export interface ReflectorOptions {
  resource: Resource;
  /** Only this namespace's objects; all when absent. */
  namespace?: string;
  api: ApiClient;
  door: Door;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  sink: ReflectorSink;
  /** Takes a turn among all lists of the source, so that they do not all arrive at once. */
  turn: <Result>(list: () => Promise<Result>) => Promise<Result>;
  /** Milliseconds between checks that the kind may still be listed (F27). */
  checkEvery: () => number;
}

/** Milliseconds a watch may outlive the timeout it asked for. */
const overtime = 30_000;
/** A watch that ends sooner, in milliseconds, is not a healthy one: the next waits its turn. */
const shortWatch = 1_000;

/**
 * Keeps one kind (in one namespace, or all) equal to the API server: lists, watches, resumes,
 * relists. Holds no objects itself: a relist is told as `replace`, whoever keeps them works out
 * what is gone.
 */
export class Reflector {
  readonly #options: ReflectorOptions;
  readonly #path: string;
  readonly #history: CollectionHistory;
  readonly #watchChanges: WatchChanges;
  readonly #backoff: Backoff;
  /** Milliseconds since the epoch: when the server was last heard. */
  #heard: number;

  constructor(options: ReflectorOptions) {
    this.#options = options;
    this.#path = collectionPath(options.resource, options.namespace);
    this.#history = new CollectionHistory(this.#path);
    const { resource, door, sink } = options;
    this.#watchChanges = new WatchChanges({
      resource,
      path: this.#path,
      door,
      history: this.#history,
      sink,
    });
    this.#backoff = new Backoff(options.random);
    this.#heard = options.clock.now();
  }

  /** Events that told nothing new: repeats, and those of unknown types (F13). */
  get repeats(): number {
    return this.#history.repeats;
  }

  /** Lists and watches until the signal is aborted, or the kind is denied or absent. */
  async run(signal: AbortSignal): Promise<ReflectorEnd> {
    this.#options.sink.health({ state: 'syncing' });
    while (!signal.aborted) {
      let verb: 'list' | 'watch' = 'list';
      try {
        if (this.#history.position === undefined) await this.#list(signal);
        verb = 'watch';
        await this.#watch(signal);
      } catch (error) {
        if (signal.aborted) break;
        const end = await this.#recover(error, verb, signal);
        if (end !== undefined) return end;
      }
    }
    return { reason: 'stopped' };
  }

  async #recover(
    error: unknown,
    verb: 'list' | 'watch',
    signal: AbortSignal,
  ): Promise<ReflectorEnd | undefined> {
    const failure = connectionError(error, this.#path);
    const { problem, refusal, status } = failure;
    if (status === 403) return { reason: 'denied', verb, problem };
    if (status === 404) return { reason: 'absent' };
    if (verb === 'list') this.#history.listFailed(failure);
    else this.#history.watchFailed(failure);
    const expired = status === 410 || refusal.tooNew === true;
    this.#behind(expired ? undefined : problem);
    const wait = this.#backoff.next(this.#options.clock.now(), refusal.retryAfter);
    await this.#pause(wait, status === undefined, signal);
    return undefined;
  }

  /** A server that could not be reached is asked again as soon as it answers anybody else. */
  async #pause(wait: number, unreachable: boolean, signal: AbortSignal): Promise<void> {
    const { api, clock } = this.#options;
    const scope = new AbortScope(signal);
    const wake = () => {
      scope.abort();
    };
    const cancel = unreachable ? api.onReturn(wake) : () => {};
    await sleep(clock, wait, scope.signal);
    cancel();
    scope.release();
  }

  #behind(problem: Problem | undefined): void {
    const detail = problem === undefined ? {} : { problem };
    this.#options.sink.health(
      this.#history.begun
        ? { state: 'behind', since: this.#heard, ...detail }
        : { state: 'syncing', ...detail },
    );
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { turn, sink, resource, namespace } = this.#options;
    const { objects, problems, resourceVersion } = await turn(() => this.#readPages(signal));
    if (!this.#history.restart(resourceVersion)) return;
    const scope = namespace === undefined ? {} : { namespace };
    sink.changes([{ type: 'replace', kind: resource.kind, ...scope, objects }]);
    for (const problem of problems) sink.problem(problem);
  }

  async #readPages(signal: AbortSignal) {
    const { api, sink, door, resource } = this.#options;
    const objects: ModelObject[] = [];
    const problems: SourceProblem[] = [];
    let resourceVersion = '';
    const { pageSize, notOlderThan } = this.#history;
    const pages = listPages(api, {
      path: this.#path,
      limit: pageSize,
      signal,
      ...(notOlderThan === undefined ? {} : { notOlderThan }),
    });
    for await (const page of pages) {
      if (resourceVersion === '') resourceVersion = page.resourceVersion;
      for (const raw of page.items) {
        const admitted = admit(door, resource.kind, apiVersionOf(resource), raw);
        if ('object' in admitted) objects.push(admitted.object);
        else problems.push(admitted.refused);
      }
      this.#heard = this.#options.clock.now();
      sink.listed(objects.length);
    }
    return { objects, problems, resourceVersion };
  }

  /** One watch request; returns when it may be resumed at once. */
  async #watch(signal: AbortSignal): Promise<void> {
    const { position } = this.#history;
    if (position === undefined) return;
    const { api, clock, random, sink } = this.#options;
    const seconds = 300 + Math.floor(random() * 300);
    const scope = new AbortScope(signal);
    try {
      const query = {
        watch: 'true',
        allowWatchBookmarks: 'true',
        resourceVersion: position,
        timeoutSeconds: `${seconds}`,
      };
      const response = await api.get({ path: this.#path, query, signal: scope.signal });
      const opened = clock.now();
      this.#heard = opened;
      sink.health({ state: 'live' });
      await this.#readWatch(response, scope, seconds * 1000 + overtime);
      signal.throwIfAborted();
      if (response.guarded) this.#heard = clock.now();
      this.#history.watchEnded();
      if (clock.now() - opened < shortWatch) await this.#pauseAfterShortWatch(signal);
    } finally {
      scope.abort();
      scope.release();
    }
  }

  async #readWatch(response: ApiResponse, scope: AbortScope, longest: number): Promise<void> {
    const { api, clock, checkEvery } = this.#options;
    const cancelChecks = checkAccess({ api, clock, path: this.#path, checkEvery }, scope);
    const heard = (events: readonly WatchEvent[]) => {
      this.#heard = clock.now();
      this.#watchChanges.tell(events);
    };
    try {
      await readWatch(response, { clock, scope, longest, heard });
    } finally {
      cancelChecks();
    }
  }

  async #pauseAfterShortWatch(signal: AbortSignal): Promise<void> {
    this.#behind(undefined);
    await sleep(this.#options.clock, this.#backoff.next(this.#options.clock.now()), signal);
  }
}
