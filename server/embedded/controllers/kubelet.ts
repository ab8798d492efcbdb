import type { KubeObject } from '../objects.ts';
import { conditionStatus } from './conditions.ts';
import { type PodView, podView } from './containerTimeline.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { kubeletEvents } from './kubeletEvents.ts';
import { controllerOf } from './owners.ts';
import { PodAddresses } from './podAddresses.ts';
import { podStatus, readyByView } from './podStatus.ts';
import { isTerminating } from './podStates.ts';
import { annotationOf, flagAt, keyOf, listAt, numberAt, splitKey, textAt } from './reading.ts';

/** Milliseconds from SIGTERM until containers have exited, unless an annotation gives seconds. */
const EXIT_MS = 100;

/** What the kubelet remembers of a Pod and does not write into the API. */
interface PodMemory {
  seenAtMs: number;
  terminatesAtMs?: number;
  /** Ready as last written by us, to notice when somebody else writes it. */
  wroteReady?: 'True' | 'False';
  override?: 'True' | 'False';
  announced: Set<string>;
}

/** Plays the kubelet of every node: brings Pods up, reports on them, and ends them. */
export function kubeletController(context: ControllerContext): Controller {
  const { store } = context;
  const memories = new Map<string, PodMemory>();
  const addresses = new PodAddresses();

  function forget(pod: KubeObject): void {
    const uid = pod.metadata.uid ?? '';
    memories.delete(uid);
    addresses.release(uid);
  }

  function memoryOf(pod: KubeObject): PodMemory {
    const uid = pod.metadata.uid ?? '';
    const known = memories.get(uid);
    if (known !== undefined) return known;
    const fresh: PodMemory = { seenAtMs: context.clock.now(), announced: new Set() };
    memories.set(uid, fresh);
    return fresh;
  }

  return {
    name: 'kubelet',
    *keysOf({ type, resource, object }) {
      if (resource.kind === 'Node') {
        for (const pod of store.list({ plural: 'pods', group: '' })) {
          if (textAt(pod, 'spec', 'nodeName') === object.metadata.name) yield keyOf(pod);
        }
      }
      if (resource.kind !== 'Pod') return;
      if (type === 'DELETED') forget(object);
      else yield keyOf(object);
    },
    reconcile(key) {
      const pod = store.get({ plural: 'pods', group: '', ...splitKey(key) });
      const nodeName = textAt(pod, 'spec', 'nodeName');
      if (pod === undefined || nodeName === undefined) return undefined;
      const node = store.get({ plural: 'nodes', group: '', name: nodeName });
      if (node === undefined) return undefined;
      const memory = memoryOf(pod);
      if (isTerminating(pod)) return endPod(context, pod, node, memory);
      return reportPod(context, pod, node, memory, addresses);
    },
  };
}

function internalAddress(node: KubeObject): string {
  const entry = listAt(node, 'status', 'addresses').find(
    (address) => textAt(address, 'type') === 'InternalIP',
  );
  return textAt(entry, 'address') ?? '';
}

function viewOf(context: ControllerContext, pod: KubeObject, memory: PodMemory): PodView {
  return podView({
    pod,
    seenAtMs: memory.seenAtMs,
    now: context.clock.now(),
    completes: controllerOf(pod)?.kind === 'Job',
  });
}

function reportPod(
  context: ControllerContext,
  pod: KubeObject,
  node: KubeObject,
  memory: PodMemory,
  addresses: PodAddresses,
): number | undefined {
  const now = context.clock.now();
  const view = viewOf(context, pod, memory);
  noticeOverride(pod, view, memory);
  const hostIP = internalAddress(node);
  const podIP = addressOf(pod, node, hostIP, view, addresses);
  writeStatus(context, pod, {
    ...podStatus({
      pod,
      view,
      hostIP,
      ...(podIP !== undefined && { podIP }),
      startedAtMs: memory.seenAtMs,
      ...(memory.override !== undefined && { override: memory.override }),
      now,
    }),
  });
  memory.wroteReady = memory.override ?? (readyByView(pod, view) ? 'True' : 'False');
  for (const event of kubeletEvents(pod, view, memory.announced)) {
    context.events.record(pod, { ...event, component: 'kubelet', host: node.metadata.name });
  }
  return view.changesAtMs === undefined ? undefined : Math.max(0, view.changesAtMs - now);
}

/**
 * A Ready that differs from what we last wrote was set by somebody through the API: it stands
 * until it is set back to what the kubelet itself finds.
 */
function noticeOverride(pod: KubeObject, view: PodView, memory: PodMemory): void {
  const stored = conditionStatus(pod, 'Ready');
  if (memory.wroteReady === undefined || (stored !== 'True' && stored !== 'False')) return;
  if (stored === memory.wroteReady) return;
  const own = readyByView(pod, view) ? 'True' : 'False';
  if (stored === own) delete memory.override;
  else memory.override = stored;
}

function addressOf(
  pod: KubeObject,
  node: KubeObject,
  hostIP: string,
  view: PodView,
  addresses: PodAddresses,
): string | undefined {
  if (!view.hasAddress) return undefined;
  if (flagAt(pod, 'spec', 'hostNetwork')) return hostIP;
  const range = textAt(node, 'spec', 'podCIDR');
  if (range === undefined) return undefined;
  return addresses.allocate(range, pod.metadata.uid ?? '');
}

function writeStatus(context: ControllerContext, pod: KubeObject, status: unknown): void {
  const { namespace = '', name } = pod.metadata;
  context.store.modify(
    { plural: 'pods', group: '', namespace, name },
    (current) => ({ ...current, status }),
    'status',
  );
}

function endPod(
  context: ControllerContext,
  pod: KubeObject,
  node: KubeObject,
  memory: PodMemory,
): number | undefined {
  const now = context.clock.now();
  if (memory.terminatesAtMs === undefined) {
    memory.terminatesAtMs = now + exitMs(pod);
    for (const spec of listAt(pod, 'spec', 'containers')) {
      const message = `Stopping container ${textAt(spec, 'name')}`;
      const host = node.metadata.name;
      context.events.record(pod, {
        type: 'Normal',
        reason: 'Killing',
        message,
        component: 'kubelet',
        host,
      });
    }
  }
  const graceMs = (pod.metadata.deletionGracePeriodSeconds ?? 0) * 1000;
  memory.terminatesAtMs = Math.min(memory.terminatesAtMs, now + graceMs);
  if (now < memory.terminatesAtMs) return memory.terminatesAtMs - now;
  reportEnd(context, pod, memory);
  const { namespace = '', name } = pod.metadata;
  const current = context.store.get({ plural: 'pods', group: '', namespace, name });
  if (current !== undefined) confirmEnd(context, current);
  return undefined;
}

function confirmEnd(context: ControllerContext, pod: KubeObject): void {
  const { namespace = '', name } = pod.metadata;
  if ((pod.metadata.deletionGracePeriodSeconds ?? 0) === 0 && pod.metadata.finalizers?.length) {
    return;
  }
  context.store.delete({ plural: 'pods', group: '', namespace, name }, { gracePeriodSeconds: 0 });
}

function exitMs(pod: KubeObject): number {
  const seconds = Number(annotationOf(pod, 'portolan.dev/termination-seconds'));
  const wanted = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : EXIT_MS;
  const graceSeconds = numberAt(pod, 'metadata', 'deletionGracePeriodSeconds') ?? 30;
  return Math.min(wanted, graceSeconds * 1000);
}

/** The last word on a Pod: its containers exited, so that it leaves every slice (S16). */
function reportEnd(context: ControllerContext, pod: KubeObject, memory: PodMemory): void {
  const now = context.clock.now();
  const view = viewOf(context, pod, memory);
  const ended: PodView = {
    ...view,
    phase: view.phase === 'Failed' ? 'Failed' : 'Succeeded',
    containers: view.containers.map((container) => ({
      state: 'terminated',
      fromMs: container.state === 'running' ? container.sinceMs : now,
      atMs: now,
      exitCode: 0,
      restarts: container.restarts,
    })),
  };
  const podIP = textAt(pod, 'status', 'podIP');
  const hostIP = textAt(pod, 'status', 'hostIP') ?? '';
  writeStatus(
    context,
    pod,
    podStatus({
      pod,
      view: ended,
      hostIP,
      ...(podIP !== undefined && { podIP }),
      startedAtMs: memory.seenAtMs,
      now,
    }),
  );
}
