import type { KubeObject } from '../objects.ts';
import { type Controller, type ControllerContext } from './controller.ts';
import { isSelectedBy } from './labelSelector.ts';
import { keysOfKind } from './owners.ts';
import { createPodOf, deleteOwnedPod } from './podCreation.ts';
import {
  claimPods,
  isActive,
  isReady,
  isTerminating,
  msToAvailable,
  phaseOf,
} from './podStates.ts';
import { keyOf, numberAt, splitKey, textAt } from './reading.ts';

/** Keeps as many Pods as the ReplicaSet asks for. */
export function replicaSetController(context: ControllerContext): Controller {
  const { store } = context;
  return {
    name: 'replicaset-controller',
    *keysOf(event) {
      yield* keysOfKind(event, 'ReplicaSet');
      // An orphan may be adopted by whoever selects it.
      if (event.resource.kind === 'Pod' && event.type !== 'DELETED') {
        if (event.object.metadata.ownerReferences !== undefined) return;
        const { namespace = '' } = event.object.metadata;
        const sets = store.list({ plural: 'replicasets', group: 'apps', namespace });
        for (const set of sets) if (isSelectedBy(event.object, set)) yield keyOf(set);
      }
    },
    reconcile(key) {
      const set = store.get({ plural: 'replicasets', group: 'apps', ...splitKey(key) });
      if (set === undefined) return undefined;
      const pods = claimPods(store, set).filter(isActive);
      if (!isTerminating(set)) scale(context, set, pods);
      return writeStatus(context, set);
    },
  };
}

function scale(context: ControllerContext, set: KubeObject, pods: readonly KubeObject[]): void {
  const wanted = numberAt(set, 'spec', 'replicas') ?? 1;
  for (let missing = wanted - pods.length; missing > 0; missing -= 1) createPodOf(context, set);
  const surplus = pods.toSorted(leastNeededFirst).slice(0, Math.max(0, pods.length - wanted));
  for (const pod of surplus) deleteOwnedPod(context, set, pod);
}

/** As the real controller ranks: unassigned, then not running, then unready, then youngest. */
function leastNeededFirst(left: KubeObject, right: KubeObject): number {
  const [a, b] = [need(left), need(right)];
  if (a !== b) return a - b;
  return (right.metadata.creationTimestamp ?? '').localeCompare(
    left.metadata.creationTimestamp ?? '',
  );
}

function need(pod: KubeObject): number {
  if (textAt(pod, 'spec', 'nodeName') === undefined) return 0;
  if (phaseOf(pod) !== 'Running') return 1;
  return isReady(pod) ? 3 : 2;
}

function writeStatus(context: ControllerContext, set: KubeObject): number | undefined {
  const pods = claimPods(context.store, set).filter(isActive);
  const minReadySeconds = numberAt(set, 'spec', 'minReadySeconds') ?? 0;
  const now = context.clock.now();
  const waits = pods.flatMap((pod) => msToAvailable(pod, minReadySeconds, now) ?? []);
  const readyReplicas = pods.filter(isReady).length;
  const availableReplicas = waits.filter((wait) => wait === 0).length;
  const { namespace = '', name } = set.metadata;
  context.store.modify(
    { plural: 'replicasets', group: 'apps', namespace, name },
    (current) => ({
      ...current,
      status: {
        replicas: pods.length,
        fullyLabeledReplicas: pods.length,
        ...(readyReplicas > 0 && { readyReplicas }),
        ...(availableReplicas > 0 && { availableReplicas }),
        observedGeneration: current.metadata.generation ?? 1,
      },
    }),
    'status',
  );
  const pending = waits.filter((wait) => wait > 0);
  return pending.length > 0 ? Math.min(...pending) : undefined;
}
