// Families, records of ports, and what each Pod's resolver asks for (S72, S76, S79–S81).
import { describe, expect, test } from 'vitest';
import type { ModelObject } from '../model/object.ts';
import { buildState } from '../state/applyChange.ts';
import { namespace, pod, podEndpoint, service, slice } from '../testing/objects.ts';
import { inFamily, resolveName } from './resolve.ts';
import { podResolver } from './searchList.ts';
import { resolveSRV } from './srv.ts';

const zone = 'cluster.local';
const ports = [
  { name: 'HTTP', port: 80, targetPort: 8080 },
  { name: 'dns', port: 53, protocol: 'UDP' },
];
const objects: ModelObject[] = [
  namespace('default'),
  namespace('dev'),
  service({ name: 'web', clusterIPs: ['10.96.0.10'], ports }),
  service({ name: 'plain', clusterIPs: ['10.96.0.13'], ports: [{ port: 80 }] }),
  service({ name: 'dual', clusterIPs: ['10.96.0.11', 'fd00:96::11'], ports }),
  service({
    name: 'db',
    clusterIP: 'None',
    clusterIPs: ['None'],
    ports: [{ name: 'sql', port: 5432 }],
  }),
  service({ name: 'google', clusterIPs: ['10.96.0.12'] }),
  service({ name: 'away', type: 'ExternalName', externalName: 'example.com', ports }),
  service({
    name: 'kube-dns',
    namespace: 'kube-system',
    clusterIPs: ['10.96.0.53'],
    ports: [{ name: 'dns', port: 53, protocol: 'UDP' }],
  }),
  slice({
    name: 'db-4',
    service: 'db',
    endpoints: [
      { ...podEndpoint({ pod: 'db-1', address: '10.244.0.8' }), hostname: 'db-1' },
      { ...podEndpoint({ pod: 'db-0', address: '10.244.0.7' }), hostname: 'DB-0' },
      podEndpoint({ pod: 'db-2', address: '10.244.0.9', conditions: { ready: false } }),
    ],
    ports: [{ name: 'sql', port: 15_432 }],
  }),
  slice({
    name: 'db-6',
    service: 'db',
    addressType: 'IPv6',
    endpoints: [podEndpoint({ pod: 'db-0', address: 'fd00::7' })],
    ports: [{ name: 'sql', port: 15_432 }],
  }),
];
const world = buildState(objects);
const client = podResolver(pod({ name: 'c' }), zone);
const withSpec = (spec: Record<string, unknown>) =>
  podResolver(pod({ name: 'c', spec }), zone, (ip) => ip === '10.96.0.53');

describe('S72: a family that a name lacks is no answer, but no error of the name', () => {
  test.each([
    ['web', 'IPv4', 'answered', ['10.96.0.10']],
    ['web', 'IPv6', 'noRecords', []],
    ['dual', 'IPv4', 'answered', ['10.96.0.11']],
    ['dual', 'IPv6', 'answered', ['fd00:96::11']],
    ['db', 'IPv6', 'answered', ['fd00::7']],
    ['nobody', 'IPv6', 'nxdomain', []],
  ] as const)('S72: %s %s: %s', (name, family, outcome, addresses) => {
    const result = inFamily(resolveName(world, client, name, zone), family);
    expect(result.outcome).toBe(outcome);
    expect(result.answers.map((one) => ('address' in one ? one.address : one.name))).toEqual(
      addresses,
    );
  });

  test('S73: IPv6 endpoints are named by their address with dashes', () => {
    const { answers } = resolveName(world, client, 'fd00--7.db', zone);
    expect(answers).toMatchObject([{ address: 'fd00::7' }]);
  });
});

describe('SRV', () => {
  test.each<[string, string, string]>([
    ['S76: the Service port', '_http._tcp.web', 'web.default.svc.cluster.local:80'],
    ['S76: by protocol', '_dns._udp.web', 'web.default.svc.cluster.local:53'],
    ['S76: another protocol', '_http._udp.web', 'nxdomain'],
    ['S76: no such port', '_https._tcp.web', 'nxdomain'],
    ['S76: an unnamed port', '_._tcp.plain', 'nxdomain'],
    [
      'S76: headless: each ready endpoint, its own port',
      '_sql._tcp.db',
      'db-0.db.default.svc.cluster.local:15432 db-1.db.default.svc.cluster.local:15432 fd00--7.db.default.svc.cluster.local:15432',
    ],
    ['S77: ExternalName has none', '_http._tcp.away', 'nxdomain'],
    ['S81: unknown Service', '_http._tcp.wep', 'nxdomain'],
    [
      'S80: in full',
      '_http._tcp.web.default.svc.cluster.local.',
      'web.default.svc.cluster.local:80',
    ],
  ])('%s: %s', (_title, name, expected) => {
    const { outcome, records } = resolveSRV(world, client, name, zone);
    const said = records.map(({ target, port }) => `${target}:${port}`).join(' ');
    expect(outcome === 'answered' ? said : outcome).toBe(expected);
  });

  test('S68: a machine knows none', () => {
    const host = withSpec({ dnsPolicy: 'Default' });
    expect(resolveSRV(world, host, '_http._tcp.web', zone).outcome).toBe('nxdomain');
  });

  test.each(['Service', 'EndpointSlice'] as const)('unreadable %s: unknown', (kind) => {
    const access = { type: 'access', kind, access: { state: 'denied', verb: 'list' } } as const;
    const kept = objects.filter((object) => object.kind !== kind);
    const blind = buildState(kept, [access]);
    expect(resolveSRV(blind, client, '_sql._tcp.db', zone).outcome).toBe('unknown');
  });
});

describe('resolvers (S79)', () => {
  const dnsConfig = (nameservers: string[], searches: string[] = [], ndots?: string) => ({
    dnsPolicy: 'None',
    dnsConfig: {
      nameservers,
      searches,
      options: ndots === undefined ? [] : [{ name: 'ndots', value: ndots }],
    },
  });
  const search = ['default.svc.cluster.local'];

  test.each<[string, Record<string, unknown>, string, string]>([
    ['ClusterFirst', {}, 'web', 'answered'],
    ['Default', { dnsPolicy: 'Default' }, 'web', 'nxdomain'],
    ['ClusterFirst on the host network', { hostNetwork: true }, 'web', 'nxdomain'],
    [
      'ClusterFirstWithHostNet',
      { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' },
      'web',
      'answered',
    ],
    [
      'None, a server of the world',
      dnsConfig(['192.0.2.53']),
      'web.default.svc.cluster.local',
      'nxdomain',
    ],
    [
      'None, the cluster’s server',
      dnsConfig(['10.96.0.53']),
      'web.default.svc.cluster.local',
      'answered',
    ],
    ['None: no search list but its own', dnsConfig(['10.96.0.53']), 'web', 'nxdomain'],
    ['None, with the search list', dnsConfig(['10.96.0.53'], search), 'web', 'answered'],
    [
      'None: a search list of the cluster speaks for its DNS',
      dnsConfig(['169.254.20.10'], search),
      'web',
      'answered',
    ],
  ])('S79: dnsPolicy %s', (_title, spec, name, outcome) => {
    expect(resolveName(world, withSpec(spec), name, zone).outcome).toBe(outcome);
  });

  test('S79: None has ndots 1 unless it says otherwise', () => {
    expect(withSpec(dnsConfig(['10.96.0.53'])).ndots).toBe(1);
    expect(withSpec(dnsConfig(['10.96.0.53'], [], '4')).ndots).toBe(4);
  });
});

describe('what was tried (S80)', () => {
  const triedFor = (name: string) =>
    resolveName(world, client, name, zone).tried.map(({ name: query, outcome }) => [
      query,
      outcome,
    ]);

  test('S80: in order, up to the one that answers', () => {
    expect(triedFor('web.default')).toEqual([
      ['web.default.default.svc.cluster.local', 'nxdomain'],
      ['web.default.svc.cluster.local', 'answered'],
    ]);
  });

  test('S81: all of them when none does', () => {
    expect(triedFor('wep').map(([, outcome]) => outcome)).toEqual(Array(4).fill('nxdomain'));
  });

  test('a namespace’s own name exists, without an address', () => {
    expect(triedFor('default.svc.cluster.local.')).toEqual([
      ['default.svc.cluster.local', 'noRecords'],
    ]);
  });

  test('S79: a name that only the host’s search list may know is unknown', () => {
    const searching = withSpec({ dnsConfig: { searches: ['corp.example'] } });
    expect(resolveName(world, searching, 'intranet', zone)).toMatchObject({
      outcome: 'unknown',
      reason: { code: 'nameOfTheWorld', params: { name: 'intranet.corp.example' } },
    });
    expect(resolveName(world, searching, 'web', zone).outcome).toBe('answered');
    expect(resolveName(world, searching, 'www.example.com', zone).outcome).toBe('answered');
  });
});

test.each([
  ['google.com', 'answered'],
  ['web.dev', 'answered'],
  ['web.nowhere', 'nxdomain'],
  ['api.web.dev.svc', 'nxdomain'],
])('a name of the world is told from a mistyped one of the cluster: %s %s', (name, outcome) => {
  expect(resolveName(world, client, name, zone).outcome).toBe(outcome);
});
