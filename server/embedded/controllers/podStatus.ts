// A PodView written out as the `status` a kubelet reports.

import { timestamp } from './clock.ts';
import { type Condition, conditionOf, conditionStatus, mergeConditions } from './conditions.ts';
import type { ContainerView, PodView } from './containerTimeline.ts';
import type { KubeObject } from '../objects.ts';
import { listAt, textAt } from './reading.ts';

export interface PodStatusRequest {
  pod: KubeObject;
  view: PodView;
  hostIP: string;
  /** Absent until the sandbox is up. */
  podIP?: string;
  startedAtMs: number;
  /** Ready as somebody else set it in the API; wins over the kubelet's own view. */
  override?: 'True' | 'False';
  now: number;
}

/** The kubelet's own Ready, before anybody overrides it. */
export function readyByView(pod: KubeObject, view: PodView): boolean {
  const running =
    view.phase === 'Running' &&
    view.containers.every((container) => container.state === 'running' && container.ready);
  return running && openGates(pod).length === 0;
}

function openGates(pod: KubeObject): readonly string[] {
  return listAt(pod, 'spec', 'readinessGates')
    .map((gate) => textAt(gate, 'conditionType') ?? '')
    .filter((type) => conditionStatus(pod, type) !== 'True');
}

export function podStatus(request: PodStatusRequest): Record<string, unknown> {
  const { pod, view, hostIP, podIP, startedAtMs, now } = request;
  const inits = listAt(pod, 'spec', 'initContainers');
  const qosClass = textAt(pod, 'status', 'qosClass');
  return {
    phase: view.phase,
    conditions: mergeConditions(pod, conditionsOf(request), now),
    hostIP,
    hostIPs: [{ ip: hostIP }],
    ...(podIP !== undefined && { podIP, podIPs: [{ ip: podIP }] }),
    startTime: timestamp(startedAtMs),
    ...(inits.length > 0 && {
      initContainerStatuses: inits.map((spec, index) =>
        containerStatus(pod, spec, view.init[index]),
      ),
    }),
    containerStatuses: listAt(pod, 'spec', 'containers').map((spec, index) =>
      containerStatus(pod, spec, view.containers[index]),
    ),
    ...(qosClass !== undefined && { qosClass }),
  };
}

/** `why` is said only of a condition that does not hold. */
function is(
  type: string,
  status: boolean,
  why: Pick<Condition, 'reason' | 'message'> = {},
): Condition {
  return { type, status: status ? 'True' : 'False', ...(!status && why) };
}

function conditionsOf({ pod, view, override }: PodStatusRequest): Condition[] {
  const names = listAt(pod, 'spec', 'containers').map((spec) => textAt(spec, 'name') ?? '');
  const unready = names.filter((_, index) => !isReadyView(view.containers[index]));
  const done = view.phase === 'Succeeded';
  const containersReady = done
    ? { reason: 'PodCompleted' }
    : {
        reason: 'ContainersNotReady',
        message: `containers with unready status: [${unready.join(' ')}]`,
      };
  const gates = openGates(pod);
  const gated =
    unready.length === 0 && gates.length > 0
      ? {
          reason: 'ReadinessGatesNotReady',
          message: `corresponding condition of pod readiness gate "${gates[0]}" does not exist.`,
        }
      : containersReady;
  return [
    is('PodReadyToStartContainers', view.hasAddress),
    is('Initialized', view.initialized, {
      reason: 'ContainersNotInitialized',
      message: 'containers with incomplete status',
    }),
    override === undefined ? is('Ready', readyByView(pod, view), gated) : overridden(pod, override),
    is('ContainersReady', unready.length === 0 && view.phase === 'Running', containersReady),
    is('PodScheduled', true),
  ];
}

/** Reason and message stay those of whoever set the condition. */
function overridden(pod: KubeObject, status: 'True' | 'False'): Condition {
  const stored = conditionOf(pod, 'Ready');
  const reason = textAt(stored, 'reason');
  const message = textAt(stored, 'message');
  return {
    type: 'Ready',
    status,
    ...(reason !== undefined && { reason }),
    ...(message !== undefined && { message }),
  };
}

function isReadyView(view: ContainerView | undefined): boolean {
  return view?.state === 'running' && view.ready;
}

function containerStatus(
  pod: KubeObject,
  spec: unknown,
  view: ContainerView | undefined,
): Record<string, unknown> {
  const name = textAt(spec, 'name') ?? '';
  const image = textAt(spec, 'image') ?? '';
  const up = view !== undefined && view.state !== 'waiting';
  const lastState = view === undefined ? {} : lastStateOf(view);
  return {
    name,
    state: view === undefined ? {} : stateOf(view),
    lastState,
    ready: isReadyView(view) || (view?.state === 'terminated' && isInit(pod, name)),
    restartCount: view?.restarts ?? 0,
    image,
    imageID: up ? `${image.split(':')[0]}@simulated` : '',
    ...(up && { containerID: `simulated://${pod.metadata.uid}/${name}` }),
    started: view?.state === 'running',
  };
}

/** An init container that has done its work counts as ready. */
function isInit(pod: KubeObject, name: string): boolean {
  return listAt(pod, 'spec', 'initContainers').some((spec) => textAt(spec, 'name') === name);
}

function stateOf(view: ContainerView): Record<string, unknown> {
  switch (view.state) {
    case 'waiting': {
      const { reason, message } = view;
      return { waiting: { reason, ...(message !== undefined && { message }) } };
    }
    case 'running':
      return { running: { startedAt: timestamp(view.sinceMs) } };
    case 'terminated':
      return {
        terminated: {
          exitCode: view.exitCode,
          reason: view.exitCode === 0 ? 'Completed' : 'Error',
          startedAt: timestamp(view.fromMs),
          finishedAt: timestamp(view.atMs),
        },
      };
    default:
      return {};
  }
}

function lastStateOf(view: ContainerView): Record<string, unknown> {
  if (view.state !== 'waiting' || view.exitCode === undefined) return {};
  return { terminated: { exitCode: view.exitCode, reason: 'Error' } };
}
