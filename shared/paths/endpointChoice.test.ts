import { describe, expect, test } from 'vitest';
import type { CandidateEndpoint } from './candidateEndpoints.ts';
import { categorize, chooseEndpoints } from './endpointChoice.ts';
import { servicePortView } from './servicePortView.ts';
import { podEndpoint, service, slice } from '../testing/objects.ts';
import { onA, onB, pathWorld, webService, webSlice, type Backend } from '../testing/pathWorld.ts';
import type { GivenService } from '../testing/objects.ts';
import type { EndpointSlice } from '../model/endpointSlice.ts';

const here = { name: 'node-a', zone: 'zone-1' };
const cluster = { usesCluster: true, usesLocal: false };
const local = { usesCluster: false, usesLocal: true };
const both = { usesCluster: true, usesLocal: true };

let last = 0;
function candidate(given: Partial<CandidateEndpoint> & { as: string }): CandidateEndpoint {
  last += 1;
  const { as, ...rest } = given;
  return {
    address: as,
    port: 80,
    ready: true,
    serving: true,
    terminating: false,
    local: false,
    zoneHints: [],
    nodeHints: [],
    slice: `slice-${last}`,
    ...rest,
  };
}

const ready = (as: string, rest: Partial<CandidateEndpoint> = {}) => candidate({ as, ...rest });
const unready = (as: string, rest: Partial<CandidateEndpoint> = {}) =>
  candidate({ as, ready: false, serving: false, ...rest });
const draining = (as: string, rest: Partial<CandidateEndpoint> = {}) =>
  candidate({ as, ready: false, serving: true, terminating: true, ...rest });
const dying = (as: string, rest: Partial<CandidateEndpoint> = {}) =>
  candidate({ as, ready: false, serving: false, terminating: true, ...rest });
const names = (endpoints: readonly CandidateEndpoint[]) => endpoints.map(({ address }) => address);

interface Case {
  title: string;
  uses: { usesCluster: boolean; usesLocal: boolean };
  endpoints: CandidateEndpoint[];
  cluster: string[];
  local: string[];
  any: boolean;
  place?: { name: string; zone?: string };
}

const z1 = { zoneHints: ['zone-1'] };
const z2 = { zoneHints: ['zone-2'] };
const n1 = { nodeHints: ['node-a'] };
const n2 = { nodeHints: ['node-b'] };
const isLocal = { local: true };

const cases: Case[] = [
  {
    title: 'S38: Cluster takes ready ones anywhere',
    uses: cluster,
    endpoints: [ready('a'), ready('b', isLocal)],
    cluster: ['a', 'b'],
    local: [],
    any: true,
  },
  { title: 'S40: nothing usable', uses: both, endpoints: [], cluster: [], local: [], any: false },
  {
    title: 'S39: unready never, even alone',
    uses: both,
    endpoints: [unready('a', isLocal), unready('b')],
    cluster: [],
    local: [],
    any: false,
  },
  {
    title: 'S39: terminating and not serving never',
    uses: both,
    endpoints: [dying('a', isLocal)],
    cluster: [],
    local: [],
    any: false,
  },
  {
    title: 'S38: terminating only when nothing is ready',
    uses: cluster,
    endpoints: [ready('a'), draining('b')],
    cluster: ['a'],
    local: [],
    any: true,
  },
  {
    title: 'S38: all terminating ones when nothing is ready',
    uses: cluster,
    endpoints: [unready('a'), draining('b'), draining('c'), dying('d')],
    cluster: ['b', 'c'],
    local: [],
    any: true,
  },
  {
    title: 'S38: the Local fallback does not wait for the Cluster one',
    uses: both,
    endpoints: [ready('a'), draining('b', isLocal)],
    cluster: ['a'],
    local: ['b'],
    any: true,
  },
  {
    title: 'S38: Local prefers ready ones',
    uses: local,
    endpoints: [ready('a', isLocal), draining('b', isLocal), ready('c')],
    cluster: [],
    local: ['a'],
    any: true,
  },
  {
    title: 'S40: Local without local ones still knows of others',
    uses: local,
    endpoints: [ready('a')],
    cluster: [],
    local: [],
    any: true,
  },
  {
    title: 'S40: a draining one elsewhere counts too',
    uses: local,
    endpoints: [draining('a')],
    cluster: [],
    local: [],
    any: true,
  },
  {
    title: 'S41: same zone',
    uses: cluster,
    endpoints: [ready('a', z1), ready('b', z2)],
    cluster: ['a'],
    local: [],
    any: true,
  },
  {
    title: 'S41: one without hints disables it for all',
    uses: cluster,
    endpoints: [ready('a', z1), ready('b', z2), ready('c')],
    cluster: ['a', 'b', 'c'],
    local: [],
    any: true,
  },
  {
    title: 'S41: an unready one without hints does not matter',
    uses: cluster,
    endpoints: [ready('a', z1), ready('b', z2), unready('c')],
    cluster: ['a'],
    local: [],
    any: true,
  },
  {
    title: 'S41: no hint for this zone',
    uses: cluster,
    endpoints: [ready('a', z2), ready('b', z2)],
    cluster: ['a', 'b'],
    local: [],
    any: true,
  },
  {
    title: 'S41: a node without zone uses all',
    uses: cluster,
    place: { name: 'node-a' },
    endpoints: [ready('a', z1), ready('b', z2)],
    cluster: ['a', 'b'],
    local: [],
    any: true,
  },
  {
    title: 'S41: an endpoint may name several zones',
    uses: cluster,
    endpoints: [ready('a', { zoneHints: ['zone-2', 'zone-1'] }), ready('b', z2)],
    cluster: ['a'],
    local: [],
    any: true,
  },
  {
    title: 'S41: same node before same zone',
    uses: cluster,
    endpoints: [ready('a', { ...z1, ...n1 }), ready('b', { ...z1, ...n2 })],
    cluster: ['a'],
    local: [],
    any: true,
  },
  {
    title: 'S41: node hints for others fall back to the zone',
    uses: cluster,
    endpoints: [ready('a', { ...z1, ...n2 }), ready('b', { ...z2, ...n2 })],
    cluster: ['a'],
    local: [],
    any: true,
  },
  {
    title: 'S41: node hints all or nothing',
    uses: cluster,
    endpoints: [ready('a', { ...z1, ...n1 }), ready('b', z1)],
    cluster: ['a', 'b'],
    local: [],
    any: true,
  },
  {
    title: 'S42: no fallback inside a zone',
    uses: cluster,
    endpoints: [ready('a', z1), draining('b', z1), ready('c', z2)],
    cluster: ['a'],
    local: [],
    any: true,
  },
  {
    title: 'S42: readiness flips the mode',
    uses: cluster,
    endpoints: [unready('a', z1), ready('b', z2)],
    cluster: ['b'],
    local: [],
    any: true,
  },
  {
    title: 'S38: hints never filter terminating ones',
    uses: cluster,
    endpoints: [draining('a', z1), draining('b', z2)],
    cluster: ['a', 'b'],
    local: [],
    any: true,
  },
  {
    title: 'S38: topology never filters the Local set',
    uses: both,
    endpoints: [ready('a', { ...z2, ...isLocal }), ready('b', z1)],
    cluster: ['b'],
    local: ['a'],
    any: true,
  },
];

test.each(cases)('$title', ({ uses, endpoints, place, ...expected }) => {
  const choice = categorize(endpoints, uses, place ?? here);
  expect(names(choice.cluster)).toEqual(expected.cluster);
  expect(names(choice.local)).toEqual(expected.local);
  expect(choice.hasAnyEndpoints).toBe(expected.any);
  const inAny = new Set([...expected.cluster, ...expected.local]);
  const judgedIn = choice.everyone.filter((judged) => judged.in);
  expect(new Set(names(judgedIn.map(({ endpoint }) => endpoint)))).toEqual(inAny);
});

test.each([
  ['notReady', ['S39'], cluster, unready('x')],
  ['terminatingNotServing', ['S39'], cluster, dying('x')],
  ['terminatingWhileReady', ['S38'], cluster, draining('x')],
  ['hintedToOtherZone', ['S41', 'S42'], cluster, ready('x', z2)],
  ['onOtherNode', ['S37', 'S38'], local, ready('x', { ...z1, node: 'node-b' })],
  ['withoutNode', ['S35', 'S37'], local, ready('x', z1)],
] as const)('says %s, by %o', (code, rules, uses, endpoint) => {
  const other = ready('y', { ...z1, ...isLocal, node: 'node-a' });
  const judged = categorize([other, endpoint], uses, here).everyone[1];
  expect(judged?.reason.code).toBe(code);
  expect(judged?.rules).toEqual(rules);
});

function choose(given: Partial<GivenService>, slices: EndpointSlice[], node = 'node-a') {
  const web = webService(given);
  const [port] = web.ports;
  const view = port && servicePortView(web, port, 'IPv4');
  if (view === undefined) throw new Error('not proxied');
  return chooseEndpoints(pathWorld([web, ...slices]), view, { name: node });
}

const at = (address: string, rest: Partial<Backend> = {}): Backend => ({
  name: address,
  address,
  ...rest,
});
const other = (given: {
  ports: Record<string, unknown>[];
  endpoints?: Record<string, unknown>[];
  labels?: Record<string, string>;
  addressType?: string;
}) =>
  slice({
    name: 'other',
    service: 'web',
    endpoints: [podEndpoint({ pod: 'p', address: '10.244.9.9' })],
    ...given,
  });
const found = (...slices: EndpointSlice[]) => names(choose({}, slices).cluster);

describe('joining slices (S36)', () => {
  test('S36: over all slices, an ip:port once', () => {
    const slices = [
      webSlice([at('10.244.0.1'), at('10.244.0.2')]),
      webSlice([at('10.244.0.2'), at('10.244.0.3')], 'web-two'),
    ];
    expect(found(...slices)).toEqual(['10.244.0.1', '10.244.0.2', '10.244.0.3']);
  });

  test('S36: a local duplicate wins', () => {
    const far = at('10.244.0.1', { node: 'node-b' });
    const near = at('10.244.0.1', { node: 'node-a', conditions: { ready: false } });
    for (const slices of [
      [webSlice([near]), webSlice([far], 'web-two')],
      [webSlice([far]), webSlice([near], 'web-two')],
    ]) {
      expect(choose({}, slices).everyone.map(({ endpoint }) => endpoint.node)).toEqual(['node-a']);
    }
  });

  test.each([
    ['S4: another name, same number', [{ name: 'web', port: 8080 }]],
    ['S4: another protocol', [{ name: 'http', port: 8080, protocol: 'UDP' }]],
    ['S34: no name', [{ port: 8080 }]],
    ['S34: no number', [{ name: 'http' }]],
    ['S24: no ports', []],
  ])('%s does not join', (_title, ports) => {
    expect(found(other({ ports }))).toEqual([]);
  });

  test('S4: the number plays no part', () => {
    expect(found(other({ ports: [{ name: 'http', port: 1234 }] }))).toEqual(['10.244.9.9']);
  });

  test.each([
    ['S33: FQDN slices', { addressType: 'FQDN', endpoints: [{ addresses: ['a.example'] }] }],
    ['S12: the other family', { addressType: 'IPv6', endpoints: [{ addresses: ['fd00::1'] }] }],
    ['S10: another proxy', { labels: { 'service.kubernetes.io/service-proxy-name': 'other' } }],
    ['S10: headless', { labels: { 'service.kubernetes.io/headless': '' } }],
  ])('%s do not join', (_title, given) => {
    expect(found(other({ ports: [{ name: 'http', port: 8080 }], ...given }))).toEqual([]);
  });

  test('S33: only the first address', () => {
    const endpoints = [{ addresses: ['10.244.9.1', '10.244.9.2'] }];
    expect(found(other({ ports: [{ name: 'http', port: 8080 }], endpoints }))).toEqual([
      '10.244.9.1',
    ]);
  });

  test('S32, S29: a minimal hand-made slice is live, beside those of the selector', () => {
    const endpoints = [{ addresses: ['192.0.2.7'] }];
    expect(
      found(webSlice([onA]), other({ ports: [{ name: 'http', port: 8080 }], endpoints })),
    ).toEqual(['192.0.2.7', '10.244.0.5']);
  });

  test('S32, S38: serving left out means serving, so that a terminating endpoint is the last resort', () => {
    const endpoints = [
      { addresses: ['192.0.2.7'], conditions: { ready: false, terminating: true } },
      { addresses: ['192.0.2.8'], conditions: { ready: false } },
    ];
    expect(found(other({ ports: [{ name: 'http', port: 8080 }], endpoints }))).toEqual([
      '192.0.2.7',
    ]);
  });

  test('S34: the unnamed Service port matches the empty name alone', () => {
    const unnamed = { ports: [{ port: 80 }] };
    const empty = other({ ports: [{ name: '', port: 8080 }] });
    expect(names(choose(unnamed, [empty, webSlice([onA])]).cluster)).toEqual(['10.244.9.9']);
  });

  test('S35: without a nodeName never local', () => {
    const given = { internalTrafficPolicy: 'Local' };
    expect(choose(given, [webSlice([at('10.244.0.1')])]).local).toEqual([]);
    expect(names(choose(given, [webSlice([onA, onB])], 'node-b').local)).toEqual(['10.244.1.5']);
  });
});

test.each([
  ['plain', {}, true, false],
  ['S37: iTP Local', { internalTrafficPolicy: 'Local' }, false, true],
  [
    'S37: iTP Local with a nodePort',
    {
      internalTrafficPolicy: 'Local',
      type: 'NodePort',
      ports: [{ name: 'http', port: 80, nodePort: 30080 }],
    },
    true,
    true,
  ],
  [
    'S37: eTP Local',
    {
      externalTrafficPolicy: 'Local',
      type: 'NodePort',
      ports: [{ name: 'http', port: 80, nodePort: 30080 }],
    },
    true,
    true,
  ],
  [
    'S37: eTP Local and nothing external on the port',
    { externalTrafficPolicy: 'Local', type: 'LoadBalancer', allocateLoadBalancerNodePorts: false },
    true,
    false,
  ],
  [
    'S37: a Proxy-mode balancer does not count',
    {
      externalTrafficPolicy: 'Local',
      internalTrafficPolicy: 'Local',
      type: 'LoadBalancer',
      ingress: [{ ip: '192.0.2.1', ipMode: 'Proxy' }],
    },
    false,
    true,
  ],
  [
    'S37: externalIPs count',
    { internalTrafficPolicy: 'Local', externalIPs: ['192.0.2.1'] },
    true,
    true,
  ],
] as const)('uses of a port: %s', (_title, given, usesCluster, usesLocal) => {
  const web = webService(given);
  const [port] = web.ports;
  expect(port && servicePortView(web, port, 'IPv4')).toMatchObject({ usesCluster, usesLocal });
});

test.each([
  ['S9: headless', { clusterIP: 'None', clusterIPs: ['None'] }],
  ['S10: another proxy', { labels: { 'service.kubernetes.io/service-proxy-name': 'other' } }],
  [
    'S12: no ClusterIP of the family',
    { clusterIP: 'fd00::a', clusterIPs: ['fd00::a'], ipFamilies: ['IPv6'] },
  ],
])('%s is not proxied', (_title, given) => {
  const web = webService(given);
  const [port] = web.ports;
  expect(port && servicePortView(web, port, 'IPv4')).toBeUndefined();
});

test('S3: eTP is not honoured on a ClusterIP, whatever its status still lists', () => {
  const web = webService({ externalTrafficPolicy: 'Local', ingress: [{ ip: '192.0.2.1' }] });
  const [port] = web.ports;
  expect(port && servicePortView(web, port, 'IPv4')).toMatchObject({
    externalLocal: false,
    usesLocal: false,
  });
});

test('S1: ExternalName is not proxied', () => {
  const named = service({
    name: 'n',
    type: 'ExternalName',
    externalName: 'a.example',
    // Left over from before the type was changed, in a file that no API server has seen.
    clusterIPs: ['10.96.0.9'],
    ports: [{ port: 80 }],
  });
  const [port] = named.ports;
  expect(port && servicePortView(named, port, 'IPv4')).toBeUndefined();
});
