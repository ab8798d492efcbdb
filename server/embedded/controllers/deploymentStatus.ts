import type { KubeObject } from '../objects.ts';
import { type Condition, conditionOf, mergeConditions } from './conditions.ts';
import type { ControllerContext } from './controller.ts';
import { type DeploymentSets, replicasWanted, revisionOf, REVISION } from './deploymentSets.ts';
import { rolloutBounds } from './rollout.ts';
import { numberAt, textAt, valueAt } from './reading.ts';

interface Counts {
  replicas: number;
  updated: number;
  ready: number;
  available: number;
}

/** Writes status and revision; returns ms until the progress deadline while a rollout is under way. */
export function writeDeploymentStatus(
  context: ControllerContext,
  deployment: KubeObject,
  sets: DeploymentSets,
): number | undefined {
  const counts = countsOf(sets);
  const now = context.clock.now();
  const progress = progressOf(deployment, sets, counts, now);
  const { namespace = '', name } = deployment.metadata;
  const ref = { plural: 'deployments', group: 'apps', namespace, name };
  const revision = sets.newest && revisionOf(sets.newest);
  if (revision !== undefined)
    context.store.modify(ref, (current) => withRevision(current, revision));
  context.store.modify(
    ref,
    (current) => ({ ...current, status: statusOf(current, counts, progress.condition, now) }),
    'status',
  );
  return progress.againMs;
}

function withRevision(deployment: KubeObject, revision: number): KubeObject {
  const annotations = { ...deployment.metadata.annotations, [REVISION]: String(revision) };
  return { ...deployment, metadata: { ...deployment.metadata, annotations } };
}

function countsOf({ newest, old }: DeploymentSets): Counts {
  const all = newest === undefined ? old : [...old, newest];
  const total = (field: string) =>
    all.reduce((sum, set) => sum + (numberAt(set, 'status', field) ?? 0), 0);
  return {
    replicas: total('replicas'),
    updated: numberAt(newest, 'status', 'replicas') ?? 0,
    ready: total('readyReplicas'),
    available: total('availableReplicas'),
  };
}

function isComplete(deployment: KubeObject, counts: Counts): boolean {
  const wanted = replicasWanted(deployment);
  return counts.updated === wanted && counts.replicas === wanted && counts.available >= wanted;
}

function progressOf(
  deployment: KubeObject,
  { newest }: DeploymentSets,
  counts: Counts,
  now: number,
): { condition: Condition; againMs?: number } {
  const set = newest?.metadata.name ?? '';
  const stored = conditionOf(deployment, 'Progressing');
  if (isComplete(deployment, counts)) {
    const message = `ReplicaSet "${set}" has successfully progressed.`;
    return {
      condition: { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable', message },
    };
  }
  const moved =
    textAt(stored, 'reason') === 'NewReplicaSetAvailable' ||
    numberAt(deployment, 'status', 'updatedReplicas') !== (counts.updated || undefined) ||
    numberAt(deployment, 'status', 'availableReplicas') !== (counts.available || undefined);
  const since = moved ? now : Date.parse(textAt(stored, 'lastUpdateTime') ?? '') || now;
  const deadlineMs = (numberAt(deployment, 'spec', 'progressDeadlineSeconds') ?? 600) * 1000;
  const againMs = since + deadlineMs - now;
  const gaveUp = !moved && textAt(stored, 'reason') === 'ProgressDeadlineExceeded';
  if (againMs > 0 && !gaveUp) {
    const message = `ReplicaSet "${set}" is progressing.`;
    return {
      condition: { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated', message },
      againMs,
    };
  }
  const message = `ReplicaSet "${set}" has timed out progressing.`;
  return {
    condition: {
      type: 'Progressing',
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message,
    },
  };
}

function availability(deployment: KubeObject, counts: Counts): Condition {
  const wanted = replicasWanted(deployment);
  const rolling = valueAt(deployment, 'spec', 'strategy', 'rollingUpdate');
  const { unavailable } = rolloutBounds({
    wanted,
    maxSurge: valueAt(rolling, 'maxSurge'),
    maxUnavailable: valueAt(rolling, 'maxUnavailable'),
  });
  return counts.available >= wanted - unavailable
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

function statusOf(
  deployment: KubeObject,
  counts: Counts,
  progress: Condition,
  now: number,
): unknown {
  const unavailable = Math.max(0, replicasWanted(deployment) - counts.available);
  const conditions = mergeConditions(deployment, [availability(deployment, counts), progress], now);
  return {
    observedGeneration: deployment.metadata.generation ?? 1,
    ...(counts.replicas > 0 && { replicas: counts.replicas }),
    ...(counts.updated > 0 && { updatedReplicas: counts.updated }),
    ...(counts.ready > 0 && { readyReplicas: counts.ready }),
    ...(counts.available > 0 && { availableReplicas: counts.available }),
    ...(unavailable > 0 && { unavailableReplicas: unavailable }),
    conditions: withUpdateTimes(deployment, conditions, counts, now),
  };
}

/** Deployment conditions also say when they were last found anew: on every step of a rollout. */
function withUpdateTimes(
  deployment: KubeObject,
  conditions: readonly unknown[],
  counts: Counts,
  now: number,
): unknown[] {
  const stepped =
    (numberAt(deployment, 'status', 'updatedReplicas') ?? 0) !== counts.updated ||
    (numberAt(deployment, 'status', 'availableReplicas') ?? 0) !== counts.available;
  const nowText = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
  return conditions.map((condition) => {
    const stored = conditionOf(deployment, textAt(condition, 'type') ?? '');
    const same =
      textAt(stored, 'reason') === textAt(condition, 'reason') &&
      textAt(stored, 'status') === textAt(condition, 'status');
    const keep = same && !stepped ? textAt(stored, 'lastUpdateTime') : undefined;
    return { ...Object(condition), lastUpdateTime: keep ?? nowText };
  });
}
