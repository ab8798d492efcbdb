import { describe, expect, test } from 'vitest';
import type { EndpointSlice } from '../model/endpointSlice.ts';
import { endpoints, service, type Named } from '../testing/objects.ts';
import { mirroredSlices, type MirrorRequest } from './mirroring.ts';

const bare = service({ name: 'db', ports: [{ port: 80 }] });
const ports = [{ name: 'sql', port: 5432, protocol: 'TCP' }];
const ips = (...all: string[]) => all.map((ip) => ({ ip }));

let drawn = 0;
function mirror(
  subsets: readonly object[],
  given: Partial<MirrorRequest> = {},
  named: Partial<Named> = {},
) {
  const legacy = endpoints({
    name: 'db',
    uid: 'e1',
    ...named,
    subsets: subsets.map((each) => ({ ...each })),
  });
  return mirroredSlices({
    service: bare,
    endpoints: legacy,
    name: () => `db-${(drawn += 1)}`,
    ...given,
  });
}

const counts = (slices: readonly EndpointSlice[]) =>
  slices.map(({ addressType, endpoints: each }) => [addressType, each.length]);

test('S31: labels, owner, and the ready condition alone', () => {
  const subset = {
    addresses: [{ ip: '10.1.1.1', hostname: 'h', nodeName: 'n' }],
    notReadyAddresses: ips('10.1.1.2'),
    ports,
  };
  const [slice, ...others] = mirror([subset], {}, { labels: { team: 'x' } });
  expect(others).toEqual([]);
  expect(Object.fromEntries(slice?.metadata.labels ?? [])).toEqual({
    team: 'x',
    'kubernetes.io/service-name': 'db',
    'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
  });
  expect(slice?.metadata.controller).toMatchObject({ kind: 'Endpoints', name: 'db', uid: 'e1' });
  expect(slice?.endpoints).toEqual([
    { addresses: ['10.1.1.1'], ready: true, hostname: 'h', nodeName: 'n' },
    { addresses: ['10.1.1.2'], ready: false },
  ]);
  expect(slice?.ports).toEqual(ports);
});

describe('S31: what is not mirrored', () => {
  const subset = { addresses: ips('10.1.1.1'), ports };
  const leader = 'control-plane.alpha.kubernetes.io/leader';
  const skip = 'endpointslice.kubernetes.io/skip-mirror';
  test.each<[string, Partial<MirrorRequest>, Partial<Named>, number]>([
    ['no Service', { service: undefined }, {}, 0],
    [
      'a Service with a selector',
      { service: service({ name: 'db', selector: { a: 'b' } }) },
      {},
      0,
    ],
    ['skip-mirror true', {}, { labels: { [skip]: 'true' } }, 0],
    ['skip-mirror of another value', {}, { labels: { [skip]: 'yes' } }, 1],
    ['a leader election record', {}, { annotations: { [leader]: '{}' } }, 0],
  ])('%s', (_name, given, named, expected) => {
    expect(mirror([subset], given, named)).toHaveLength(expected);
  });
});

test('families and port lists get slices of their own; subsets with the same ports share one', () => {
  const other = [{ name: 'admin', port: 9, protocol: 'TCP' }];
  const slices = mirror([
    { addresses: ips('10.1.1.1', 'fd00::1'), ports },
    { addresses: ips('10.1.1.2'), ports },
    { addresses: ips('10.1.1.1'), ports: other },
  ]);
  expect(counts(slices)).toEqual([
    ['IPv4', 2],
    ['IPv6', 1],
    ['IPv4', 1],
  ]);
});

test('S31: at most so many per subset, the ready ones first', () => {
  const [slice] = mirror(
    [
      {
        addresses: ips('10.1.1.1', '10.1.1.2'),
        notReadyAddresses: ips('10.1.1.3', '10.1.1.4'),
        ports,
      },
    ],
    { maxEndpointsPerSubset: 3 },
  );
  expect(slice?.endpoints.map(({ ready }) => ready)).toEqual([true, true, false]);
});

describe('over time', () => {
  const before = [{ addresses: ips('10.1.1.1'), ports }];

  test('what says the same is the same object', () => {
    const existing = mirror(before);
    expect(mirror(before, { existing })[0]).toBe(existing[0]);
  });

  test('a change keeps the name', () => {
    const existing = mirror(before);
    const [slice] = mirror([{ addresses: ips('10.1.1.9'), ports }], { existing });
    expect(slice?.metadata.name).toBe(existing[0]?.metadata.name);
    expect(slice?.endpoints[0]?.addresses).toEqual(['10.1.1.9']);
  });

  test('a slice whose ports are gone is taken over by one of the same family', () => {
    const existing = mirror(before);
    const [slice] = mirror(
      [{ addresses: ips('10.1.1.1'), ports: [{ port: 1, protocol: 'TCP' }] }],
      { existing },
    );
    expect(slice?.metadata.name).toBe(existing[0]?.metadata.name);
  });

  test('no addresses, no slices', () => {
    expect(mirror([], { existing: mirror(before) })).toEqual([]);
  });
});
