import type { Access, Change } from '@portolan/shared/model/object.ts';
import { AbortScope } from './abortScope.ts';
import type { Problem } from './apiError.ts';
import { sleep } from './clock.ts';
import type { NamespaceDirectory } from './namespaceDirectory.ts';
import {
  Reflector,
  type Health,
  type ReflectorEnd,
  type ReflectorOptions,
  type ReflectorSink,
} from './reflector.ts';
import { collectionPath, type Resource } from './resources.ts';
import type { SourceProblem } from './source.ts';

/** Milliseconds between attempts at a kind that was denied or absent (F25). */
const retryEvery = 300_000;

/** How one reflector of the kind is, by namespace (undefined: all namespaces). */
export type Standing = Health | { state: 'denied'; problem: Problem } | { state: 'absent' };

export interface KindSink {
  changes(changes: readonly Change[]): void;
  listed(scope: string | undefined, count: number): void;
  /** `undefined` as standing: nothing is watched there any more. */
  standing(scope: string | undefined, standing: Standing | undefined): void;
  problem(problem: SourceProblem): void;
}

export interface KindWatcherOptions extends Omit<ReflectorOptions, 'sink' | 'namespace'> {
  namespaces: NamespaceDirectory;
  sink: KindSink;
}

/**
 * Keeps one kind as complete as the user's permissions allow: all namespaces at once, or, where
 * that is denied, one by one (F25). Denied and absent kinds are tried again every five minutes.
 */
export class KindWatcher {
  readonly #options: KindWatcherOptions;
  readonly #resource: Resource;

  constructor(options: KindWatcherOptions) {
    this.#options = options;
    this.#resource = options.resource;
  }

  async run(signal: AbortSignal): Promise<void> {
    for (let again = false; !signal.aborted; again = true) {
      const end = await this.#reflect(undefined, signal, again);
      if (end.reason === 'stopped') return;
      this.#giveUp(undefined, end);
      const scope = new AbortScope(signal);
      const single =
        end.reason === 'denied' && this.#resource.namespaced
          ? this.#watchNamespaces(scope.signal)
          : Promise.resolve();
      await sleep(this.#options.clock, retryEvery, signal);
      if (!signal.aborted && end.reason === 'denied') await this.#untilAllowed(signal);
      scope.abort();
      scope.release();
      await single;
    }
  }

  /** Asks now and then whether all namespaces may be listed after all; single ones go on meanwhile. */
  async #untilAllowed(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !(await this.#allowed(signal))) {
      await sleep(this.#options.clock, retryEvery, signal);
    }
  }

  async #allowed(signal: AbortSignal): Promise<boolean> {
    const { api } = this.#options;
    const scope = new AbortScope(signal);
    try {
      const { body } = await api.get({
        path: collectionPath(this.#resource),
        query: { limit: '1' },
        signal: scope.signal,
      });
      for await (const _ of body) continue;
      return true;
    } catch {
      return false;
    } finally {
      scope.release();
    }
  }

  async #watchNamespaces(signal: AbortSignal): Promise<void> {
    const running = new Map<string, { scope: AbortScope; done: Promise<void> }>();
    const { namespaces } = this.#options;
    const update = () => {
      for (const name of namespaces.names()) {
        if (running.has(name) || signal.aborted) continue;
        const scope = new AbortScope(signal);
        running.set(name, { scope, done: this.#watchNamespace(name, scope.signal) });
      }
      for (const [name, { scope }] of running) {
        if (namespaces.names().has(name)) continue;
        scope.abort();
        scope.release();
        running.delete(name);
        this.#forget(name);
      }
    };
    const unsubscribe = namespaces.subscribe(update);
    update();
    await aborted(signal);
    unsubscribe();
    await Promise.all([...running.values()].map(({ done }) => done));
    for (const [name, { scope }] of running) {
      scope.release();
      this.#options.sink.standing(name, undefined);
    }
  }

  async #watchNamespace(name: string, signal: AbortSignal): Promise<void> {
    for (let again = false; !signal.aborted; again = true) {
      const end = await this.#reflect(name, signal, again);
      if (end.reason === 'stopped') return;
      this.#giveUp(name, end);
      await sleep(this.#options.clock, retryEvery, signal);
    }
  }

  #reflect(
    namespace: string | undefined,
    signal: AbortSignal,
    again: boolean,
  ): Promise<ReflectorEnd> {
    const reflector = new Reflector({
      ...this.#options,
      ...(namespace === undefined ? {} : { namespace }),
      sink: this.#reflectorSink(namespace, again),
    });
    return reflector.run(signal);
  }

  /**
   * A first complete list shows that the kind is readable: it says so first. A kind that is tried
   * `again` stays denied or absent, as it was, until then.
   */
  #reflectorSink(namespace: string | undefined, again: boolean): ReflectorSink {
    const { sink } = this.#options;
    let readable = false;
    return {
      changes: (changes) => {
        sink.changes(
          readable ? changes : [this.#access(namespace, { state: 'readable' }), ...changes],
        );
        readable = true;
      },
      listed: (count) => {
        sink.listed(namespace, count);
      },
      health: (health) => {
        if (!again || health.state !== 'syncing') sink.standing(namespace, health);
      },
      problem: (problem) => {
        sink.problem(problem);
      },
    };
  }

  /** Says that the kind is unknown there, then removes what was known of it. */
  #giveUp(namespace: string | undefined, end: Exclude<ReflectorEnd, { reason: 'stopped' }>): void {
    const { sink } = this.#options;
    const access: Access =
      end.reason === 'denied' ? { state: 'denied', verb: end.verb } : { state: 'absent' };
    sink.changes([this.#access(namespace, access), this.#nothing(namespace)]);
    sink.standing(
      namespace,
      end.reason === 'denied' ? { state: 'denied', problem: end.problem } : { state: 'absent' },
    );
  }

  /** A namespace that is gone takes its objects with it (F18). */
  #forget(namespace: string): void {
    this.#options.sink.changes([this.#nothing(namespace)]);
    this.#options.sink.standing(namespace, undefined);
  }

  #access(namespace: string | undefined, access: Access): Change {
    const scope = namespace === undefined ? {} : { namespace };
    return { type: 'access', kind: this.#resource.kind, ...scope, access };
  }

  #nothing(namespace: string | undefined): Change {
    const scope = namespace === undefined ? {} : { namespace };
    return { type: 'replace', kind: this.#resource.kind, ...scope, objects: [] };
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
}
