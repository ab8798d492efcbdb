import type { Service } from '../model/service.ts';
import { selects } from '../state/matching.ts';
import { workloadOf } from '../state/workloadOf.ts';
import type { World } from '../state/world.ts';
import type { WorkloadRef } from '../wire/topology.ts';

/** The workloads whose Pods the Service selects, each once. */
export function workloadsBehind(world: World, service: Service): WorkloadRef[] {
  const { namespace } = service.metadata;
  const found = new Map<string, WorkloadRef>();
  if (service.selector) {
    for (const pod of world.podsSelected(namespace, service.selector)) {
      const workload = workloadOf(world, pod);
      if (workload)
        found.set(`${workload.kind}/${workload.name}`, {
          kind: workload.kind,
          name: workload.name,
        });
    }
    for (const workload of world.workloads(namespace)) {
      if (workload.metadata.controller) continue; // a ReplicaSet of a Deployment
      if (!selects(service.selector, workload.templateLabels)) continue;
      found.set(`${workload.kind}/${workload.metadata.name}`, {
        kind: workload.kind,
        name: workload.metadata.name,
      });
    }
  }
  return [...found.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, workload]) => workload);
}
