import type { KubeObject } from '../objects.ts';
import { timestamp } from './clock.ts';
import { type Condition, conditionStatus, mergeConditions } from './conditions.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { isControlledBy, keysOfKind } from './owners.ts';
import { createPodOf, deleteOwnedPod } from './podCreation.ts';
import { isActive, isReady, phaseOf } from './podStates.ts';
import { flagAt, numberAt, splitKey, textAt } from './reading.ts';

const COMPONENT = 'job-controller';

/** Runs Pods until as many as asked have succeeded. */
export function jobController(context: ControllerContext): Controller {
  const { store } = context;
  return {
    name: COMPONENT,
    keysOf: (event) => keysOfKind(event, 'Job'),
    reconcile(key) {
      const job = store.get({ plural: 'jobs', group: 'batch', ...splitKey(key) });
      if (job === undefined || job.metadata.deletionTimestamp !== undefined) return undefined;
      const done = ['Complete', 'Failed'].some((type) => conditionStatus(job, type) === 'True');
      if (!done) run(context, job);
      return undefined;
    },
  };
}

function run(context: ControllerContext, job: KubeObject): void {
  const pods = podsOf(context, job);
  const active = pods.filter(isActive);
  const succeeded = pods.filter((pod) => phaseOf(pod) === 'Succeeded').length;
  const failed = pods.filter((pod) => phaseOf(pod) === 'Failed').length;
  const parallelism = numberAt(job, 'spec', 'parallelism') ?? 1;
  const completions = numberAt(job, 'spec', 'completions') ?? (succeeded > 0 ? succeeded : 1);
  const exhausted = failed > (numberAt(job, 'spec', 'backoffLimit') ?? 6);
  const complete = succeeded >= completions;
  const over = exhausted || complete || flagAt(job, 'spec', 'suspend');
  const wanted = over ? 0 : Math.min(parallelism, completions - succeeded);
  for (const pod of active.slice(wanted)) deleteOwnedPod(context, job, pod);
  for (let missing = wanted - active.length; missing > 0; missing -= 1) createPodOf(context, job);
  const now = podsOf(context, job).filter(isActive);
  writeStatus(context, job, {
    active: now,
    succeeded,
    failed,
    verdict: verdictOf(complete, exhausted),
  });
}

/** A Job's Pods are known by their owner: its selector is made up from that owner anyway. */
function podsOf({ store }: ControllerContext, job: KubeObject): KubeObject[] {
  const { namespace = '' } = job.metadata;
  return store
    .list({ plural: 'pods', group: '', namespace })
    .filter((pod) => isControlledBy(pod, job));
}

function verdictOf(complete: boolean, exhausted: boolean): Condition | undefined {
  if (complete) {
    const message = 'Reached expected number of succeeded pods';
    return { type: 'Complete', status: 'True', reason: 'CompletionsReached', message };
  }
  if (!exhausted) return undefined;
  const message = 'Job has reached the specified backoff limit';
  return { type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', message };
}

function writeStatus(
  context: ControllerContext,
  job: KubeObject,
  counts: {
    active: readonly KubeObject[];
    succeeded: number;
    failed: number;
    verdict: Condition | undefined;
  },
): void {
  const { namespace = '', name } = job.metadata;
  const now = context.clock.now();
  const { active, succeeded, failed, verdict } = counts;
  context.store.modify(
    { plural: 'jobs', group: 'batch', namespace, name },
    (current) => ({
      ...current,
      status: {
        startTime: textAt(current, 'status', 'startTime') ?? timestamp(now),
        ...(active.length > 0 && { active: active.length }),
        ready: active.filter(isReady).length,
        terminating: 0,
        ...(succeeded > 0 && { succeeded }),
        ...(failed > 0 && { failed }),
        uncountedTerminatedPods: {},
        ...(verdict && { conditions: mergeConditions(current, [verdict], now) }),
        ...(verdict?.type === 'Complete' && { completionTime: timestamp(now) }),
      },
    }),
    'status',
  );
  if (verdict?.type !== 'Complete') return;
  const message = 'Job completed';
  context.events.record(job, {
    type: 'Normal',
    reason: 'Completed',
    message,
    component: COMPONENT,
  });
}
