import { expect, test } from 'vitest';
import { podEndpoint, slice } from '../../testing/objects.ts';
import { parseObject } from './object.ts';

test('S29, S32: the least a hand-made slice needs; absent conditions stay absent', () => {
  const minimal = slice({
    name: 'db-1',
    service: 'db',
    endpoints: [{ addresses: ['192.0.2.1'] }],
    ports: [{ name: '', port: 5432 }],
  });
  expect(minimal).toMatchObject({ serviceName: 'db', addressType: 'IPv4' });
  expect(minimal.endpoints).toEqual([{ addresses: ['192.0.2.1'] }]);
  expect(minimal.ports).toEqual([{ name: '', protocol: 'TCP', port: 5432 }]);
});

test('an endpoint in full', () => {
  const conditions = { ready: false, serving: true, terminating: true };
  const full = slice({
    name: 'web-1',
    endpoints: [
      {
        ...podEndpoint({
          pod: 'web-0',
          address: '10.244.0.7',
          node: 'node-a',
          zone: 'east',
          conditions,
          forZones: ['east', 'west'],
          forNodes: ['node-a'],
        }),
        hostname: 'web-0',
        deprecatedTopology: { x: 'y' },
      },
    ],
  });
  expect(full.serviceName).toBe('');
  expect(full.endpoints).toEqual([
    {
      addresses: ['10.244.0.7'],
      ...conditions,
      hostname: 'web-0',
      nodeName: 'node-a',
      zone: 'east',
      targetRef: { kind: 'Pod', namespace: 'default', name: 'web-0', uid: 'uid-web-0' },
      zoneHints: ['east', 'west'],
      nodeHints: ['node-a'],
    },
  ]);
});

test.each([
  [{}, { protocol: 'TCP' }],
  [{ name: null, port: null }, { protocol: 'TCP' }],
  [
    { name: 'x', port: 0 },
    { name: 'x', protocol: 'TCP', port: 0 },
  ],
  [
    { name: 'dns', port: 53, protocol: 'UDP', appProtocol: 'dns' },
    { name: 'dns', port: 53, protocol: 'UDP', appProtocol: 'dns' },
  ],
])('S34: port %j', (port, expected) => {
  expect(slice({ name: 'a', ports: [port] }).ports).toEqual([expected]);
});

test('F17: more endpoints than the API allows, and duplicates, are kept as they are', () => {
  const endpoints = Array.from({ length: 1500 }, () => ({ addresses: ['10.0.0.1'] }));
  expect(slice({ name: 'a', endpoints }).endpoints).toHaveLength(1500);
});

test.each([
  ['IPv6', 'FD00::0001', 'fd00::1'],
  ['FQDN', 'db.example.com', 'db.example.com'],
])('the address of an %s slice %s is kept as %s', (addressType, address, kept) => {
  const { endpoints } = slice({ name: 'a', addressType, endpoints: [{ addresses: [address] }] });
  expect(endpoints).toEqual([{ addresses: [kept] }]);
});

test.each([
  [{ addressType: undefined }, 'addressType', 'required'],
  [{ addressType: 'IP' }, 'addressType', 'unsupported'],
  [{ endpoints: [{ addresses: ['10.0.0'] }] }, 'endpoints[0].addresses[0]', 'invalid'],
  [{ endpoints: [{ addresses: ['fd00::1'] }] }, 'endpoints[0].addresses[0]', 'invalid'],
  [{ endpoints: [{ addresses: 'x' }] }, 'endpoints[0].addresses', 'wrongType'],
  [
    { endpoints: [{ addresses: [], conditions: { ready: 'true' } }] },
    'endpoints[0].conditions.ready',
    'wrongType',
  ],
  [{ ports: [{ port: 99_999 }] }, 'ports[0].port', 'invalid'],
  [{ ports: [{ name: 5 }] }, 'ports[0].name', 'wrongType'],
])('F16: %j is refused at %s', (fields, path, code) => {
  const metadata = { name: 'a' };
  const parsed = parseObject({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata,
    addressType: 'IPv4',
    ...fields,
  });
  expect(parsed.ok === false && parsed.problems).toEqual([expect.objectContaining({ path, code })]);
});
