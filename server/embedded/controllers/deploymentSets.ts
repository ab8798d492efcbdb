// The ReplicaSets of a Deployment: which is the newest, its revision, and how they are scaled.

import { podTemplateHash, replicaSetOf } from '@portolan/shared/simulate/workloads.ts';

import type { KubeObject } from '../objects.ts';
import type { ControllerContext } from './controller.ts';
import { isControlledBy } from './owners.ts';
import { annotationOf, numberAt } from './reading.ts';

export const REVISION = 'deployment.kubernetes.io/revision';
const COMPONENT = 'deployment-controller';
/** Annotations of a Deployment that are its own and not its ReplicaSets'. */
const NOT_COPIED = new Set(['kubectl.kubernetes.io/last-applied-configuration', REVISION]);

export interface DeploymentSets {
  newest: KubeObject | undefined;
  /** By revision, oldest first. */
  old: readonly KubeObject[];
}

export function revisionOf(object: KubeObject): number {
  return Number(annotationOf(object, REVISION) ?? 0);
}

export function setsOf(context: ControllerContext, deployment: KubeObject): DeploymentSets {
  const { namespace = '' } = deployment.metadata;
  const owned = context.store
    .list({ plural: 'replicasets', group: 'apps', namespace })
    .filter((set) => isControlledBy(set, deployment));
  const hash = podTemplateHash(deployment);
  const name = `${deployment.metadata.name}-${hash}`;
  const newest = owned.find((set) => set.metadata.name === name);
  const old = owned
    .filter((set) => set !== newest)
    .toSorted((left, right) => revisionOf(left) - revisionOf(right));
  return { newest, old };
}

/** Creates the ReplicaSet of the present template, or gives one that is there the next revision. */
export function ensureNewest(
  context: ControllerContext,
  deployment: KubeObject,
  sets: DeploymentSets,
): KubeObject {
  const latest = Math.max(0, ...sets.old.map(revisionOf));
  if (sets.newest === undefined) return createSet(context, deployment, latest + 1);
  const revision = Math.max(revisionOf(sets.newest), latest + 1);
  return context.store.update(annotated(sets.newest, deployment, revision));
}

function createSet(
  context: ControllerContext,
  deployment: KubeObject,
  revision: number,
): KubeObject {
  const set = replicaSetOf(deployment);
  const empty = { ...set, spec: { ...Object(set['spec']), replicas: 0 } };
  return context.store.create(annotated(empty, deployment, revision));
}

function annotated(set: KubeObject, deployment: KubeObject, revision: number): KubeObject {
  const copied = Object.entries(deployment.metadata.annotations ?? {}).filter(
    ([name]) => !NOT_COPIED.has(name),
  );
  const annotations = {
    ...set.metadata.annotations,
    ...Object.fromEntries(copied),
    'deployment.kubernetes.io/desired-replicas': String(replicasWanted(deployment)),
    [REVISION]: String(revision),
  };
  return { ...set, metadata: { ...set.metadata, annotations } };
}

export function replicasWanted(object: KubeObject): number {
  return numberAt(object, 'spec', 'replicas') ?? 1;
}

export function scaleSet(
  context: ControllerContext,
  deployment: KubeObject,
  set: KubeObject,
  replicas: number,
): void {
  const before = replicasWanted(set);
  if (before === replicas) return;
  const { namespace = '', name } = set.metadata;
  context.store.modify({ plural: 'replicasets', group: 'apps', namespace, name }, (current) => ({
    ...current,
    spec: { ...Object(current['spec']), replicas },
  }));
  const direction = replicas > before ? 'up' : 'down';
  context.events.record(deployment, {
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled ${direction} replica set ${name} from ${before} to ${replicas}`,
    component: COMPONENT,
  });
}
