// A small cluster to trace in: three nodes, two zones, Pods in 10.244.0.0/16.
import type { Node, ProxyConfigMap } from '../model/cluster.ts';
import type { EndpointSlice } from '../model/endpointSlice.ts';
import type { ModelObject } from '../model/object.ts';
import type { Pod } from '../model/pod.ts';
import type { Service } from '../model/service.ts';
import { buildState } from '../state/applyChange.ts';
import type { World } from '../state/world.ts';
import type { Trace } from '../wire/trace.ts';
import { traceFlow, type TraceOptions } from '../paths/trace.ts';
import { node, pod, podEndpoint, service, slice, type GivenService } from './objects.ts';

export const nodes: readonly Node[] = [
  node({ name: 'node-a', ips: ['172.18.0.2'], zone: 'zone-1', podCIDRs: ['10.244.0.0/24'] }),
  node({ name: 'node-b', ips: ['172.18.0.3'], zone: 'zone-1', podCIDRs: ['10.244.1.0/24'] }),
  node({ name: 'node-c', ips: ['172.18.0.4'], zone: 'zone-2', podCIDRs: ['10.244.2.0/24'] }),
];

/** The kube-proxy ConfigMap with this `config.conf`. */
export function proxyConfigMap(configConf: string): ProxyConfigMap {
  const metadata = {
    name: 'kube-proxy',
    namespace: 'kube-system',
    uid: '',
    resourceVersion: '',
    labels: new Map<string, string>(),
    annotations: new Map<string, string>(),
  };
  return { kind: 'ConfigMap', metadata, configConf };
}

export const clusterCIDRConfig = 'mode: iptables\nclusterCIDR: 10.244.0.0/16\n';

/** The nodes, a kube-proxy with its cluster CIDR, and whatever else is given. */
export function pathWorld(objects: readonly ModelObject[], config = clusterCIDRConfig): World {
  return buildState([...nodes, proxyConfigMap(config), ...objects]);
}

/** Service `default/web` at 10.96.0.10, port 80 named `http` to 8080, unless said otherwise. */
export function webService(given: Partial<GivenService> = {}): Service {
  return service({
    name: 'web',
    type: 'ClusterIP',
    clusterIP: '10.96.0.10',
    clusterIPs: ['10.96.0.10'],
    ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    selector: { app: 'web' },
    ...given,
  });
}

export const nodePortSpec = {
  type: 'NodePort',
  ports: [{ name: 'http', port: 80, targetPort: 8080, nodePort: 30080 }],
};

export interface Backend {
  name: string;
  address: string;
  node?: string;
  zone?: string;
  conditions?: { ready?: boolean; serving?: boolean; terminating?: boolean };
  forZones?: readonly string[];
  forNodes?: readonly string[];
}

export function webSlice(backends: readonly Backend[], name = 'web-abc'): EndpointSlice {
  return slice({
    name,
    service: 'web',
    endpoints: backends.map(({ name: podName, ...rest }) => podEndpoint({ pod: podName, ...rest })),
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
  });
}

export function webPod({ name, address, node: nodeName }: Backend): Pod {
  return pod({
    name,
    ips: [address],
    labels: { app: 'web' },
    ports: [{ containerPort: 8080 }],
    ...(nodeName === undefined ? {} : { node: nodeName }),
  });
}

export const onA: Backend = { name: 'web-a', address: '10.244.0.5', node: 'node-a' };
export const onB: Backend = { name: 'web-b', address: '10.244.1.5', node: 'node-b' };

/** `default/web` with these endpoints and their Pods. */
export function webWorld(
  given: Partial<GivenService>,
  backends: readonly Backend[],
  config = clusterCIDRConfig,
): World {
  const objects = [webService(given), webSlice(backends), ...backends.map(webPod), client];
  return pathWorld(objects, config);
}

/** A Pod on node-a that is no endpoint. */
export const client = pod({ name: 'client', ips: ['10.244.0.9'], node: 'node-a' });

/** A trace that is no error. */
export function traced(
  world: World,
  from: string,
  to: string,
  given: { at?: string } & TraceOptions = {},
): Trace {
  const { at, ...options } = given;
  const request = at === undefined ? { from, to } : { from, to, at };
  const result = traceFlow(world, request, options);
  if ('error' in result) throw new Error(JSON.stringify(result.error));
  return result;
}

/** What Kubernetes' own packet tests say of a flow: endpoints, or a verdict, and masquerading. */
export function outcomeOf(trace: Trace): string {
  const to = trace.backends.map(({ address, port }) => `${address}:${port}`).toSorted();
  const masquerade = trace.masquerade ? ' masq' : '';
  return trace.verdict === 'forward' ? `${to.join(', ')}${masquerade}` : trace.verdict;
}
