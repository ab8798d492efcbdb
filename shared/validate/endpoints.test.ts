import { expect, test } from 'vitest';
import { defaultEndpoints, defaultEndpointSlice } from './defaults.ts';
import { validateEndpoints, validateEndpointsUpdate } from './endpoints.ts';
import { validateEndpointSlice, validateEndpointSliceUpdate } from './endpointSlice.ts';
import type { FieldError } from './fieldError.ts';

const metadata = { name: 'hello', namespace: 'world', resourceVersion: '1' };
const port = { name: 'http', port: 80, protocol: 'TCP' };

function told(errors: readonly FieldError[]): string[] {
  return errors.map(({ type, path }) => `${type} ${path}`);
}

function endpoints(subset: Record<string, unknown>) {
  return defaultEndpoints({ apiVersion: 'v1', kind: 'Endpoints', metadata, subsets: [subset] });
}

const addresses = [{ ip: '10.10.1.1' }];

test.each<[string, Record<string, unknown>, string[]]>([
  ['a whole subset', { addresses, ports: [port] }, []],
  ['not ready addresses alone', { notReadyAddresses: addresses, ports: [{ port: 80 }] }, []],
  ['no ports', { addresses }, []],
  ['no addresses', { ports: [port] }, ['Required subsets[0]']],
  [
    'S30 no address at all',
    { addresses: [{}] },
    ['Invalid subsets[0].addresses[0].ip', 'Invalid subsets[0].addresses[0].ip'],
  ],
  ['S30 loopback', { addresses: [{ ip: '127.0.0.1' }] }, ['Invalid subsets[0].addresses[0].ip']],
  [
    'S30 link-local, not ready',
    { notReadyAddresses: [{ ip: '169.254.169.254' }] },
    ['Invalid subsets[0].notReadyAddresses[0].ip'],
  ],
  [
    'S30 link-local multicast',
    { addresses: [{ ip: 'ff02::1' }] },
    ['Invalid subsets[0].addresses[0].ip'],
  ],
  ['S30 unspecified', { addresses: [{ ip: '::' }] }, ['Invalid subsets[0].addresses[0].ip']],
  [
    'a hostname with dots',
    { addresses: [{ ip: '1.2.3.4', hostname: 'a.b' }] },
    ['Invalid subsets[0].addresses[0].hostname'],
  ],
  [
    'an empty nodeName',
    { addresses: [{ ip: '1.2.3.4', nodeName: '' }] },
    ['Invalid subsets[0].addresses[0].nodeName'],
  ],
  [
    'two ports, one unnamed',
    { addresses, ports: [port, { port: 81 }] },
    ['Required subsets[0].ports[1].name'],
  ],
  [
    'a port out of range',
    { addresses, ports: [{ port: 66000 }] },
    ['Invalid subsets[0].ports[0].port'],
  ],
  [
    'an unknown protocol',
    { addresses, ports: [{ ...port, protocol: 'Foo' }] },
    ['NotSupported subsets[0].ports[0].protocol'],
  ],
  [
    'a bad port name',
    { addresses, ports: [{ ...port, name: '-123' }] },
    ['Invalid subsets[0].ports[0].name'],
  ],
  [
    'a bad appProtocol',
    { addresses, ports: [{ ...port, appProtocol: 'b~d' }] },
    ['Invalid subsets[0].ports[0].appProtocol'],
  ],
])('Endpoints: %s', (_name, subset, expected) => {
  expect(told(validateEndpoints(endpoints(subset)))).toEqual(expected);
});

test('Endpoints: an update keeps its name and says which version it replaces', () => {
  const old = endpoints({ addresses });
  const renamed = { ...old, metadata: { ...metadata, name: 'other', resourceVersion: '' } };
  expect(told(validateEndpointsUpdate(old, old))).toEqual([]);
  expect(told(validateEndpointsUpdate(renamed, old))).toEqual([
    'Invalid metadata.resourceVersion',
    'Invalid metadata.name',
  ]);
});

function slice(fields: Record<string, unknown>) {
  return defaultEndpointSlice({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata,
    addressType: 'IPv4',
    endpoints: [],
    ports: [],
    ...fields,
  });
}

const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
const at = (...list: string[]) => ({ endpoints: [{ addresses: list }] });
const endpoint = (fields: Record<string, unknown>) => ({
  endpoints: [{ addresses: ['10.1.2.3'], ...fields }],
});

test.each<[string, Record<string, unknown>, string[]]>([
  ['neither endpoints nor ports (S26)', {}, []],
  ['IPv4', at('10.1.2.3'), []],
  ['IPv6', { addressType: 'IPv6', ...at('a00:100::4') }, []],
  [
    'domain names',
    {
      addressType: 'FQDN',
      ...at('foo.example.com', 'example.com.', 'hyphens-are-good.example.com'),
    },
    [],
  ],
  ['1000 endpoints', { endpoints: many(1000, () => ({ addresses: ['10.1.2.3'] })) }, []],
  [
    'S30 1001 endpoints',
    { endpoints: many(1001, () => ({ addresses: ['10.1.2.3'] })) },
    ['TooMany endpoints'],
  ],
  ['100 ports', { ports: many(100, (index) => ({ name: `p${index}`, port: index })) }, []],
  [
    'S30 101 ports',
    { ports: many(101, (index) => ({ name: `p${index}`, port: index })) },
    ['TooMany ports'],
  ],
  [
    'S30 101 addresses',
    at(...many(101, (index) => `10.1.2.${index + 1}`)),
    ['TooMany endpoints[0].addresses'],
  ],
  ['no address', at(), ['Required endpoints[0].addresses']],
  ['no addressType', { addressType: '' }, ['Required addressType']],
  [
    'an unknown addressType',
    { addressType: 'other', ...at('anything') },
    ['NotSupported addressType'],
  ],
  ['IPv6 among IPv4', at('2001:db8::1'), ['Invalid endpoints[0].addresses[0]']],
  [
    'no IP at all: told twice, as upstream does',
    at('foo'),
    ['Invalid endpoints[0].addresses[0]', 'Invalid endpoints[0].addresses[0]'],
  ],
  [
    'IPv4 in IPv6 is IPv4',
    { addressType: 'IPv6', ...at('::ffff:10.1.2.3') },
    ['Invalid endpoints[0].addresses[0]'],
  ],
  [
    'S30 special addresses',
    at('127.0.0.1', '0.0.0.0', '169.254.169.254', '224.0.0.1'),
    many(4, (index) => `Invalid endpoints[0].addresses[${index}]`),
  ],
  [
    'bad domain names',
    {
      addressType: 'FQDN',
      ...at('', 'localhost', 'FOO.example.com', '*.example.com', `${'a'.repeat(64)}.com`),
    },
    [
      'Required endpoints[0].addresses[0]',
      'Invalid endpoints[0].addresses[1]',
      'Invalid endpoints[0].addresses[2]',
      'Invalid endpoints[0].addresses[3]',
      'Invalid endpoints[0].addresses[4]',
    ],
  ],
  [
    'S30 port names repeated whatever the protocol',
    { ports: [{ name: 'a' }, { name: 'a', protocol: 'UDP' }] },
    ['Duplicate ports[1].name'],
  ],
  ['two unnamed ports', { ports: [{}, {}] }, ['Duplicate ports[1].name']],
  ['a port name in capitals', { ports: [{ name: 'aCapital' }] }, ['Invalid ports[0].name']],
  [
    'an unknown protocol',
    { ports: [{ name: 'a', protocol: 'foo' }] },
    ['NotSupported ports[0].protocol'],
  ],
  [
    'an empty protocol',
    { ports: [{ name: 'a', protocol: '' }] },
    ['NotSupported ports[0].protocol'],
  ],
  [
    'a bad appProtocol',
    { ports: [{ name: 'a', appProtocol: '--' }] },
    ['Invalid ports[0].appProtocol'],
  ],
  ['a bad hostname', endpoint({ hostname: '--INVALID' }), ['Invalid endpoints[0].hostname']],
  ['an empty hostname', endpoint({ hostname: '' }), ['Invalid endpoints[0].hostname']],
  ['a bad nodeName', endpoint({ nodeName: 'INVALID!' }), ['Invalid endpoints[0].nodeName']],
  [
    'a bad topology label',
    endpoint({ deprecatedTopology: { '--': 'ok' } }),
    ['Invalid endpoints[0].deprecatedTopology'],
  ],
  [
    '17 topology labels',
    endpoint({ deprecatedTopology: Object.fromEntries(many(17, (index) => [`k${index}`, 'v'])) }),
    ['TooMany endpoints[0].deprecatedTopology'],
  ],
  [
    'hints',
    endpoint({ hints: { forZones: [{ name: 'zone-a' }], forNodes: [{ name: 'node-a' }] } }),
    [],
  ],
  [
    'S43 a zone hinted twice',
    endpoint({ hints: { forZones: [{ name: 'a' }, { name: 'a' }] } }),
    ['Duplicate endpoints[0].hints.forZones[1].name'],
  ],
  [
    'a zone hint that is no label value',
    endpoint({ hints: { forZones: [{ name: 'inv@lid' }] } }),
    ['Invalid endpoints[0].hints.forZones[0].name'],
  ],
  [
    'nine zone hints',
    endpoint({ hints: { forZones: many(9, (index) => ({ name: `z${index}` })) } }),
    ['TooMany endpoints[0].hints.forZones'],
  ],
  [
    'nine node hints',
    endpoint({ hints: { forNodes: many(9, (index) => ({ name: `n${index}` })) } }),
    ['TooMany endpoints[0].hints.forNodes'],
  ],
])('EndpointSlice: %s', (_name, fields, expected) => {
  expect(told(validateEndpointSlice(slice(fields)))).toEqual(expected);
});

test('EndpointSlice: metadata and an address type that changes', () => {
  expect(
    told(validateEndpointSlice(slice({ metadata: { name: '*&^', namespace: 'foo' } }))),
  ).toEqual(['Invalid metadata.name']);
  expect(told(validateEndpointSliceUpdate(slice({ addressType: 'IPv6' }), slice({})))).toEqual([
    'Invalid addressType',
  ]);
});

test('EndpointSlice: without defaults a protocol is required', () => {
  const bare = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata,
    addressType: 'IPv4',
    ports: [{}],
  };
  expect(told(validateEndpointSlice(bare))).toEqual(['Required ports[0].protocol']);
});
