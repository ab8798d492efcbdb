// Every way in to a healthy Service, from every place a client can stand.
import { worldName } from '../dns.ts';
import { labPod, serviceWith } from '../objects/services.ts';
import { appPorts, hostPodPort, outside, podNamed } from '../plan.ts';
import { type Scene, answerOf, answerTo, noSuchName, refused, silence } from './condition.ts';
import { numbered } from './numbered.ts';

const both = [labPod('web-a'), labPod('web-b')];
const nodeA = '172.18.0.2';
const nodeB = '172.18.0.3';
const clientA = '10.244.0.10';
const noRoute = { outcome: 'unreachable', errno: 'ENETUNREACH' } as const;

const web = numbered(1, { name: 'web', spec: { type: 'NodePort' }, endpoints: both });

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

const headless = serviceWith({
  name: 'peers',
  spec: {
    clusterIP: 'None',
    ports: [{ name: 'http', port: 80, targetPort: appPorts.http }],
  },
  endpoints: [
    { pod: labPod('web-a'), hostname: 'web-0' },
    { pod: labPod('web-b'), hostname: 'web-1' },
  ],
});
const noPeers = serviceWith({
  name: 'no-peers',
  spec: { clusterIP: 'None', ports: [{ name: 'http', port: 80, targetPort: appPorts.http }] },
  endpoints: [{ pod: labPod('web-a'), conditions: { ready: false } }],
});
const alias = serviceWith({
  name: 'alias',
  spec: { type: 'ExternalName', externalName: worldName },
  endpoints: [],
});

const names: Scene = {
  name: 'names',
  objects: [...web.objects, ...headless, ...noPeers, ...alias],
  conditions: [
    {
      name: 'with its namespace, from another one (S80)',
      from: 'pod:other/stranger',
      to: 'web.lab:80',
      sees: answerOf('web-a', 'web-b'),
    },
    {
      name: 'without its namespace, from another one (S80)',
      from: 'pod:other/stranger',
      to: 'web:80',
      sees: noSuchName,
    },
    {
      name: 'in full, ended by a dot (S80)',
      from: 'pod:lab/client-a',
      to: 'web.lab.svc.cluster.local.:80',
      sees: answerOf('web-a', 'web-b'),
    },
    {
      name: 'misspelt (S81)',
      from: 'pod:lab/client-a',
      to: 'wob:80',
      sees: noSuchName,
    },
    {
      name: 'from a Pod on the node’s network (S68)',
      from: 'pod:lab/host-b',
      to: 'web.lab:80',
      sees: noSuchName,
    },
    {
      name: 'from outside (S68)',
      from: 'outside',
      to: 'web.lab.svc.cluster.local:80',
      sees: noSuchName,
    },
    {
      name: 'of a headless Service, at the Pods’ own port (S9, S73)',
      from: 'pod:lab/client-a',
      to: `peers:${appPorts.http}`,
      sees: answerTo(clientA, 'web-a', 'web-b'),
    },
    {
      name: 'of a headless Service, at the Service’s port (S9)',
      from: 'pod:lab/client-a',
      to: 'peers:80',
      sees: refused,
    },
    {
      name: 'of one Pod of a headless Service (S74)',
      from: 'pod:lab/client-a',
      to: `web-1.peers:${appPorts.http}`,
      sees: answerOf('web-b'),
    },
    {
      name: 'of a headless Service without a ready Pod (S73)',
      from: 'pod:lab/client-a',
      to: `no-peers:${appPorts.http}`,
      sees: noSuchName,
    },
    {
      name: 'of an ExternalName (S77)',
      from: 'pod:lab/client-a',
      to: 'alias:80',
      sees: answerOf('world'),
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

const self = numbered(8, { name: 'self', endpoints: [labPod('web-a')] });
const sticky = numbered(9, {
  name: 'sticky',
  spec: { sessionAffinity: 'ClientIP' },
  endpoints: both,
});
const three = numbered(10, {
  name: 'three',
  endpoints: [...both, labPod('guarded')],
});
const near = numbered(11, {
  name: 'near',
  endpoints: [
    { pod: labPod('web-a'), zones: ['zone-1'] },
    { pod: labPod('web-b'), zones: ['zone-2'] },
  ],
});
const unhinted = numbered(12, {
  name: 'unhinted',
  endpoints: [{ pod: labPod('web-a'), zones: ['zone-1'] }, podNamed('lab/web-b')],
});

const choice: Scene = {
  name: 'the choice among endpoints',
  objects: [
    ...self.objects,
    ...sticky.objects,
    ...three.objects,
    ...near.objects,
    ...unhinted.objects,
  ],
  conditions: [
    {
      name: 'a Pod that is sent to itself sees its node (S51)',
      from: 'pod:lab/web-a',
      to: self.clusterIP,
      sees: answerTo(nodeA, 'web-a'),
    },
    {
      name: 'three endpoints get a third of the connections each (S58)',
      from: 'pod:lab/client-a',
      to: three.clusterIP,
      times: 240,
      sees: answerOf('web-a', 'web-b', 'guarded'),
    },
    {
      name: 'affinity keeps a client with one endpoint (S59)',
      from: 'pod:lab/client-a',
      to: sticky.clusterIP,
      times: 20,
      sees: { ...answerOf('web-a', 'web-b'), answerers: 1 },
    },
    {
      name: 'hints keep a client in zone-1 there (S41)',
      from: 'pod:lab/client-a',
      to: near.clusterIP,
      times: 8,
      sees: answerOf('web-a'),
    },
    {
      name: 'hints keep a client in zone-2 there (S41)',
      from: 'pod:lab/client-b',
      to: near.clusterIP,
      times: 8,
      sees: answerOf('web-b'),
    },
    {
      name: 'one endpoint without a hint sends everybody everywhere (S41)',
      from: 'pod:lab/client-b',
      to: unhinted.clusterIP,
      times: 40,
      sees: answerOf('web-a', 'web-b'),
    },
  ],
};

export const waysIn: readonly Scene[] = [noteTests, addresses, names, datagrams, choice];
