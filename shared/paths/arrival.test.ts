import { expect, test } from 'vitest';
import { networkPolicy } from '../testing/objects.ts';
import {
  nodePortSpec,
  onA,
  onB,
  outcomeOf,
  pathWorld,
  traced,
  webPod,
  webService,
  webSlice,
  webWorld,
} from '../testing/pathWorld.ts';

const a = '10.244.0.5:8080';
const b = '10.244.1.5:8080';
const fromPod = 'pod:default/client';

test('S45: an externalIP that is a node’s own leaves that node’s NodePorts alone', () => {
  const own = { ...nodePortSpec, externalIPs: ['172.18.0.3'], externalTrafficPolicy: 'Local' };
  const world = webWorld(own, [onA]);
  expect(outcomeOf(traced(world, 'outside', '172.18.0.3:30080'))).toBe('drop');
  const trace = traced(world, 'node:node-a', '172.18.0.3:30080');
  expect(outcomeOf(trace)).toBe('drop');
  expect(trace.hops.find(({ kind }) => kind === 'node')?.subject).toBe('node-b');
  // The port that the Service does have is recognised where the client is.
  const here = traced(world, fromPod, '172.18.0.3:80');
  expect(here.hops.find(({ kind }) => kind === 'node')?.subject).toBe('node-a');
});

test('S89: where policies isolate endpoints, the node a balancer picks makes a difference', () => {
  const balanced = { ...nodePortSpec, type: 'LoadBalancer', ingress: [{ ip: '192.0.2.60' }] };
  const policy = networkPolicy({ name: 'nobody', podSelector: {}, policyTypes: ['Ingress'] });
  const objects = [webService(balanced), webSlice([onA, onB]), webPod(onA), webPod(onB), policy];
  const trace = traced(pathWorld(objects), 'outside', '192.0.2.60:80');
  // Of three nodes two have an endpoint, and each lets in only what it masqueraded itself.
  expect(trace.backends.map(({ address, share }) => [address, share.toFixed(3)])).toEqual([
    ['10.244.0.5', '0.167'],
    ['10.244.1.5', '0.167'],
  ]);
});

test('S36: a node prefers the duplicate that is its own, so that all nodes are asked', () => {
  const balanced = { ...nodePortSpec, type: 'LoadBalancer', ingress: [{ ip: '192.0.2.60' }] };
  const unready = { ...onB, conditions: { ready: false } };
  const first = webSlice([onA, { name: 'web-b', address: onB.address }], 'web-1');
  const objects = [webService(balanced), first, webSlice([unready], 'web-2')];
  const trace = traced(pathWorld(objects), 'outside', '192.0.2.60:80');
  const shares = trace.backends.map(({ address, share }) => [address, share.toFixed(3)]);
  expect(shares).toEqual([
    ['10.244.0.5', '0.667'],
    ['10.244.1.5', '0.333'],
  ]);
});

test('S30: a ClusterIP among endpoints is a dead end, but not when it is dialled itself', () => {
  const hand = webSlice([{ name: 'x', address: '10.96.0.10' }], 'hand-1');
  const other = webService({ name: 'other', clusterIP: '10.96.0.11', clusterIPs: ['10.96.0.11'] });
  const world = pathWorld([
    webService(),
    webSlice([onA, onB]),
    other,
    { ...hand, serviceName: 'other' },
  ]);
  expect(outcomeOf(traced(world, fromPod, '10.96.0.11:80'))).toBe('drop');
  expect(outcomeOf(traced(world, fromPod, 'endpoint/10.96.0.10:80/TCP'))).toBe(`${a}, ${b}`);
});
