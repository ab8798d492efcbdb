import { podOf } from '@portolan/shared/simulate/workloads.ts';

import { generateName } from '../api/objectNames.ts';
import type { KubeObject } from '../objects.ts';
import type { ControllerContext } from './controller.ts';
import { deletePod } from './podStates.ts';

/** Creates a Pod from the owner's template under a fresh name, and says so in an Event. */
export function createPodOf(
  context: ControllerContext,
  owner: KubeObject,
  adjust: (pod: KubeObject) => KubeObject = (pod) => pod,
): KubeObject {
  const prefix = `${owner.metadata.name}-`;
  const name = generateName(prefix, context.random);
  const pod = podOf(owner, name);
  const named = { ...pod, metadata: { ...pod.metadata, generateName: prefix } };
  return createOwnedPod(context, owner, adjust(named));
}

/** Throws what the API refuses with, after an Event that says why. */
export function createOwnedPod(
  context: ControllerContext,
  owner: KubeObject,
  pod: KubeObject,
): KubeObject {
  const component = componentOf(owner);
  try {
    const created = context.store.create(pod);
    const message = `Created pod: ${created.metadata.name}`;
    context.events.record(owner, {
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message,
      component,
    });
    return created;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `Error creating: ${why}`;
    context.events.record(owner, { type: 'Warning', reason: 'FailedCreate', message, component });
    throw error;
  }
}

export function deleteOwnedPod(
  context: ControllerContext,
  owner: KubeObject,
  pod: KubeObject,
): void {
  deletePod(context.store, pod);
  context.events.record(owner, {
    type: 'Normal',
    reason: 'SuccessfulDelete',
    message: `Deleted pod: ${pod.metadata.name}`,
    component: componentOf(owner),
  });
}

/** e.g. `replicaset-controller`, as the real ones sign. */
function componentOf(owner: KubeObject): string {
  return `${owner.kind.toLowerCase()}-controller`;
}
