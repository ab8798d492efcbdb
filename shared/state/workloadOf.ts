import type { Workload } from '../model/cluster.ts';
import { isWorkloadKind } from '../model/kinds.ts';
import { objectKey, type Metadata } from '../model/metadata.ts';
import type { Pod } from '../model/pod.ts';
import { deploymentByHash } from './mentions.ts';
import type { World } from './world.ts';

/** What a Pod belongs to, by name: the owner itself may be unreadable, gone or of another kind. */
export interface WorkloadRef {
  kind: string;
  name: string;
}

type Owners = Pick<World, 'workload'>;

/**
 * The workload a person would name: the Deployment behind a ReplicaSet, else the Pod's controller;
 * undefined for a bare Pod. One step up only: owners may be cyclic (F16).
 */
export function workloadOf(world: Owners, pod: Pod): WorkloadRef | undefined {
  const { controller } = pod.metadata;
  if (controller === undefined) return undefined;
  const owner = workloadOwner(world, pod.metadata);
  const above = owner?.kind === 'ReplicaSet' ? owner.metadata.controller : undefined;
  if (above !== undefined) return { kind: above.kind, name: above.name };
  const deployment = owner === undefined ? namedDeployment(world, pod.metadata) : undefined;
  return deployment ?? { kind: controller.kind, name: controller.name };
}

/** The workload object that controls the object itself, if it is known. */
export function workloadOwner(world: Owners, metadata: Metadata): Workload | undefined {
  const { controller, namespace } = metadata;
  if (controller === undefined || !isWorkloadKind(controller.kind)) return undefined;
  return world.workload(controller.kind, objectKey({ namespace, name: controller.name }));
}

function namedDeployment(world: Owners, metadata: Metadata): WorkloadRef | undefined {
  const name = deploymentByHash(metadata);
  if (name === undefined) return undefined;
  const key = objectKey({ namespace: metadata.namespace, name });
  return world.workload('Deployment', key) === undefined ? undefined : { kind: 'Deployment', name };
}
