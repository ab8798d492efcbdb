import { describe, expect, test } from 'vitest';
import type { Endpoints } from '../model/endpoints.ts';
import { pod, service, type GivenPod, type GivenService } from '../testing/objects.ts';
import { desiredEndpoints } from './legacyEndpoints.ts';
import { repackSubsets } from './repackSubsets.ts';

const labels = { app: 'web' };
const web = (given: Partial<GivenService> = {}) =>
  service({
    name: 'web',
    clusterIP: '10.96.0.9',
    selector: labels,
    ports: [{ port: 80, targetPort: 8080 }],
    ...given,
  });
const webPod = (index: number, given: Partial<GivenPod> = {}) =>
  pod({
    name: `web-${index}`,
    uid: `u${index}`,
    labels,
    node: 'node-a',
    ips: [`10.244.${index >> 8}.${index & 255}`],
    ...given,
  });

const sizes = (endpoints: Endpoints | undefined) =>
  endpoints?.subsets.map((subset) => [subset.addresses.length, subset.notReadyAddresses.length]);

describe('S17: which Pods, and as what', () => {
  const deleted = { deletionTimestamp: '2026-01-01T00:00:00Z' };
  test.each<[string, Partial<GivenPod>, Partial<GivenService>, number[][]]>([
    ['ready', {}, {}, [[1, 0]]],
    ['not ready', { ready: false }, {}, [[0, 1]]],
    ['not ready but published', { ready: false }, { publishNotReadyAddresses: true }, [[1, 0]]],
    ['terminating', deleted, {}, []],
    ['terminating but published', deleted, { publishNotReadyAddresses: true }, [[1, 0]]],
    ['on a node that is not there', { node: 'gone' }, {}, [[1, 0]]],
    ['finished', { phase: 'Succeeded' }, {}, []],
    ['without the family', { ips: ['fd00::1'] }, {}, []],
    [
      'whose named port does not resolve (S24)',
      {},
      { ports: [{ port: 80, targetPort: 'web' }] },
      [],
    ],
    ['of a headless Service without ports', {}, { clusterIP: 'None', ports: [] }, [[1, 0]]],
  ])('%s', (_name, podGiven, serviceGiven, expected) => {
    const endpoints = desiredEndpoints({ service: web(serviceGiven), pods: [webPod(0, podGiven)] });
    expect(sizes(endpoints)).toEqual(expected);
  });
});

test.each([
  ['S8: no selector', { selector: {} }],
  ['S28: ExternalName', { type: 'ExternalName', externalName: 'a.b' }],
])('%s: nobody writes Endpoints', (_name, given) => {
  expect(desiredEndpoints({ service: web(given), pods: [webPod(0)] })).toBeUndefined();
});

test('the headless label follows the Service', () => {
  const label = 'service.kubernetes.io/headless';
  const of = (given: Partial<GivenService>) =>
    desiredEndpoints({ service: web(given), pods: [] })?.metadata.labels.get(label);
  expect(of({ clusterIP: 'None' })).toBe('');
  expect(of({ labels: { [label]: '' } })).toBeUndefined();
});

const pods = (ready: number, notReady: number) =>
  Array.from({ length: ready + notReady }, (_, index) => webPod(index, { ready: index < ready }));

describe('S27: at most 1000 addresses', () => {
  const annotation = 'endpoints.kubernetes.io/over-capacity';

  test.each([
    [500, 500, [[500, 500]], undefined],
    [1001, 0, [[1000, 0]], 'truncated'],
    [1100, 100, [[1000, 0]], 'truncated'],
    [900, 300, [[900, 100]], 'truncated'],
  ])('%i ready and %i not', (ready, notReady, expected, mark) => {
    const endpoints = desiredEndpoints({ service: web(), pods: pods(ready, notReady) });
    expect(sizes(endpoints)).toEqual(expected);
    expect(endpoints?.metadata.annotations.get(annotation)).toBe(mark);
  });

  test('each subset gives up its share', () => {
    const named = web({ ports: [{ port: 80, targetPort: 'web' }] });
    const split = Array.from({ length: 1200 }, (_, index) =>
      webPod(index, { ports: [{ name: 'web', containerPort: index < 300 ? 1 : 2 }] }),
    );
    const counts = sizes(desiredEndpoints({ service: named, pods: split }))?.map(
      ([ready]) => ready,
    );
    expect(counts?.toSorted()).toEqual([250, 750]);
  });

  test.each([
    {
      name: 'those not ready give way',
      ready: [90, 110, 50, 10, 20],
      notReady: [101, 200, 200, 201, 298],
      expected: [
        [1, 90, 73],
        [3, 50, 144],
        [4, 10, 145],
        [5, 20, 215],
        [2, 110, 143],
      ],
    },
    {
      name: 'those ready are too many alone',
      ready: [205, 400, 402, 400, 693],
      notReady: [100, 200, 200, 200, 300],
      expected: [
        [1, 98, 0],
        [2, 191, 0],
        [3, 192, 0],
        [4, 191, 0],
        [5, 328, 0],
      ],
    },
  ])('shares are rounded up and the last subset gets the rest: $name', (given) => {
    const { ready, notReady, expected } = given;
    const split = ready.flatMap((count, subset) =>
      Array.from({ length: count + (notReady[subset] ?? 0) }, (_, index) =>
        webPod(subset * 2048 + index, {
          ready: index < count,
          ports: [{ name: 'web', containerPort: subset + 1 }],
        }),
      ),
    );
    const named = web({ ports: [{ port: 80, targetPort: 'web' }] });
    const { subsets = [] } = desiredEndpoints({ service: named, pods: split }) ?? {};
    const counts = subsets.map(({ addresses, notReadyAddresses, ports }) => [
      ports[0]?.port,
      addresses.length,
      notReadyAddresses.length,
    ]);
    expect(counts).toEqual(expected);
  });
});

const ref = (uid: string) => ({
  ip: '1.1.1.1',
  targetRef: { kind: 'Pod', namespace: 'a', name: uid, uid },
});

describe('repacking', () => {
  const http = { name: 'http', port: 80, protocol: 'TCP' as const };
  const dns = { name: 'dns', port: 53, protocol: 'UDP' as const };
  const one = { ip: '1.1.1.1' };
  const two = { ip: '2.2.2.2' };
  const subset = (
    addresses: object[],
    ports: (typeof http | typeof dns)[],
    notReady: object[] = [],
  ) => ({
    addresses: addresses.map((each) => ({ ip: '', ...each })),
    notReadyAddresses: notReady.map((each) => ({ ip: '', ...each })),
    ports,
  });

  test('ports of the same addresses share a subset, addresses are sorted', () => {
    const packed = repackSubsets([
      subset([two], [http]),
      subset([one], [http]),
      subset([one, two], [dns]),
    ]);
    expect(packed).toEqual([subset([one, two], [http, dns])]);
  });

  test('ports of different addresses do not', () => {
    expect(repackSubsets([subset([one], [http]), subset([one, two], [dns])])).toHaveLength(2);
  });

  test('not ready beats ready', () => {
    expect(repackSubsets([subset([one], [http]), subset([], [http], [one])])).toEqual([
      subset([], [http], [one]),
    ]);
  });

  test('one address of two Pods stays two addresses', () => {
    const [packed] = repackSubsets([subset([ref('x')], [http]), subset([ref('y')], [http])]);
    expect(packed?.addresses).toHaveLength(2);
  });

  test('addresses without ports are kept', () => {
    expect(repackSubsets([subset([two], []), subset([one], [])])).toEqual([subset([one, two], [])]);
  });
});
