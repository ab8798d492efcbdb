import type { ObjectKey } from '@portolan/shared/model/metadata.ts';
import type { Change, ModelObject } from '@portolan/shared/model/object.ts';
import type { Door } from '@portolan/shared/model/parse/object.ts';
import { isRawObject, type RawObject } from '@portolan/shared/model/parse/rawObject.ts';
import { objectProblemText } from '@portolan/shared/words/objectProblem.ts';
import { AbortScope } from './abortScope.ts';
import { admit } from './admission.ts';
import type { ApiClient, ApiResponse } from './apiClient.ts';
import { ApiError, connectionError, type Problem } from './apiError.ts';
import { Backoff } from './backoff.ts';
import { sleep, type Clock } from './clock.ts';
import { listPages } from './listPages.ts';
import { eventError } from './refusal.ts';
import { apiVersionOf, collectionPath, type Resource } from './resources.ts';
import { compareVersions } from './resourceVersion.ts';
import type { SourceProblem } from './source.ts';
import { WatchParser, type WatchEvent } from './watchEvents.ts';

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

interface Told {
  changes: Change[];
  problems: SourceProblem[];
}

const pageSize = 500;
/** After a list whose history ran out under it: fewer, larger pages take less time (F5). */
const largePageSize = 5_000;
/** Milliseconds without a byte after which an unguarded watch is opened anew where it stopped (F1). */
const quietFor = 30_000;
/** Milliseconds a watch may outlive the timeout it asked for. */
const overtime = 30_000;
/** A watch that ends sooner, in milliseconds, is not a healthy one: the next waits its turn. */
const shortWatch = 1_000;
/** In-stream errors in a row after which the position itself is in doubt. */
const errorsBeforeRelist = 3;

/**
 * Keeps one kind (in one namespace, or all) equal to the API server: lists, watches, resumes,
 * relists. Holds no objects itself: a relist is told as `replace`, whoever keeps them works out
 * what is gone.
 */
export class Reflector {
  readonly #options: ReflectorOptions;
  readonly #path: string;
  readonly #backoff: Backoff;
  /** Where the watch continues; undefined when the history was lost. */
  #position: string | undefined;
  /** The newest version ever seen: no list may be older (F10). */
  #newest: string | undefined;
  /** The next list asks for the latest state instead of one not older than `#newest`. */
  #latest = false;
  #pageSize = pageSize;
  #streamErrors = 0;
  /** An event was lost whose object is not known: relist when the watch ends. */
  #doubtful = false;
  #repeats = 0;
  /** Milliseconds since the epoch: when the server was last heard. */
  #heard: number;

  constructor(options: ReflectorOptions) {
    this.#options = options;
    this.#path = collectionPath(options.resource, options.namespace);
    this.#backoff = new Backoff(options.random);
    this.#heard = options.clock.now();
  }

  /** Events that told nothing new: repeats, and those of unknown types (F13). */
  get repeats(): number {
    return this.#repeats;
  }

  /** Lists and watches until the signal is aborted, or the kind is denied or absent. */
  async run(signal: AbortSignal): Promise<ReflectorEnd> {
    this.#options.sink.health({ state: 'syncing' });
    while (!signal.aborted) {
      let verb: 'list' | 'watch' = 'list';
      try {
        if (this.#position === undefined) await this.#list(signal);
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
    if (problem.code === 'tooLarge') this.#pageSize = Math.max(1, Math.floor(this.#pageSize / 10));
    if (verb === 'list') this.#reconsiderList(failure);
    else this.#reconsiderPosition(failure);
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

  /** A list refused for its version is asked for without one: the latest, which is never older. */
  #reconsiderList({ status, problem, refusal }: ApiError): void {
    if (status === 410 || status === 400 || refusal.tooNew === true) this.#latest = true;
    if (problem.code === 'expired') this.#pageSize = largePageSize;
  }

  #reconsiderPosition({ status, refusal }: ApiError): void {
    if (status === 410) this.#position = undefined;
    if (status === 400 || refusal.tooNew === true) {
      this.#position = undefined;
      this.#latest = true;
    }
    if (this.#streamErrors >= errorsBeforeRelist) this.#position = undefined;
  }

  #behind(problem: Problem | undefined): void {
    const detail = problem === undefined ? {} : { problem };
    this.#options.sink.health(
      this.#newest === undefined
        ? { state: 'syncing', ...detail }
        : { state: 'behind', since: this.#heard, ...detail },
    );
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { turn, sink, resource, namespace } = this.#options;
    const { objects, problems, resourceVersion } = await turn(() => this.#readPages(signal));
    if (!this.#latest && this.#older(resourceVersion)) {
      // A lagging server (F10): it was asked for nothing older and answered so all the same.
      this.#latest = true;
      return;
    }
    this.#latest = false;
    this.#pageSize = pageSize;
    this.#streamErrors = 0;
    this.#doubtful = false;
    this.#position = resourceVersion;
    this.#newest = resourceVersion;
    const scope = namespace === undefined ? {} : { namespace };
    sink.changes([{ type: 'replace', kind: resource.kind, ...scope, objects }]);
    for (const problem of problems) sink.problem(problem);
  }

  async #readPages(signal: AbortSignal) {
    const { api, sink, door, resource } = this.#options;
    const objects: ModelObject[] = [];
    const problems: SourceProblem[] = [];
    let resourceVersion = '';
    const notOlderThan = this.#latest ? undefined : this.#newest;
    const pages = listPages(api, {
      path: this.#path,
      limit: this.#pageSize,
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

  #older(version: string): boolean {
    return this.#newest !== undefined && compareVersions(version, this.#newest) === -1;
  }

  /** One watch request; returns when it may be resumed at once. */
  async #watch(signal: AbortSignal): Promise<void> {
    const position = this.#position;
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
      if (this.#doubtful) this.#position = undefined;
      if (clock.now() - opened < shortWatch) await this.#pauseAfterShortWatch(signal);
    } finally {
      scope.abort();
      scope.release();
    }
  }

  /** Reads a watch until it ends, is silent or lasts `longest` milliseconds. @throws {ApiError} of its events. */
  async #readWatch(response: ApiResponse, scope: AbortScope, longest: number): Promise<void> {
    const cancelChecks = this.#checkAccess(scope);
    const cancelOvertime = this.#options.clock.after(longest, () => {
      scope.abort();
    });
    try {
      await this.#follow(response, scope);
    } catch (error) {
      if (error instanceof ApiError) throw error;
      if (scope.signal.reason instanceof ApiError) throw scope.signal.reason;
      // A cut connection and one we broke off ourselves end alike: resume where it stopped (F3).
    } finally {
      cancelChecks();
      cancelOvertime();
    }
  }

  async #pauseAfterShortWatch(signal: AbortSignal): Promise<void> {
    this.#behind(undefined);
    await sleep(this.#options.clock, this.#backoff.next(this.#options.clock.now()), signal);
  }

  async #follow(response: ApiResponse, scope: AbortScope): Promise<void> {
    const { clock } = this.#options;
    const parser = new WatchParser();
    const watchdog = () =>
      response.guarded
        ? () => {}
        : clock.after(quietFor, () => {
            scope.abort();
          });
    let cancelWatchdog = watchdog();
    try {
      for await (const chunk of response.body) {
        cancelWatchdog();
        this.#heard = clock.now();
        this.#applyAll(parser.push(chunk));
        cancelWatchdog = watchdog();
      }
    } finally {
      cancelWatchdog();
    }
  }

  #applyAll(events: readonly WatchEvent[]): void {
    const { sink } = this.#options;
    const told: Told = { changes: [], problems: [] };
    try {
      for (const event of events) this.#apply(event, told);
    } finally {
      if (told.changes.length > 0) sink.changes(told.changes);
      // After the changes: whoever keeps problems drops them when an object changes.
      for (const problem of told.problems) sink.problem(problem);
    }
  }

  #apply(event: WatchEvent, told: Told): void {
    const { kind } = this.#options.resource;
    switch (event.type) {
      case 'ERROR': {
        const error = eventError(event.object, this.#path);
        if (error.status !== 410) this.#streamErrors += 1;
        throw error;
      }
      case 'unreadable':
        this.#doubtful = true;
        told.problems.push({
          kind,
          key: '',
          message: objectProblemText({
            code: 'unreadableEvent',
            params: { detail: event.message },
          }),
        });
        return;
      case 'unknown':
        this.#repeats += 1;
        return;
      case 'BOOKMARK':
        this.#advance(event.resourceVersion);
        return;
      case 'DELETED':
        if (this.#advance(event.resourceVersion)) this.#remove(event.object, told);
        return;
      case 'ADDED':
      case 'MODIFIED':
        if (this.#advance(event.resourceVersion)) this.#set(event.object, told);
    }
  }

  /** False for a repeat. @throws when the server's history went back: only a list can tell why (F10). */
  #advance(version: string): boolean {
    const order = this.#newest === undefined ? 1 : compareVersions(version, this.#newest);
    if (order === 0 || order === -1) {
      this.#repeats += 1;
      if (order === 0) return false;
      this.#position = undefined;
      this.#latest = true;
      throw new ApiError({ code: 'expired', params: { path: this.#path } }, { status: 410 });
    }
    this.#position = version;
    this.#newest = version;
    this.#streamErrors = 0;
    return true;
  }

  #set(raw: RawObject, told: Told): void {
    const { door, resource } = this.#options;
    const admitted = admit(door, resource.kind, apiVersionOf(resource), raw);
    if ('object' in admitted) {
      told.changes.push({ type: 'set', object: admitted.object });
      return;
    }
    // What is shown of a refused object would be out of date: it is removed and reported.
    told.problems.push(admitted.refused);
    this.#remove(raw, told);
  }

  #remove(raw: RawObject, told: Told): void {
    const key = rawKey(raw);
    if (key === undefined) this.#doubtful = true;
    else told.changes.push({ type: 'delete', kind: this.#options.resource.kind, key });
  }

  /** Permission is taken away without a word in a running watch, so a list of one asks now and then (F27). */
  #checkAccess(scope: AbortScope): () => void {
    const { api, clock, checkEvery } = this.#options;
    const { signal } = scope;
    const check = async () => {
      try {
        const query = { limit: '1' };
        const { body } = await api.get({ path: this.#path, query, signal });
        for await (const _ of body) continue;
      } catch (error) {
        if (error instanceof ApiError && (error.status === 403 || error.status === 404)) {
          scope.abort(error);
        }
      }
      if (!signal.aborted) cancel = clock.after(checkEvery(), () => void check());
    };
    let cancel = clock.after(checkEvery(), () => void check());
    return () => {
      cancel();
    };
  }
}

function rawKey(raw: RawObject): ObjectKey | undefined {
  const metadata = raw['metadata'];
  if (!isRawObject(metadata)) return undefined;
  const { name, namespace } = metadata;
  if (typeof name !== 'string') return undefined;
  return typeof namespace === 'string' && namespace !== '' ? `${namespace}/${name}` : name;
}
