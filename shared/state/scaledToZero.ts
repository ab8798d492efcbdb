import type { Workload } from '../model/cluster.ts';
import type { Service } from '../model/service.ts';
import { selects } from './matching.ts';
import { workloadOwner } from './workloadOf.ts';
import type { World } from './world.ts';

/**
 * The workload whose Pods the selector means, where all such have zero replicas; undefined where one
 * of them should have Pods. ReplicaSets of a Deployment do not count: old ones always have none.
 */
export function scaledToZero(world: World, { metadata, selector }: Service): Workload | undefined {
  if (!selector || selector.size === 0) return undefined;
  const meant = [...world.workloads(metadata.namespace)].filter(
    (workload) =>
      workloadOwner(world, workload.metadata) === undefined &&
      selects(selector, workload.templateLabels),
  );
  return meant.every(({ replicas }) => replicas === 0) ? meant[0] : undefined;
}
