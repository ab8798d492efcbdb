// Services that few clusters have, and rules that only they show.
import { labPod, serviceWith } from '../objects/services.ts';
import { appPorts } from '../plan.ts';
import { type Scene, answerOf, answerTo, fine, refused, silence } from './condition.ts';
import { numbered } from './numbered.ts';

const onlyA = [labPod('web-a')];
const both = [...onlyA, labPod('web-b')];

const onNodeAddress = serviceWith({
  name: 'on-node-address',
  spec: {
    clusterIP: '10.96.1.100',
    externalIPs: ['172.18.0.2'],
    ports: [{ name: 'http', port: 8888, targetPort: appPorts.http }],
  },
  endpoints: both,
});
const twoPorts = serviceWith({
  name: 'two-ports',
  spec: {
    clusterIP: '10.96.1.101',
    ports: [
      { name: 'http', port: 80, targetPort: appPorts.http },
      { name: 'metrics', port: 81, targetPort: 'metrics' },
    ],
  },
  endpoints: both,
  // No Pod has a port of the other name (S24).
  slicePorts: [{ name: 'http', port: appPorts.http }],
});
const twoProtocols = serviceWith({
  name: 'two-protocols',
  spec: {
    clusterIP: '10.96.1.102',
    ports: [
      { name: 'tcp', port: 80, protocol: 'TCP', targetPort: appPorts.http },
      { name: 'udp', port: 80, protocol: 'UDP', targetPort: appPorts.udpEcho },
    ],
  },
  endpoints: onlyA,
});
const localBothWays = numbered(103, {
  name: 'local-both-ways',
  spec: {
    type: 'LoadBalancer',
    internalTrafficPolicy: 'Local',
    externalTrafficPolicy: 'Local',
    healthCheckNodePort: 32_103,
  },
  endpoints: onlyA,
});
const anothers = numbered(104, {
  name: 'anothers',
  labels: { 'service.kubernetes.io/service-proxy-name': 'mine' },
  endpoints: both,
});
const secondAddress = numbered(105, {
  name: 'second-address',
  endpoints: [],
  handWritten: [{ addresses: ['10.244.0.20', '10.244.1.20'] }],
});

const odd: Scene = {
  name: 'unusual Services',
  objects: [
    ...onNodeAddress,
    ...twoPorts,
    ...twoProtocols,
    ...localBothWays.objects,
    ...anothers.objects,
    ...secondAddress.objects,
  ],
  conditions: [
    {
      name: 'an externalIP that is a node’s own address (S45)',
      from: 'outside',
      to: '172.18.0.2:8888',
      sees: answerTo('172.18.0.2', 'web-a', 'web-b'),
    },
    {
      name: 'the same from another node’s Pod: its own node takes it (S45, S71)',
      from: 'pod:lab/client-b',
      to: '172.18.0.2:8888',
      sees: answerTo('172.18.0.3', 'web-a', 'web-b'),
    },
    {
      name: 'and a port it does not have is the host’s own',
      from: 'pod:lab/client-b',
      to: '172.18.0.2:8889',
      sees: refused,
    },
    fine(
      'of two ports the one with endpoints',
      'pod:lab/client-a',
      '10.96.1.101:80',
      'web-a',
      'web-b',
    ),
    {
      name: 'of two ports the one without (S4, S24)',
      from: 'pod:lab/client-a',
      to: '10.96.1.101:81',
      sees: refused,
    },
    fine('one number for TCP (S5)', 'pod:lab/client-a', '10.96.1.102:80', 'web-a'),
    {
      name: 'the same number for UDP (S5)',
      from: 'pod:lab/client-a',
      to: '10.96.1.102:80',
      speak: 'udp',
      sees: { outcome: 'open', by: ['web-a'] },
    },
    {
      name: 'both policies Local: the ClusterIP follows the one inside (S46, S55)',
      from: 'pod:lab/client-b',
      to: localBothWays.clusterIP,
      sees: silence,
    },
    {
      name: 'both policies Local: the balancer’s address never follows it (S37, S46, S48)',
      from: 'pod:lab/client-b',
      to: localBothWays.vip,
      sees: answerOf('web-a'),
    },
    {
      name: 'what another proxy is to serve, kube-proxy leaves alone (S10)',
      from: 'pod:lab/client-a',
      to: anothers.clusterIP,
      sees: silence,
    },
    {
      name: 'of an endpoint’s addresses the first alone (S33)',
      from: 'pod:lab/client-b',
      to: secondAddress.clusterIP,
      times: 24,
      sees: answerOf('web-a'),
    },
  ],
};

const realBalancer = '198.51.100.110';
const proxied = serviceWith({
  name: 'proxied',
  spec: {
    type: 'LoadBalancer',
    clusterIP: '10.96.1.110',
    ports: [{ name: 'http', port: 80, targetPort: appPorts.http, nodePort: 30_110 }],
  },
  ingress: [{ ip: realBalancer, ipMode: 'Proxy' }],
  endpoints: both,
});

const realBalancers: Scene = {
  name: 'a balancer that is a proxy of its own',
  objects: proxied,
  // The router plays it: it sends to node-b's NodePort under its own address.
  breaks: async (lab) => [
    await lab.filter('router', {
      table: 'nat',
      chain: 'PREROUTING',
      rule: `-d ${realBalancer} -p tcp --dport 80 -j DNAT --to-destination 172.18.0.3:30110`,
    }),
    await lab.filter('router', {
      table: 'nat',
      chain: 'POSTROUTING',
      rule: `-p tcp -m conntrack --ctorigdst ${realBalancer} -j MASQUERADE`,
    }),
  ],
  conditions: [
    fine('from outside (S54)', 'outside', `${realBalancer}:80`, 'web-a', 'web-b'),
    fine(
      'from a Pod: out of the cluster and back (S54)',
      'pod:lab/client-a',
      `${realBalancer}:80`,
      'web-a',
      'web-b',
    ),
    fine('from a node (S54)', 'node:node-a', `${realBalancer}:80`, 'web-a', 'web-b'),
  ],
};

export const unusual: readonly Scene[] = [odd, realBalancers];
