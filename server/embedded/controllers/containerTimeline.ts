// How a simulated Pod comes up: pure, from its manifest and the moment its kubelet first saw it.

import type { KubeObject } from '../objects.ts';
import { annotationOf, listAt, numberAt, objectAt, textAt, valueAt } from './reading.ts';

/** Milliseconds until the Pod has its address and its first container starts. */
export const SANDBOX_MS = 300;
/** Milliseconds one init container runs. */
export const INIT_CONTAINER_MS = 200;
/** Milliseconds from the last init container's end until the containers run. */
export const START_MS = 100;
/** Milliseconds a Job's container works. */
export const JOB_RUN_MS = 1000;
/** A crashing container's run, and the kubelet's first wait before the next; waits double up to 5 min. */
const CRASH_RUN_MS = 500;
const FIRST_BACK_OFF_MS = 10_000;
const LONGEST_BACK_OFF_MS = 300_000;

export type ContainerView =
  | { state: 'waiting'; reason: string; message?: string; restarts: number; exitCode?: number }
  | { state: 'running'; sinceMs: number; ready: boolean; restarts: number; unready?: string }
  | { state: 'terminated'; fromMs: number; atMs: number; exitCode: number; restarts: number };

export interface PodView {
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  hasAddress: boolean;
  initialized: boolean;
  init: readonly ContainerView[];
  containers: readonly ContainerView[];
  /** Milliseconds since the epoch at which something changes by itself. */
  changesAtMs?: number;
}

export interface TimelineRequest {
  pod: KubeObject;
  /** When the kubelet first saw the Pod. */
  seenAtMs: number;
  now: number;
  /** A Job's Pods end by themselves. */
  completes: boolean;
}

const waiting = (reason: string, message?: string): ContainerView => ({
  state: 'waiting',
  reason,
  restarts: 0,
  ...(message !== undefined && { message }),
});

export function podView(request: TimelineRequest): PodView {
  const { pod, seenAtMs, now } = request;
  const inits = listAt(pod, 'spec', 'initContainers');
  const containers = listAt(pod, 'spec', 'containers');
  const sandboxAt = seenAtMs + SANDBOX_MS;
  const pending = { phase: 'Pending' as const, initialized: inits.length === 0 };
  const starting = inits.length > 0 ? 'PodInitializing' : 'ContainerCreating';
  if (now < sandboxAt) {
    return {
      ...pending,
      hasAddress: false,
      init: inits.map(() => waiting('PodInitializing')),
      containers: containers.map(() => waiting(starting)),
      changesAtMs: sandboxAt,
    };
  }
  if (annotationOf(pod, 'portolan.dev/image-pull') === 'fail') {
    return {
      ...pending,
      hasAddress: true,
      init: inits.map(pullFailure),
      containers: containers.map(inits.length > 0 ? () => waiting(starting) : pullFailure),
    };
  }
  return comeUp(request, sandboxAt, inits, containers);
}

function pullFailure(container: unknown): ContainerView {
  return waiting('ImagePullBackOff', `Back-off pulling image "${textAt(container, 'image')}"`);
}

function comeUp(
  request: TimelineRequest,
  sandboxAt: number,
  inits: readonly unknown[],
  containers: readonly unknown[],
): PodView {
  const { pod, now } = request;
  const init = inits.map((container, index) => initView(container, index, sandboxAt, now));
  const initializedAt = sandboxAt + inits.length * INIT_CONTAINER_MS;
  const runningAt = initializedAt + START_MS;
  if (now < runningAt) {
    const initialized = now >= initializedAt;
    const reason = initialized ? 'ContainerCreating' : 'PodInitializing';
    const step = Math.floor((now - sandboxAt) / INIT_CONTAINER_MS) + 1;
    return {
      phase: 'Pending',
      hasAddress: true,
      initialized,
      init,
      containers: containers.map(() => waiting(reason)),
      changesAtMs: initialized ? runningAt : sandboxAt + step * INIT_CONTAINER_MS,
    };
  }
  const running = { hasAddress: true, initialized: true, init };
  if (annotationOf(pod, 'portolan.dev/crash') === 'true') {
    return { ...running, ...crashing(request, runningAt, containers) };
  }
  if (request.completes) return { ...running, ...completing(now, runningAt, containers) };
  const views = containers.map((container) => runningView(pod, container, runningAt, now));
  const later = containers
    .map((container) => readyAt(container, runningAt))
    .filter((at) => at > now);
  return {
    phase: 'Running',
    ...running,
    containers: views,
    ...(later.length > 0 && { changesAtMs: Math.min(...later) }),
  };
}

function initView(
  container: unknown,
  index: number,
  sandboxAt: number,
  now: number,
): ContainerView {
  const fromMs = sandboxAt + index * INIT_CONTAINER_MS;
  const atMs = fromMs + INIT_CONTAINER_MS;
  if (now < fromMs) return waiting('PodInitializing');
  const sidecar = textAt(container, 'restartPolicy') === 'Always';
  if (sidecar || now < atMs) {
    return { state: 'running', sinceMs: fromMs, ready: sidecar, restarts: 0 };
  }
  return { state: 'terminated', fromMs, atMs, exitCode: 0, restarts: 0 };
}

function initialDelay(probe: unknown): number {
  return numberAt(probe, 'initialDelaySeconds') ?? 0;
}

/** Probes begin after their initial delay, in the manifest's own seconds, and pass at once. */
export function readyAt(container: unknown, runningAt: number): number {
  const startup = objectAt(container, 'startupProbe');
  const readiness = objectAt(container, 'readinessProbe');
  const successes = (numberAt(readiness, 'successThreshold') ?? 1) - 1;
  const period = numberAt(readiness, 'periodSeconds') ?? 10;
  const seconds = Math.max(initialDelay(startup), initialDelay(readiness)) + successes * period;
  return runningAt + seconds * 1000;
}

function runningView(
  pod: KubeObject,
  container: unknown,
  runningAt: number,
  now: number,
): ContainerView {
  const base = { state: 'running', sinceMs: runningAt, restarts: 0 } as const;
  if (now < readyAt(container, runningAt)) return { ...base, ready: false };
  const broken = brokenProbe(pod, container);
  return broken === undefined
    ? { ...base, ready: true }
    : { ...base, ready: false, unready: broken };
}

/** What the readiness probe says when `portolan.dev/readiness` breaks it. */
function brokenProbe(pod: KubeObject, container: unknown): string | undefined {
  const wanted = annotationOf(pod, 'portolan.dev/readiness');
  if (wanted === undefined || wanted === 'true') return undefined;
  const failed = 'Readiness probe failed: ';
  if (/^\d{3}$/.test(wanted)) return `${failed}HTTP probe failed with statuscode: ${wanted}`;
  const port = valueAt(container, 'readinessProbe', 'tcpSocket', 'port');
  return port === undefined
    ? `${failed}command returned non-zero exit code 1`
    : `${failed}dial tcp: connect to port ${JSON.stringify(port)}: connection refused`;
}

function completing(
  now: number,
  runningAt: number,
  containers: readonly unknown[],
): Pick<PodView, 'phase' | 'containers' | 'changesAtMs'> {
  const atMs = runningAt + JOB_RUN_MS;
  if (now < atMs) {
    const view = { state: 'running', sinceMs: runningAt, ready: true, restarts: 0 } as const;
    return { phase: 'Running', containers: containers.map(() => view), changesAtMs: atMs };
  }
  const done = { state: 'terminated', fromMs: runningAt, atMs, exitCode: 0, restarts: 0 } as const;
  return { phase: 'Succeeded', containers: containers.map(() => done) };
}

function crashing(
  { pod, now }: TimelineRequest,
  runningAt: number,
  containers: readonly unknown[],
): Pick<PodView, 'phase' | 'containers' | 'changesAtMs'> {
  if (textAt(pod, 'spec', 'restartPolicy') === 'Never') {
    const atMs = runningAt + CRASH_RUN_MS;
    const dead = {
      state: 'terminated',
      fromMs: runningAt,
      atMs,
      exitCode: 1,
      restarts: 0,
    } as const;
    return { phase: 'Failed', containers: containers.map(() => dead) };
  }
  let restarts = 0;
  let restartAt = runningAt;
  let waitMs = FIRST_BACK_OFF_MS;
  while (restartAt + CRASH_RUN_MS + waitMs <= now) {
    restartAt += CRASH_RUN_MS + waitMs;
    restarts += 1;
    waitMs = Math.min(waitMs * 2, LONGEST_BACK_OFF_MS);
  }
  const view: ContainerView = {
    state: 'waiting',
    reason: 'CrashLoopBackOff',
    message: `back-off ${waitMs / 1000}s restarting failed container`,
    restarts,
    exitCode: 1,
  };
  const changesAtMs = restartAt + CRASH_RUN_MS + waitMs;
  return { phase: 'Running', containers: containers.map(() => view), changesAtMs };
}
