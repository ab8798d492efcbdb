import { expect, test } from 'vitest';
import { objectKey } from '../model/metadata.ts';
import type { Change, ModelObject } from '../model/object.ts';
import { endpointsOf } from '../paths/serviceEndpoints.ts';
import { buildState } from '../state/applyChange.ts';
import {
  type GivenService,
  pod,
  podEndpoint,
  service,
  slice,
  workload,
} from '../testing/objects.ts';
import { found as finding } from '../findings/finding.ts';
import { healthOf, weighed } from './health.ts';

const webPod = (name: string, ready = true) =>
  pod({ name, labels: { app: 'web' }, ips: [`10.0.0.${name.slice(-1)}`], node: 'n', ready });
const endpoint = (name: string, conditions = { ready: true, serving: true, terminating: false }) =>
  podEndpoint({ pod: name, address: `10.0.0.${name.slice(-1)}`, conditions });
const unready = { ready: false, serving: false, terminating: false };
const draining = { ready: false, serving: true, terminating: true };
const webSlice = (...endpoints: ReturnType<typeof endpoint>[]) =>
  slice({ name: 'web-a', service: 'web', ports: [{ name: 'http', port: 80 }], endpoints });

function health(given: Partial<GivenService>, objects: ModelObject[] = [], access: Change[] = []) {
  const web = service({
    name: 'web',
    selector: { app: 'web' },
    clusterIPs: ['10.96.0.1'],
    ports: [{ name: 'http', port: 80 }],
    ...given,
  });
  const state = buildState(
    [web, ...objects],
    access.filter((change) => change.type === 'access'),
  );
  const found = state.service(objectKey(web.metadata));
  if (!found) throw new Error('not stored');
  const { health: word, reason, ready, total } = healthOf(state, found, endpointsOf(state, found));
  return [word, reason?.code, ready, total];
}

const denied: Change = {
  type: 'access',
  kind: 'EndpointSlice',
  access: { state: 'denied', verb: 'list' },
};
const idle = workload('Deployment', { name: 'web', replicas: 0, podLabels: { app: 'web' } });
const two = [webPod('p1'), webPod('p2')];

test.each<[string, ReturnType<typeof health>, unknown[]]>([
  [
    'all ready',
    health({}, [...two, webSlice(endpoint('p1'), endpoint('p2'))]),
    ['healthy', undefined, 2, 2],
  ],
  [
    'one not ready',
    health({}, [...two, webSlice(endpoint('p1'), endpoint('p2', unready))]),
    ['degraded', 'someNotReady', 1, 2],
  ],
  [
    'none ready',
    health({}, [...two, webSlice(endpoint('p1', unready))]),
    ['down', 'noneReady', 0, 1],
  ],
  [
    'S38: only terminating ones left',
    health({}, [...two, webSlice(endpoint('p1', draining))]),
    ['degraded', 'onlyTerminating', 0, 1],
  ],
  ['no Pod matches', health({}), ['down', 'noPodMatches', 0, 0]],
  ['scaled to zero on purpose', health({}, [idle]), ['idle', 'scaledToZero', 0, 0]],
  ['Pods, but no endpoints', health({}, two), ['down', 'noneReady', 0, 0]],
  ['S8: no selector, nothing written', health({ selector: {} }), ['idle', 'noEndpoints', 0, 0]],
  [
    'S28: ExternalName',
    health({ type: 'ExternalName', externalName: 'a.example', clusterIPs: [] }),
    ['external', undefined, undefined, undefined],
  ],
  [
    'slices may not be read: unknown, not missing',
    health({}, two, [denied]),
    ['unknown', 'slicesUnknown', undefined, undefined],
  ],
  [
    'S24: a port that resolves nowhere',
    health(
      {
        ports: [
          { name: 'http', port: 80 },
          { name: 'admin', port: 9000 },
        ],
      },
      [...two, webSlice(endpoint('p1'))],
    ),
    ['degraded', 'portUnresolved', 1, 1],
  ],
  [
    'S14: a load balancer without address',
    health({ type: 'LoadBalancer' }, [...two, webSlice(endpoint('p1'))]),
    ['degraded', 'loadBalancerPending', 1, 1],
  ],
])('%s', (_name, actual, expected) => {
  expect(actual).toEqual(expected);
});

const subject = { kind: 'Service', metadata: { namespace: 'default', name: 'web' } };

test.each([
  ['a warning', 'healthy', 'localPolicyDropsOnNodes', 'degraded'],
  ['an error', 'external', 'externalNameLoop', 'degraded'],
  ['a note', 'healthy', 'localPolicySkipsNodes', 'healthy'],
  ['what is wrong beside it', 'healthy', 'policyForgetsDNS', 'healthy'],
  ['a lesser fault', 'down', 'localPolicyDropsOnNodes', 'down'],
  ['what is so on purpose', 'idle', 'noEndpointsWritten', 'idle'],
] as const)('%s leaves a Service that is %s by its endpoints so, or not: %s', (...row) => {
  const [, before, code, expected] = row;
  const weighedHealth = weighed({ health: before }, [finding(code, subject)]);
  expect(weighedHealth.health).toBe(expected);
  expect(weighedHealth.reason?.code).toBe(expected === before ? undefined : code);
});
