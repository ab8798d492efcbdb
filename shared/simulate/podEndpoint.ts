// From a Pod to an endpoint of a Service.

import type { Node } from '../model/cluster.ts';
import type { Endpoint, EndpointPort } from '../model/endpointSlice.ts';
import type { IPFamily } from '../model/net.ts';
import { ipFamily } from '../model/parse/address.ts';
import type { Pod } from '../model/pod.ts';
import { isHeadless, type Service } from '../model/service.ts';
import { selects as selectsLabels } from '../state/matching.ts';
import { findPort } from './findPort.ts';

/** Whether the Service's selector picks the Pod: its own namespace, every label equal (S8). */
export function selects(service: Service, pod: Pod): boolean {
  const { selector, metadata } = service;
  if (!selector || metadata.namespace !== pod.metadata.namespace) return false;
  return selectsLabels(selector, pod.metadata.labels);
}

/** Whether a Pod can be an endpoint at all (S16). */
export function isCandidate(pod: Pod): boolean {
  return pod.phase !== 'Succeeded' && pod.phase !== 'Failed' && pod.podIPs.length > 0;
}

/** The Ready condition; absent counts as not ready (S18). */
export function isPodReady(pod: Pod): boolean {
  return pod.conditions.find(({ type }) => type === 'Ready')?.status === 'True';
}

/** The hostname to publish, if any (S22). */
export function publishedHostname(pod: Pod, service: Service): string | undefined {
  const governed =
    pod.subdomain === service.metadata.name &&
    pod.metadata.namespace === service.metadata.namespace;
  return pod.hostname && governed ? pod.hostname : undefined;
}

/** The endpoint a Pod is in slices of one family; without addresses if it has none (S18–S22). */
export function podEndpoint(
  pod: Pod,
  node: Node | undefined,
  service: Service,
  family: IPFamily,
): Endpoint {
  const serving = isPodReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const hostname = publishedHostname(pod, service);
  const { namespace, name, uid } = pod.metadata;
  return {
    addresses: pod.podIPs.filter((ip) => ipFamily(ip) === family),
    ready: service.publishNotReadyAddresses || (serving && !terminating),
    serving,
    terminating,
    targetRef: { kind: 'Pod', namespace, name, uid },
    ...(pod.nodeName !== undefined && { nodeName: pod.nodeName }),
    ...(node?.zone !== undefined && { zone: node.zone }),
    ...(hostname !== undefined && { hostname }),
  };
}

/** The Service's ports as this Pod serves them; one that does not resolve is left out (S24). */
export function endpointPorts(pod: Pod, service: Service): EndpointPort[] {
  if (service.ports.length === 0 && isHeadless(service)) return [];
  return service.ports.flatMap((servicePort) => {
    const port = findPort(pod, servicePort);
    if (port === undefined) return [];
    const { name, protocol, appProtocol } = servicePort;
    return [{ name, port, protocol, ...(appProtocol !== undefined && { appProtocol }) }];
  });
}

/** The families the Service's slices are made for (S12); both for a headless one that says none. */
export function serviceFamilies(service: Service): readonly IPFamily[] {
  if (service.ipFamilies.length > 0) return service.ipFamilies;
  const [clusterIP] = service.clusterIPs;
  if (clusterIP === undefined || clusterIP === 'None') return ['IPv4', 'IPv6'];
  return [ipFamily(clusterIP)];
}
