// What workload controllers ask of a Pod.

import type { KubeObject, ObjectStore } from '../objects.ts';
import { conditionOf, conditionStatus } from './conditions.ts';
import { isSelectedBy } from './labelSelector.ts';
import { controllerOf, controllerReference, isControlledBy } from './owners.ts';
import { textAt } from './reading.ts';

export function phaseOf(pod: KubeObject): string {
  return textAt(pod, 'status', 'phase') ?? 'Pending';
}

export function isTerminating(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp !== undefined;
}

export function isFinished(pod: KubeObject): boolean {
  return phaseOf(pod) === 'Succeeded' || phaseOf(pod) === 'Failed';
}

/** Counts towards a controller's replicas. */
export function isActive(pod: KubeObject): boolean {
  return !isTerminating(pod) && !isFinished(pod);
}

export function isReady(pod: KubeObject): boolean {
  return conditionStatus(pod, 'Ready') === 'True';
}

/** Milliseconds until the Pod, if it stays ready, counts as available; undefined while unready. */
export function msToAvailable(
  pod: KubeObject,
  minReadySeconds: number,
  now: number,
): number | undefined {
  if (!isReady(pod) || isTerminating(pod)) return undefined;
  const since = Date.parse(textAt(conditionOf(pod, 'Ready'), 'lastTransitionTime') ?? '');
  return minReadySeconds === 0 ? 0 : Math.max(0, since + minReadySeconds * 1000 - now);
}

export function deletePod(store: ObjectStore, pod: KubeObject): void {
  const { namespace = '', name, uid } = pod.metadata;
  store.delete(
    { plural: 'pods', group: '', namespace, name },
    { ...(uid !== undefined && { uid }) },
  );
}

/**
 * The Pods a workload controls: its own that still match, and matching orphans, which it adopts;
 * its own that match no longer are let go, as when somebody takes a label off.
 */
export function claimPods(store: ObjectStore, owner: KubeObject): KubeObject[] {
  const { namespace = '' } = owner.metadata;
  return store
    .list({ plural: 'pods', group: '', namespace })
    .flatMap((pod) => claimPod(store, owner, pod) ?? []);
}

function claimPod(store: ObjectStore, owner: KubeObject, pod: KubeObject): KubeObject | undefined {
  const matches = isSelectedBy(pod, owner);
  if (isControlledBy(pod, owner)) {
    if (matches) return pod;
    letGo(store, owner, pod);
    return undefined;
  }
  const adoptable = matches && controllerOf(pod) === undefined && isActive(pod);
  return adoptable && !isTerminating(owner) ? adopt(store, owner, pod) : undefined;
}

function letGo(store: ObjectStore, owner: KubeObject, pod: KubeObject): void {
  const { ownerReferences = [], ...metadata } = pod.metadata;
  const others = ownerReferences.filter(({ uid }) => uid !== owner.metadata.uid);
  store.update({
    ...pod,
    metadata: { ...metadata, ...(others.length > 0 && { ownerReferences: others }) },
  });
}

function adopt(store: ObjectStore, owner: KubeObject, pod: KubeObject): KubeObject {
  const ownerReferences = [...(pod.metadata.ownerReferences ?? []), controllerReference(owner)];
  return store.update({ ...pod, metadata: { ...pod.metadata, ownerReferences } });
}
