// The store behind the REST verbs, the controllers and the network: every write goes through here.

import type {
  Admission,
  AdmissionRequest,
  KubeObject,
  ObjectRef,
  ObjectStore,
  ResourceType,
  StoreEvent,
} from '../objects.ts';
import {
  alreadyExists,
  badRequest,
  forbidden,
  invalid,
  modified,
  notFound,
  preconditionFailed,
} from './errors.ts';
import { EventLog, type LoggedEvent } from './eventLog.ts';
import { equalJson, frozenCopy } from './json.ts';
import { generateName, nameFault } from './objectNames.ts';
import {
  gracePeriod,
  hasStatus,
  markDeleted,
  mayBeRemoved,
  prepareCreate,
  prepareStatus,
  prepareUpdate,
  withGeneration,
} from './objectLifecycle.ts';
import { ObjectTable } from './objectTable.ts';
import { Registry } from './registry.ts';

export interface StoreOptions {
  types: readonly ResourceType[];
  /** Run in order on every write. */
  admissions: readonly Admission[];
  /** Wall clock, milliseconds since the epoch. */
  clock: () => number;
  /** Numbers in [0, 1), for generated names. */
  random: () => number;
  uid: () => string;
  /** How many writes watches and old lists can reach back. */
  logSize: number;
  /** Told of what a subscriber throws; the write it heard of stands. */
  onListenerError: (error: unknown) => void;
}

export interface WriteOptions {
  /** Everything but the write itself. */
  dryRun?: boolean;
}

export interface DeleteOptions extends WriteOptions {
  gracePeriodSeconds?: number;
  /** Preconditions. */
  uid?: string;
  resourceVersion?: string;
  propagation?: 'Background' | 'Foreground' | 'Orphan';
}

/** Finalizers by which the garbage collector holds an owner until its dependents are seen to. */
const PROPAGATION_FINALIZERS = {
  Background: [],
  Foreground: ['foregroundDeletion'],
  Orphan: ['orphan'],
} as const;

const NAME_ATTEMPTS = 8;

export class Store implements ObjectStore {
  readonly registry: Registry;
  readonly log: EventLog;
  private readonly tables = new Map<string, ObjectTable>();
  private readonly listeners = new Set<(event: LoggedEvent) => void>();
  private readonly undelivered: LoggedEvent[] = [];
  private delivering = false;
  private readonly options: StoreOptions;

  constructor(options: StoreOptions) {
    this.options = options;
    this.registry = new Registry(options.types);
    // The clock's milliseconds: a restarted API is ahead of the one before, so that a client which
    // resumes with the old one's resourceVersion is told 410 rather than missing events.
    this.log = new EventLog(Math.max(1, Math.floor(options.clock())), options.logSize);
  }

  get(ref: ObjectRef): KubeObject | undefined {
    return this.find(this.registry.ofRef(ref), ref.namespace, ref.name);
  }

  list(query: { plural: string; group?: string; namespace?: string }): readonly KubeObject[] {
    return this.tableOf(this.registry.ofRef(query)).list(query.namespace);
  }

  create(object: KubeObject, options: WriteOptions = {}): KubeObject {
    const type = this.registry.ofObject(object);
    const named = this.settleName(type, object);
    this.requireNamespace(type, named);
    const now = this.options.clock();
    const prepared = prepareCreate(type, named, this.options.uid(), now);
    const admitted = this.admit({ verb: 'create', resource: type, object: prepared, now });
    return this.commit('ADDED', type, admitted, undefined, options);
  }

  update(object: KubeObject, options: WriteOptions = {}): KubeObject {
    const type = this.registry.ofObject(object);
    const previous = this.forUpdate(type, object);
    const prepared = prepareUpdate(type, object, previous);
    return this.admitAndWrite('update', type, prepared, previous, options);
  }

  updateStatus(object: KubeObject, options: WriteOptions = {}): KubeObject {
    const type = this.registry.ofObject(object);
    if (!hasStatus(type)) throw notFound(type, object.metadata.name);
    const previous = this.forUpdate(type, object);
    const prepared = prepareStatus(object, previous);
    return this.admitAndWrite('updateStatus', type, prepared, previous, options);
  }

  modify(
    ref: ObjectRef,
    change: (current: KubeObject) => KubeObject | undefined,
    subresource?: 'status',
  ): KubeObject | undefined {
    const current = this.require(this.registry.ofRef(ref), ref.namespace, ref.name);
    const changed = change(current);
    if (changed === undefined) return undefined;
    return subresource === 'status' ? this.updateStatus(changed) : this.update(changed);
  }

  /** Returns the object as it stands after, marked or already gone. */
  delete(ref: ObjectRef, options: DeleteOptions = {}): KubeObject {
    const type = this.registry.ofRef(ref);
    const current = this.require(type, ref.namespace, ref.name);
    checkPreconditions(type, current, options);
    const now = this.options.clock();
    this.admit({ verb: 'delete', resource: type, object: current, previous: current, now });
    const finalizers = PROPAGATION_FINALIZERS[options.propagation ?? 'Background'];
    const grace = gracePeriod(current, options.gracePeriodSeconds);
    const marked = markDeleted(current, grace, now, finalizers);
    if (mayBeRemoved(marked)) return this.commit('DELETED', type, marked, current, options);
    if (marked === current) return current;
    return this.commit('MODIFIED', type, marked, current, options);
  }

  subscribe(listener: (event: StoreEvent) => void): () => void {
    return this.follow(listener);
  }

  /** As `subscribe`, with the revision of each write. */
  follow(listener: (event: LoggedEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  find(type: ResourceType, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.tableOf(type).get(namespace, name);
  }

  /** Throws ApiError 404. */
  require(type: ResourceType, namespace: string | undefined, name: string): KubeObject {
    const found = this.find(type, namespace, name);
    if (found === undefined) throw notFound(type, name);
    return found;
  }

  tableOf(type: Pick<ResourceType, 'group' | 'plural'>): ObjectTable {
    const key = `${type.group}/${type.plural}`;
    const known = this.tables.get(key);
    if (known !== undefined) return known;
    const table = new ObjectTable();
    this.tables.set(key, table);
    return table;
  }

  private settleName(type: ResourceType, object: KubeObject): KubeObject {
    const { name, generateName: prefix } = object.metadata;
    const namespace = type.namespaced ? object.metadata.namespace || 'default' : undefined;
    const { namespace: _namespace, ...rest } = object.metadata;
    const metadata = { ...rest, ...(namespace !== undefined && { namespace }) };
    if (name || !prefix) {
      const fault = nameFault(type, name ?? '');
      if (fault !== undefined) throw invalid(type, name ?? '', [fault]);
      if (this.find(type, namespace, name)) throw alreadyExists(type, name);
      return { ...object, metadata };
    }
    for (let attempt = 0; attempt < NAME_ATTEMPTS; attempt += 1) {
      const generated = generateName(prefix, this.options.random);
      if (this.find(type, namespace, generated) === undefined) {
        return { ...object, metadata: { ...metadata, name: generated } };
      }
    }
    throw alreadyExists(type, prefix);
  }

  private requireNamespace(type: ResourceType, object: KubeObject): void {
    const { namespace, name } = object.metadata;
    if (namespace === undefined) return;
    const namespaces = { group: '', plural: 'namespaces', kind: 'Namespace' };
    const found = this.tableOf(namespaces).get(undefined, namespace);
    if (found === undefined) throw notFound(namespaces, namespace);
    if (found.metadata.deletionTimestamp === undefined) return;
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    throw forbidden(type, name, why);
  }

  /** The stored object an update replaces, its preconditions checked. */
  private forUpdate(type: ResourceType, object: KubeObject): KubeObject {
    const { name, namespace, uid, resourceVersion } = object.metadata;
    const previous = this.require(type, type.namespaced ? namespace : undefined, name);
    if (uid && uid !== previous.metadata.uid) {
      throw preconditionFailed(type, name, 'UID', uid, previous.metadata.uid ?? '');
    }
    if (resourceVersion && resourceVersion !== previous.metadata.resourceVersion) {
      throw modified(type, name);
    }
    return previous;
  }

  private admit(request: Omit<AdmissionRequest, 'store'>): KubeObject {
    return this.options.admissions.reduce(
      (object, admission) => admission({ ...request, object, store: this }),
      request.object,
    );
  }

  private admitAndWrite(
    verb: 'update' | 'updateStatus',
    type: ResourceType,
    prepared: KubeObject,
    previous: KubeObject,
    options: WriteOptions,
  ): KubeObject {
    const now = this.options.clock();
    const admitted = this.admit({ verb, resource: type, object: prepared, previous, now });
    // An update that changes nothing takes no revision, so that controllers come to rest.
    if (equalJson(frozenCopy(admitted), previous)) return previous;
    const counted = withGeneration(type, admitted, previous);
    const event = mayBeRemoved(counted) ? 'DELETED' : 'MODIFIED';
    return this.commit(event, type, counted, previous, options);
  }

  private commit(
    event: StoreEvent['type'],
    type: ResourceType,
    object: KubeObject,
    previous: KubeObject | undefined,
    options: WriteOptions,
  ): KubeObject {
    if (options.dryRun) return frozenCopy(object);
    const resourceVersion = String(this.log.revision + 1);
    const written = frozenCopy({ ...object, metadata: { ...object.metadata, resourceVersion } });
    const table = this.tableOf(type);
    if (event === 'DELETED') table.remove(written);
    else table.put(written);
    const logged = this.log.append({
      type: event,
      resource: type,
      object: written,
      ...(previous && { previous }),
    });
    this.deliver(logged);
    return written;
  }

  /** Writes made by a listener wait their turn, so that all listeners hear of them in log order. */
  private deliver(event: LoggedEvent): void {
    this.undelivered.push(event);
    if (this.delivering) return;
    this.delivering = true;
    for (let next = this.undelivered.shift(); next; next = this.undelivered.shift()) {
      for (const listener of this.listeners) this.tell(listener, next);
    }
    this.delivering = false;
  }

  private tell(listener: (event: LoggedEvent) => void, event: LoggedEvent): void {
    try {
      listener(event);
    } catch (error) {
      this.options.onListenerError(error);
    }
  }
}

function checkPreconditions(type: ResourceType, current: KubeObject, wanted: DeleteOptions): void {
  const { name, uid = '', resourceVersion = '' } = current.metadata;
  if (wanted.uid !== undefined && wanted.uid !== uid) {
    throw preconditionFailed(type, name, 'UID', wanted.uid, uid);
  }
  if (wanted.resourceVersion !== undefined && wanted.resourceVersion !== resourceVersion) {
    const { resourceVersion: asked } = wanted;
    throw preconditionFailed(type, name, 'ResourceVersion', asked, resourceVersion);
  }
  if (wanted.gracePeriodSeconds !== undefined && wanted.gracePeriodSeconds < 0) {
    throw badRequest('gracePeriodSeconds must not be negative');
  }
}
