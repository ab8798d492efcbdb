import { objectKey } from '@portolan/shared/model/metadata.ts';
import type { Change } from '@portolan/shared/model/object.ts';
import { createDoor, type Door } from '@portolan/shared/model/parse/object.ts';
import { isRawObject } from '@portolan/shared/model/parse/rawObject.ts';
import type { HttpApiClient } from './apiClient.ts';
import { ApiError } from './apiError.ts';
import type { Clock } from './clock.ts';
import { getJson } from './discovery.ts';
import { GatewayWatcher } from './gatewayWatcher.ts';
import { KindWatcher, type Standing } from './kindWatcher.ts';
import { NamespaceDirectory } from './namespaceDirectory.ts';
import { pollProxyConfig } from './proxyConfigPoller.ts';
import { builtInResources, objectPath, proxyConfigMap, type Resource } from './resources.ts';
import type {
  ObjectReference,
  RawObject,
  Source,
  SourceInfo,
  SourceProblem,
  SourceSink,
} from './source.ts';
import { StatusBoard } from './statusBoard.ts';
import { createTurns } from './turns.ts';

export interface ClusterSourceOptions {
  info: SourceInfo;
  api: HttpApiClient;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** Namespaces the user named by flag: where all may not be listed, only these are looked into. */
  namespaces?: readonly string[];
  /** The context's and the service account's own namespace. */
  ownNamespaces?: readonly string[];
}

/** Milliseconds in which changes are gathered into one batch. */
const batchFor = 10;
/** Milliseconds between two looks at the clock; a larger step means that the machine slept (F29). */
const pulse = 2_000;
const sleptFor = 10_000;
const listsAtOnce = 4;
/** Milliseconds between two access checks of a kind, and of the whole source (F27). */
const checkKindEvery = 45_000;
const checkAnyEvery = 500;

/** A live cluster as a source: one reflector per kind, their changes in one stream. */
export class ClusterSource implements Source {
  readonly info: SourceInfo;
  readonly #options: ClusterSourceOptions;
  readonly #door: Door = createDoor();
  readonly #namespaces: NamespaceDirectory;
  readonly #board: StatusBoard;
  readonly #stopped = new AbortController();
  readonly #gateway = new Map<string, Resource>();
  readonly #turn = createTurns(listsAtOnce);
  #sink: SourceSink | undefined;
  #changes: Change[] = [];
  #problems: SourceProblem[] = [];
  #lastStatus = '';
  #cancelFlush: (() => void) | undefined;
  #cancelRecheck: () => void = () => {};
  #cancelPulse: () => void = () => {};
  #running: Promise<unknown> = Promise.resolve();
  #reflectors = 0;

  constructor(options: ClusterSourceOptions) {
    this.info = options.info;
    this.#options = options;
    this.#namespaces = new NamespaceDirectory(
      options.namespaces ?? [],
      options.ownNamespaces ?? ['default'],
    );
    this.#board = new StatusBoard(options.info, options.clock);
  }

  start(sink: SourceSink): void {
    this.#sink = sink;
    const { signal } = this.#stopped;
    this.#pulse();
    this.#running = Promise.all([
      ...builtInResources.map((resource) => this.#watch(resource, signal)),
      this.#watchGateway(signal),
      this.#pollProxyConfig(signal),
    ]);
    this.#flush();
  }

  async stop(): Promise<void> {
    this.#sink = undefined;
    this.#stopped.abort();
    this.#cancelPulse();
    this.#cancelRecheck();
    this.#cancelFlush?.();
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
      checkEvery: () => Math.max(checkKindEvery, this.#reflectors * checkAnyEvery),
      sink: {
        changes: (changes) => {
          this.#take(changes);
        },
        listed: (scope, count) => {
          this.#board.listed(idOf(scope), count);
          this.#scheduleFlush();
        },
        standing: (scope, standing) => {
          this.#stand(idOf(scope), standing);
        },
        problem: (problem) => {
          this.#report(problem);
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
        this.#stand('discovery', standing);
      },
      ended: ({ kind }) => {
        this.#gateway.delete(kind);
        this.#stand(`${kind}/`, { state: 'absent' });
      },
    });
    return watcher.run(signal);
  }

  #pollProxyConfig(signal: AbortSignal): Promise<void> {
    const { api, clock, random } = this.#options;
    const poller = {
      api,
      clock,
      random,
      door: this.#door,
      changes: (changes: readonly Change[]) => {
        this.#take(changes);
      },
      standing: (standing: Standing) => {
        this.#stand('ConfigMap/kube-proxy', standing);
      },
      problem: (problem: SourceProblem) => {
        this.#report(problem);
      },
    };
    return pollProxyConfig(poller, signal);
  }

  #take(changes: readonly Change[]): void {
    this.#namespaces.follow(changes);
    for (const change of changes) {
      this.#changes.push(change);
      this.#mend(change);
    }
    this.#scheduleFlush();
  }

  /** What was skipped and now is well, or gone, is told too. */
  #mend(change: Change): void {
    const well = (kind: string, key: string) => {
      this.#problems.push({ kind, key, message: '' });
    };
    if (change.type === 'replace') {
      for (const { kind, key } of this.#board.admitAll(change.kind, change.namespace))
        well(kind, key);
    } else if (change.type === 'set') {
      const { kind, metadata } = change.object;
      const key = objectKey(metadata);
      if (this.#board.admit(kind, key)) well(kind, key);
    } else if (change.type === 'delete' && this.#board.admit(change.kind, change.key)) {
      well(change.kind, change.key);
    }
  }

  #report(problem: SourceProblem): void {
    this.#board.skip(problem);
    this.#problems.push(problem);
    this.#scheduleFlush();
  }

  #stand(id: string, standing: Standing | undefined): void {
    this.#board.set(id, standing);
    this.#reflectors = this.#board.size;
    this.#scheduleFlush();
  }

  #scheduleFlush(): void {
    if (this.#sink === undefined) return;
    this.#cancelFlush ??= this.#options.clock.after(batchFor, () => {
      this.#flush();
    });
  }

  /** Data before status: who reads `live` has seen what there is. */
  #flush(): void {
    this.#cancelFlush = undefined;
    const sink = this.#sink;
    if (sink === undefined) return;
    const changes = this.#changes;
    const problems = this.#problems;
    this.#changes = [];
    this.#problems = [];
    if (changes.length > 0) sink.change(changes);
    for (const problem of problems) sink.problem(problem);
    const status = this.#board.status();
    const text = JSON.stringify(status);
    if (text !== this.#lastStatus) sink.status(status);
    this.#lastStatus = text;
    this.#cancelRecheck();
    const wait = this.#board.nextChange();
    if (wait === undefined) return;
    this.#cancelRecheck = this.#options.clock.after(wait, () => {
      this.#flush();
    });
  }

  /** After sleep every connection is suspect and none says so: all are broken off and resumed (F29). */
  #pulse(): void {
    const { clock, api } = this.#options;
    const before = clock.now();
    this.#cancelPulse = clock.after(pulse, () => {
      if (clock.now() - before > sleptFor) api.reconnect();
      this.#pulse();
    });
  }
}

function withoutManagedFields(value: unknown): RawObject | undefined {
  if (!isRawObject(value)) return undefined;
  const { metadata } = value;
  if (!isRawObject(metadata)) return value;
  const { managedFields: _, ...kept } = metadata;
  return { ...value, metadata: kept };
}
