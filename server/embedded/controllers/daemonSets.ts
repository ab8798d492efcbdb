import { podTemplateHash } from '@portolan/shared/simulate/workloads.ts';

import type { KubeObject } from '../objects.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { nodeFits } from './labelSelector.ts';
import { keysOfKind } from './owners.ts';
import { createPodOf, deleteOwnedPod } from './podCreation.ts';
import { claimPods, isActive, isReady } from './podStates.ts';
import { keyOf, objectAt, splitKey, textAt } from './reading.ts';

const REVISION_LABEL = 'controller-revision-hash';

/** Keeps one Pod on every node that fits. */
export function daemonSetController(context: ControllerContext): Controller {
  const { store } = context;
  return {
    name: 'daemonset-controller',
    *keysOf(event) {
      yield* keysOfKind(event, 'DaemonSet');
      if (event.resource.kind !== 'Node') return;
      for (const set of store.list({ plural: 'daemonsets', group: 'apps' })) yield keyOf(set);
    },
    reconcile(key) {
      const set = store.get({ plural: 'daemonsets', group: 'apps', ...splitKey(key) });
      if (set === undefined) return undefined;
      const nodes = fittingNodes(context, set);
      if (set.metadata.deletionTimestamp === undefined) spread(context, set, nodes);
      writeStatus(context, set, nodes);
      return undefined;
    },
  };
}

function fittingNodes(context: ControllerContext, set: KubeObject): string[] {
  const template = { ...set, spec: objectAt(set, 'spec', 'template', 'spec') };
  return context.store
    .list({ plural: 'nodes', group: '' })
    .filter((node) => nodeFits(template, node))
    .map((node) => node.metadata.name);
}

function nodeOf(pod: KubeObject): string {
  return textAt(pod, 'spec', 'nodeName') ?? '';
}

function spread(context: ControllerContext, set: KubeObject, nodes: readonly string[]): void {
  const all = claimPods(context.store, set);
  const active = all.filter(isActive);
  // A node still ending its old Pod gets the new one afterwards.
  const taken = new Set(all.map(nodeOf));
  const hash = podTemplateHash(set);
  for (const node of nodes) if (!taken.has(node)) createPodOf(context, set, onNode(node, hash));
  for (const pod of active) if (!nodes.includes(nodeOf(pod))) deleteOwnedPod(context, set, pod);
  if (textAt(set, 'spec', 'updateStrategy', 'type') === 'OnDelete') return;
  const outdated = active.find((pod) => !isUpdated(pod, hash));
  const settled = all.length >= nodes.length && all.every((pod) => isActive(pod));
  const allReady = active.filter((pod) => isUpdated(pod, hash)).every(isReady);
  if (outdated !== undefined && settled && allReady) deleteOwnedPod(context, set, outdated);
}

function onNode(nodeName: string, hash: string): (pod: KubeObject) => KubeObject {
  return (pod) => ({
    ...pod,
    metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, [REVISION_LABEL]: hash } },
    spec: { ...Object(pod['spec']), nodeName },
  });
}

function isUpdated(pod: KubeObject, hash: string): boolean {
  return textAt(pod, 'metadata', 'labels', REVISION_LABEL) === hash;
}

function writeStatus(context: ControllerContext, set: KubeObject, nodes: readonly string[]): void {
  const pods = claimPods(context.store, set).filter(isActive);
  const placed = pods.filter((pod) => nodes.includes(nodeOf(pod)));
  const ready = placed.filter(isReady).length;
  const hash = podTemplateHash(set);
  const { namespace = '', name } = set.metadata;
  context.store.modify(
    { plural: 'daemonsets', group: 'apps', namespace, name },
    (current) => ({
      ...current,
      status: {
        currentNumberScheduled: placed.length,
        desiredNumberScheduled: nodes.length,
        numberMisscheduled: pods.length - placed.length,
        numberReady: ready,
        ...(ready > 0 && { numberAvailable: ready }),
        ...(nodes.length > ready && { numberUnavailable: nodes.length - ready }),
        updatedNumberScheduled: placed.filter((pod) => isUpdated(pod, hash)).length,
        observedGeneration: current.metadata.generation ?? 1,
      },
    }),
    'status',
  );
}
