// The Nodes of the embedded cluster, as their kubelets would have registered them.

import { timestamp } from './clock.ts';
import type { KubeObject } from '../objects.ts';

export interface NodePlan {
  name: string;
  address: string;
  podCIDR: string;
  zone: string;
}

export const nodePlans: readonly NodePlan[] = [
  { name: 'node-a', address: '172.18.0.2', podCIDR: '10.244.0.0/24', zone: 'zone-1' },
  { name: 'node-b', address: '172.18.0.3', podCIDR: '10.244.1.0/24', zone: 'zone-1' },
  { name: 'node-c', address: '172.18.0.4', podCIDR: '10.244.2.0/24', zone: 'zone-2' },
];

const RESOURCES = {
  cpu: '4',
  'ephemeral-storage': '100Gi',
  memory: '8Gi',
  pods: '110',
};

const CONDITIONS = [
  [
    'MemoryPressure',
    'False',
    'KubeletHasSufficientMemory',
    'kubelet has sufficient memory available',
  ],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
] as const;

/** `now` in milliseconds since the epoch. */
export function nodeObject(plan: NodePlan, now: number): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: plan.name,
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': plan.name,
        'kubernetes.io/os': 'linux',
        'topology.kubernetes.io/region': 'region-1',
        'topology.kubernetes.io/zone': plan.zone,
      },
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
    },
    spec: {
      podCIDR: plan.podCIDR,
      podCIDRs: [plan.podCIDR],
      providerID: `portolan://${plan.name}`,
    },
    status: nodeStatus(plan, now),
  };
}

export function nodeStatus(plan: Pick<NodePlan, 'name' | 'address'>, now: number): unknown {
  const time = timestamp(now);
  return {
    addresses: [
      { type: 'InternalIP', address: plan.address },
      { type: 'Hostname', address: plan.name },
    ],
    allocatable: RESOURCES,
    capacity: RESOURCES,
    conditions: CONDITIONS.map(([type, status, reason, message]) => ({
      type,
      status,
      reason,
      message,
      lastHeartbeatTime: time,
      lastTransitionTime: time,
    })),
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      architecture: 'amd64',
      bootID: '00000000-0000-0000-0000-000000000000',
      containerRuntimeVersion: 'portolan://simulated',
      kernelVersion: 'simulated',
      kubeProxyVersion: 'v1.32.0',
      kubeletVersion: 'v1.32.0',
      machineID: plan.name,
      operatingSystem: 'linux',
      osImage: 'Portolan embedded node',
      systemUUID: plan.name,
    },
  };
}
