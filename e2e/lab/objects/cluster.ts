// The objects every lab has: its Nodes and Pods as they really are, cluster DNS, kube-proxy's settings.
import {
  type PodPlan,
  addressesOf,
  appPorts,
  clusterRanges,
  dnsAddress,
  hostPodPort,
  nodeNamed,
  nodes,
  podNamed,
  pods,
} from '../plan.ts';
import type { KubeObject, OtherObject, Pod } from './kinds.ts';
import { serviceWith } from './services.ts';

export function clusterObjects(): KubeObject[] {
  return [
    ...['lab', 'other'].map((name): OtherObject => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { team: name } },
    })),
    ...nodes.map(({ name }) => nodeObject(name)),
    proxySettings(''),
    ...pods.map(podObject),
    ...clusterDns([podNamed('kube-system/dns')]),
  ];
}

/** Cluster DNS's own Service, with these Pods behind it. */
export function clusterDns(endpoints: readonly PodPlan[]): KubeObject[] {
  return serviceWith({
    namespace: 'kube-system',
    name: 'kube-dns',
    spec: {
      clusterIP: dnsAddress,
      selector: { 'k8s-app': 'kube-dns' },
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP' },
        { name: 'dns-tcp', port: 53, protocol: 'TCP' },
      ],
    },
    endpoints,
  });
}

/** kube-proxy's ConfigMap with these further lines of its configuration. */
export function proxySettings(lines: string): OtherObject {
  const config = [
    'apiVersion: kubeproxy.config.k8s.io/v1alpha1',
    'kind: KubeProxyConfiguration',
    `clusterCIDR: ${clusterRanges.join(',')}`,
    'mode: iptables',
    lines,
  ].join('\n');
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'kube-proxy', namespace: 'kube-system', labels: { app: 'kube-proxy' } },
    data: { 'config.conf': config },
  };
}

function nodeObject(name: string): OtherObject {
  const { addresses, podRanges, zone } = nodeNamed(name);
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'topology.kubernetes.io/zone': zone } },
    spec: { podCIDR: podRanges[0], podCIDRs: [...podRanges] },
    status: {
      addresses: [
        ...addresses.map((address) => ({ type: 'InternalIP', address })),
        { type: 'Hostname', address: name },
      ],
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}

function podObject(pod: PodPlan): Pod {
  const { namespace, name, node, labels } = pod;
  const ips = [...addressesOf(pod)];
  const isOnHost = pod.addresses === undefined;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name, labels },
    spec: {
      nodeName: node,
      ...(isOnHost && { hostNetwork: true }),
      dnsPolicy: 'ClusterFirst',
      containers: [{ name: 'app', image: 'example/app:1.0', ports: portsOf(pod) }],
    },
    status: {
      phase: 'Running',
      hostIP: nodeNamed(node).addresses[0],
      podIP: ips[0] ?? '',
      podIPs: ips.map((ip) => ({ ip })),
      conditions: [
        { type: 'Ready', status: 'True' },
        { type: 'PodScheduled', status: 'True' },
      ],
      containerStatuses: [
        {
          name: 'app',
          image: 'example/app:1.0',
          imageID: '',
          ready: true,
          restartCount: 0,
          state: { running: {} },
        },
      ],
    },
  };
}

function portsOf({ namespace, addresses }: PodPlan): Pod['spec']['containers'][number]['ports'] {
  if (addresses === undefined)
    return [{ name: 'http', containerPort: hostPodPort, protocol: 'TCP' }];
  if (namespace === 'kube-system') {
    return [
      { name: 'dns', containerPort: 53, protocol: 'UDP' },
      { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
    ];
  }
  const { http, silent, reset, slow, unavailable, tlsRefusing, udpEcho } = appPorts;
  const tcp = { http, silent, reset, slow, unavailable, tls: tlsRefusing };
  return [
    ...Object.entries(tcp).map(([name, containerPort]) => ({
      name,
      containerPort,
      protocol: 'TCP' as const,
    })),
    { name: 'echo', containerPort: udpEcho, protocol: 'UDP' },
  ];
}
