// Whether the question reaches cluster DNS at all (S81, S93).
import { describe, expect, test } from 'vitest';
import type { ModelObject } from '../model/object.ts';
import { buildState } from '../state/applyChange.ts';
import { networkPolicy, pod, podEndpoint, service, slice } from '../testing/objects.ts';
import {
  client,
  nodes,
  onB,
  pathWorld,
  traced,
  webPod,
  webService,
  webSlice,
} from '../testing/pathWorld.ts';
import { agrees } from './agreement.ts';

type Spec = Record<string, unknown>;

const dns = service({
  name: 'kube-dns',
  namespace: 'kube-system',
  clusterIPs: ['10.96.0.53'],
  ports: [
    { name: 'dns', port: 53, protocol: 'UDP', targetPort: 5353 },
    { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 5353 },
  ],
});
const coredns = pod({
  name: 'coredns',
  namespace: 'kube-system',
  labels: { 'k8s-app': 'kube-dns' },
  ips: ['10.244.2.53'],
  node: 'node-c',
});
const dnsSlice = (ready: boolean) =>
  slice({
    name: 'kube-dns-1',
    namespace: 'kube-system',
    service: 'kube-dns',
    endpoints: [
      podEndpoint({
        pod: 'coredns',
        namespace: 'kube-system',
        address: '10.244.2.53',
        conditions: { ready },
      }),
    ],
    ports: [
      { name: 'dns', port: 5353, protocol: 'UDP' },
      { name: 'dns-tcp', port: 5353, protocol: 'TCP' },
    ],
  });
const seen = [dns, coredns, dnsSlice(true)];

const toWeb = { to: [{ podSelector: { matchLabels: { app: 'web' } } }] };
const egress = (...rules: Spec[]): Spec => ({
  podSelector: { matchLabels: { app: 'named' } },
  policyTypes: ['Egress'],
  egress: [toWeb, ...rules],
});
const toDns = (ports: readonly Spec[]): Spec => ({
  to: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports,
});
const udp = (port: number | string) => ({ port, protocol: 'UDP' });
const tcp = (port: number | string) => ({ port, protocol: 'TCP' });

function world(policies: readonly Spec[], more: readonly ModelObject[]) {
  return pathWorld([
    webService(),
    webSlice([onB]),
    webPod(onB),
    client,
    pod({ name: 'named', labels: { app: 'named' }, ips: ['10.244.0.20'], node: 'node-a' }),
    ...policies.map((spec, index) => networkPolicy({ name: `p${index}`, ...spec })),
    ...more,
  ]);
}

describe('S93: names need DNS, addresses do not', () => {
  test.each<[string, Spec[], readonly ModelObject[], string]>([
    ['no policy', [], seen, 'forward'],
    ['egress without DNS', [egress()], seen, 'drop'],
    ['DNS Pods, any port', [egress(toDns([]))], seen, 'forward'],
    ['S91: the port behind the Service', [egress(toDns([udp(5353), tcp(5353)]))], seen, 'forward'],
    ['S91: not the Service’s port', [egress(toDns([udp(53), tcp(53)]))], seen, 'drop'],
    ['TCP alone', [egress(toDns([tcp(5353)]))], seen, 'drop'],
    ['a port anywhere', [egress({ ports: [udp(5353), tcp(5353)] })], seen, 'forward'],
    ['a block', [egress({ to: [{ ipBlock: { cidr: '10.244.0.0/16' } }] })], seen, 'forward'],
    [
      'the ClusterIP of DNS does not help',
      [egress({ to: [{ ipBlock: { cidr: '10.96.0.0/12' } }] })],
      seen,
      'drop',
    ],
    ['Pods by label, the Service unseen', [egress()], [coredns], 'drop'],
    ['none to be seen: denied', [egress()], [], 'drop'],
    ['none to be seen: by label', [egress(toDns([udp(53), tcp(53)]))], [], 'forward'],
    ['none to be seen: by port name', [egress(toDns([udp('dns'), tcp('dns-tcp')]))], [], 'forward'],
    ['S84: DNS lets nobody in', [{ namespace: 'kube-system', podSelector: {} }], seen, 'drop'],
  ])('S93: %s', (_title, policies, more, verdict) => {
    expect(traced(world(policies, more), 'pod:default/named', 'web:80').verdict).toBe(verdict);
  });

  test('S93: the address works all the same', () => {
    const trace = traced(world([egress()], seen), 'pod:default/named', '10.96.0.10:80');
    expect(trace.verdict).toBe('forward');
  });

  test('S93: the dns hop says who denies, and a probe sees a DNS timeout', () => {
    const trace = traced(world([egress()], seen), 'pod:default/named', 'web:80');
    expect(trace.hops.at(-1)).toMatchObject({
      kind: 'dns',
      verdict: 'drop',
      reason: {
        code: 'dnsDenied',
        params: { policies: 'default/p0', direction: 'Egress', server: 'kube-system/coredns' },
      },
    });
    expect(trace.rules).toContain('S93');
    expect(agrees(trace.verdict, 'dnsTimeout', trace.hops)).toBe(true);
    expect(agrees(trace.verdict, 'timeout', trace.hops)).toBe(false);
  });

  test('S93: UDP without TCP loses large answers only', () => {
    const trace = traced(world([egress(toDns([udp(5353)]))], seen), 'pod:default/named', 'web:80');
    expect(trace.verdict).toBe('forward');
    expect(trace.assumptions.map(({ code }) => code)).toContain('dnsOverTcpDenied');
  });

  test('that DNS is assumed is said', () => {
    const trace = traced(world([egress()], []), 'pod:default/named', 'web:80');
    expect(trace.assumptions.map(({ code }) => code)).toContain('dnsAssumed');
  });

  test.each([
    ['192.0.2.53', 'drop'],
    ['198.51.100.53', 'forward'],
  ])('S79, S93: a nameserver of the Pod’s own, %s: %s', (nameserver, verdict) => {
    const own = pod({
      name: 'own',
      labels: { app: 'named' },
      ips: ['10.244.0.21'],
      node: 'node-a',
      spec: { dnsPolicy: 'None', dnsConfig: { nameservers: [nameserver] } },
    });
    const policy = egress({ to: [{ ipBlock: { cidr: '198.51.100.0/24' } }] });
    const trace = traced(world([policy], [...seen, own]), 'pod:default/own', 'example.com:443');
    expect(trace.verdict).toBe(verdict);
  });
});

describe('S81: nobody answers', () => {
  test('S81: cluster DNS without ready endpoints', () => {
    const silent = world([], [dns, coredns, dnsSlice(false)]);
    const trace = traced(silent, 'pod:default/named', 'web:80');
    expect(trace.verdict).toBe('drop');
    expect(trace.hops.at(-1)?.reason?.code).toBe('dnsWithoutEndpoints');
    expect(traced(silent, 'pod:default/named', '10.96.0.10:80').verdict).toBe('forward');
  });

  test('slices that may not be read are no proof of it', () => {
    const access = {
      type: 'access',
      kind: 'EndpointSlice',
      namespace: 'kube-system',
      access: { state: 'denied', verb: 'list' },
    } as const;
    const named = pod({ name: 'named', ips: ['10.244.0.20'], node: 'node-a' });
    const blind = buildState([...nodes, webService(), webSlice([onB]), named, dns], [access]);
    expect(traced(blind, 'pod:default/named', 'web:80').verdict).toBe('forward');
  });
});

test('S82: names of the world, where policies let some addresses out or none', () => {
  const none = world([egress(toDns([]))], seen);
  expect(traced(none, 'pod:default/named', 'example.com:443').verdict).toBe('drop');
  const some = world([egress(toDns([]), { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] })], seen);
  const otherPort = egress(toDns([]), {
    to: [{ ipBlock: { cidr: '0.0.0.0/0' } }],
    ports: [tcp(80)],
  });
  const not443 = world([otherPort], seen);
  expect(traced(not443, 'pod:default/named', 'example.com:443').verdict).toBe('drop');
  const trace = traced(some, 'pod:default/named', 'example.com:443');
  expect(trace.verdict).toBe('forward');
  expect(trace.assumptions.map(({ code }) => code)).toContain('policyOnUnknownAddress');
});

test('what was tried is told with the hop (S80)', () => {
  const trace = traced(world([], seen), 'pod:default/named', 'web.default:80');
  expect(trace.hops.find(({ kind }) => kind === 'dns')?.reason?.params['tried']).toBe(
    'web.default.default.svc.cluster.local nxdomain, web.default.svc.cluster.local answered',
  );
});
