// Which endpoints a policy leaves, and what becomes of a client when it leaves none.
import type { ServiceSpec } from '../objects/kinds.ts';
import { labPod } from '../objects/services.ts';
import { type Condition, type Scene, answerOf, answerTo, refused, silence } from './condition.ts';
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
  endpoints: onlyA,
});
// A slice written by hand that does not say where its endpoint is.
const homeless = nowhere.objects.map((object) =>
  object.kind === 'EndpointSlice'
    ? { ...object, endpoints: [{ addresses: ['10.244.0.20'] }] }
    : object,
);

const external: Scene = {
  name: 'externalTrafficPolicy Local',
  objects: [...local.objects, ...homeless],
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

const balanced: ServiceSpec = { type: 'LoadBalancer', externalIPs: [''] };
const none = numbered(30, { name: 'none', spec: balanced, endpoints: [] });
const unready = numbered(31, {
  name: 'unready',
  spec: { type: 'NodePort' },
  endpoints: [{ pod: labPod('web-a'), conditions: { ready: false, serving: false } }],
});
const leaving = numbered(32, {
  name: 'leaving',
  endpoints: [
    { pod: labPod('web-a'), conditions: { ready: false, serving: true, terminating: true } },
    { pod: labPod('web-b'), conditions: { ready: false, serving: false, terminating: true } },
  ],
});
const gone = numbered(33, {
  name: 'gone',
  endpoints: [
    { pod: labPod('web-a'), conditions: { ready: false, serving: false, terminating: true } },
  ],
});
const published = numbered(34, {
  name: 'published',
  spec: { publishNotReadyAddresses: true },
  endpoints: [{ pod: labPod('web-a'), conditions: { ready: true, serving: false } }],
});
const misnamed = numbered(35, {
  name: 'misnamed',
  slicePorts: [{ name: 'web', port: 8080 }],
  endpoints: onlyA,
});
const localAndLeaving = numbered(36, {
  name: 'local-and-leaving',
  spec: { type: 'NodePort', externalTrafficPolicy: 'Local' },
  endpoints: [
    { pod: labPod('web-a'), conditions: { ready: false, serving: true, terminating: true } },
    labPod('web-b'),
  ],
});

/** Refused, wherever the client stands. */
const nobody = (name: string, from: string, to: string): Condition => ({
  name: `no endpoints: ${name} (S55, S56)`,
  from,
  to,
  sees: refused,
});
const withoutEndpoints: readonly Condition[] = [
  nobody('a Pod, by the ClusterIP', 'pod:lab/client-a', none.clusterIP),
  nobody('a node, by the ClusterIP', 'node:node-a', none.clusterIP),
  nobody('outside, by a NodePort', 'outside', none.onNode('node-a')),
  nobody('outside, by the balancer', 'outside', none.vip),
  nobody('outside, by the externalIP', 'outside', none.externalIP),
  nobody('a Pod, by the externalIP', 'pod:lab/client-b', none.externalIP),
  nobody('a node, by its own NodePort', 'node:node-a', none.onNode('node-a')),
  nobody('a node, by another’s NodePort', 'node:node-a', none.onNode('node-b')),
  nobody('a Pod, by the name, which is there all the same (S72)', 'pod:lab/client-a', 'none:80'),
];

const endpointStates: Scene = {
  name: 'the state of endpoints',
  objects: [none, unready, leaving, gone, published, misnamed, localAndLeaving].flatMap(
    ({ objects }) => objects,
  ),
  conditions: [
    ...withoutEndpoints,
    {
      name: 'no endpoints: a node’s own packet to the externalIP leaves it, and node-a refuses (S57)',
      from: 'node:node-b',
      to: none.externalIP,
      sees: refused,
    },
    {
      name: 'only unready ones (S39)',
      from: 'pod:lab/client-a',
      to: unready.clusterIP,
      sees: refused,
    },
    {
      name: 'only unready ones, by a NodePort (S39)',
      from: 'outside',
      to: unready.onNode('node-b'),
      sees: refused,
    },
    {
      name: 'only terminating ones: those that serve (S38)',
      from: 'pod:lab/client-b',
      to: leaving.clusterIP,
      times: 8,
      sees: answerOf('web-a'),
    },
    {
      name: 'only terminating ones that do not serve (S39)',
      from: 'pod:lab/client-b',
      to: gone.clusterIP,
      sees: refused,
    },
    {
      name: 'an unready one that is published (S18)',
      from: 'pod:lab/client-b',
      to: published.clusterIP,
      sees: answerOf('web-a'),
    },
    {
      name: 'a slice with another port name (S4)',
      from: 'pod:lab/client-b',
      to: misnamed.clusterIP,
      sees: refused,
    },
    {
      name: 'a terminating one serves its node’s local traffic (S38)',
      from: 'outside',
      to: localAndLeaving.onNode('node-a'),
      sees: answerTo(ofOutside, 'web-a'),
    },
    {
      name: 'while everybody else has the ready one (S38)',
      from: 'pod:lab/client-a',
      to: localAndLeaving.clusterIP,
      times: 8,
      sees: answerOf('web-b'),
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

export const trafficPolicies: readonly Scene[] = [internal, external, endpointStates, sourceRanges];
/** kube-proxy is set up otherwise for each of these. */
export const proxySettings: readonly Scene[] = [nodePortAddresses, noLoopback];
