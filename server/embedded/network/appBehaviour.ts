// What the simulated app in a Pod does on the network: from the manifest, and from annotations
// that break it.

import type { Service } from '@portolan/shared/model/service.ts';

import type { NetworkPod } from './clusterView.ts';

/** Milliseconds a `slow` app takes when the annotation gives no time. */
const DEFAULT_LATENCY_MS = 2000;

export type Listening = 'normal' | 'none' | 'loopback' | 'slow' | 'silent' | 'blackhole';

const LISTENING: ReadonlyMap<string, Listening> = new Map([
  ['none', 'none'],
  ['127.0.0.1', 'loopback'],
  ['slow', 'slow'],
  ['silent', 'silent'],
  ['blackhole', 'blackhole'],
]);

/** `portolan.dev/listen`; anything it does not know is an app that listens as it should. */
export function listeningOf({ annotations }: NetworkPod): Listening {
  return LISTENING.get(annotations.get('portolan.dev/listen') ?? '') ?? 'normal';
}

export function latencyMs(pod: NetworkPod): number {
  if (listeningOf(pod) !== 'slow') return 0;
  const given = Number(pod.annotations.get('portolan.dev/latency-ms') ?? DEFAULT_LATENCY_MS);
  return Number.isFinite(given) && given >= 0 ? given : DEFAULT_LATENCY_MS;
}

/** The HTTP status the app answers with; its readiness annotation may name a failing one. */
export function httpStatus({ annotations }: NetworkPod): number {
  const readiness = annotations.get('portolan.dev/readiness') ?? '';
  return /^[1-5]\d\d$/.test(readiness) ? Number(readiness) : 200;
}

/**
 * `portolan.dev/forward-to: 127.0.0.1:PORT`: a process on this machine that stands in for the Pod
 * when a port is forwarded to it; the port on loopback. Nothing else than loopback may be named.
 */
export function forwardTo({ annotations }: NetworkPod): number | undefined {
  const [, text] =
    /^127\.0\.0\.1:(\d{1,5})$/.exec(annotations.get('portolan.dev/forward-to') ?? '') ?? [];
  const port = Number(text);
  return port > 0 && port < 65_536 ? port : undefined;
}

export interface AppPort {
  port: number;
  protocol: 'TCP' | 'UDP';
}

function isRunning({ model }: NetworkPod, container: string): boolean {
  return model.containerStates.some(({ name, state }) => name === container && state === 'running');
}

/**
 * The ports the Pod's running containers serve: those they declare; if none declares any, those
 * that Services target in it.
 */
export function portsOf(pod: NetworkPod, services: Iterable<Service>): AppPort[] {
  const { model } = pod;
  if (model.phase !== 'Running' || listeningOf(pod) === 'none') return [];
  const sidecars = model.initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
  const containers = [...model.containers, ...sidecars];
  const running = containers.filter(({ name }) => isRunning(pod, name));
  const declared = containers.some(({ ports }) => ports.length > 0)
    ? running.flatMap(({ ports }) =>
        ports.map(({ containerPort, protocol }) => ({ port: containerPort, protocol })),
      )
    : running.length > 0
      ? targetedPorts(pod, services)
      : [];
  const byKey = new Map<string, AppPort>();
  for (const { port, protocol } of declared) {
    if (protocol !== 'SCTP') byKey.set(`${protocol} ${port}`, { port, protocol });
  }
  return [...byKey.values()];
}

function targetedPorts(
  { model }: NetworkPod,
  services: Iterable<Service>,
): { port: number; protocol: 'TCP' | 'UDP' | 'SCTP' }[] {
  return [...services].flatMap(({ metadata, selector, ports }) => {
    if (metadata.namespace !== model.metadata.namespace || selector === undefined) return [];
    const picked = [...selector].every(
      ([name, value]) => model.metadata.labels.get(name) === value,
    );
    if (!picked) return [];
    return ports.flatMap(({ targetPort, protocol }) =>
      typeof targetPort === 'number' ? [{ port: targetPort, protocol }] : [],
    );
  });
}
