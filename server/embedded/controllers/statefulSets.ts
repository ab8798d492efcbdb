import { claimsOf, podTemplateHash, statefulPodOf } from '@portolan/shared/simulate/workloads.ts';

import type { KubeObject } from '../objects.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { keysOfKind } from './owners.ts';
import { createOwnedPod, deleteOwnedPod } from './podCreation.ts';
import { claimPods, isFinished, isReady, isTerminating, msToAvailable } from './podStates.ts';
import { numberAt, splitKey, textAt } from './reading.ts';

const REVISION_LABEL = 'controller-revision-hash';
const COMPONENT = 'statefulset-controller';

/** Keeps a StatefulSet's Pods by ordinal, each waiting for the one before it. */
export function statefulSetController(context: ControllerContext): Controller {
  const { store } = context;
  return {
    name: COMPONENT,
    keysOf: (event) => keysOfKind(event, 'StatefulSet'),
    reconcile(key) {
      const ref = { plural: 'statefulsets', group: 'apps', ...splitKey(key) };
      const set = store.get(ref);
      if (set === undefined) return undefined;
      if (!isTerminating(set)) advance(context, set);
      return writeStatus(context, set);
    },
  };
}

function revisionOf(set: KubeObject): string {
  return `${set.metadata.name}-${podTemplateHash(set)}`;
}

function wantedOrdinals(set: KubeObject): number[] {
  const start = numberAt(set, 'spec', 'ordinals', 'start') ?? 0;
  const count = numberAt(set, 'spec', 'replicas') ?? 1;
  return Array.from({ length: count }, (_, index) => start + index);
}

function ordinalOf(pod: KubeObject): number {
  return Number(pod.metadata.name.slice(pod.metadata.name.lastIndexOf('-') + 1));
}

/** Makes every step that need not wait for another. */
function advance(context: ControllerContext, set: KubeObject): void {
  const pods = new Map(claimPods(context.store, set).map((pod) => [ordinalOf(pod), pod]));
  const ordinals = wantedOrdinals(set);
  const parallel = textAt(set, 'spec', 'podManagementPolicy') === 'Parallel';
  for (const ordinal of ordinals) {
    const pod = pods.get(ordinal);
    if (pod === undefined) create(context, set, ordinal);
    else if (isFinished(pod) && !isTerminating(pod)) deleteOwnedPod(context, set, pod);
    if (!parallel && !isSettled(pod)) return;
  }
  const surplus = [...pods.values()]
    .filter((pod) => !ordinals.includes(ordinalOf(pod)))
    .toSorted((left, right) => ordinalOf(right) - ordinalOf(left));
  for (const pod of surplus) {
    if (!isTerminating(pod)) deleteOwnedPod(context, set, pod);
    if (!parallel) return;
  }
  updateOne(
    context,
    set,
    ordinals.map((ordinal) => pods.get(ordinal)),
  );
}

function isSettled(pod: KubeObject | undefined): boolean {
  return pod !== undefined && isReady(pod) && !isTerminating(pod);
}

function create(context: ControllerContext, set: KubeObject, ordinal: number): void {
  const { namespace = '' } = set.metadata;
  for (const claim of claimsOf(set, ordinal)) {
    const { name } = claim.metadata;
    const ref = { plural: 'persistentvolumeclaims', group: '', namespace, name };
    if (context.store.get(ref) === undefined) context.store.create(claim);
  }
  const pod = statefulPodOf(set, ordinal);
  const labels = { ...pod.metadata.labels, [REVISION_LABEL]: revisionOf(set) };
  createOwnedPod(context, set, { ...pod, metadata: { ...pod.metadata, labels } });
}

/** RollingUpdate: the highest ordinal with an outdated template goes, one at a time. */
function updateOne(
  context: ControllerContext,
  set: KubeObject,
  pods: readonly (KubeObject | undefined)[],
): void {
  if (textAt(set, 'spec', 'updateStrategy', 'type') === 'OnDelete') return;
  const partition = numberAt(set, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') ?? 0;
  const revision = revisionOf(set);
  for (const pod of pods.toReversed()) {
    if (pod === undefined || isTerminating(pod)) return;
    if (ordinalOf(pod) < partition) return;
    if (!isUpdated(pod, revision)) {
      deleteOwnedPod(context, set, pod);
      return;
    }
    if (!isReady(pod)) return;
  }
}

function isUpdated(pod: KubeObject, revision: string): boolean {
  return textAt(pod, 'metadata', 'labels', REVISION_LABEL) === revision;
}

function writeStatus(context: ControllerContext, set: KubeObject): number | undefined {
  const pods = claimPods(context.store, set).filter((pod) => !isTerminating(pod));
  const updateRevision = revisionOf(set);
  const updated = pods.filter((pod) => isUpdated(pod, updateRevision)).length;
  const wanted = numberAt(set, 'spec', 'replicas') ?? 1;
  const now = context.clock.now();
  const minReadySeconds = numberAt(set, 'spec', 'minReadySeconds') ?? 0;
  const waits = pods.flatMap((pod) => msToAvailable(pod, minReadySeconds, now) ?? []);
  const complete = updated === wanted && pods.length === wanted;
  const before = textAt(set, 'status', 'currentRevision') ?? updateRevision;
  const currentRevision = complete ? updateRevision : before;
  const { namespace = '', name } = set.metadata;
  context.store.modify(
    { plural: 'statefulsets', group: 'apps', namespace, name },
    (current) => ({
      ...current,
      status: {
        observedGeneration: current.metadata.generation ?? 1,
        replicas: pods.length,
        readyReplicas: pods.filter(isReady).length,
        availableReplicas: waits.filter((wait) => wait === 0).length,
        currentReplicas: pods.filter((pod) => isUpdated(pod, currentRevision)).length,
        updatedReplicas: updated,
        currentRevision,
        updateRevision,
        collisionCount: 0,
      },
    }),
    'status',
  );
  const pending = waits.filter((wait) => wait > 0);
  return pending.length > 0 ? Math.min(...pending) : undefined;
}
