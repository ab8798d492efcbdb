import { describe, expect, test } from 'vitest';
import type { ModelObject } from '../model/object.ts';
import { namespace, networkPolicy, slice, workload } from '../testing/objects.ts';
import {
  client,
  nodePortSpec,
  onA,
  onB,
  pathWorld,
  traced,
  webPod,
  webService,
  webSlice,
  webWorld,
} from '../testing/pathWorld.ts';
import type { World } from '../state/world.ts';
import { agrees } from './agreement.ts';

const vip = { ...nodePortSpec, type: 'LoadBalancer', ingress: [{ ip: '192.0.2.60' }] };
const local = { externalTrafficPolicy: 'Local' };
const unready = { ...onA, conditions: { ready: false, serving: false } };
const headless = { clusterIP: 'None', clusterIPs: ['None'] };

const alias = { type: 'ExternalName', clusterIP: '', clusterIPs: [], ports: [] };
const targetPortOnly = networkPolicy({
  name: 'service-port',
  podSelector: {},
  ingress: [{ ports: [{ port: 80 }] }],
});
const web = (...objects: readonly ModelObject[]): World =>
  pathWorld([webService(), webSlice([onA]), webPod(onA), client, namespace('default'), ...objects]);
const byHand = (address: string, given: object = {}): World =>
  pathWorld([
    webService({ ...given }),
    webService({ name: 'other', clusterIP: '10.96.0.11', clusterIPs: ['10.96.0.11'] }),
    slice({
      name: 'hand',
      service: 'web',
      endpoints: [{ addresses: [address] }],
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    }),
  ]);

const pod = 'pod:default/client';
const clusterIP = '10.96.0.10:80';
const nodeA = '172.18.0.2:30080';
const name = 'web.default.svc.cluster.local:80';

/** Cause; world; from; to; what the client sees; a rule that the trace must give. */
const rows: [
  string,
  World,
  string,
  string,
  'refused' | 'timeout' | 'open' | 'nameError',
  string,
][] = [
  ['no Pod behind it', webWorld({}, []), pod, clusterIP, 'refused', 'S55'],
  ['all Pods unready', webWorld({}, [unready]), pod, clusterIP, 'refused', 'S39'],
  [
    'the slice’s port has another name',
    webWorld({ ports: [{ name: 'web', port: 80 }] }, [onA]),
    pod,
    clusterIP,
    'refused',
    'S55',
  ],
  [
    'iTP Local, endpoints elsewhere',
    webWorld({ internalTrafficPolicy: 'Local' }, [onB]),
    pod,
    clusterIP,
    'timeout',
    'S55',
  ],
  [
    'eTP Local, a node without endpoint, from outside',
    webWorld({ ...nodePortSpec, ...local }, [onB]),
    'outside',
    nodeA,
    'timeout',
    'S55',
  ],
  [
    'the same from that node',
    webWorld({ ...nodePortSpec, ...local }, [onB]),
    'node:node-a',
    nodeA,
    'open',
    'S48',
  ],
  [
    'the same from a Pod by the VIP',
    webWorld({ ...vip, ...local }, [onB]),
    pod,
    '192.0.2.60:80',
    'open',
    'S48',
  ],
  ['an undefined port', webWorld({}, [onA]), pod, '10.96.0.10:81', 'timeout', 'S62'],
  ['the ClusterIP from outside', webWorld({}, [onA]), 'outside', clusterIP, 'timeout', 'S69'],
  ['a Pod from outside', webWorld({}, [onA]), 'outside', '10.244.0.5:8080', 'timeout', 'S69'],
  [
    'not in the source ranges, by the VIP',
    webWorld({ ...vip, loadBalancerSourceRanges: ['198.51.100.0/24'] }, [onA]),
    'outside',
    '192.0.2.60:80',
    'timeout',
    'S52',
  ],
  [
    'the same client by the NodePort',
    webWorld({ ...vip, loadBalancerSourceRanges: ['198.51.100.0/24'] }, [onA]),
    'outside',
    nodeA,
    'open',
    'S47',
  ],
  [
    'a NodePort on loopback in IPv6',
    webWorld(nodePortSpec, [onA]),
    'node:node-a',
    '[::1]:30080',
    'refused',
    'S65',
  ],
  ['UDP to a TCP port', webWorld({}, [onA]), pod, `${clusterIP}/UDP`, 'timeout', 'S5'],
  ['a short name elsewhere', web(), 'pod:other/client', 'web:80', 'nameError', 'S80'],
  ['a typo', web(), pod, 'wbe.default.svc.cluster.local:80', 'nameError', 'S81'],
  ['headless, none ready', webWorld(headless, [unready]), pod, name, 'nameError', 'S73'],
  ['a name without endpoints', webWorld({}, []), pod, name, 'refused', 'S72'],
  [
    'ExternalName with an address',
    webWorld({ ...alias, externalName: '192.0.2.1' }, []),
    pod,
    name,
    'nameError',
    'S77',
  ],
  ['the name on a node', web(), 'node:node-a', name, 'nameError', 'S68'],
  [
    'headless by its port, which is not the targetPort',
    webWorld(headless, [onA]),
    pod,
    name,
    'refused',
    'S9',
  ],
  ['a policy that allows the Service port', web(targetPortOnly), pod, clusterIP, 'timeout', 'S92'],
  [
    'an endpoint that is another’s ClusterIP',
    byHand('10.96.0.11'),
    pod,
    clusterIP,
    'timeout',
    'S30',
  ],
  [
    'no nodeName under Local',
    byHand('192.0.2.7', { internalTrafficPolicy: 'Local' }),
    pod,
    clusterIP,
    'timeout',
    'S55',
  ],
];

describe('S96: from cause to what the client sees', () => {
  test.each(rows)('%s', (_cause, world, from, to, seen, rule) => {
    const trace = traced(world, from, to);
    expect(agrees(trace.verdict, seen, trace.hops)).toBe(true);
    expect(trace.rules).toContain(rule);
    const other = seen === 'open' ? 'refused' : 'open';
    expect(agrees(trace.verdict, other, trace.hops)).toBe(false);
  });
});

test('S24: endpoints that do not serve this port are not called missing', () => {
  const other = webWorld({ ports: [{ name: 'admin', port: 80, targetPort: 'admni' }] }, [onA]);
  expect(traced(other, pod, clusterIP).hops.at(-1)).toMatchObject({
    kind: 'service',
    reason: { code: 'portWithoutEndpoints', params: { port: 'admin', targetPort: 'admni' } },
  });
});

test('S97: two refusals look the same, and the model tells the node’s from the Pod’s', () => {
  const byNode = traced(webWorld({}, []), pod, clusterIP);
  const byPod = traced(webWorld(headless, [onA]), pod, name);
  expect([byNode.verdict, byPod.verdict]).toEqual(['reject', 'reject']);
  expect(byNode.hops.at(-1)).toMatchObject({ kind: 'service', reason: { code: 'noEndpoints' } });
  expect(byPod.hops.at(-1)).toMatchObject({
    kind: 'endpoint',
    rules: ['S9', 'S97'],
    reason: { code: 'headlessPort' },
  });
});

test('S55: a Service whose workload is scaled to zero names it', () => {
  const zero = (replicas: number) =>
    pathWorld([
      webService(),
      workload('Deployment', { name: 'web', podLabels: { app: 'web' }, replicas }),
    ]);
  expect(traced(zero(0), pod, clusterIP).hops.at(-1)).toMatchObject({
    reason: { code: 'scaledToZero', params: { workload: 'Deployment/web' } },
  });
  expect(traced(zero(1), pod, clusterIP).hops.at(-1)).toMatchObject({
    reason: { code: 'noEndpoints' },
  });
});
