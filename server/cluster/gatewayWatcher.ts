import type { Change } from '@portolan/shared/model/object.ts';
import { AbortScope } from './abortScope.ts';
import type { ApiClient } from './apiClient.ts';
import { connectionError } from './apiError.ts';
import { Backoff } from './backoff.ts';
import { sleep, type Clock } from './clock.ts';
import { discoverGatewayKinds } from './discovery.ts';
import type { Standing } from './kindWatcher.ts';
import { gatewayResources, type Resource } from './resources.ts';

/** Milliseconds between looks for kinds that were installed or removed. */
const rediscoverEvery = 180_000;

export interface GatewayWatcherOptions {
  api: ApiClient;
  clock: Clock;
  random: () => number;
  /** Watches one kind until the signal is aborted. */
  watch: (resource: Resource, signal: AbortSignal) => Promise<void>;
  changes: (changes: readonly Change[]) => void;
  /** How discovery itself is; undefined once it has answered. */
  standing: (standing: Standing | undefined) => void;
  /** The kind is not watched any more. */
  ended: (resource: Resource) => void;
}

interface Watched {
  resource: Resource;
  scope: AbortScope;
  done: Promise<void>;
}

/** Watches the optional kinds as long as the cluster serves them; `absent` is no error. */
export class GatewayWatcher {
  readonly #options: GatewayWatcherOptions;
  readonly #backoff: Backoff;
  readonly #watched = new Map<string, Watched>();
  readonly #absent = new Set<string>();

  constructor(options: GatewayWatcherOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.random);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { api, clock, standing } = this.#options;
    standing({ state: 'syncing' });
    let answered = false;
    while (!signal.aborted) {
      let wait = rediscoverEvery;
      const scope = new AbortScope(signal);
      try {
        this.#serve(await discoverGatewayKinds(api, scope.signal), signal);
        standing(undefined);
        answered = true;
      } catch (error) {
        const { problem, refusal } = connectionError(error, '');
        // The reflectors tell of trouble that comes later; here it only delays the first answer.
        if (!answered && !signal.aborted) standing({ state: 'syncing', problem });
        wait = this.#backoff.next(clock.now(), refusal.retryAfter);
      } finally {
        scope.release();
      }
      await sleep(clock, wait, signal);
    }
    await Promise.all([...this.#watched.values()].map(({ done }) => done));
  }

  #serve(served: readonly Resource[], signal: AbortSignal): void {
    for (const { kind } of gatewayResources) {
      const resource = served.find((each) => each.kind === kind);
      const watched = this.#watched.get(kind);
      if (watched !== undefined && watched.resource.version !== resource?.version) {
        this.#end(watched);
      }
      if (resource === undefined) this.#tellAbsent(kind);
      else if (!this.#watched.has(kind)) this.#begin(resource, signal);
    }
  }

  #begin(resource: Resource, signal: AbortSignal): void {
    const scope = new AbortScope(signal);
    const done = this.#options.watch(resource, scope.signal);
    this.#watched.set(resource.kind, { resource, scope, done });
    this.#absent.delete(resource.kind);
  }

  #end({ resource, scope }: Watched): void {
    scope.abort();
    scope.release();
    this.#watched.delete(resource.kind);
    this.#options.ended(resource);
  }

  #tellAbsent(kind: Resource['kind']): void {
    if (this.#absent.has(kind)) return;
    this.#absent.add(kind);
    this.#options.changes([
      { type: 'access', kind, access: { state: 'absent' } },
      { type: 'replace', kind, objects: [] },
    ]);
  }
}
