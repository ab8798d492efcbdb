// Services, slices, Pods and policies by chance, straight into a store: no controllers, no sockets.

import { parseObject } from '@portolan/shared/model/parse/object.ts';
import { buildState } from '@portolan/shared/state/applyChange.ts';
import type { World } from '@portolan/shared/state/world.ts';
import { type Chance, createChance } from '@portolan/shared/testing/chance.ts';

import { serviceAdmissions } from '../admission/service.ts';
import { createEmbeddedApi } from '../api/api.ts';
import { DNS_SERVICE_IP } from '../controllers/clusterObjects.ts';
import { nodeObject, nodePlans } from '../controllers/nodeObjects.ts';
import { ClusterView } from '../network/clusterView.ts';
import { createRouting, type LiveRouting } from '../network/routing.ts';
import type { KubeObject, ObjectStore } from '../objects.ts';
import { FakeClock } from './fakeClock.ts';
import { randomPolicy } from './randomPolicies.ts';

const NAMESPACES = ['alpha', 'beta'] as const;
const NODES = ['node-a', 'node-b', 'node-c'] as const;
const PORTS = [
  { name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' },
  { name: 'alt', port: 81, targetPort: 9090, protocol: 'TCP' },
  { name: 'dns', port: 80, targetPort: 5353, protocol: 'UDP' },
] as const;
const RANGES = ['10.244.0.0/24', '172.18.0.0/16', '203.0.113.0/24', ' 192.0.2.0/24 ', '0.0.0.0/0'];

export interface RandomNetwork {
  world: World;
  routing: LiveRouting;
}

/** The same seed gives the same; every world has at least a Service with endpoints. */
export function randomNetwork(seed: number): RandomNetwork {
  const chance = createChance(seed);
  const clock = new FakeClock();
  const { store } = createEmbeddedApi({
    admissions: serviceAdmissions(),
    clock: () => clock.now(),
    random: () => chance.int(1_000_000) / 1_000_000,
  });
  for (const plan of nodePlans) {
    const node = nodeObject(plan, clock.now());
    if (chance.happens(0.1)) delete node.metadata.labels?.['topology.kubernetes.io/zone'];
    store.create(node);
  }
  for (const name of NAMESPACES) store.create(namespaceOf(chance, name));
  addDns(store);
  const pods = Array.from({ length: 8 }, (_, index) => addPod(store, chance, index));
  for (let index = 0; index < 6; index += 1) addService(store, chance, index, pods);
  for (let index = chance.int(5); index > 0; index -= 1) {
    store.create(randomPolicy(chance, chance.pick(NAMESPACES), `policy-${index}`));
  }
  const routing = createRouting(new ClusterView(store, () => undefined), clock, () => 0);
  routing.program();
  return { world: worldOf(store), routing };
}

const PLURALS = 'services endpointslices pods nodes namespaces networkpolicies'.split(' ');

function worldOf(store: ObjectStore): World {
  const parsed = PLURALS.flatMap((plural) => store.list({ plural })).map((object) =>
    parseObject(object),
  );
  return buildState(parsed.flatMap((each) => (each.ok === true ? [each.object] : [])));
}

function namespaceOf(chance: Chance, name: string): KubeObject {
  const labels = chance.happens(0.5) ? { team: chance.pick(['red', 'blue']) } : {};
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

interface PlacedPod {
  namespace: string;
  name: string;
  ip: string;
  node: string;
}

interface PodSpec {
  labels: Record<string, string>;
  /** The container's. */
  ports: readonly object[];
  hostNetwork?: boolean;
  dnsPolicy?: string;
}

function addPod(store: ObjectStore, chance: Chance, index: number): PlacedPod {
  const onNode = chance.int(NODES.length);
  const node = NODES[onNode] ?? 'node-a';
  const namespace = chance.pick(NAMESPACES);
  const name = `pod-${index}`;
  const hostNetwork = chance.happens(0.15);
  const ip = hostNetwork ? `172.18.0.${onNode + 2}` : `10.244.${onNode}.${index + 10}`;
  const labels = { app: chance.pick(['a', 'b']), tier: chance.pick(['front', 'back']) };
  const pod = { namespace, name, ip, node };
  const ports = PORTS.map(({ name: portName, targetPort, protocol }) => ({
    name: chance.happens(0.8) ? portName : `other-${portName}`,
    containerPort: targetPort,
    protocol,
  }));
  const dnsPolicy = hostNetwork && chance.happens(0.5) ? 'ClusterFirstWithHostNet' : 'ClusterFirst';
  createPod(store, pod, { labels, ports, hostNetwork, dnsPolicy });
  return pod;
}

function createPod(
  store: ObjectStore,
  { namespace, name, ip, node }: PlacedPod,
  { labels, ports, ...spec }: PodSpec,
): void {
  store.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels },
    spec: { ...spec, nodeName: node, containers: [{ name: 'app', image: 'app', ports }] },
  });
  const state = { name: 'app', ready: true, restartCount: 0, state: { running: {} } };
  const status = { phase: 'Running', podIP: ip, podIPs: [{ ip }], containerStatuses: [state] };
  const ref = { plural: 'pods', group: '', namespace, name };
  store.modify(ref, (current) => ({ ...current, status }), 'status');
}

/** Two DNS Pods behind the Service, which no policy isolates. */
function addDns(store: ObjectStore): void {
  const namespace = 'kube-system';
  const ports = [
    { name: 'dns', protocol: 'UDP', port: 53 },
    { name: 'dns-tcp', protocol: 'TCP', port: 53 },
  ];
  const pods = ['node-a', 'node-b'].map((node, index) => {
    return { namespace, name: `dns-${index}`, ip: `10.244.${index}.2`, node };
  });
  for (const pod of pods) {
    const labels = { 'k8s-app': 'kube-dns' };
    const containerPorts = ports.map(({ name, protocol, port }) => ({
      name,
      protocol,
      containerPort: port,
    }));
    createPod(store, pod, { labels, ports: containerPorts });
  }
  store.create({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kube-dns', namespace },
    spec: { clusterIP: DNS_SERVICE_IP, ports },
  });
  const labels = { 'kubernetes.io/service-name': 'kube-dns' };
  store.create({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kube-dns-1', namespace, labels },
    addressType: 'IPv4',
    endpoints: pods.map(({ name, ip, node }) => ({
      addresses: [ip],
      nodeName: node,
      targetRef: { kind: 'Pod', namespace, name },
    })),
    ports,
  });
}

function addService(
  store: ObjectStore,
  chance: Chance,
  index: number,
  pods: readonly PlacedPod[],
): void {
  const namespace = chance.pick(NAMESPACES);
  const name = `service-${index}`;
  const type = chance.pick(['ClusterIP', 'NodePort', 'LoadBalancer', 'LoadBalancer', 'Headless']);
  const some = chance.some(PORTS, 0.6);
  const ports = some.length > 0 ? some : PORTS.slice(0, 1);
  const metadata = { name, namespace };
  const spec = type === 'Headless' ? { clusterIP: 'None' } : exposed(chance, type, index);
  const service = { apiVersion: 'v1', kind: 'Service', metadata, spec: { ...spec, ports } };
  store.create(service);
  if (type === 'LoadBalancer') {
    const ipMode = chance.happens(0.2) ? 'Proxy' : 'VIP';
    const loadBalancer = { ingress: [{ ip: `172.18.255.${index + 1}`, ipMode }] };
    const ref = { plural: 'services', group: '', ...metadata };
    store.modify(ref, (current) => ({ ...current, status: { loadBalancer } }), 'status');
  }
  const slices = chance.int(3) + (index === 0 ? 1 : 0);
  for (let slice = 0; slice < slices; slice += 1) {
    const labels = { 'kubernetes.io/service-name': name };
    const named = { namespace, name: `${name}-${slice}`, labels };
    store.create(randomSlice(chance, named, index, pods));
  }
}

function exposed(chance: Chance, type: string, index: number): object {
  const externalIPs = chance.happens(0.3)
    ? [chance.pick([`198.51.100.${index + 1}`, `198.51.100.${index + 1}`, '172.18.0.3'])]
    : [];
  const isExternal = type !== 'ClusterIP' || externalIPs.length > 0;
  return {
    type,
    externalIPs,
    internalTrafficPolicy: chance.pick(['Cluster', 'Cluster', 'Local']),
    ...(isExternal && { externalTrafficPolicy: chance.pick(['Cluster', 'Local']) }),
    ...(type === 'LoadBalancer' && {
      loadBalancerSourceRanges: chance.happens(0.4) ? chance.some(RANGES, 0.4) : [],
      allocateLoadBalancerNodePorts: chance.happens(0.8),
    }),
    sessionAffinity: chance.pick(['None', 'ClientIP']),
  };
}

function randomSlice(
  chance: Chance,
  metadata: KubeObject['metadata'],
  index: number,
  pods: readonly PlacedPod[],
): KubeObject {
  const ports = PORTS.flatMap(({ name, targetPort, protocol }) =>
    chance.happens(0.8) ? [{ name, port: targetPort, protocol }] : [],
  );
  const hinted = chance.happens(0.4);
  const endpoints: object[] = chance
    .some(pods, 0.4)
    .map((pod) => randomEndpoint(chance, pod, hinted));
  const outside = `192.0.2.${index * 4 + chance.int(3) + 1}`;
  if (chance.happens(0.2)) endpoints.push({ addresses: [outside] });
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata,
    addressType: 'IPv4',
    endpoints,
    ports,
  };
}

function randomEndpoint(chance: Chance, pod: PlacedPod, hinted: boolean): object {
  const { namespace, name, ip, node } = pod;
  const conditions = [
    ...randomCondition(chance, 'ready', 0.7),
    ...randomCondition(chance, 'serving', 0.7),
    ...randomCondition(chance, 'terminating', 0.3),
  ];
  return {
    addresses: [ip],
    conditions: Object.fromEntries(conditions),
    ...(chance.happens(0.9) && { nodeName: node }),
    ...(hinted && chance.happens(0.9) && { hints: randomHints(chance) }),
    targetRef: { kind: 'Pod', namespace, name },
  };
}

function randomCondition(chance: Chance, name: string, probability: number): [string, boolean][] {
  return chance.happens(0.2) ? [] : [[name, chance.happens(probability)]];
}

function randomHints(chance: Chance): object {
  return {
    forZones: [{ name: chance.pick(['zone-1', 'zone-1', 'zone-2']) }],
    ...(chance.happens(0.6) && { forNodes: [{ name: chance.pick(NODES) }] }),
  };
}
