// Cluster state in, what changed on screen out. Changes of one tick are folded together and each
// Service they touch is computed once, and only what somebody follows is computed in full.
import { isDeepStrictEqual } from 'node:util';
import type { Pod } from '@portolan/shared/model/pod.ts';
import type { Change } from '@portolan/shared/model/object.ts';
import type { ObjectKey } from '@portolan/shared/model/metadata.ts';
import { applyChange } from '@portolan/shared/state/applyChange.ts';
import { ClusterState } from '@portolan/shared/state/clusterState.ts';
import { createDirty, isClean, mergeDirty } from '@portolan/shared/state/dirty.ts';
import {
  type ViewOptions,
  clientKey,
  keepingViews,
  serviceView,
} from '@portolan/shared/topology/serviceView.ts';
import { madeUpAddresses } from '@portolan/shared/topology/madeUp.ts';
import { serviceSummary } from '@portolan/shared/topology/serviceSummary.ts';
import { companionsOf } from '@portolan/shared/topology/companions.ts';
import type { ServiceFindings } from '@portolan/shared/wire/finding.ts';
import type { SourceStatus } from '@portolan/shared/wire/stream.ts';
import type { Unknown } from '@portolan/shared/wire/topology.ts';
import type { ServiceSummary, ServiceView } from '@portolan/shared/wire/view.ts';
import { FindingsBoard, type Written } from './findingsBoard.ts';

export interface ChartDelta {
  source?: SourceStatus;
  namespaces?: readonly string[];
  services?: { set: readonly ServiceSummary[]; removed: readonly ObjectKey[] };
  unknown?: readonly Unknown[];
  /** Of all Services; those that have none any more are `removed`. */
  findings?: { set: readonly ServiceFindings[]; removed: readonly ObjectKey[] };
  /** Followed views that changed; undefined when the Service is gone. */
  views: ReadonlyMap<ObjectKey, ServiceView | undefined>;
}

export interface ChartOptions {
  source: SourceStatus;
  view: ViewOptions;
  /** Calls back once, soon (the tick); injected so that tests decide when. */
  schedule: (run: () => void) => void;
  publish: (delta: ChartDelta) => void;
  written?: Written;
}

interface Followed {
  followers: number;
  view: ServiceView | undefined;
  /** The clients its vantage points stand for, as they were when the view was made. */
  clients: Clients;
}

interface Clients {
  pod: Pod | undefined;
  /** Addresses made up for those that are not there. */
  madeUp: string;
}

export class Chart {
  readonly state = new ClusterState();
  /** What is wrong, by Service. */
  readonly findings: FindingsBoard;
  #options: ChartOptions;
  #view: ViewOptions;
  #source: SourceStatus;
  #summaries = new Map<ObjectKey, ServiceSummary>();
  #summaryText = new Map<ObjectKey, string>();
  #views = new Map<ObjectKey, Followed>();
  #dirty = createDirty();
  #sourceChanged = false;
  #scheduled = false;

  constructor(options: ChartOptions) {
    this.#options = options;
    this.#view = keepingViews(options.view);
    this.#source = options.source;
    this.findings = new FindingsBoard(this.state, options.written);
  }

  get source(): SourceStatus {
    return this.#source;
  }

  /** False until the cluster was read once: what is not known until then is not missing. */
  get isRead(): boolean {
    return this.#source.state === 'live' || this.#source.state === 'stale';
  }

  summaries(): ServiceSummary[] {
    return [...this.#summaries.values()];
  }

  namespaces(): string[] {
    const names = new Set<string>();
    for (const namespace of this.state.namespaces()) names.add(namespace.metadata.name);
    // Namespaces may not be readable while what is in them is.
    for (const service of this.#summaries.values()) names.add(service.namespace);
    return [...names].toSorted();
  }

  unknown(): Unknown[] {
    return this.state.unknowns();
  }

  /** The view of a Service, fresh as of the last tick when it is followed, else computed now. */
  view(key: ObjectKey): ServiceView | undefined {
    const followed = this.#views.get(key);
    return followed ? followed.view : this.#compute(key);
  }

  /** Counts one more follower; the first makes the view computed on every change. */
  follow(key: ObjectKey): ServiceView | undefined {
    const entry = this.#views.get(key);
    if (entry) {
      entry.followers += 1;
      return entry.view;
    }
    const view = this.#compute(key);
    this.#views.set(key, {
      followers: 1,
      view,
      clients: this.#clientsOf(key),
    });
    return view;
  }

  unfollow(key: ObjectKey): void {
    const entry = this.#views.get(key);
    if (!entry) return;
    entry.followers -= 1;
    if (entry.followers === 0) this.#views.delete(key);
  }

  followed(): ObjectKey[] {
    return [...this.#views.keys()];
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) mergeDirty(this.#dirty, applyChange(this.state, change));
    this.#tickSoon();
  }

  setSource(source: SourceStatus): void {
    const wasRead = this.isRead;
    this.#source = source;
    if (this.isRead && !wasRead) this.findings.doubt();
    this.#sourceChanged = true;
    this.#tickSoon();
  }

  #tickSoon(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#options.schedule(() => {
      this.#scheduled = false;
      this.#options.publish(this.#tick());
    });
  }

  #tick(): ChartDelta {
    const dirty = this.#dirty;
    this.#dirty = createDirty();
    const everything = dirty.accessChanged || dirty.proxyConfigChanged;
    const touched = everything ? this.#everyKey() : dirty.services;
    this.findings.touch(touched);
    if (!isClean(dirty)) this.findings.doubt();
    const judged = this.isRead ? this.findings.judge() : new Set<ObjectKey>();
    const keys = new Set([...touched, ...judged]);
    const set: ServiceSummary[] = [];
    const removed: ObjectKey[] = [];
    for (const key of keys) this.#refreshSummary(key, set, removed);
    // Where clients stand and what policies let them do is shared by all views.
    const everyView =
      everything || dirty.nodesChanged || dirty.namespacesChanged || dirty.policiesChanged;
    const delta: ChartDelta = {
      views: this.#refreshViews(everyView ? undefined : keys),
      ...(this.#sourceChanged && { source: this.#source }),
      ...((set.length > 0 || removed.length > 0) && { services: { set, removed } }),
      ...((dirty.namespacesChanged || removed.length > 0 || set.length > 0) && {
        namespaces: this.namespaces(),
      }),
      ...(dirty.accessChanged && { unknown: this.unknown() }),
      ...(judged.size > 0 && { findings: this.#findingsOf(judged) }),
    };
    this.#sourceChanged = false;
    if (this.isRead && this.findings.isWaiting) this.#tickSoon();
    return delta;
  }

  #findingsOf(keys: ReadonlySet<ObjectKey>): NonNullable<ChartDelta['findings']> {
    const told = [...keys].map((service) => ({
      service,
      findings: [...this.findings.of(service)],
    }));
    return {
      set: told.filter(({ findings }) => findings.length > 0),
      removed: told.flatMap(({ service, findings }) => (findings.length > 0 ? [] : service)),
    };
  }

  /** Recomputes the followed views that these Services bear on, or all; those that differ. */
  #refreshViews(keys: ReadonlySet<ObjectKey> | undefined): Map<ObjectKey, ServiceView | undefined> {
    const views = new Map<ObjectKey, ServiceView | undefined>();
    for (const [key, entry] of this.#views) {
      if (keys && !this.#bearsOn(keys, key, entry)) continue;
      const view = this.#compute(key);
      entry.clients = this.#clientsOf(key);
      // What is the very same in both, as thousands of NodePorts are, is not looked into.
      if (isDeepStrictEqual(view, entry.view)) continue;
      entry.view = view;
      views.set(key, view);
    }
    return views;
  }

  #bearsOn(keys: ReadonlySet<ObjectKey>, key: ObjectKey, { view, clients }: Followed): boolean {
    if (keys.has(key)) return true;
    if (!view) return false;
    const now = this.#clientsOf(key);
    if (clients.pod !== now.pod || clients.madeUp !== now.madeUp) return true;
    for (const companion of companionsOf(this.state, view)) if (keys.has(companion)) return true;
    return false;
  }

  #clientsOf(key: ObjectKey): Clients {
    const service = this.state.service(key);
    if (!service) return { pod: undefined, madeUp: '' };
    return {
      pod: this.state.pod(clientKey(service)),
      madeUp: madeUpAddresses(this.state, service, this.#view),
    };
  }

  #everyKey(): Set<ObjectKey> {
    const keys = new Set(this.#summaries.keys());
    for (const service of this.state.services()) {
      keys.add(`${service.metadata.namespace}/${service.metadata.name}`);
    }
    return keys;
  }

  #refreshSummary(key: ObjectKey, set: ServiceSummary[], removed: ObjectKey[]): void {
    const service = this.state.service(key);
    if (!service) {
      if (this.#summaries.delete(key)) removed.push(key);
      this.#summaryText.delete(key);
      return;
    }
    const summary = serviceSummary(this.state, service, this.findings.of(key));
    const text = JSON.stringify(summary);
    if (this.#summaryText.get(key) === text) return;
    this.#summaries.set(key, summary);
    this.#summaryText.set(key, text);
    set.push(summary);
  }

  #compute(key: ObjectKey): ServiceView | undefined {
    const service = this.state.service(key);
    if (!service) return undefined;
    const view = serviceView(this.state, service, this.#view);
    return {
      ...view,
      findings: this.findings.told(`${view.namespace}/${view.name}`, view.findings),
    };
  }
}
