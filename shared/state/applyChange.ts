import { objectKey, type ObjectKey } from '../model/metadata.ts';
import type { Access, Change, ModelKind, ModelObject } from '../model/object.ts';
import { markAffected, markExternalNames } from './affected.ts';
import { createState, type ClusterState } from './clusterState.ts';
import { createDirty, type Dirty } from './dirty.ts';
import { sameContent } from './sameContent.ts';
import { storeOf } from './stores.ts';

/** Takes a change into the state and tells which Services it may have affected. */
export function applyChange(state: ClusterState, change: Change): Dirty {
  const dirty = createDirty();
  switch (change.type) {
    case 'set':
      set(state, change.object, dirty);
      break;
    case 'delete':
      remove(state, change.kind, change.key, dirty);
      break;
    case 'replace':
      replace(state, change, dirty);
      break;
    case 'access':
      setAccess(state, change, dirty);
  }
  markExternalNames(state, dirty);
  return dirty;
}

/** The state of a cluster that is known at once, as from files. */
export function buildState(
  objects: Iterable<ModelObject>,
  access: Iterable<Extract<Change, { type: 'access' }>> = [],
): ClusterState {
  const state = createState();
  for (const { kind, namespace, access: given } of access) state.access.set(kind, namespace, given);
  for (const object of objects) storeOf(state.stores, object.kind).put(object);
  return state;
}

function set(state: ClusterState, object: ModelObject, dirty: Dirty): void {
  const store = storeOf(state.stores, object.kind);
  const key = objectKey(object.metadata);
  const before = store.get(key);
  if (before !== undefined && sameContent(before, object)) {
    // The newer version number is all there is to take over.
    store.renew(object);
    return;
  }
  if (before !== undefined) {
    if (!bearsOnTheSame(before, object)) markAffected(state, before, dirty);
    // F12: another object by the same name.
    if (before.metadata.uid !== object.metadata.uid)
      dirty.gone.push({ kind: before.kind, key, uid: before.metadata.uid });
  }
  store.put(object);
  markAffected(state, object, dirty);
}

/**
 * Whether both versions of a Pod are found by the same questions, so that marking once is enough:
 * nearly all events of a busy cluster are Pods that turn ready or unready.
 */
function bearsOnTheSame(before: ModelObject, after: ModelObject): boolean {
  if (before.kind !== 'Pod' || after.kind !== 'Pod') return false;
  return (
    before.metadata.labels === after.metadata.labels &&
    before.podIPs.length === after.podIPs.length &&
    before.podIPs.every((ip, index) => ip === after.podIPs[index])
  );
}

/** Deleting what is not there is no change (F13). */
function remove(state: ClusterState, kind: ModelKind, key: ObjectKey, dirty: Dirty): void {
  const store = storeOf(state.stores, kind);
  const before = store.get(key);
  if (before === undefined) return;
  markAffected(state, before, dirty);
  dirty.gone.push({ kind, key, uid: before.metadata.uid });
  store.delete(key);
}

/** F11: what a complete list no longer holds is gone. */
function replace(
  state: ClusterState,
  { kind, namespace, objects }: Extract<Change, { type: 'replace' }>,
  dirty: Dirty,
): void {
  const listed = new Set(objects.map(({ metadata }) => objectKey(metadata)));
  const known = storeOf(state.stores, kind).keys(namespace);
  for (const key of known) if (!listed.has(key)) remove(state, kind, key, dirty);
  for (const object of objects) set(state, object, dirty);
}

/** What may no longer be read is dropped: it would only go stale (F27). */
function setAccess(
  state: ClusterState,
  { kind, namespace, access }: Extract<Change, { type: 'access' }>,
  dirty: Dirty,
): void {
  if (!state.access.set(kind, namespace, access)) return;
  dirty.accessChanged = true;
  if (access.state === 'readable') return;
  for (const key of storeOf(state.stores, kind).keys(namespace)) {
    const object = state.object(kind, key);
    if (object === undefined) continue;
    if (!isReadable(state.access.at(kind, object.metadata.namespace)))
      remove(state, kind, key, dirty);
  }
}

const isReadable = (access: Access): boolean => access.state === 'readable';
