// A cluster of any size with the proportions of Kubernetes' published ceiling: of 150,000 Pods,
// 10,000 Services and 5,000 nodes; fifteen Pods to a Service, a tenth of the Services on node ports.

import type { Endpoint } from '../model/endpointSlice.ts';
import type { ModelObject } from '../model/object.ts';
import { createDoor, type Door } from '../model/parse/object.ts';

type Raw = Record<string, unknown>;

const podsPerService = 15;
const podsPerNode = 30;
const servicesPerNamespace = 20;

/** Deterministic: the same number of Pods gives the same objects. */
export function* bigCluster(pods: number, door = createDoor()): Generator<ModelObject, void> {
  const nodes = Math.max(1, Math.ceil(pods / podsPerNode));
  for (let index = 0; index < nodes; index += 1) yield admit(door, rawNode(index));
  for (let index = 0; index < pods / podsPerService; index += 1) {
    yield admit(door, rawService(index));
    yield admit(door, rawReplicaSet(index));
    yield admit(door, rawSlice(index, pods));
    for (
      let pod = index * podsPerService;
      pod < Math.min((index + 1) * podsPerService, pods);
      pod += 1
    )
      yield admit(door, rawPod(pod, pods));
  }
}

/** The Pod at an index, as the API would send it (the fields Portolan keeps); `ready` flips it. */
export function rawPod(index: number, pods: number, ready = true, version = 1): Raw {
  const service = Math.floor(index / podsPerService);
  const app = `app-${service}`;
  const status = ready ? 'True' : 'False';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...named(podName(index), service, `${version}`),
      labels: podLabels(service),
      creationTimestamp: '2026-01-01T00:00:00Z',
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: `${app}-7d9f`,
          uid: uid(service),
          controller: true,
        },
      ],
    },
    spec: {
      nodeName: nodeOf(index, pods),
      containers: [
        {
          name: 'main',
          ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
          readinessProbe: { httpGet: { path: '/healthz', port: 'http' } },
        },
        { name: 'sidecar', ports: [{ name: 'metrics', containerPort: 9090, protocol: 'TCP' }] },
      ],
    },
    status: {
      phase: 'Running',
      podIPs: [{ ip: podIP(index) }],
      hostIP: nodeIP(index % nodeCount(pods)),
      conditions: ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map((type) => ({
        type,
        status: type.endsWith('Ready') || type === 'Ready' ? status : 'True',
      })),
      containerStatuses: [
        { name: 'main', ready, restartCount: 0, state: { running: {} } },
        { name: 'sidecar', ready: true, restartCount: 0, state: { running: {} } },
      ],
    },
  };
}

export function rawSlice(service: number, pods: number): Raw {
  const first = service * podsPerService;
  const endpoints: (Endpoint & { conditions: Raw })[] = [];
  for (let index = first; index < Math.min(first + podsPerService, pods); index += 1) {
    endpoints.push({
      addresses: [podIP(index)],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: nodeOf(index, pods),
      zone: zone(index % nodeCount(pods)),
      targetRef: {
        kind: 'Pod',
        namespace: namespaceOf(service),
        name: podName(index),
        uid: uid(index),
      },
    });
  }
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      ...named(`app-${service}-slice`, service),
      labels: { 'kubernetes.io/service-name': `app-${service}` },
    },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    endpoints,
  };
}

function rawService(index: number): Raw {
  const nodePort = index % 10 === 0 ? { nodePort: 30_000 + (index % 2768) } : {};
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: named(`app-${index}`, index),
    spec: {
      type: index % 10 === 0 ? 'NodePort' : 'ClusterIP',
      clusterIPs: [`10.${96 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`],
      selector: { app: `app-${index}` },
      ports: [{ name: 'http', port: 80, targetPort: 'http', ...nodePort }],
    },
  };
}

function rawReplicaSet(service: number): Raw {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      ...named(`app-${service}-7d9f`, service),
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: `app-${service}`,
          uid: 'd',
          controller: true,
        },
      ],
    },
    spec: { replicas: podsPerService, template: { metadata: { labels: podLabels(service) } } },
  };
}

export function rawNode(index: number): Raw {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: `node-${index}`,
      uid: `n${index}`,
      resourceVersion: '1',
      labels: { 'topology.kubernetes.io/zone': zone(index) },
    },
    spec: { podCIDR: `10.${index & 255}.0.0/24` },
    status: {
      addresses: [{ type: 'InternalIP', address: nodeIP(index) }],
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}

/** What every label set of a workload's Pods holds: some pairs shared by all, some its own. */
function podLabels(service: number): Record<string, string> {
  return {
    app: `app-${service}`,
    'app.kubernetes.io/managed-by': 'Helm',
    'app.kubernetes.io/part-of': namespaceOf(service),
    'pod-template-hash': '7d9f',
  };
}

function named(name: string, service: number, resourceVersion = '1'): Raw {
  return { name, namespace: namespaceOf(service), uid: `uid-of-${name}`, resourceVersion };
}

const namespaceOf = (service: number): string =>
  `team-${Math.floor(service / servicesPerNamespace)}`;
const podName = (index: number): string =>
  `app-${Math.floor(index / podsPerService)}-7d9f-${index}`;
const uid = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const zone = (node: number): string => `zone-${node % 3}`;
const nodeCount = (pods: number): number => Math.max(1, Math.ceil(pods / podsPerNode));
const nodeOf = (index: number, pods: number): string => `node-${index % nodeCount(pods)}`;
const nodeIP = (node: number): string =>
  `172.${16 + (node >> 16)}.${(node >> 8) & 255}.${node & 255}`;
const podIP = (index: number): string =>
  `10.${200 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`;

export function admit(door: Door, raw: unknown): ModelObject {
  const parsed = door.parse(raw);
  if (parsed.ok !== true) throw new Error(`not admitted: ${JSON.stringify(parsed)}`);
  return parsed.object;
}
