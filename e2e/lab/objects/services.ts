// A Service with the EndpointSlices that belong to it.
import { type PodPlan, addressesOf, nodeNamed, podNamed } from '../plan.ts';
import type { Endpoint, EndpointSlice, Service, ServicePort, ServiceSpec } from './kinds.ts';

/** A Pod as an endpoint, in a state of its own. */
export interface EndpointOf {
  pod: PodPlan;
  conditions?: Endpoint['conditions'];
  hostname?: string;
  /** Another address than the Pod's. */
  address?: string;
  zones?: readonly string[];
}

export interface ServiceOptions {
  namespace?: string;
  name: string;
  spec: ServiceSpec;
  /** VIPs its load balancer got. */
  ingress?: readonly { ip: string; ipMode?: 'VIP' | 'Proxy' }[];
  endpoints: readonly (PodPlan | EndpointOf)[];
  /** Also slices of IPv6. */
  dualStack?: boolean;
  labels?: Record<string, string>;
  /** As they are written by hand, instead of those of Pods. */
  handWritten?: Endpoint[];
  /** What the slices say instead of what follows from the Service's ports. */
  slicePorts?: { name?: string; port: number; protocol?: 'TCP' | 'UDP' }[];
}

export function serviceWith(options: ServiceOptions): (Service | EndpointSlice)[] {
  const { namespace = 'lab', name, spec, ingress, labels } = options;
  const service: Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace, name, ...(labels && { labels }) },
    spec,
    ...(ingress && { status: { loadBalancer: { ingress: [...ingress] } } }),
  };
  if (spec.type === 'ExternalName') return [service];
  const families = options.dualStack ? (['IPv4', 'IPv6'] as const) : (['IPv4'] as const);
  return [service, ...families.map((family) => sliceOf(options, namespace, family))];
}

/** The EndpointSlice a controller would write. */
export function sliceOf(
  { name, spec, endpoints, handWritten, slicePorts }: ServiceOptions,
  namespace: string,
  addressType: 'IPv4' | 'IPv6',
): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      namespace,
      name: `${name}-${addressType.toLowerCase()}`,
      labels: { 'kubernetes.io/service-name': name },
    },
    addressType,
    endpoints: handWritten ?? endpoints.map((endpoint) => endpointOf(endpoint, addressType)),
    ports: slicePorts ?? (spec.ports ?? []).map(slicePort),
  };
}

function slicePort({ name, port, targetPort, protocol = 'TCP' }: ServicePort) {
  const number = typeof targetPort === 'number' ? targetPort : port;
  return { ...(name !== undefined && { name }), port: number, protocol };
}

function endpointOf(given: PodPlan | EndpointOf, addressType: 'IPv4' | 'IPv6'): Endpoint {
  const { pod, conditions, hostname, address, zones }: EndpointOf =
    'pod' in given ? given : { pod: given };
  const own = addressesOf(pod)[addressType === 'IPv4' ? 0 : 1];
  return {
    addresses: [address ?? own],
    conditions: conditions ?? { ready: true, serving: true, terminating: false },
    nodeName: pod.node,
    zone: nodeNamed(pod.node).zone,
    ...(hostname !== undefined && { hostname }),
    ...(zones && { hints: { forZones: zones.map((name) => ({ name })) } }),
    targetRef: { kind: 'Pod', namespace: pod.namespace, name: pod.name },
  };
}

/** `lab/NAME` as an endpoint. */
export function labPod(name: string): PodPlan {
  return podNamed(`lab/${name}`);
}
