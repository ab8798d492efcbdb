import { describe, expect, it } from 'vitest';

import { SimulatedNetwork } from '../testing/simulatedNetwork.ts';

const CLUSTER_IP = '10.96.1.1:80';
const CLIENT = 'pod:default/client';
const A = { ip: '10.244.0.5', node: 'node-a' };
const B = { ip: '10.244.1.5', node: 'node-b' };

/** Pods `a` and `b` on their nodes behind `web`, and a client on node-a. */
function network(client: Record<string, string> = {}): SimulatedNetwork {
  return new SimulatedNetwork()
    .pod('a', A)
    .pod('b', { ...B, labels: { app: 'b' } })
    .pod('client', { ip: '10.244.0.9', node: 'node-a', ports: [], annotations: client })
    .service('web')
    .slice('web', [A, B]);
}

describe('nodes that are cut off from one another', () => {
  it.each([
    ['node-b', 'node-a'],
    ['node-a', 'node-b'],
    ['node-a', '*'],
  ])('%s from %s', (node, from) => {
    const net = network().annotateNode(node, { 'portolan.dev/cut-off': from }).program();
    expect([
      net.dial(CLIENT, '10.244.0.5:8080'),
      net.dial(CLIENT, '10.244.1.5:8080'),
      net.dial('node:node-b', '10.244.1.5:8080'),
    ]).toEqual(['a', 'silent', 'b']);
    expect(net.dialMany(CLIENT, CLUSTER_IP)).toEqual(['a', 'silent']);
  });
});

it.each([
  ['off', 'b'],
  ['on', 'silent'],
])('policies that are %s', (policies, seen) => {
  const net = network()
    .create({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'closed', namespace: 'default' },
      spec: { podSelector: { matchLabels: { app: 'b' } }, policyTypes: ['Ingress'] },
    })
    .annotateNode('node-b', { 'portolan.dev/policies': policies })
    .program();
  expect(net.dial(CLIENT, '10.244.1.5:8080')).toBe(seen);
});

it('a Pod cannot reach itself through its Service where hairpin is off', () => {
  const net = network().annotateNode('node-a', { 'portolan.dev/hairpin': 'off' }).program();
  expect(net.dialMany('pod:default/a', CLUSTER_IP)).toEqual(['b', 'silent']);
  expect(net.dialMany('pod:default/b', CLUSTER_IP)).toEqual(['a', 'b']);
});

it('a wrong MTU accepts and answers nothing, between nodes alone', () => {
  const net = network().annotateNode('node-b', { 'portolan.dev/mtu': 'wrong' }).program();
  expect([
    net.dial(CLIENT, '10.244.1.5:8080'),
    net.dial(CLIENT, '10.244.0.5:8080'),
    net.dial('pod:default/b', '10.244.1.5:8080'),
  ]).toEqual(['b, mute', 'a', 'b']);
});

it('a proxy in the client accepts what nobody else does', () => {
  const net = network({ 'portolan.dev/intercept': 'true' }).program();
  expect([
    net.dial(CLIENT, '10.244.0.5:8080'),
    net.dial(CLIENT, '10.244.0.5:9999'),
    net.dial(CLIENT, '10.96.1.1:4'),
    net.dial('pod:default/a', '10.244.0.5:9999'),
  ]).toEqual(['a', 'intercepted', 'intercepted', 'refused']);
});
