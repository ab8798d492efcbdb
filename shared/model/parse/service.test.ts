import { expect, test } from 'vitest';
import { service } from '../../testing/objects.ts';
import { isHeadless } from '../service.ts';
import { parseObject } from './object.ts';

test('S2: the defaults of the API server', () => {
  expect(service({ name: 'web', ports: [{ port: 80 }] })).toEqual({
    kind: 'Service',
    metadata: {
      name: 'web',
      namespace: 'default',
      uid: '',
      resourceVersion: '',
      labels: new Map(),
      annotations: new Map(),
    },
    type: 'ClusterIP',
    clusterIPs: [],
    ports: [{ name: '', protocol: 'TCP', port: 80, targetPort: 80 }],
    externalIPs: [],
    loadBalancerIngress: [],
    loadBalancerSourceRanges: [],
    allocateLoadBalancerNodePorts: true,
    internalTrafficPolicy: 'Cluster',
    sessionAffinity: 'None',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    publishNotReadyAddresses: false,
  });
});

test('a Service in full', () => {
  const full = service({
    name: 'web',
    namespace: 'shop',
    uid: 'u',
    resourceVersion: '9',
    labels: { app: 'web' },
    annotations: {
      'service.kubernetes.io/topology-mode': 'Auto',
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
      'portolan.dev/fault': 'stale',
    },
    deletionTimestamp: '2026-01-01T00:00:00Z',
    type: 'LoadBalancer',
    clusterIP: '10.96.0.1',
    clusterIPs: ['10.96.0.1', 'FD00::0:1'],
    ports: [
      {
        name: 'https',
        port: 443,
        protocol: 'TCP',
        targetPort: 'tls',
        nodePort: 30_443,
        appProtocol: 'kubernetes.io/h2c',
      },
    ],
    selector: { app: 'web' },
    externalIPs: ['192.0.2.7'],
    ingress: [
      { ip: '203.0.113.5' },
      { ip: '203.0.113.6', ipMode: 'Proxy' },
      { hostname: 'lb.example' },
    ],
    loadBalancerClass: 'x.io/lb',
    loadBalancerSourceRanges: [' 198.51.100.0/24 '],
    allocateLoadBalancerNodePorts: false,
    externalTrafficPolicy: 'Local',
    internalTrafficPolicy: 'Local',
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
    ipFamilies: ['IPv4', 'IPv6'],
    ipFamilyPolicy: 'PreferDualStack',
    publishNotReadyAddresses: true,
    healthCheckNodePort: 30_999,
    trafficDistribution: 'PreferClose',
  });
  expect(full).toMatchObject({
    metadata: { deletionTimestamp: '2026-01-01T00:00:00Z', uid: 'u', resourceVersion: '9' },
    clusterIPs: ['10.96.0.1', 'fd00::1'],
    ports: [
      {
        name: 'https',
        protocol: 'TCP',
        port: 443,
        targetPort: 'tls',
        nodePort: 30_443,
        appProtocol: 'kubernetes.io/h2c',
      },
    ],
    externalIPs: ['192.0.2.7'],
    loadBalancerIngress: [
      { ip: '203.0.113.5', ipMode: 'VIP' },
      { ip: '203.0.113.6', ipMode: 'Proxy' },
      { hostname: 'lb.example' },
    ],
    loadBalancerClass: 'x.io/lb',
    loadBalancerSourceRanges: ['198.51.100.0/24'],
    allocateLoadBalancerNodePorts: false,
    externalTrafficPolicy: 'Local',
    internalTrafficPolicy: 'Local',
    sessionAffinity: 'ClientIP',
    affinityTimeoutSeconds: 60,
    ipFamilies: ['IPv4', 'IPv6'],
    ipFamilyPolicy: 'PreferDualStack',
    publishNotReadyAddresses: true,
    healthCheckNodePort: 30_999,
    trafficDistribution: 'PreferClose',
  });
  expect(full.selector).toEqual(new Map([['app', 'web']]));
  expect([...full.metadata.annotations.keys()]).toEqual([
    'service.kubernetes.io/topology-mode',
    'portolan.dev/fault',
  ]);
});

test.each([
  [undefined, 80],
  [0, 80],
  ['', 80],
  [null, 80],
  [8080, 8080],
  ['http', 'http'],
])('S2: targetPort %j of port 80 is %j', (targetPort, expected) => {
  expect(service({ name: 'web', ports: [{ port: 80, targetPort }] }).ports[0]?.targetPort).toBe(
    expected,
  );
});

test.each([
  ['ClusterIP', [], undefined],
  ['ClusterIP', ['192.0.2.7'], 'Cluster'],
  ['NodePort', [], 'Cluster'],
  ['LoadBalancer', [], 'Cluster'],
  ['ExternalName', ['192.0.2.7'], undefined],
])(
  'S2, S3: externalTrafficPolicy of %s with externalIPs %j is %s',
  (type, externalIPs, expected) => {
    expect(service({ name: 'web', type, externalIPs }).externalTrafficPolicy).toBe(expected);
  },
);

test('S2: ExternalName has no internalTrafficPolicy, address or family', () => {
  const name = service({ name: 'db', type: 'ExternalName', externalName: 'db.example.com' });
  expect(name).toMatchObject({ externalName: 'db.example.com', clusterIPs: [], ipFamilies: [] });
  expect(name).not.toHaveProperty('internalTrafficPolicy');
  expect(name).not.toHaveProperty('ipFamilyPolicy');
});

test('S2: ClientIP affinity lasts 10800 s by default, None has no time', () => {
  expect(service({ name: 'web', sessionAffinity: 'ClientIP' }).affinityTimeoutSeconds).toBe(10_800);
  expect(service({ name: 'web' })).not.toHaveProperty('affinityTimeoutSeconds');
});

test.each([
  [null, undefined],
  [undefined, undefined],
  [{}, undefined],
  [{ app: 'web' }, new Map([['app', 'web']])],
])('S8: selector %j', (selector, expected) => {
  const parsed = parseObject({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { selector },
  });
  expect(
    parsed.ok === true && 'selector' in parsed.object ? parsed.object.selector : undefined,
  ).toEqual(expected);
});

test('S9: clusterIP None is headless, by either field', () => {
  expect(isHeadless(service({ name: 'db', clusterIP: 'None' }))).toBe(true);
  expect(isHeadless(service({ name: 'db', clusterIPs: ['None'] }))).toBe(true);
  expect(isHeadless(service({ name: 'db', clusterIP: '' }))).toBe(false);
});

test.each([
  ['plain', {}, 'SingleStack', ['IPv4']],
  ['headless with selector', { clusterIP: 'None', selector: { a: 'b' } }, 'SingleStack', ['IPv4']],
  ['headless without selector', { clusterIP: 'None' }, 'RequireDualStack', ['IPv4', 'IPv6']],
  ['IPv6 by its address', { clusterIPs: ['fd00::1'] }, 'SingleStack', ['IPv6']],
  [
    'dual by its addresses',
    { clusterIPs: ['10.0.0.1', 'fd00::1'], ipFamilyPolicy: 'PreferDualStack' },
    'PreferDualStack',
    ['IPv4', 'IPv6'],
  ],
  ['dual required', { ipFamilyPolicy: 'RequireDualStack' }, 'RequireDualStack', ['IPv4', 'IPv6']],
])('S11: %s', (_, spec, ipFamilyPolicy, ipFamilies) => {
  expect(service({ name: 'web', ...spec })).toMatchObject({ ipFamilyPolicy, ipFamilies });
});

test.each([
  [{ type: 'Nodeport' }, 'spec.type', 'unsupported'],
  [{ ports: [{}] }, 'spec.ports[0].port', 'required'],
  [{ ports: [{ port: '80' }] }, 'spec.ports[0].port', 'wrongType'],
  [{ ports: [{ port: 80.5 }] }, 'spec.ports[0].port', 'invalid'],
  [{ ports: [{ port: 80, nodePort: 99_999 }] }, 'spec.ports[0].nodePort', 'invalid'],
  [{ ports: [{ port: 80, targetPort: true }] }, 'spec.ports[0].targetPort', 'wrongType'],
  [{ ports: [null] }, 'spec.ports[0].port', 'required'],
  [{ ports: [7] }, 'spec.ports[0]', 'wrongType'],
  [{ clusterIP: '10.0.0.300' }, 'spec.clusterIP', 'invalid'],
  [{ clusterIPs: ['10.0.0.1', 'x'] }, 'spec.clusterIPs[1]', 'invalid'],
  [{ externalIPs: [7] }, 'spec.externalIPs[0]', 'wrongType'],
  [{ selector: { app: true } }, 'spec.selector[app]', 'wrongType'],
  [{ externalTrafficPolicy: 'local' }, 'spec.externalTrafficPolicy', 'unsupported'],
  [
    { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } } },
    'spec.sessionAffinityConfig.clientIP.timeoutSeconds',
    'invalid',
  ],
  [{ ipFamilies: ['IPv5'] }, 'spec.ipFamilies[0]', 'unsupported'],
])('F16: %j is refused at %s', (spec, path, code) => {
  const parsed = parseObject({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec,
  });
  expect(parsed.ok === false && parsed.problems).toEqual([expect.objectContaining({ path, code })]);
});
