import { expect, test } from 'vitest';

import { printed } from './printed.ts';

test.each([
  [
    'GatewayClass',
    {
      spec: { controllerName: 'example.com/gw', description: 'ours' },
      status: { conditions: [{ type: 'Accepted', status: 'True' }] },
    },
    { Controller: 'example.com/gw', Accepted: 'True', Description: 'ours' },
  ],
  [
    'Gateway',
    {
      spec: { gatewayClassName: 'gw' },
      status: {
        addresses: [{ value: '1.2.3.4' }, { value: '1.2.3.5' }],
        conditions: [{ type: 'Programmed', status: 'False' }],
      },
    },
    { Class: 'gw', Address: '1.2.3.4', Programmed: 'False' },
  ],
  [
    'Gateway',
    { spec: { gatewayClassName: 'gw' } },
    { Class: 'gw', Address: null, Programmed: null },
  ],
  ['HTTPRoute', { spec: { hostnames: ['a.com', 'b.com'] } }, { Hostnames: '["a.com","b.com"]' }],
  ['GRPCRoute', { spec: {} }, { Hostnames: null }],
  ['TCPRoute', { spec: {} }, {}],
  ['ReferenceGrant', { spec: {} }, {}],
])('%s %j', (kind, fields, row) => {
  expect(printed(kind, fields)).toEqual({ Name: 'a', Age: '60m', ...row });
});
