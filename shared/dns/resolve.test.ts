import { describe, expect, test } from 'vitest';
import { namespace, pod, podEndpoint, service, slice } from '../testing/objects.ts';
import { onA, pathWorld, webService, webSlice } from '../testing/pathWorld.ts';
import { buildState } from '../state/applyChange.ts';
import { resolveName } from './resolve.ts';
import { hostResolver, podResolver, queriesFor } from './searchList.ts';

const zone = 'cluster.local';
const inDefault = podResolver(pod({ name: 'c' }), zone);
const inOther = podResolver(pod({ name: 'c', namespace: 'other' }), zone);
const hosts = slice({
  name: 'db-1',
  service: 'db',
  endpoints: [
    { ...podEndpoint({ pod: 'db-0', address: '10.244.0.7' }), hostname: 'db-0' },
    {
      ...podEndpoint({ pod: 'db-1', address: '10.244.0.8', conditions: { ready: false } }),
      hostname: 'db-1',
    },
    podEndpoint({ pod: 'x', address: '10.244.0.9' }),
  ],
  ports: [{ name: '', port: 6379 }],
});
const named = (name: string, externalName: string) =>
  service({ name, type: 'ExternalName', externalName });
const world = pathWorld([
  webService(),
  webSlice([]),
  service({ name: 'db', clusterIP: 'None', clusterIPs: ['None'], ports: [{ port: 6379 }] }),
  hosts,
  service({ name: 'empty', clusterIP: 'None', clusterIPs: ['None'], ports: [{ port: 80 }] }),
  named('www', 'www.example.com'),
  named('chain', 'www.default.svc.cluster.local'),
  named('alias', 'web.default.svc.cluster.local'),
  named('loop', 'pool.default.svc.cluster.local'),
  named('pool', 'loop.default.svc.cluster.local'),
  named('ip', '192.0.2.1'),
  named('unset', ''),
  namespace('default'),
]);

const asked = (name: string, resolver = inDefault) => {
  const { outcome, answers } = resolveName(world, resolver, name, zone);
  return outcome === 'answered'
    ? answers.map((answer) => (answer.kind === 'outside' ? answer.name : answer.address)).join(' ')
    : outcome;
};

test.each([
  ['S80: the bare name, in its own namespace', 'web', '10.96.0.10'],
  ['S80: with the namespace', 'web.default', '10.96.0.10'],
  ['S80: with svc', 'web.default.svc', '10.96.0.10'],
  ['S72: in full, endpoints or not', 'web.default.svc.cluster.local', '10.96.0.10'],
  ['S80: a trailing dot disables the search', 'web.', 'nxdomain'],
  ['S80: a trailing dot after the full name', 'web.default.svc.cluster.local.', '10.96.0.10'],
  ['S81: a Service that is not there', 'wep', 'nxdomain'],
  ['S81: a namespace that is not there', 'web.nowhere.svc', 'nxdomain'],
  ['S81: too many labels before a Service', 'a.db-0.db.default.svc.cluster.local', 'nxdomain'],
  ['S73: headless, ready endpoints', 'db', '10.244.0.7 10.244.0.9'],
  ['S73: headless, none', 'empty', 'nxdomain'],
  ['S74: an endpoint by its hostname', 'db-0.db', '10.244.0.7'],
  ['S75: an unready one', 'db-1.db', 'nxdomain'],
  ['S74: by its address with dashes', '10-244-0-9.db', '10.244.0.9'],
  ['S77: ExternalName', 'www', 'www.example.com'],
  ['S77: a chain of them', 'chain', 'www.example.com'],
  ['S77: to a Service', 'alias', '10.96.0.10'],
  ['S77: a loop', 'loop', 'servfail'],
  ['S77: an address', 'ip', 'nxdomain'],
  ['S78: a Pod record', '10-244-0-7.default.pod.cluster.local', 'nxdomain'],
  ['S78: a Pod record by the search list', '10-244-0-7.default.pod', 'nxdomain'],
  ['S81: a mistyped namespace', 'web.defualt', 'nxdomain'],
  ['S81: a mistyped Service', 'wep.default', 'nxdomain'],
  ['a name of the world', 'www.example.com', 'www.example.com'],
])('%s: %s', (_title, name, expected) => {
  expect(asked(name)).toBe(expected);
});

test('S80: the bare name means another Service in another namespace', () => {
  expect(asked('web', inOther)).toBe('nxdomain');
  expect(asked('web.default', inOther)).toBe('10.96.0.10');
});

describe('the resolver of a machine (S68)', () => {
  test.each([
    ['web', 'nxdomain'],
    ['web.default', 'nxdomain'],
    ['web.default.svc.cluster.local', 'nxdomain'],
    ['www.example.com', 'www.example.com'],
  ])('S68: %s', (name, expected) => {
    expect(asked(name, hostResolver)).toBe(expected);
  });
});

test.each([
  ['ClusterFirst', false, 'cluster'],
  ['ClusterFirst', true, 'host'],
  ['ClusterFirstWithHostNet', true, 'cluster'],
  ['Default', false, 'host'],
])('S79: dnsPolicy %s, hostNetwork %s: %s', (dnsPolicy, hostNetwork, server) => {
  expect(podResolver(pod({ name: 'c', spec: { dnsPolicy, hostNetwork } }), zone).server).toBe(
    server,
  );
});

test('S79, S80: search list and ndots', () => {
  const own = podResolver(
    pod({
      name: 'c',
      spec: { dnsConfig: { searches: ['corp'], options: [{ name: 'ndots', value: '1' }] } },
    }),
    zone,
  );
  expect(queriesFor(own, 'a.b')).toEqual([
    'a.b',
    'a.b.default.svc.cluster.local',
    'a.b.svc.cluster.local',
    'a.b.cluster.local',
    'a.b.corp',
  ]);
  expect(queriesFor(inDefault, 'a.b.c.d.e').at(-1)).toBe('a.b.c.d.e');
  expect(queriesFor(inDefault, 'a.b.c.d.e.f')[0]).toBe('a.b.c.d.e.f');
});

test('what may not be read is unknown, not missing', () => {
  const access = {
    type: 'access',
    kind: 'Service',
    access: { state: 'denied', verb: 'list' },
  } as const;
  const blind = buildState([namespace('default')], [access]);
  expect(resolveName(blind, inDefault, 'web', zone).outcome).toBe('unknown');
});

test('S73: headless with unreadable slices is unknown', () => {
  const access = {
    type: 'access',
    kind: 'EndpointSlice',
    access: { state: 'denied', verb: 'list' },
  } as const;
  const blind = buildState(
    [service({ name: 'db', clusterIP: 'None', clusterIPs: ['None'] })],
    [access],
  );
  expect(resolveName(blind, inDefault, 'db', zone).outcome).toBe('unknown');
});

test('an endpoint of the web Service has a name too (S74)', () => {
  const withPod = pathWorld([webService(), webSlice([onA])]);
  expect(resolveName(withPod, inDefault, '10-244-0-5.web', zone).answers).toMatchObject([
    { address: '10.244.0.5', pod: 'default/web-a' },
  ]);
});

test('S77: an ExternalName without a name says so, and not that it looks like an address', () => {
  const { outcome, reason } = resolveName(world, inDefault, 'unset', zone);
  expect([outcome, reason]).toEqual(['nxdomain', { code: 'externalNameUnset', params: {} }]);
});
