// Endpoints that are not there, not ready or on their way out.
import type { ServiceSpec } from '../objects/kinds.ts';
import { labPod } from '../objects/services.ts';
import { type Condition, type Scene, answerOf, answerTo, refused } from './condition.ts';
import { numbered } from './numbered.ts';

const onlyA = [labPod('web-a')];
const ofOutside = '203.0.113.1';

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

export const endpointStates: Scene = {
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
      times: 24,
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
      times: 24,
      sees: answerOf('web-b'),
    },
  ],
};
