import type { KubeObject } from '../objects.ts';
import { since } from './duration.ts';
import { conditionAt } from './conditions.ts';
import { at, listAt, numberAt, textAt } from '../schema/read.ts';

/** What the Pod table says of a Pod's containers. */
export interface PodSummary {
  /** Ready containers of all, `1/2`. */
  ready: string;
  /** One word for the state: `Running`, `Init:0/1`, `CrashLoopBackOff`, `Terminating`, … */
  status: string;
  /** Restarts, with the time since the last when there was one: `3 (5m ago)`. */
  restarts: string;
}

interface Restarts {
  count: number;
  /** RFC 3339; empty when no termination is recorded. */
  last: string;
}

interface Progress {
  status: string;
  ready: number;
  restarts: Restarts;
}

/** Sums up a Pod as the API server's own printer does. `now` in milliseconds since the epoch. */
export function podSummary(pod: KubeObject, now: number): PodSummary {
  const init = initProgress(pod, phaseStatus(pod));
  const done = init.stopped && conditionAt(pod, 'Initialized') !== 'True';
  const progress = done ? init : containerProgress(pod, init);
  const sidecars = initContainers(pod).filter(isSidecar);
  const total = listAt(pod, 'spec', 'containers').length + sidecars.length;
  return {
    ready: `${progress.ready}/${total}`,
    status: deletionStatus(pod) ?? progress.status,
    restarts: formatRestarts(progress.restarts, now),
  };
}

function phaseStatus(pod: KubeObject): string {
  const gated = listAt(pod, 'status', 'conditions').some(
    (condition) =>
      at(condition, 'type') === 'PodScheduled' && at(condition, 'reason') === 'SchedulingGated',
  );
  if (gated) return 'SchedulingGated';
  return textAt(pod, 'status', 'reason') || textAt(pod, 'status', 'phase');
}

function deletionStatus(pod: KubeObject): string | undefined {
  if (pod.metadata.deletionTimestamp === undefined) return undefined;
  if (at(pod, 'status', 'reason') === 'NodeLost') return 'Unknown';
  const phase = textAt(pod, 'status', 'phase');
  return phase === 'Succeeded' || phase === 'Failed' ? undefined : 'Terminating';
}

/** How far the init containers are: `stopped` at the one that is not done. */
function initProgress(
  pod: KubeObject,
  status: string,
): Progress & { stopped: boolean; sidecarRestarts: Restarts } {
  const containers = initContainers(pod);
  const names = new Set(containers.filter(isSidecar).map((container) => at(container, 'name')));
  let restarts: Restarts = { count: 0, last: '' };
  let sidecarRestarts = restarts;
  let ready = 0;
  for (const [index, container] of listAt(pod, 'status', 'initContainerStatuses').entries()) {
    const sidecar = names.has(at(container, 'name'));
    restarts = withRestarts(restarts, container);
    if (sidecar) sidecarRestarts = withRestarts(sidecarRestarts, container);
    const started = sidecar && at(container, 'started') === true;
    if (started && at(container, 'ready') === true) ready += 1;
    if (started || at(container, 'state', 'terminated', 'exitCode') === 0) continue;
    const stuck = `Init:${initFault(container) ?? `${index}/${containers.length}`}`;
    return { status: stuck, ready, restarts, sidecarRestarts, stopped: true };
  }
  return { status, ready, restarts, sidecarRestarts, stopped: false };
}

function initFault(container: unknown): string | undefined {
  if (at(container, 'state', 'terminated') !== undefined) return terminatedStatus(container);
  const waiting = textAt(container, 'state', 'waiting', 'reason');
  return waiting === '' || waiting === 'PodInitializing' ? undefined : waiting;
}

function containerProgress(
  pod: KubeObject,
  init: Progress & { sidecarRestarts: Restarts },
): Progress {
  let { status, ready } = init;
  let restarts = init.sidecarRestarts;
  let running = false;
  // From the last to the first: of several containers in trouble the first is named.
  for (const container of listAt(pod, 'status', 'containerStatuses').toReversed()) {
    restarts = withRestarts(restarts, container);
    const waiting = textAt(container, 'state', 'waiting', 'reason');
    if (waiting !== '') status = waiting;
    else if (at(container, 'state', 'terminated') !== undefined)
      status = terminatedStatus(container);
    else if (at(container, 'ready') === true && at(container, 'state', 'running') !== undefined) {
      running = true;
      ready += 1;
    }
  }
  if (status === 'Completed' && running) {
    status = conditionAt(pod, 'Ready') === 'True' ? 'Running' : 'NotReady';
  }
  return { status, ready, restarts };
}

function terminatedStatus(container: unknown): string {
  const reason = textAt(container, 'state', 'terminated', 'reason');
  if (reason !== '') return reason;
  const signal = numberAt(container, 'state', 'terminated', 'signal');
  if (signal !== 0) return `Signal:${signal}`;
  return `ExitCode:${numberAt(container, 'state', 'terminated', 'exitCode')}`;
}

function withRestarts(before: Restarts, container: unknown): Restarts {
  const ended = textAt(container, 'lastState', 'terminated', 'finishedAt');
  return {
    count: before.count + numberAt(container, 'restartCount'),
    last: ended > before.last ? ended : before.last,
  };
}

function formatRestarts(restarts: Restarts, now: number): string {
  if (restarts.count === 0 || restarts.last === '') return String(restarts.count);
  return `${restarts.count} (${since(restarts.last, now)} ago)`;
}

function initContainers(pod: KubeObject): readonly unknown[] {
  return listAt(pod, 'spec', 'initContainers');
}

/** An init container that keeps running beside the others. */
function isSidecar(container: unknown): boolean {
  return at(container, 'restartPolicy') === 'Always';
}
