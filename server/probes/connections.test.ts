import type { Trace } from '@portolan/shared/wire/trace.ts';
import type { PodView, ServiceView } from '@portolan/shared/wire/view.ts';
import { describe, expect, test } from 'vitest';
import { connectionsOf, podNamedIn, tellingOf } from './connections.ts';
import type { Observation } from './vantage/vantage.ts';

const pod = (name: string): PodView => ({
  namespace: 'default',
  name,
  uid: name,
  phase: 'Running',
  readyContainers: 1,
  containers: 1,
  restarts: 0,
  ready: true,
  terminating: false,
});
const view: ServiceView = {
  namespace: 'default',
  name: 'web',
  type: 'ClusterIP',
  clusterIPs: [],
  workloads: [],
  ports: [],
  entryPoints: [],
  endpoints: [],
  findings: [],
  pods: [pod('web-1'), pod('web-10')],
  nodes: [],
  vantages: [],
  expectations: [],
};
const trace: Trace = {
  from: 'server',
  to: '10.96.0.1:80',
  verdict: 'forward',
  rules: [],
  backends: [
    { address: '10.0.0.1', port: 80, share: 0.5, pod: 'default/web-1' },
    { address: '10.0.0.9', port: 80, share: 0.5 },
  ],
  masquerade: false,
  hops: [],
  assumptions: [],
};

describe('who answered is read from the answer only where it names one Pod', () => {
  test.each([
    ['web-1', 'default/web-1'],
    ['Hostname: web-10\nIP: 10.0.0.1', 'default/web-10'],
    ['{"pod":"web-1"}', 'default/web-1'],
    ['web-1 and web-10', undefined],
    ['my-web-1 web-11 web-1a', undefined],
    ['', undefined],
  ])('%j', (said, who) => {
    expect(podNamedIn(said, view)).toBe(who);
  });
});

const seen = (answeredBy?: string, outcome: Observation['outcome'] = 'open'): Observation => ({
  outcome,
  evidence: answeredBy === undefined ? {} : { answeredBy },
});

test('the share each backend gets, beside the predicted one; who is unknown stays unknown', () => {
  const made = [
    seen('default/web-1'),
    seen('default/web-1'),
    seen('outside/10.0.0.9'),
    seen('default/stranger'),
    seen(),
    seen(undefined, 'timeout'),
  ];
  expect(connectionsOf(made, trace)).toEqual({
    made: 6,
    outcomes: [
      { outcome: 'open', count: 5 },
      { outcome: 'timeout', count: 1 },
    ],
    unidentified: 1,
    backends: [
      { pod: 'default/web-1', address: '10.0.0.1', count: 2, predicted: 0.5 },
      { address: '10.0.0.9', count: 1, predicted: 0.5 },
      { pod: 'default/stranger', count: 1, predicted: 0 },
    ],
  });
});

test('one connection that disagrees is not outvoted', () => {
  const made = [seen(), seen(undefined, 'timeout'), seen()];
  expect(tellingOf(made, trace)?.outcome).toBe('timeout');
  expect(tellingOf([seen(), seen('last')], trace)?.evidence).toEqual({ answeredBy: 'last' });
  expect(tellingOf([], trace)).toBeUndefined();
});
