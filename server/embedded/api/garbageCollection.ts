// Dependents go when their last owner goes, or are let go when the owner is deleted as `Orphan`.

import type { KubeObject, ObjectRef, StoreEvent } from '../objects.ts';
import type { Store } from './store.ts';

/** Dependents by the uid of each owner they name. */
class Dependents {
  private readonly byOwner = new Map<string, Map<string, ObjectRef>>();

  note(event: StoreEvent): void {
    for (const owner of event.previous?.metadata.ownerReferences ?? []) {
      this.forget(owner.uid, event.object);
    }
    if (event.type === 'DELETED') return;
    for (const owner of event.object.metadata.ownerReferences ?? []) this.add(owner.uid, event);
  }

  of(ownerUid: string): ObjectRef[] {
    return [...(this.byOwner.get(ownerUid)?.values() ?? [])];
  }

  private add(ownerUid: string, { resource, object }: StoreEvent): void {
    const { uid = '', name, namespace } = object.metadata;
    const refs = this.byOwner.get(ownerUid) ?? new Map<string, ObjectRef>();
    const { group, plural } = resource;
    refs.set(uid, { group, plural, name, ...(namespace !== undefined && { namespace }) });
    this.byOwner.set(ownerUid, refs);
  }

  private forget(ownerUid: string, object: KubeObject): void {
    const refs = this.byOwner.get(ownerUid);
    refs?.delete(object.metadata.uid ?? '');
    if (refs?.size === 0) this.byOwner.delete(ownerUid);
  }
}

function withoutOwner(object: KubeObject, ownerUid: string): KubeObject {
  const { ownerReferences = [], ...metadata } = object.metadata;
  const others = ownerReferences.filter(({ uid }) => uid !== ownerUid);
  return {
    ...object,
    metadata: { ...metadata, ...(others.length > 0 && { ownerReferences: others }) },
  };
}

function letGo(store: Store, dependent: ObjectRef, ownerUid: string): void {
  if (store.get(dependent) === undefined) return;
  store.modify(dependent, (current) => withoutOwner(current, ownerUid));
}

/** Deletes a dependent unless another living owner keeps it. */
function collect(store: Store, dependent: ObjectRef, ownerUid: string, uids: Set<string>): void {
  const object = store.get(dependent);
  if (object === undefined) return;
  const others = object.metadata.ownerReferences?.filter(({ uid }) => uid !== ownerUid) ?? [];
  if (others.some(({ uid }) => uids.has(uid))) letGo(store, dependent, ownerUid);
  else if (object.metadata.deletionTimestamp === undefined) store.delete(dependent);
}

function dropFinalizer(store: Store, { resource, object }: StoreEvent, finalizer: string): void {
  const { name, namespace } = object.metadata;
  const ref = { group: resource.group, plural: resource.plural, name };
  const owner = { ...ref, ...(namespace !== undefined && { namespace }) };
  if (store.get(owner) === undefined) return;
  store.modify(owner, (current) => {
    const finalizers = current.metadata.finalizers?.filter((one) => one !== finalizer) ?? [];
    return { ...current, metadata: { ...current.metadata, finalizers } };
  });
}

/** Starts collecting; to be called before the first object is written. */
export function collectGarbage(store: Store): void {
  const dependents = new Dependents();
  const living = new Set<string>();
  /** Owners deleted in the foreground, waiting for their dependents. */
  const waiting = new Map<string, StoreEvent>();

  function finishForeground(ownerUid: string): void {
    const owner = waiting.get(ownerUid);
    if (owner === undefined || dependents.of(ownerUid).length > 0) return;
    waiting.delete(ownerUid);
    dropFinalizer(store, owner, 'foregroundDeletion');
  }

  function onMarked(event: StoreEvent, uid: string): void {
    const { finalizers = [], deletionTimestamp } = event.object.metadata;
    if (deletionTimestamp === undefined) return;
    if (finalizers.includes('orphan')) {
      for (const dependent of dependents.of(uid)) letGo(store, dependent, uid);
      dropFinalizer(store, event, 'orphan');
    }
    if (finalizers.includes('foregroundDeletion') && !waiting.has(uid)) {
      waiting.set(uid, event);
      for (const dependent of dependents.of(uid)) collect(store, dependent, uid, living);
      finishForeground(uid);
    }
  }

  store.subscribe((event) => {
    const { uid = '' } = event.object.metadata;
    dependents.note(event);
    if (event.type === 'ADDED') living.add(uid);
    if (event.type === 'MODIFIED') onMarked(event, uid);
    if (event.type === 'DELETED') {
      living.delete(uid);
      for (const dependent of dependents.of(uid)) collect(store, dependent, uid, living);
    }
    for (const owner of event.previous?.metadata.ownerReferences ?? []) finishForeground(owner.uid);
  });
}
