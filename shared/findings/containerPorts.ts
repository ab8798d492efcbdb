// What a Pod's containers say they listen on.

import type { Protocol } from '../model/net.ts';
import type { ContainerPort, Pod } from '../model/pod.ts';
import type { ServicePort } from '../model/service.ts';
import { findPort } from '../simulate/findPort.ts';

/** Of regular containers and sidecars, in order (S23). */
export function declaredPorts({ containers, initContainers }: Pod): ContainerPort[] {
  const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...containers, ...sidecars].flatMap(({ ports }) => ports);
}

export function declares(pod: Pod, containerPort: number, protocol: Protocol): boolean {
  return declaredPorts(pod).some(
    (port) => port.containerPort === containerPort && port.protocol === protocol,
  );
}

/** Whether the Pod says that it serves the Service port: by name, or by a number it declares. */
export function saysItServes(pod: Pod, port: ServicePort): boolean {
  const number = findPort(pod, port);
  return number !== undefined && declares(pod, number, port.protocol);
}

/** The Service port as a person would name it. */
export function portLabel({ name, port }: Pick<ServicePort, 'name' | 'port'>): string {
  return name === '' ? String(port) : name;
}
