import type { Pod } from '../model/pod.ts';
import type { ServicePort } from '../model/service.ts';

/** The port number a Service port reaches in this Pod, or undefined when its name is not there (S23, S24). */
export function findPort(
  pod: Pick<Pod, 'containers' | 'initContainers'>,
  servicePort: Pick<ServicePort, 'targetPort' | 'protocol'>,
): number | undefined {
  const { targetPort, protocol } = servicePort;
  if (typeof targetPort === 'number') return targetPort;
  const sidecars = pod.initContainers.filter((container) => container.restartPolicy === 'Always');
  for (const container of [...pod.containers, ...sidecars]) {
    const port = container.ports.find(
      (candidate) => candidate.name === targetPort && candidate.protocol === protocol,
    );
    if (port) return port.containerPort;
  }
  return undefined;
}
