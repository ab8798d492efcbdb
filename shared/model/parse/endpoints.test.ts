import { expect, test } from 'vitest';
import { endpoints } from '../../testing/objects.ts';
import { parseObject } from './object.ts';

test('hand-written Endpoints', () => {
  const written = endpoints({
    name: 'db',
    annotations: { 'endpoints.kubernetes.io/over-capacity': 'truncated' },
    subsets: [
      {
        addresses: [{ ip: '192.0.2.1' }],
        notReadyAddresses: [
          {
            ip: '192.0.2.2',
            hostname: 'b',
            nodeName: 'node-a',
            targetRef: { kind: 'Pod', name: 'b' },
          },
        ],
        ports: [{ port: 5432 }, { name: 'dns', port: 53, protocol: 'UDP', appProtocol: 'dns' }],
      },
    ],
  });
  expect(written.metadata.annotations.get('endpoints.kubernetes.io/over-capacity')).toBe(
    'truncated',
  );
  expect(written.subsets).toEqual([
    {
      addresses: [{ ip: '192.0.2.1' }],
      notReadyAddresses: [
        {
          ip: '192.0.2.2',
          hostname: 'b',
          nodeName: 'node-a',
          targetRef: { kind: 'Pod', namespace: '', name: 'b', uid: '' },
        },
      ],
      ports: [
        { name: '', port: 5432, protocol: 'TCP' },
        { name: 'dns', port: 53, protocol: 'UDP', appProtocol: 'dns' },
      ],
    },
  ]);
});

test('Endpoints without subsets are legal', () => {
  expect(endpoints({ name: 'db' }).subsets).toEqual([]);
});

test.each([
  [[{ addresses: [{}] }], 'subsets[0].addresses[0].ip', 'required'],
  [[{ addresses: [{ ip: 'db' }] }], 'subsets[0].addresses[0].ip', 'invalid'],
  [[{ ports: [{ port: 0 }] }], 'subsets[0].ports[0].port', 'invalid'],
  [[{ ports: [{}] }], 'subsets[0].ports[0].port', 'required'],
  [{}, 'subsets', 'wrongType'],
])('F16: subsets %j are refused at %s', (subsets, path, code) => {
  const parsed = parseObject({
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'db' },
    subsets,
  });
  expect(parsed.ok === false && parsed.problems).toEqual([expect.objectContaining({ path, code })]);
});
