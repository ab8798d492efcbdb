// Whether a Pod is ready, and if not, the most telling reason for it (Pod lifecycle,
// kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle).
import type { Pod, PodCondition } from '../model/pod.ts';
import { isPodReady } from '../simulate/podEndpoint.ts';
import type { PodReasonCode } from '../words/pods.ts';
import type { Coded } from '../wire/trace.ts';

/** Undefined when the Pod is ready and stays. */
export function notReadyReason(pod: Pod): Coded | undefined {
  if (pod.metadata.deletionTimestamp !== undefined) return coded('terminating');
  if (isPodReady(pod)) return undefined;
  return (
    scheduling(pod) ?? phase(pod) ?? container(pod) ?? gate(pod) ?? ready(pod) ?? coded('starting')
  );
}

function scheduling(pod: Pod): Coded | undefined {
  const scheduled = condition(pod, 'PodScheduled');
  if (scheduled?.status !== 'False') return undefined;
  return coded('notScheduled', { message: scheduled.message ?? scheduled.reason ?? '' });
}

function phase(pod: Pod): Coded | undefined {
  if (pod.reason !== undefined) {
    return pod.message === undefined
      ? coded('condition', { reason: pod.reason })
      : coded('conditionMessage', { reason: pod.reason, message: pod.message });
  }
  return pod.phase === 'Succeeded' || pod.phase === 'Failed' || pod.phase === 'Unknown'
    ? coded('phase', { phase: pod.phase })
    : undefined;
}

function container(pod: Pod): Coded | undefined {
  const states = pod.containerStates.filter(({ ready: isReady }) => !isReady);
  const waiting = states.find(({ state, reason }) => state === 'waiting' && reason !== undefined);
  if (waiting) {
    const params = { container: waiting.name, reason: waiting.reason ?? '' };
    return waiting.message === undefined
      ? coded('waiting', params)
      : coded('waitingMessage', { ...params, message: waiting.message });
  }
  const exited = states.find(({ state }) => state === 'terminated');
  if (exited) return coded('exited', { container: exited.name, reason: exited.reason ?? '' });
  const running = states.find(({ state }) => state === 'running');
  if (!running) return undefined;
  const probe = pod.containers.find(({ name }) => name === running.name)?.readinessProbe;
  if (!probe) return coded('containerNotReady', { container: running.name });
  const where = [probe.type, probe.path, probe.port === undefined ? undefined : `:${probe.port}`];
  return coded('readinessFailing', {
    container: running.name,
    probe: where.filter((part) => part !== undefined).join(' '),
  });
}

function gate(pod: Pod): Coded | undefined {
  const closed = pod.readinessGates.find((type) => condition(pod, type)?.status !== 'True');
  return closed === undefined ? undefined : coded('gateFalse', { gate: closed });
}

function ready(pod: Pod): Coded | undefined {
  const why = condition(pod, 'Ready');
  if (why?.reason === undefined) return undefined;
  return why.message === undefined
    ? coded('condition', { reason: why.reason })
    : coded('conditionMessage', { reason: why.reason, message: why.message });
}

function condition(pod: Pod, type: string): PodCondition | undefined {
  return pod.conditions.find((entry) => entry.type === type);
}

function coded(code: PodReasonCode, params: Coded['params'] = {}): Coded {
  return { code, params };
}
