// Whether a Service port leads to a port of its Pods (S23–S25).

import type { Pod } from '../model/pod.ts';
import { isHeadless, type ServicePort } from '../model/service.ts';
import { isCandidate } from '../simulate/podEndpoint.ts';
import { findPort } from '../simulate/findPort.ts';
import type { Finding } from '../wire/finding.ts';
import { nearestField } from '../words/nearest.ts';
import { declaredPorts, declares, portLabel } from './containerPorts.ts';
import { found, type Scene } from './finding.ts';

/** Ports of proxies that meshes inject when the Pod is made: no template declares them. */
const injected = /^(http-envoy-prom|linkerd-.*)$/;

export function portFindings(scene: Scene): Finding[] {
  const { service } = scene;
  const pods = scene.pods.filter(isCandidate);
  if (pods.length === 0 || isHeadless(service)) return [];
  return service.ports.flatMap((port, index) => {
    const finding =
      typeof port.targetPort === 'string'
        ? named(scene, pods, port, port.targetPort, index)
        : numbered(scene, pods, port, port.targetPort, index);
    return finding ?? [];
  });
}

function named(
  { service }: Scene,
  pods: readonly Pod[],
  port: ServicePort,
  targetPort: string,
  index: number,
): Finding | undefined {
  if (injected.test(targetPort)) return undefined;
  const path = `spec.ports[${index}].targetPort`;
  const params = { port: portLabel(port), targetPort, protocol: port.protocol };
  const numbers = pods.map((pod) => findPort(pod, port));
  const distinct = new Set(numbers.filter((number) => number !== undefined));
  if (distinct.size === 0) return unresolved({ service }, pods, port, targetPort, index);
  if (numbers.includes(undefined)) {
    const missing = numbers.filter((number) => number === undefined).length;
    const counts = { missing, count: pods.length };
    return found('targetPortUnresolvedInSome', service, { path, params: { ...params, ...counts } });
  }
  if (distinct.size === 1) return undefined;
  const all = [...distinct].toSorted((a, b) => a - b).join(', ');
  return found('targetPortDiffers', service, { path, params: { ...params, numbers: all } });
}

function unresolved(
  { service }: Pick<Scene, 'service'>,
  pods: readonly Pod[],
  port: ServicePort,
  targetPort: string,
  index: number,
): Finding {
  const params = { port: portLabel(port), targetPort, protocol: port.protocol };
  const declared = pods.flatMap(declaredPorts);
  const other = declared.find(({ name }) => name === targetPort);
  if (other !== undefined) {
    return found('targetPortProtocol', service, {
      path: `spec.ports[${index}].protocol`,
      params: { ...params, declared: other.protocol },
      fix: { code: 'setProtocol' },
    });
  }
  const names = declared
    .filter(({ name, protocol }) => name !== '' && protocol === port.protocol)
    .map(({ name }) => name);
  const [only, ...more] = new Set(names);
  // One port here, one there: there is nothing else it could mean.
  const isOnly = more.length === 0 && service.ports.length === 1;
  const meant = nearestField(targetPort, new Set(names)) ?? (isOnly ? only : undefined);
  const known = [...new Set(names)].toSorted().join(', ');
  const patch = meant && {
    spec: { ports: [{ port: port.port, protocol: port.protocol, targetPort: meant }] },
  };
  return found('targetPortUnresolved', service, {
    path: `spec.ports[${index}].targetPort`,
    params: { ...params, names: known === '' ? '–' : known },
    fix: meant === undefined ? { code: 'nameContainerPort' } : { code: 'setTargetPort', patch },
  });
}

function numbered(
  { service }: Scene,
  pods: readonly Pod[],
  port: ServicePort,
  targetPort: number,
  index: number,
): Finding | undefined {
  const { protocol } = port;
  if (pods.some((pod) => declares(pod, targetPort, protocol))) return undefined;
  const params = { port: portLabel(port), targetPort, protocol };
  const others = new Set(
    pods
      .flatMap(declaredPorts)
      .filter(({ containerPort }) => containerPort === targetPort)
      .map((declared) => declared.protocol),
  );
  // TCP is what is meant when nothing is written: a container that says UDP has been thought about.
  const [other] = others;
  const isServed = service.ports.some(
    (each) => each.targetPort === targetPort && others.has(each.protocol),
  );
  if (protocol === 'TCP' && other !== undefined && !isServed) {
    return found('portProtocolMismatch', service, {
      path: `spec.ports[${index}].protocol`,
      params: { ...params, declared: other },
      fix: { code: 'setProtocol' },
    });
  }
  return found('targetPortUndeclared', service, {
    path: `spec.ports[${index}].targetPort`,
    params,
  });
}
