// What the lab looks like: its machines, its Pods and their addresses, all private or for documentation.

/** Addresses of both families, e.g. `['10.244.0.10', 'fd00:10:244::10']`. */
export type Addresses = readonly [v4: string, v6: string];

export interface NodePlan {
  name: string;
  zone: string;
  addresses: Addresses;
  podRanges: Addresses;
  /** The node's own address in its Pod ranges, the Pods' gateway. */
  gateways: Addresses;
}

export interface PodPlan {
  namespace: string;
  name: string;
  node: string;
  /** Absent for a Pod on its node's own network. */
  addresses?: Addresses;
  labels: Record<string, string>;
}

export const clusterRanges: Addresses = ['10.244.0.0/16', 'fd00:10:244::/48'];
export const nodeRanges: Addresses = ['172.18.0.0/16', 'fd00:172:18::/64'];
/** Addresses of load balancers and externalIPs: the router sends the lower half to node-a. */
export const announced: readonly { node: string; ranges: readonly string[] }[] = [
  { node: 'node-a', ranges: ['172.18.255.0/25', '198.51.100.0/25'] },
  { node: 'node-b', ranges: ['172.18.255.128/25', '198.51.100.128/25'] },
];
export const externalRange = '198.51.100.0/24';
/** Service addresses: the first block is Kubernetes' own, and DNS has the place kubeadm gives it. */
export const serviceRanges: Addresses = ['10.96.0.0/12', 'fd00:10:96::/112'];
export const dnsAddress = '10.96.0.10';

export const nodes: readonly NodePlan[] = [
  {
    name: 'node-a',
    zone: 'zone-1',
    addresses: ['172.18.0.2', 'fd00:172:18::2'],
    podRanges: ['10.244.0.0/24', 'fd00:10:244::/64'],
    gateways: ['10.244.0.1', 'fd00:10:244::1'],
  },
  {
    name: 'node-b',
    zone: 'zone-2',
    addresses: ['172.18.0.3', 'fd00:172:18::3'],
    podRanges: ['10.244.1.0/24', 'fd00:10:244:1::/64'],
    gateways: ['10.244.1.1', 'fd00:10:244:1::1'],
  },
];

/** The machine between the nodes and the world, with an address on either side. */
export const router = {
  inside: ['172.18.0.1', 'fd00:172:18::1'],
  outside: ['203.0.113.254', '2001:db8::fe'],
} as const satisfies Record<string, Addresses>;

/** The machine outside; its second address plays the servers of the world, DNS among them. */
export const outside = {
  addresses: ['203.0.113.1', '2001:db8::1'],
  world: '192.0.2.80',
} as const satisfies { addresses: Addresses; world: string };

export const pods: readonly PodPlan[] = [
  {
    namespace: 'kube-system',
    name: 'dns',
    node: 'node-a',
    addresses: ['10.244.0.2', 'fd00:10:244::2'],
    labels: { 'k8s-app': 'kube-dns' },
  },
  podOn('lab', 'client-a', 'node-a', 10, { role: 'client' }),
  podOn('lab', 'client-b', 'node-b', 10, { role: 'client' }),
  podOn('lab', 'web-a', 'node-a', 20, { app: 'web' }),
  podOn('lab', 'web-b', 'node-b', 20, { app: 'web' }),
  podOn('lab', 'guarded', 'node-b', 30, { app: 'guarded' }),
  podOn('lab', 'locked', 'node-a', 40, { app: 'locked' }),
  podOn('other', 'stranger', 'node-b', 50, { role: 'stranger' }),
  { namespace: 'lab', name: 'host-b', node: 'node-b', labels: { app: 'host' } },
];

function podOn(
  namespace: string,
  name: string,
  node: string,
  number: number,
  labels: Record<string, string>,
): PodPlan {
  const index = node === 'node-a' ? 0 : 1;
  const v6 = index === 0 ? 'fd00:10:244::' : 'fd00:10:244:1::';
  const addresses: Addresses = [`10.244.${index}.${number}`, `${v6}${number}`];
  return { namespace, name, node, addresses, labels };
}

export function nodeNamed(name: string): NodePlan {
  const found = nodes.find((node) => node.name === name);
  if (!found) throw new Error(`the lab has no node ${name}`);
  return found;
}

export function podNamed(key: string): PodPlan {
  const found = pods.find(({ namespace, name }) => `${namespace}/${name}` === key);
  if (!found) throw new Error(`the lab has no Pod ${key}`);
  return found;
}

/** A Pod's own addresses, or its node's. */
export function addressesOf(pod: PodPlan): Addresses {
  return pod.addresses ?? nodeNamed(pod.node).addresses;
}

/** Ports every Pod of the lab serves, and how; on any other, nothing listens. */
export const appPorts = {
  http: 8080,
  onLoopback: 8081,
  silent: 8082,
  reset: 8083,
  slow: 8084,
  unavailable: 8085,
  tlsRefusing: 8443,
  udpEcho: 9000,
  nothing: 8099,
} as const;

/** As `appPorts.http`, of the Pod on its node's network. */
export const hostPodPort = 9080;
