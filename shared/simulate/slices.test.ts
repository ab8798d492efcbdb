import { describe, expect, test } from 'vitest';
import type { EndpointSlice } from '../model/endpointSlice.ts';
import type { Pod } from '../model/pod.ts';
import { node, pod, service, type GivenPod, type GivenService } from '../testing/objects.ts';
import { desiredSlices, type SlicesRequest } from './slices.ts';

const nodes = [
  node({ name: 'node-a', zone: 'zone-1' }),
  node({ name: 'node-b', zone: 'zone-2' }),
  node({ name: 'node-c' }),
];
const labels = { app: 'web' };

function web(given: Partial<GivenService> = {}) {
  return service({
    name: 'web',
    uid: 'u1',
    clusterIP: '10.96.0.9',
    selector: labels,
    ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    ...given,
  });
}

function webPod(index: number, given: Partial<GivenPod> = {}): Pod {
  const ip = `10.244.${Math.floor(index / 250)}.${(index % 250) + 1}`;
  return pod({ name: `web-${index}`, labels, node: 'node-a', ips: [ip], ...given });
}

let drawn = 0;
const name = () => `web-${(drawn += 1)}`;

function slicesOf(request: Partial<SlicesRequest> = {}): EndpointSlice[] {
  return desiredSlices({ service: web(), pods: [webPod(0)], nodes, name, ...request });
}

function onlyEndpoint(given: Partial<GivenPod>, serviceGiven: Partial<GivenService> = {}) {
  const [slice] = slicesOf({ service: web(serviceGiven), pods: [webPod(0, given)] });
  return slice?.endpoints[0];
}

const addressesOf = (slices: readonly EndpointSlice[]) =>
  slices.flatMap(({ endpoints }) => endpoints.flatMap(({ addresses }) => addresses));

const serving = (index: number, number: number) =>
  webPod(index, { ports: [{ name: 'web', containerPort: number }] });

const pods = (count: number) => Array.from({ length: count }, (_, index) => webPod(index));

const hinted = (given: Partial<GivenService>, existing?: EndpointSlice[]) =>
  slicesOf({
    service: web(given),
    pods: [
      webPod(0),
      webPod(1, { node: 'node-b' }),
      webPod(2, { node: 'node-c' }),
      webPod(3, { ready: false }),
    ],
    ...(existing && { existing }),
  })[0]?.endpoints.map(({ zoneHints = [], nodeHints = [] }) => [...zoneHints, ...nodeHints].join());

/** How many endpoints each slice holds, smallest first. */
function sizes(slices: readonly EndpointSlice[]): number[] {
  return slices.map(({ endpoints }) => endpoints.length).toSorted((a, b) => a - b);
}

describe('one Pod', () => {
  test('S20, S21, S25: the whole endpoint in the whole slice', () => {
    const [slice, ...others] = slicesOf({ service: web({ labels: { team: 'x' } }) });
    expect(others).toEqual([]);
    expect(slice).toMatchObject({
      addressType: 'IPv4',
      serviceName: 'web',
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      endpoints: [
        {
          addresses: ['10.244.0.1'],
          ready: true,
          serving: true,
          terminating: false,
          nodeName: 'node-a',
          zone: 'zone-1',
          targetRef: { kind: 'Pod', namespace: 'default', name: 'web-0' },
        },
      ],
    });
    expect(Object.fromEntries(slice?.metadata.labels ?? [])).toEqual({
      team: 'x',
      'kubernetes.io/service-name': 'web',
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    });
    expect(slice?.metadata.controller).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      name: 'web',
      uid: 'u1',
    });
  });

  test.each<[string, Partial<GivenPod>, boolean]>([
    ['running', {}, true],
    ['pending with an address', { phase: 'Pending' }, true],
    ['of unknown state', { phase: 'Unknown' }, true],
    ['not ready', { ready: false }, true],
    ['terminating (S17)', { deletionTimestamp: '2026-01-01T00:00:00Z' }, true],
    ['succeeded', { phase: 'Succeeded' }, false],
    ['failed', { phase: 'Failed' }, false],
    ['without an address', { ips: [] }, false],
    ['on a node that is not there (S19)', { node: 'gone' }, false],
    ['on no node (S19)', { node: '' }, false],
    ['of another namespace (S8)', { namespace: 'other' }, false],
    ['without the label (S8)', { labels: { app: 'db' } }, false],
  ])('S16: a Pod %s', (_name, given, isIn) => {
    expect(onlyEndpoint(given) !== undefined).toBe(isIn);
  });

  test.each([
    [true, false, false, { ready: true, serving: true, terminating: false }],
    [false, false, false, { ready: false, serving: false, terminating: false }],
    [true, true, false, { ready: false, serving: true, terminating: true }],
    [false, true, false, { ready: false, serving: false, terminating: true }],
    [false, false, true, { ready: true, serving: false, terminating: false }],
    [true, true, true, { ready: true, serving: true, terminating: true }],
    [false, true, true, { ready: true, serving: false, terminating: true }],
  ])(
    'S18: ready %s, terminating %s, publishNotReadyAddresses %s',
    (ready, terminating, publish, expected) => {
      const given = { ready, ...(terminating && { deletionTimestamp: '2026-01-01T00:00:00Z' }) };
      expect(onlyEndpoint(given, { publishNotReadyAddresses: publish })).toMatchObject(expected);
    },
  );

  test('S18: without a Ready condition a Pod is not ready', () => {
    expect(onlyEndpoint({ status: { conditions: [] } })).toMatchObject({
      ready: false,
      serving: false,
    });
  });

  test('S19: publishNotReadyAddresses keeps a Pod whose node is gone', () => {
    const endpoint = onlyEndpoint({ node: 'gone' }, { publishNotReadyAddresses: true });
    expect(endpoint).toMatchObject({ nodeName: 'gone' });
    expect(endpoint).not.toHaveProperty('zone');
  });

  test('S21: no zone on a node without one', () => {
    expect(onlyEndpoint({ node: 'node-c' })).not.toHaveProperty('zone');
  });

  test.each([
    ['governed', 'web', 'default', 'host'],
    ['of another subdomain', 'other', 'default', undefined],
    ['of none', undefined, 'default', undefined],
  ])('S22: the hostname of a Pod %s', (_name, subdomain, namespace, expected) => {
    expect(onlyEndpoint({ namespace, spec: { hostname: 'host', subdomain } })?.hostname).toBe(
      expected,
    );
  });
});

describe('ports', () => {
  const named = web({
    ports: [
      { name: 'http', port: 80, targetPort: 'web' },
      { name: 'm', port: 9, targetPort: 9 },
    ],
  });
  test('S25: a named port with different numbers makes several slices', () => {
    const slices = slicesOf({
      service: named,
      pods: [serving(0, 1), serving(1, 2), serving(2, 1)],
    });
    expect(slices.map(({ ports, endpoints }) => [ports[0]?.port, endpoints.length])).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  test('S24: a name that does not resolve leaves out that port for that Pod', () => {
    const slices = slicesOf({ service: named, pods: [webPod(0), serving(1, 1)] });
    expect(slices.map(({ ports }) => ports.map((port) => port.name))).toEqual([
      ['m'],
      ['http', 'm'],
    ]);
  });

  test('S24: with nothing resolved the endpoint stands in a slice without ports', () => {
    const lost = web({ ports: [{ name: 'http', port: 80, targetPort: 'web' }] });
    expect(slicesOf({ service: lost })).toMatchObject([
      { ports: [], endpoints: [{ ready: true }] },
    ]);
  });

  test('S6: appProtocol is copied', () => {
    const ports = [{ name: 'http', port: 80, appProtocol: 'kubernetes.io/h2c' }];
    const [slice] = slicesOf({ service: web({ ports }) });
    expect(slice?.ports[0]?.appProtocol).toBe('kubernetes.io/h2c');
  });

  test('S9: a headless Service may have no ports at all', () => {
    const [slice] = slicesOf({ service: web({ clusterIP: 'None', ports: [] }) });
    expect(slice).toMatchObject({ ports: [], endpoints: [{ addresses: ['10.244.0.1'] }] });
    expect(slice?.metadata.labels.get('service.kubernetes.io/headless')).toBe('');
  });
});

describe('families', () => {
  const both = { ips: ['10.244.0.1', 'fd00::1'] };

  test('S12, S20: one set of slices per family, each with its own addresses', () => {
    const dual = web({ ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' });
    const slices = slicesOf({ service: dual, pods: [webPod(0, both), webPod(1)] });
    expect(slices.map(({ addressType, endpoints }) => [addressType, endpoints.length])).toEqual([
      ['IPv4', 2],
      ['IPv6', 1],
    ]);
    expect(addressesOf(slices)).toEqual(['10.244.0.1', '10.244.0.2', 'fd00::1']);
  });

  test('S20: a Pod without the family contributes nothing', () => {
    const six = web({ ipFamilies: ['IPv6'], clusterIP: 'fd00::9' });
    expect(slicesOf({ service: six })).toMatchObject([{ addressType: 'IPv6', endpoints: [] }]);
  });

  test('slices of a family the Service gave up go', () => {
    const dual = web({ ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' });
    const existing = slicesOf({ service: dual, pods: [webPod(0, both)] });
    const left = slicesOf({ existing, pods: [webPod(0, both)] });
    expect(left).toEqual([existing[0]]);
    expect(left[0]).toBe(existing[0]);
  });
});

describe('slices over time', () => {
  test('S26: a Service without endpoints keeps one placeholder, the same one', () => {
    const [placeholder, ...others] = slicesOf({ pods: [] });
    expect(others).toEqual([]);
    expect(placeholder).toMatchObject({ endpoints: [], ports: [] });
    const existing = placeholder ? [placeholder] : [];
    expect(slicesOf({ pods: [], existing })[0]).toBe(placeholder);
  });

  test('S26: the placeholder takes the first endpoints, and becomes one again', () => {
    const existing = slicesOf({ pods: [] });
    const filled = slicesOf({ existing });
    expect(filled).toHaveLength(1);
    expect(filled[0]?.metadata.name).toBe(existing[0]?.metadata.name);
    expect(filled[0]?.endpoints).toHaveLength(1);
    const emptied = slicesOf({ pods: [], existing: filled });
    expect(emptied).toMatchObject([{ endpoints: [], ports: [] }]);
    expect(emptied[0]?.metadata.name).toBe(existing[0]?.metadata.name);
  });

  test('S26: 250 Pods fill three slices of at most 100', () => {
    expect(slicesOf({ pods: pods(250) }).map(({ endpoints }) => endpoints.length)).toEqual([
      100, 100, 50,
    ]);
  });

  test('S26: the maximum can be set', () => {
    const slices = slicesOf({ pods: pods(5), maxEndpointsPerSlice: 2 });
    expect(slices.map(({ endpoints }) => endpoints.length)).toEqual([2, 2, 1]);
  });

  test('S26: new endpoints go to the slice they fill best; the rest is not touched', () => {
    const existing = slicesOf({ pods: pods(250) });
    const grown = slicesOf({ pods: pods(260), existing });
    expect(grown.map(({ endpoints }) => endpoints.length)).toEqual([100, 100, 60]);
    expect(grown[0]).toBe(existing[0]);
    expect(grown[1]).toBe(existing[1]);
  });

  test('S26: slices are not rebalanced when Pods go', () => {
    const existing = slicesOf({ pods: pods(250) });
    const kept = new Set(
      existing
        .flatMap(({ endpoints }) => endpoints.slice(0, 10))
        .map((each) => each.targetRef?.name),
    );
    const few = pods(250).filter(({ metadata }) => kept.has(metadata.name));
    expect(slicesOf({ pods: few, existing }).map(({ endpoints }) => endpoints.length)).toEqual([
      10, 10, 10,
    ]);
  });

  test('an unchanged slice is the same object; a readiness that flips changes only its own', () => {
    const existing = slicesOf({ pods: pods(150) });
    const flipped = pods(150);
    flipped[0] = webPod(0, { ready: false });
    const after = slicesOf({ pods: flipped, existing });
    const changed = after.filter((slice) => !existing.includes(slice));
    expect(changed).toHaveLength(1);
    expect(changed[0]?.endpoints.filter(({ ready }) => ready === false)).toHaveLength(1);
  });

  test('S26: the fullest slice with room for all of them is chosen', () => {
    const existing = slicesOf({ pods: pods(12), maxEndpointsPerSlice: 4 });
    const gone = new Set(['web-1', 'web-10', 'web-11', 'web-5']);
    const thinned = pods(12).filter(({ metadata }) => !gone.has(metadata.name));
    const uneven = slicesOf({ pods: thinned, existing, maxEndpointsPerSlice: 4 });
    expect(sizes(uneven)).toEqual([1, 3, 4]);
    const grown = slicesOf({
      pods: [...thinned, webPod(50)],
      existing: uneven,
      maxEndpointsPerSlice: 4,
    });
    expect(sizes(grown)).toEqual([1, 4, 4]);
  });

  test('S26: of the slices that change anyway the fullest is filled first', () => {
    const existing = slicesOf({ pods: pods(8), maxEndpointsPerSlice: 4 });
    // Slices hold 0–3 and 4–7: three Pods leave the first, one leaves the second.
    const left = [webPod(0), webPod(4), webPod(5), webPod(6), webPod(50)];
    const after = slicesOf({ pods: left, existing, maxEndpointsPerSlice: 4 });
    expect(sizes(after)).toEqual([1, 4]);
  });

  test('S18: publishing Pods that are not ready changes their condition alone', () => {
    const unready = [webPod(0, { ready: false })];
    const existing = slicesOf({ pods: unready });
    const published = web({ publishNotReadyAddresses: true });
    const [slice] = slicesOf({ service: published, pods: unready, existing });
    expect(slice?.endpoints[0]).toMatchObject({ ready: true, serving: false });
  });

  test("the Service's labels are followed, the controller's own are not lost", () => {
    const existing = slicesOf();
    const [slice] = slicesOf({
      existing,
      service: web({ labels: { team: 'y', 'kubernetes.io/service-name': 'spoof' } }),
    });
    expect(slice?.metadata.labels.get('team')).toBe('y');
    expect(slice?.metadata.labels.get('kubernetes.io/service-name')).toBe('web');
  });

  test('slices of an earlier Service of the same name are replaced, not reused', () => {
    const existing = slicesOf({ service: web({ uid: 'u0' }) });
    const [slice] = slicesOf({ existing });
    expect(slice?.metadata.name).not.toBe(existing[0]?.metadata.name);
    expect(slice?.metadata.controller?.uid).toBe('u1');
  });

  test('a Service that is being deleted gets no new slices', () => {
    const going = web({ deletionTimestamp: '2026-01-01T00:00:00Z' });
    expect(slicesOf({ service: going })).toEqual([]);
  });

  test.each([
    ['S8: without a selector', { selector: {} }],
    ['S28: of type ExternalName', { type: 'ExternalName', externalName: 'a.b', clusterIP: '' }],
  ])('%s a Service is left alone', (_name, given) => {
    const existing = slicesOf();
    expect(slicesOf({ service: web(given) })).toEqual([]);
    expect(slicesOf({ service: web(given), existing })).toEqual(existing);
  });
});

describe('hints', () => {
  test.each([
    [undefined, ['', '', '', '']],
    ['PreferClose', ['zone-1', 'zone-2', '', '']],
    ['PreferSameZone', ['zone-1', 'zone-2', '', '']],
    ['PreferSameNode', ['zone-1,node-a', 'zone-2,node-b', 'node-c', '']],
    ['Unknown', ['', '', '', '']],
  ])('S43: trafficDistribution %s', (trafficDistribution, expected) => {
    expect(hinted({ trafficDistribution })).toEqual(expected);
  });

  test('S43: hints come and go with the field', () => {
    const before = slicesOf({ service: web({ trafficDistribution: 'PreferClose' }) });
    const [after] = slicesOf({ existing: before });
    expect(before[0]?.endpoints[0]?.zoneHints).toEqual(['zone-1']);
    expect(after?.endpoints[0]).not.toHaveProperty('zoneHints');
  });

  test.each([
    [{ 'service.kubernetes.io/topology-mode': 'Auto' }, true],
    [{ 'service.kubernetes.io/topology-mode': 'auto' }, true],
    [{ 'service.kubernetes.io/topology-mode': 'AUTO' }, false],
    [{ 'service.kubernetes.io/topology-aware-hints': 'auto' }, true],
    [
      {
        'service.kubernetes.io/topology-mode': 'Auto',
        'service.kubernetes.io/topology-aware-hints': 'Disabled',
      },
      false,
    ],
  ])('S44: %o leaves hints alone: %s', (annotations, leaves) => {
    const existing = slicesOf({ service: web({ trafficDistribution: 'PreferClose' }) });
    const moved = webPod(0, { node: 'node-b' });
    const [slice] = slicesOf({ service: web({ annotations }), existing, pods: [moved] });
    expect(slice?.endpoints[0]?.zone).toBe('zone-2');
    expect(slice?.endpoints[0]?.zoneHints).toEqual(leaves ? ['zone-1'] : undefined);
  });
});
