// Which endpoints a policy leaves, and what becomes of a client when it leaves none.
import { labPod } from '../objects/services.ts';
import { type Scene, answerOf, answerTo, refused, silence } from './condition.ts';
import { numbered } from './numbered.ts';

const onlyA = [labPod('web-a')];
const ofOutside = '203.0.113.1';

const inside = numbered(20, {
  name: 'inside-local',
  spec: { internalTrafficPolicy: 'Local' },
  endpoints: onlyA,
});

const internal: Scene = {
  name: 'internalTrafficPolicy Local',
  objects: inside.objects,
  conditions: [
    {
      name: 'a Pod beside an endpoint (S46)',
      from: 'pod:lab/client-a',
      to: inside.clusterIP,
      sees: answerOf('web-a'),
    },
    {
      name: 'a Pod on a node without one (S55)',
      from: 'pod:lab/client-b',
      to: inside.clusterIP,
      sees: silence,
    },
    {
      name: 'a node with an endpoint',
      from: 'node:node-a',
      to: inside.clusterIP,
      sees: answerOf('web-a'),
    },
    {
      name: 'a node without one (S55, S57)',
      from: 'node:node-b',
      to: inside.clusterIP,
      sees: silence,
    },
  ],
};

const local = numbered(21, {
  name: 'outside-local',
  spec: { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 32_021 },
  endpoints: onlyA,
});
const nowhere = numbered(22, {
  name: 'nowhere',
  spec: { type: 'NodePort', externalTrafficPolicy: 'Local' },
  endpoints: [],
  // It does not say where it is.
  handWritten: [{ addresses: ['10.244.0.20'] }],
});

const external: Scene = {
  name: 'externalTrafficPolicy Local',
  objects: [...local.objects, ...nowhere.objects],
  conditions: [
    {
      name: 'outside, to a node with an endpoint, keeps its address (S48)',
      from: 'outside',
      to: local.onNode('node-a'),
      sees: answerTo(ofOutside, 'web-a'),
    },
    {
      name: 'outside, to a node without one (S55, S70)',
      from: 'outside',
      to: local.onNode('node-b'),
      sees: silence,
    },
    {
      name: 'outside, through the balancer (S66, S70)',
      from: 'outside',
      to: local.vip,
      sees: answerTo(ofOutside, 'web-a'),
    },
    {
      name: 'a Pod goes anywhere by the balancer’s address (S48)',
      from: 'pod:lab/client-b',
      to: local.vip,
      sees: answerTo('10.244.1.10', 'web-a'),
    },
    {
      name: 'a node goes anywhere by the balancer’s address (S48)',
      from: 'node:node-b',
      to: local.vip,
      sees: answerTo('172.18.0.3', 'web-a'),
    },
    {
      name: 'a Pod goes anywhere by its own node’s NodePort (S48)',
      from: 'pod:lab/client-b',
      to: local.onNode('node-b'),
      sees: answerTo('10.244.1.10', 'web-a'),
    },
    {
      name: 'a Pod to another node’s NodePort is still a Pod there (S49)',
      from: 'pod:lab/client-b',
      to: local.onNode('node-a'),
      sees: answerTo('10.244.1.10', 'web-a'),
    },
    {
      name: 'a node goes anywhere by its own NodePort (S48)',
      from: 'node:node-b',
      to: local.onNode('node-b'),
      sees: answerTo('172.18.0.3', 'web-a'),
    },
    {
      name: 'a node is an outsider at another node’s NodePort (S48)',
      from: 'node:node-a',
      to: local.onNode('node-b'),
      sees: silence,
    },
    {
      name: 'the health check of a node with an endpoint (S66)',
      from: 'outside',
      to: '172.18.0.2:32021',
      sees: { outcome: 'http', status: 200 },
    },
    {
      name: 'the health check of a node without one (S66)',
      from: 'outside',
      to: '172.18.0.3:32021',
      sees: { outcome: 'http', status: 503 },
    },
    {
      name: 'an endpoint of no node is local nowhere (S35)',
      from: 'outside',
      to: nowhere.onNode('node-a'),
      sees: silence,
    },
    {
      name: 'an endpoint of no node, for a Pod (S35, S48)',
      from: 'pod:lab/client-b',
      to: nowhere.onNode('node-b'),
      sees: answerOf('web-a'),
    },
  ],
};

const guardedFor = (number: number, name: string, ranges: string[], endpoints = onlyA) =>
  numbered(number, {
    name,
    spec: { type: 'LoadBalancer', loadBalancerSourceRanges: ranges },
    endpoints,
  });
const open = guardedFor(40, 'open-to-outside', ['203.0.113.0/24']);
const shut = guardedFor(41, 'shut-to-outside', ['192.0.2.0/24']);
const shutAndEmpty = guardedFor(42, 'shut-and-empty', ['192.0.2.0/24'], []);

const sourceRanges: Scene = {
  name: 'loadBalancerSourceRanges',
  objects: [open, shut, shutAndEmpty].flatMap(({ objects }) => objects),
  conditions: [
    { name: 'a source among them (S52)', from: 'outside', to: open.vip, sees: answerOf('web-a') },
    { name: 'another source (S52)', from: 'outside', to: shut.vip, sees: silence },
    {
      name: 'another source, by the NodePort (S52)',
      from: 'outside',
      to: shut.onNode('node-a'),
      sees: answerOf('web-a'),
    },
    {
      name: 'a Pod that is not among them (S52)',
      from: 'pod:lab/client-a',
      to: open.vip,
      sees: silence,
    },
    {
      name: 'a node that is not among them (S52)',
      from: 'node:node-b',
      to: open.vip,
      sees: silence,
    },
    {
      name: 'nobody is kept out of a Service without endpoints (S53)',
      from: 'outside',
      to: shutAndEmpty.vip,
      sees: refused,
    },
  ],
};

const plain = numbered(45, { name: 'plain', spec: { type: 'NodePort' }, endpoints: onlyA });

const nodePortAddresses: Scene = {
  name: 'NodePorts on one address only',
  objects: plain.objects,
  proxy: { nodePortAddresses: ['172.18.0.2/32'] },
  conditions: [
    {
      name: 'at that address (S63)',
      from: 'outside',
      to: plain.onNode('node-a'),
      sees: answerOf('web-a'),
    },
    {
      name: 'at another: the host answers for itself (S63, S65)',
      from: 'outside',
      to: plain.onNode('node-b'),
      sees: refused,
    },
    {
      name: 'on loopback (S63, S65)',
      from: 'node:node-a',
      to: plain.onLoopback,
      sees: refused,
    },
  ],
};

const noLoopback: Scene = {
  name: 'NodePorts not on loopback',
  objects: plain.objects,
  proxy: { localhostNodePorts: false },
  conditions: [
    {
      name: 'on loopback (S64)',
      from: 'node:node-a',
      to: plain.onLoopback,
      sees: refused,
    },
    {
      name: 'on the node’s address',
      from: 'node:node-a',
      to: plain.onNode('node-a'),
      sees: answerOf('web-a'),
    },
  ],
};

export const trafficPolicies: readonly Scene[] = [internal, external, sourceRanges];
/** kube-proxy is set up otherwise for each of these. */
export const proxySettings: readonly Scene[] = [nodePortAddresses, noLoopback];
