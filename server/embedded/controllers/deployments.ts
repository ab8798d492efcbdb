import type { KubeObject } from '../objects.ts';
import type { Controller, ControllerContext } from './controller.ts';
import {
  type DeploymentSets,
  ensureNewest,
  replicasWanted,
  scaleSet,
  setsOf,
} from './deploymentSets.ts';
import { writeDeploymentStatus } from './deploymentStatus.ts';
import { controllerOf, keysOfKind } from './owners.ts';
import { isTerminating } from './podStates.ts';
import { flagAt, numberAt, splitKey, textAt, valueAt } from './reading.ts';
import { nextStep, type SetSize } from './rollout.ts';

/** Rolls a Deployment's template out over its ReplicaSets. */
export function deploymentController(context: ControllerContext): Controller {
  const { store } = context;
  return {
    name: 'deployment-controller',
    *keysOf(event) {
      yield* keysOfKind(event, 'Deployment');
      // Strategy Recreate waits for the last old Pod to be gone.
      if (event.resource.kind !== 'Pod' || event.type !== 'DELETED') return;
      const { namespace = '' } = event.object.metadata;
      const name = controllerOf(event.object)?.name ?? '';
      const set = store.get({ plural: 'replicasets', group: 'apps', namespace, name });
      const owner = set && controllerOf(set);
      if (owner?.kind === 'Deployment') yield `${namespace}/${owner.name}`;
    },
    reconcile(key) {
      const ref = { plural: 'deployments', group: 'apps', ...splitKey(key) };
      const deployment = store.get(ref);
      if (deployment === undefined) return undefined;
      if (!isTerminating(deployment)) rollOut(context, deployment);
      return writeDeploymentStatus(
        context,
        store.get(ref) ?? deployment,
        setsOf(context, deployment),
      );
    },
  };
}

function rollOut(context: ControllerContext, deployment: KubeObject): void {
  const sets = setsOf(context, deployment);
  if (flagAt(deployment, 'spec', 'paused')) {
    scaleWithoutRollout(context, deployment, sets);
    return;
  }
  const newest = ensureNewest(context, deployment, sets);
  if (textAt(deployment, 'spec', 'strategy', 'type') === 'Recreate') {
    recreate(context, deployment, { newest, old: sets.old });
  } else {
    step(context, deployment, newest, sets.old);
  }
  removeSurplusHistory(context, deployment, sets.old);
}

/** A paused Deployment is still scaled, when one ReplicaSet carries it. */
function scaleWithoutRollout(
  context: ControllerContext,
  deployment: KubeObject,
  { newest, old }: DeploymentSets,
): void {
  const active = [...old, ...(newest ? [newest] : [])].filter((set) => replicasWanted(set) > 0);
  const [only] = active.length === 0 && newest ? [newest] : active;
  if (only !== undefined && active.length <= 1) {
    scaleSet(context, deployment, only, replicasWanted(deployment));
  }
}

/** Strategy Recreate: every old Pod is gone before the first new one. */
function recreate(
  context: ControllerContext,
  deployment: KubeObject,
  { newest, old }: { newest: KubeObject; old: readonly KubeObject[] },
): void {
  for (const set of old) scaleSet(context, deployment, set, 0);
  const names = new Set(old.map(({ metadata }) => metadata.uid));
  const { namespace = '' } = deployment.metadata;
  const lingering = context.store
    .list({ plural: 'pods', group: '', namespace })
    .some((pod) => pod.metadata.ownerReferences?.some(({ uid }) => names.has(uid)));
  if (!lingering) scaleSet(context, deployment, newest, replicasWanted(deployment));
}

function sizeOf(set: KubeObject): SetSize {
  return {
    replicas: replicasWanted(set),
    available: numberAt(set, 'status', 'availableReplicas') ?? 0,
  };
}

function step(
  context: ControllerContext,
  deployment: KubeObject,
  newest: KubeObject,
  old: readonly KubeObject[],
): void {
  const next = nextStep({
    wanted: replicasWanted(deployment),
    maxSurge: valueAt(deployment, 'spec', 'strategy', 'rollingUpdate', 'maxSurge'),
    maxUnavailable: valueAt(deployment, 'spec', 'strategy', 'rollingUpdate', 'maxUnavailable'),
    newest: sizeOf(newest),
    old: old.map(sizeOf),
  });
  scaleSet(context, deployment, newest, next.newest);
  old.forEach((set, index) => scaleSet(context, deployment, set, next.old[index] ?? 0));
}

/** Keeps `revisionHistoryLimit` (10) empty ReplicaSets for rollbacks. */
function removeSurplusHistory(
  context: ControllerContext,
  deployment: KubeObject,
  old: readonly KubeObject[],
): void {
  const limit = numberAt(deployment, 'spec', 'revisionHistoryLimit') ?? 10;
  const empty = old.filter(
    (set) => replicasWanted(set) === 0 && (numberAt(set, 'status', 'replicas') ?? 0) === 0,
  );
  for (const set of empty.slice(0, Math.max(0, empty.length - limit))) {
    const { namespace = '', name } = set.metadata;
    context.store.delete({ plural: 'replicasets', group: 'apps', namespace, name });
  }
}
