import type { Change } from '@portolan/shared/model/object.ts';
import { createDoor, type Door } from '@portolan/shared/model/parse/object.ts';
import { isRawObject } from '@portolan/shared/model/parse/rawObject.ts';
import type { ApiCalls } from './apiCalls.ts';
import type { HttpApiClient } from './apiClient.ts';
import { ApiError } from './apiError.ts';
import type { Clock } from './clock.ts';
import { getJson } from './discovery.ts';
import { GatewayWatcher } from './gatewayWatcher.ts';
import { KindWatcher } from './kindWatcher.ts';
import { onWaking } from './machineSleep.ts';
import { NamespaceDirectory } from './namespaceDirectory.ts';
import { pollProxyConfig } from './proxyConfigPoller.ts';
import { builtInResources, objectPath, proxyConfigMap, type Resource } from './resources.ts';
import { SinkFeed } from './sinkFeed.ts';
import type { ObjectReference, RawObject, Source, SourceInfo, SourceSink } from './source.ts';
import { createTurns } from './turns.ts';

export interface ClusterSourceOptions {
  info: SourceInfo;
  api: HttpApiClient;
  /** Of the same server, for what is not watched. */
  calls?: ApiCalls;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** Namespaces the user named by flag: where all may not be listed, only these are looked into. */
  namespaces?: readonly string[];
  /** The context's and the service account's own namespace. */
  ownNamespaces?: readonly string[];
}

const listsAtOnce = 4;
/** Milliseconds between two access checks of a kind, and of the whole source (F27). */
const checkKindEvery = 45_000;
const checkAnyEvery = 500;

/** A live cluster as a source: one reflector per kind, their changes in one stream. */
export class ClusterSource implements Source {
  readonly info: SourceInfo;
  readonly calls?: ApiCalls;
  readonly #options: ClusterSourceOptions;
  readonly #door: Door = createDoor();
  readonly #namespaces: NamespaceDirectory;
  readonly #feed: SinkFeed;
  readonly #stopped = new AbortController();
  readonly #gateway = new Map<string, Resource>();
  readonly #turn = createTurns(listsAtOnce);
  #cancelWaking: () => void = () => {};
  #running: Promise<unknown> = Promise.resolve();

  constructor(options: ClusterSourceOptions) {
    this.info = options.info;
    if (options.calls) this.calls = options.calls;
    this.#options = options;
    this.#namespaces = new NamespaceDirectory(
      options.namespaces ?? [],
      options.ownNamespaces ?? ['default'],
    );
    this.#feed = new SinkFeed(options.info, options.clock);
  }

  start(sink: SourceSink): void {
    const { api, clock } = this.#options;
    const { signal } = this.#stopped;
    // After sleep every connection is suspect and none says so: all are broken off and resumed (F29).
    this.#cancelWaking = onWaking(clock, () => {
      api.reconnect();
    });
    this.#feed.open(sink);
    this.#running = Promise.all([
      ...builtInResources.map((resource) => this.#watch(resource, signal)),
      this.#watchGateway(signal),
      this.#pollProxyConfig(signal),
    ]);
  }

  async stop(): Promise<void> {
    this.#feed.close();
    this.#stopped.abort();
    this.#cancelWaking();
    this.#options.api.close();
    await this.#running;
  }

  async fetchObject({ kind, namespace, name }: ObjectReference): Promise<RawObject | undefined> {
    const resource = this.#resourceOf(kind, namespace, name);
    if (resource === undefined) return undefined;
    try {
      const path = objectPath(resource, namespace, name);
      return withoutManagedFields(await getJson(this.#options.api, path, this.#stopped.signal));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Undefined for what Portolan has no business reading, such as other ConfigMaps. */
  #resourceOf(kind: string, namespace: string | undefined, name: string): Resource | undefined {
    if (kind === 'ConfigMap') {
      const allowed = namespace === proxyConfigMap.namespace && name === proxyConfigMap.name;
      return allowed ? proxyConfigMap.resource : undefined;
    }
    return builtInResources.find((each) => each.kind === kind) ?? this.#gateway.get(kind);
  }

  #watch(resource: Resource, signal: AbortSignal): Promise<void> {
    const { api, clock, random } = this.#options;
    const idOf = (scope: string | undefined) => `${resource.kind}/${scope ?? ''}`;
    const watcher = new KindWatcher({
      resource,
      api,
      clock,
      random,
      door: this.#door,
      turn: this.#turn,
      namespaces: this.#namespaces,
      checkEvery: () => Math.max(checkKindEvery, this.#feed.reflectors * checkAnyEvery),
      sink: {
        changes: (changes) => {
          this.#take(changes);
        },
        listed: (scope, count) => {
          this.#feed.listed(idOf(scope), count);
        },
        standing: (scope, standing) => {
          this.#feed.standing(idOf(scope), standing);
        },
        problem: (problem) => {
          this.#feed.problem(problem);
        },
      },
    });
    return watcher.run(signal);
  }

  #watchGateway(signal: AbortSignal): Promise<void> {
    const { api, clock, random } = this.#options;
    const watcher = new GatewayWatcher({
      api,
      clock,
      random,
      watch: (resource, kindSignal) => {
        this.#gateway.set(resource.kind, resource);
        return this.#watch(resource, kindSignal);
      },
      changes: (changes) => {
        this.#take(changes);
      },
      standing: (standing) => {
        this.#feed.standing('discovery', standing);
      },
      ended: ({ kind }) => {
        this.#gateway.delete(kind);
        this.#feed.standing(`${kind}/`, { state: 'absent' });
      },
    });
    return watcher.run(signal);
  }

  #pollProxyConfig(signal: AbortSignal): Promise<void> {
    const { api, clock, random } = this.#options;
    return pollProxyConfig(
      {
        api,
        clock,
        random,
        door: this.#door,
        changes: (changes) => {
          this.#take(changes);
        },
        standing: (standing) => {
          this.#feed.standing('ConfigMap/kube-proxy', standing);
        },
        problem: (problem) => {
          this.#feed.problem(problem);
        },
      },
      signal,
    );
  }

  #take(changes: readonly Change[]): void {
    this.#namespaces.follow(changes);
    this.#feed.changes(changes);
  }
}

function withoutManagedFields(value: unknown): RawObject | undefined {
  if (!isRawObject(value)) return undefined;
  const { metadata } = value;
  if (!isRawObject(metadata)) return value;
  const { managedFields: _, ...kept } = metadata;
  return { ...value, metadata: kept };
}
