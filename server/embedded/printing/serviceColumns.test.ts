import { expect, test } from 'vitest';

import { printed } from './printed.ts';

const http = { port: 80, protocol: 'TCP' };
const ingress = { loadBalancer: { ingress: [{ ip: '172.18.0.9' }, { hostname: 'lb.example' }] } };

test.each([
  [
    { type: 'ClusterIP', clusterIP: '10.96.0.7', clusterIPs: ['10.96.0.7'], ports: [http] },
    {},
    ['ClusterIP', '10.96.0.7', '<none>', '80/TCP'],
  ],
  [
    { type: 'ClusterIP', clusterIP: 'None', clusterIPs: ['None'], ports: [http] },
    {},
    ['ClusterIP', 'None', '<none>', '80/TCP'],
  ],
  [
    {
      type: 'NodePort',
      clusterIP: '10.96.0.7',
      externalIPs: ['1.2.3.4', '1.2.3.5'],
      ports: [
        { ...http, nodePort: 32123 },
        { port: 53, protocol: 'UDP' },
      ],
    },
    {},
    ['NodePort', '10.96.0.7', '1.2.3.4,1.2.3.5', '80:32123/TCP,53/UDP'],
  ],
  [
    { type: 'LoadBalancer', clusterIP: '10.96.0.7', ports: [http] },
    {},
    ['LoadBalancer', '10.96.0.7', '<pending>', '80/TCP'],
  ],
  [
    { type: 'LoadBalancer', clusterIP: '10.96.0.7', externalIPs: ['1.2.3.4'], ports: [http] },
    ingress,
    ['LoadBalancer', '10.96.0.7', '172.18.0.9,lb.example,1.2.3.4', '80/TCP'],
  ],
  [
    { type: 'ExternalName', externalName: 'db.example.com' },
    {},
    ['ExternalName', '<none>', 'db.example.com', '<none>'],
  ],
])('Service %j %j', (spec, status, [type, clusterIP, external, ports]) => {
  expect(printed('Service', { spec, status })).toEqual({
    Name: 'a',
    Type: type,
    'Cluster-IP': clusterIP,
    'External-IP': external,
    'Port(s)': ports,
    Age: '60m',
    Selector: '<none>',
  });
});

test('a Service selector, keys in order', () => {
  const row = printed('Service', { spec: { selector: { tier: 'web', app: 'shop' } } });
  expect(row['Selector']).toBe('app=shop,tier=web');
});

test.each([
  [undefined, '<none>'],
  [[{ notReadyAddresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80 }] }], '<none>'],
  [[{ addresses: [{ ip: '10.0.0.1' }] }], '10.0.0.1'],
  [
    [{ addresses: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }], ports: [{ port: 80 }] }],
    '10.0.0.1:80,[fd00::1]:80',
  ],
  [
    [
      {
        addresses: ['1', '2', '3'].map((last) => ({ ip: `10.0.0.${last}` })),
        ports: [{ port: 80 }, { port: 81 }],
      },
    ],
    '10.0.0.1:80,10.0.0.2:80,10.0.0.3:80 + 3 more...',
  ],
])('Endpoints %j', (subsets, shown) => {
  expect(printed('Endpoints', { subsets })).toEqual({ Name: 'a', Endpoints: shown, Age: '60m' });
});

test.each([
  [[{ port: 80 }], ['10.0.0.1'], '80', '10.0.0.1'],
  [[{ name: 'http' }], [], 'http', '<unset>'],
  [[{}], ['10.0.0.1'], '*', '10.0.0.1'],
  [[], ['10.0.0.1'], '<unset>', '10.0.0.1'],
  [
    [80, 81, 82, 83].map((port) => ({ port })),
    ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5'],
    '80,81,82 + 1 more...',
    '10.0.0.1,10.0.0.2,10.0.0.3 + 2 more...',
  ],
])('EndpointSlice %j %j', (ports, addresses, shownPorts, shownEndpoints) => {
  const endpoints = addresses.map((address) => ({ addresses: [address] }));
  expect(printed('EndpointSlice', { addressType: 'IPv4', ports, endpoints })).toEqual({
    Name: 'a',
    AddressType: 'IPv4',
    Ports: shownPorts,
    Endpoints: shownEndpoints,
    Age: '60m',
  });
});
