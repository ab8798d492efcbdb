// What the API itself sets on an object as it is created, updated and deleted.

import type { KubeObject, ObjectMetadata, ResourceType } from '../objects.ts';
import { badRequest } from './errors.ts';
import { equalJson, fieldOf, valueAt } from './json.ts';

/** Seconds: core/v1's default for Pods. */
const POD_GRACE_SECONDS = 30;

/** What the server writes into status at creation, whatever the client sent. */
const INITIAL_STATUS = new Map<string, unknown>([
  ['Namespace', { phase: 'Active' }],
  ['Pod', { phase: 'Pending' }],
  ['PersistentVolumeClaim', { phase: 'Pending' }],
  ['PersistentVolume', { phase: 'Pending' }],
  ['Service', { loadBalancer: {} }],
  ['Ingress', { loadBalancer: {} }],
]);

/** Kubernetes writes times in whole seconds. */
export function timestamp(now: number): string {
  return new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
}

function withoutStatus(object: KubeObject): KubeObject {
  const { status: _status, ...rest } = object;
  return rest;
}

/** Metadata as a client may write it, without the fields that are the server's own. */
function writableMetadata(metadata: ObjectMetadata): ObjectMetadata {
  const {
    deletionTimestamp: _deletionTimestamp,
    deletionGracePeriodSeconds: _deletionGracePeriodSeconds,
    generation: _generation,
    selfLink: _selfLink,
    managedFields: _managedFields,
    ...writable
  } = metadata;
  return writable;
}

export function hasStatus(type: ResourceType): boolean {
  return type.subresources.includes('status');
}

/** In the core group only these count generations; elsewhere kinds with a spec do. */
function countsGenerations(type: ResourceType, object: KubeObject): boolean {
  if (type.group === '') return type.kind === 'Pod' || type.kind === 'ReplicationController';
  return Object.hasOwn(object, 'spec') || type.kind === 'EndpointSlice';
}

function statusAtCreation(type: ResourceType, object: KubeObject): unknown {
  // The server keeps the status of a created Node, because kubelets register with it.
  if (!hasStatus(type) || type.kind === 'Node') return object['status'];
  return INITIAL_STATUS.get(type.kind) ?? (Object.hasOwn(object, 'spec') ? {} : undefined);
}

function namespaceFields(object: KubeObject): KubeObject {
  const labels = {
    ...object.metadata.labels,
    'kubernetes.io/metadata.name': object.metadata.name,
  };
  const spec = { ...Object(object['spec']), finalizers: ['kubernetes'] };
  return { ...object, metadata: { ...object.metadata, labels }, spec };
}

/** A new object with the fields the server owns; name and namespace are settled already. */
export function prepareCreate(
  type: ResourceType,
  object: KubeObject,
  uid: string,
  now: number,
): KubeObject {
  if (object.metadata.resourceVersion) {
    throw badRequest('resourceVersion should not be set on objects to be created');
  }
  const { resourceVersion: _resourceVersion, ...given } = writableMetadata(object.metadata);
  const status = statusAtCreation(type, object);
  const created: KubeObject = {
    ...withoutStatus(object),
    metadata: {
      ...given,
      name: object.metadata.name,
      uid,
      creationTimestamp: timestamp(now),
      ...(countsGenerations(type, object) && { generation: 1 }),
    },
    ...(status !== undefined && { status }),
  };
  return type.kind === 'Namespace' && type.group === '' ? namespaceFields(created) : created;
}

/** Fields of metadata that no update may change. */
function fixedMetadata(previous: ObjectMetadata): ObjectMetadata {
  const { uid, creationTimestamp, generation, deletionTimestamp, deletionGracePeriodSeconds } =
    previous;
  return {
    ...(uid !== undefined && { uid }),
    ...(creationTimestamp !== undefined && { creationTimestamp }),
    ...(generation !== undefined && { generation }),
    ...(deletionTimestamp !== undefined && { deletionTimestamp }),
    ...(deletionGracePeriodSeconds !== undefined && { deletionGracePeriodSeconds }),
    ...(previous.resourceVersion !== undefined && { resourceVersion: previous.resourceVersion }),
    name: previous.name,
    ...(previous.namespace !== undefined && { namespace: previous.namespace }),
  };
}

/** The update's object under the server's own fields, with the stored status. */
export function prepareUpdate(
  type: ResourceType,
  object: KubeObject,
  previous: KubeObject,
): KubeObject {
  const metadata = { ...writableMetadata(object.metadata), ...fixedMetadata(previous.metadata) };
  if (!hasStatus(type)) return { ...object, metadata };
  const kept = Object.hasOwn(previous, 'status') ? { status: previous['status'] } : {};
  return { ...withoutStatus(object), metadata, ...kept };
}

/** The stored object with the update's status. */
export function prepareStatus(object: KubeObject, previous: KubeObject): KubeObject {
  if (!Object.hasOwn(object, 'status')) return withoutStatus(previous);
  return { ...previous, status: object['status'] };
}

function desired(object: KubeObject): object {
  const { metadata: _metadata, status: _status, ...rest } = object;
  return rest;
}

/** Counts a generation when anything but metadata and status changed. */
export function withGeneration(
  type: ResourceType,
  object: KubeObject,
  previous: KubeObject,
): KubeObject {
  if (!countsGenerations(type, object)) return object;
  if (equalJson(desired(object), desired(previous))) return object;
  const generation = (previous.metadata.generation ?? 0) + 1;
  return { ...object, metadata: { ...object.metadata, generation } };
}

function isSettledPod(pod: KubeObject): boolean {
  const phase = valueAt(pod, ['status', 'phase']);
  // No kubelet will ever confirm the end of a Pod without a node.
  return !valueAt(pod, ['spec', 'nodeName']) || phase === 'Succeeded' || phase === 'Failed';
}

/** Seconds a deletion leaves the object, 0 for all but running Pods. */
export function gracePeriod(object: KubeObject, asked: number | undefined): number {
  if (object.kind !== 'Pod' || isSettledPod(object)) return 0;
  if (asked !== undefined) return Math.max(0, asked);
  const own = valueAt(object, ['spec', 'terminationGracePeriodSeconds']);
  return typeof own === 'number' ? own : POD_GRACE_SECONDS;
}

/** Marked for deletion; a second deletion can shorten the grace, never lengthen it. */
export function markDeleted(
  object: KubeObject,
  graceSeconds: number,
  now: number,
  finalizers: readonly string[],
): KubeObject {
  const { metadata } = object;
  const earlier = metadata.deletionGracePeriodSeconds ?? Infinity;
  const added = finalizers.filter((name) => !metadata.finalizers?.includes(name));
  const withFinalizers =
    added.length > 0 ? { finalizers: [...(metadata.finalizers ?? []), ...added] } : {};
  if (metadata.deletionTimestamp !== undefined && graceSeconds >= earlier) {
    return added.length > 0 ? { ...object, metadata: { ...metadata, ...withFinalizers } } : object;
  }
  const marked: KubeObject = {
    ...object,
    metadata: {
      ...metadata,
      ...withFinalizers,
      deletionTimestamp: timestamp(now + graceSeconds * 1000),
      deletionGracePeriodSeconds: graceSeconds,
    },
  };
  if (object.kind !== 'Namespace') return marked;
  return { ...marked, status: { ...Object(object['status']), phase: 'Terminating' } };
}

/** Whether nothing holds the object any longer once it is marked. */
export function mayBeRemoved(object: KubeObject): boolean {
  const { metadata } = object;
  if (metadata.deletionTimestamp === undefined) return false;
  if ((metadata.deletionGracePeriodSeconds ?? 0) > 0) return false;
  if ((metadata.finalizers?.length ?? 0) > 0) return false;
  const held = object.kind === 'Namespace' ? fieldOf(object['spec'], 'finalizers') : undefined;
  return !Array.isArray(held) || held.length === 0;
}
