import type { KubeObject } from '../objects.ts';
import { mergeConditions } from './conditions.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { nodeFits } from './labelSelector.ts';
import { controllerOf } from './owners.ts';
import { isActive, isFinished, isTerminating } from './podStates.ts';
import { flagAt, keyOf, listAt, splitKey, textAt } from './reading.ts';

const COMPONENT = 'default-scheduler';
/** Pods per node when the Node does not say; a kubelet's own default. */
const DEFAULT_POD_CAPACITY = 110;

function isWaiting(pod: KubeObject): boolean {
  return textAt(pod, 'spec', 'nodeName') === undefined && isActive(pod);
}

/** Gives each waiting Pod the fitting node with the fewest of its siblings, then the fewest Pods. */
export function schedulerController(context: ControllerContext): Controller {
  const { store } = context;
  return {
    name: COMPONENT,
    *keysOf(event) {
      if (event.resource.kind === 'Pod' && event.type !== 'DELETED') {
        if (isWaiting(event.object)) yield keyOf(event.object);
        return;
      }
      // What a Pod may have waited for: a node, room on one, a volume.
      if (!['Node', 'Pod', 'PersistentVolumeClaim'].includes(event.resource.kind)) return;
      for (const pod of store.list({ plural: 'pods', group: '' })) {
        if (isWaiting(pod)) yield keyOf(pod);
      }
    },
    reconcile(key) {
      const pod = store.get({ plural: 'pods', group: '', ...splitKey(key) });
      if (pod !== undefined && isWaiting(pod)) schedule(context, pod);
      return undefined;
    },
  };
}

function schedule(context: ControllerContext, pod: KubeObject): void {
  // A schedulingGate says "not yet"; another scheduler's Pods are not ours.
  if (listAt(pod, 'spec', 'schedulingGates').length > 0) return;
  const scheduler = textAt(pod, 'spec', 'schedulerName') ?? COMPONENT;
  if (scheduler !== COMPONENT) return;
  const nodes = context.store.list({ plural: 'nodes', group: '' });
  const pods = context.store
    .list({ plural: 'pods', group: '' })
    .filter((other) => !isFinished(other));
  const missing = missingClaim(context, pod);
  const refusals = nodes.map((node) => missing ?? refusalOf(pod, node, pods));
  const fitting = nodes.filter((_, index) => refusals[index] === undefined);
  const [best] = fitting.toSorted((left, right) => load(pod, left, pods) - load(pod, right, pods));
  if (best === undefined) reportUnschedulable(context, pod, refusals);
  else bind(context, pod, best.metadata.name);
}

/** Siblings weigh more than any number of strangers, so that replicas spread. */
function load(pod: KubeObject, node: KubeObject, pods: readonly KubeObject[]): number {
  const owner = controllerOf(pod)?.uid;
  const here = pods.filter((other) => textAt(other, 'spec', 'nodeName') === node.metadata.name);
  const siblings = here.filter(
    (other) => owner !== undefined && controllerOf(other)?.uid === owner && !isTerminating(other),
  );
  return siblings.length * 10_000 + here.length;
}

function refusalOf(
  pod: KubeObject,
  node: KubeObject,
  pods: readonly KubeObject[],
): string | undefined {
  if (flagAt(node, 'spec', 'unschedulable')) return 'node(s) were unschedulable';
  if (!nodeFits(pod, node)) return "node(s) didn't match Pod's node affinity/selector";
  const taint = listAt(node, 'spec', 'taints').find((entry) => !isTolerated(pod, entry));
  if (taint !== undefined) {
    const value = textAt(taint, 'value') ?? '';
    return `node(s) had untolerated taint {${textAt(taint, 'key')}: ${value}}`;
  }
  const capacity = Number(textAt(node, 'status', 'allocatable', 'pods') ?? DEFAULT_POD_CAPACITY);
  const here = pods.filter((other) => textAt(other, 'spec', 'nodeName') === node.metadata.name);
  return here.length >= capacity ? 'Too many pods' : undefined;
}

function isTolerated(pod: KubeObject, taint: unknown): boolean {
  const effect = textAt(taint, 'effect');
  if (effect === 'PreferNoSchedule') return true;
  return listAt(pod, 'spec', 'tolerations').some((toleration) => {
    const key = textAt(toleration, 'key');
    const forEffect = textAt(toleration, 'effect') ?? effect;
    if (forEffect !== effect) return false;
    if (textAt(toleration, 'operator') === 'Exists') {
      return key === undefined || key === textAt(taint, 'key');
    }
    return key === textAt(taint, 'key') && textAt(toleration, 'value') === textAt(taint, 'value');
  });
}

/** Why a volume keeps the Pod waiting, in the scheduler's words. */
function missingClaim(context: ControllerContext, pod: KubeObject): string | undefined {
  const { namespace = '' } = pod.metadata;
  for (const volume of listAt(pod, 'spec', 'volumes')) {
    const name = textAt(volume, 'persistentVolumeClaim', 'claimName');
    if (name === undefined) continue;
    const claim = context.store.get({
      plural: 'persistentvolumeclaims',
      group: '',
      namespace,
      name,
    });
    if (claim === undefined) return `persistentvolumeclaim "${name}" not found`;
    if (textAt(claim, 'status', 'phase') !== 'Bound') {
      return 'pod has unbound immediate PersistentVolumeClaims';
    }
  }
  return undefined;
}

function bind(context: ControllerContext, pod: KubeObject, nodeName: string): void {
  const { namespace = '', name } = pod.metadata;
  const ref = { plural: 'pods', group: '', namespace, name };
  context.store.modify(ref, (current) => ({
    ...current,
    spec: { ...Object(current['spec']), nodeName },
  }));
  const scheduled = { type: 'PodScheduled', status: 'True' } as const;
  writeCondition(context, pod, scheduled);
  context.events.record(pod, {
    type: 'Normal',
    reason: 'Scheduled',
    message: `Successfully assigned ${namespace}/${name} to ${nodeName}`,
    component: COMPONENT,
  });
}

function reportUnschedulable(
  context: ControllerContext,
  pod: KubeObject,
  refusals: readonly (string | undefined)[],
): void {
  const counts = new Map<string, number>();
  for (const why of refusals) if (why) counts.set(why, (counts.get(why) ?? 0) + 1);
  const reasons = [...counts].map(([why, count]) => `${count} ${why}`).toSorted();
  const message = `0/${refusals.length} nodes are available: ${reasons.join(', ')}.`;
  writeCondition(context, pod, {
    type: 'PodScheduled',
    status: 'False',
    reason: 'Unschedulable',
    message,
  });
  const component = COMPONENT;
  context.events.record(pod, { type: 'Warning', reason: 'FailedScheduling', message, component });
}

function writeCondition(
  context: ControllerContext,
  pod: KubeObject,
  condition: Parameters<typeof mergeConditions>[1][number],
): void {
  const { namespace = '', name } = pod.metadata;
  context.store.modify(
    { plural: 'pods', group: '', namespace, name },
    (current) => ({
      ...current,
      status: {
        ...Object(current['status']),
        conditions: mergeConditions(current, [condition], context.clock.now()),
      },
    }),
    'status',
  );
}
