// Every address of a healthy Service, from every place a client can stand.
import { labPod } from '../objects/services.ts';
import { appPorts, hostPodPort, outside } from '../plan.ts';
import { type Scene, answerOf, answerTo, noSuchName, refused, silence } from './condition.ts';
import { numbered } from './numbered.ts';

const both = [labPod('web-a'), labPod('web-b')];
const nodeA = '172.18.0.2';
const nodeB = '172.18.0.3';
const clientA = '10.244.0.10';
const noRoute = { outcome: 'unreachable', errno: 'ENETUNREACH' } as const;

export const web = numbered(1, { name: 'web', spec: { type: 'NodePort' }, endpoints: both });

const noteTests: Scene = {
  name: 'the five tests of the note',
  objects: web.objects,
  conditions: [
    {
      name: '1: a node reaches the ClusterIP (S45, S68)',
      from: 'node:node-a',
      to: web.clusterIP,
      sees: answerTo(nodeA, 'web-a', 'web-b'),
    },
    {
      name: '2: a node does not know the name (S68)',
      from: 'node:node-a',
      to: 'web:80',
      sees: noSuchName,
    },
    {
      name: '3: a Pod reaches the name (S79, S80)',
      from: 'pod:lab/client-a',
      to: 'web:80',
      sees: answerTo(clientA, 'web-a', 'web-b'),
    },
    {
      name: '4: an outside machine reaches a NodePort (S47)',
      from: 'outside',
      to: web.onNode('node-b'),
      sees: answerTo(nodeB, 'web-a', 'web-b'),
    },
    {
      name: '5: an outside machine does not reach the ClusterIP (S69)',
      from: 'outside',
      to: web.clusterIP,
      sees: noRoute,
    },
  ],
};

const vip = numbered(2, {
  name: 'balanced',
  spec: { type: 'LoadBalancer', externalIPs: [''] },
  endpoints: both,
});
const onHost = numbered(3, {
  name: 'on-host',
  endpoints: [labPod('host-b')],
  targetPort: hostPodPort,
});
const abroad = numbered(4, {
  name: 'abroad',
  endpoints: [{ pod: labPod('web-a'), address: outside.world }],
  targetPort: 80,
});
const toClusterIP = numbered(5, {
  name: 'to-cluster-ip',
  endpoints: [{ pod: labPod('web-a'), address: '10.96.1.1' }],
  targetPort: 80,
});

const addresses: Scene = {
  name: 'every address of a Service',
  objects: [
    ...web.objects,
    ...vip.objects,
    ...onHost.objects,
    ...abroad.objects,
    ...toClusterIP.objects,
  ],
  conditions: [
    {
      name: 'a Pod to a Pod on another node',
      from: 'pod:lab/client-a',
      to: `10.244.1.20:${appPorts.http}`,
      sees: answerTo(clientA, 'web-b'),
    },
    {
      name: 'a node to a Pod on another node',
      from: 'node:node-a',
      to: `10.244.1.20:${appPorts.http}`,
      sees: answerTo(nodeA, 'web-b'),
    },
    {
      name: 'an outside machine has no route to a Pod (S69)',
      from: 'outside',
      to: `10.244.0.20:${appPorts.http}`,
      sees: noRoute,
    },
    {
      name: 'a Pod to the ClusterIP keeps its address (S50)',
      from: 'pod:lab/client-b',
      to: web.clusterIP,
      sees: answerTo('10.244.1.10', 'web-a', 'web-b'),
    },
    {
      name: 'a port the ClusterIP does not have is nobody’s (S62)',
      from: 'pod:lab/client-a',
      to: '10.96.1.1:81',
      sees: silence,
    },
    {
      name: 'a Pod to its own node’s NodePort (S47)',
      from: 'pod:lab/client-a',
      to: web.onNode('node-a'),
      sees: answerTo(nodeA, 'web-a', 'web-b'),
    },
    {
      name: 'a Pod to another node’s NodePort (S47)',
      from: 'pod:lab/client-a',
      to: web.onNode('node-b'),
      sees: answerTo(nodeB, 'web-a', 'web-b'),
    },
    {
      name: 'a node to its own NodePort',
      from: 'node:node-b',
      to: web.onNode('node-b'),
      sees: answerTo(nodeB, 'web-a', 'web-b'),
    },
    {
      name: 'a node to the NodePort on its loopback (S64)',
      from: 'node:node-a',
      to: web.onLoopback,
      sees: answerTo(nodeA, 'web-a', 'web-b'),
    },
    {
      name: 'a Pod finds no NodePort on its own loopback',
      from: 'pod:lab/client-a',
      to: web.onLoopback,
      sees: refused,
    },
    {
      name: 'an outside machine to the load balancer’s address (S45, S47)',
      from: 'outside',
      to: vip.vip,
      sees: answerTo(nodeA, 'web-a', 'web-b'),
    },
    {
      name: 'a Pod to the load balancer’s address goes no further than its node (S71)',
      from: 'pod:lab/client-b',
      to: vip.vip,
      sees: answerTo(nodeB, 'web-a', 'web-b'),
    },
    {
      name: 'an outside machine to the externalIP',
      from: 'outside',
      to: vip.externalIP,
      sees: answerTo(nodeA, 'web-a', 'web-b'),
    },
    {
      name: 'a node to the externalIP (S45)',
      from: 'node:node-b',
      to: vip.externalIP,
      sees: answerTo(nodeB, 'web-a', 'web-b'),
    },
    {
      name: 'a Pod on the node’s network behind a ClusterIP (S20)',
      from: 'pod:lab/client-a',
      to: onHost.clusterIP,
      sees: answerTo(clientA, 'host-b'),
    },
    {
      name: 'a Pod on the node’s network as the client (S68)',
      from: 'pod:lab/host-b',
      to: web.clusterIP,
      sees: answerTo(nodeB, 'web-a', 'web-b'),
    },
    {
      name: 'an endpoint outside the cluster',
      from: 'pod:lab/client-a',
      to: abroad.clusterIP,
      sees: answerOf('world'),
    },
    {
      name: 'an endpoint that is another Service’s ClusterIP (S30)',
      from: 'pod:lab/client-a',
      to: toClusterIP.clusterIP,
      sees: silence,
    },
  ],
};

const echo = numbered(6, {
  name: 'echo',
  spec: {
    ports: [{ name: 'echo', port: 90, protocol: 'UDP', targetPort: appPorts.udpEcho }],
  },
  endpoints: [labPod('web-b')],
});
const noEcho = numbered(7, {
  name: 'no-echo',
  spec: {
    ports: [{ name: 'echo', port: 90, protocol: 'UDP', targetPort: appPorts.udpEcho }],
  },
  endpoints: [],
});

const datagrams: Scene = {
  name: 'UDP',
  objects: [...echo.objects, ...noEcho.objects],
  conditions: [
    {
      name: 'cluster DNS answers at its ClusterIP',
      from: 'pod:lab/client-b',
      to: '10.96.0.10:53',
      speak: 'dns',
      sees: { outcome: 'open' },
    },
    {
      name: 'an echo behind a ClusterIP',
      from: 'pod:lab/client-a',
      to: '10.96.1.6:90',
      speak: 'udp',
      sees: { outcome: 'open', by: ['web-b'], source: clientA },
    },
    {
      name: 'TCP to a port that is UDP’s (S5)',
      from: 'pod:lab/client-a',
      to: '10.96.1.6:90',
      sees: silence,
    },
    {
      name: 'a refusal reaches a connected socket (S56)',
      from: 'pod:lab/client-a',
      to: '10.96.1.7:90',
      speak: 'udp',
      sees: refused,
    },
  ],
};

export const waysIn: readonly Scene[] = [noteTests, addresses, datagrams];
