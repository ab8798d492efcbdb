import { expect, test } from 'vitest';

import { typeFor } from '../schema/typeFor.ts';
import { toTable } from './table.ts';

const configMap = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', labels: { x: 'y' } },
  data: { constructor: '1' },
};
const type = typeFor('ConfigMap');

test.each([
  ['None', {}],
  ['Object', { object: configMap }],
  [
    'Metadata',
    {
      object: {
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata: configMap.metadata,
      },
    },
  ],
] as const)('includeObject=%s', (includeObject, carried) => {
  expect(toTable(type, [configMap], { now: 0, includeObject }).rows).toEqual([
    { cells: ['a', 1, '<unknown>'], ...carried },
  ]);
});

test('columns say how they are shown', () => {
  const { columnDefinitions } = toTable(typeFor('Deployment'), [], {
    now: 0,
    includeObject: 'None',
  });
  expect(columnDefinitions.map(({ name, priority }) => [name, priority])).toEqual([
    ['Name', 0],
    ['Ready', 0],
    ['Up-to-date', 0],
    ['Available', 0],
    ['Age', 0],
    ['Containers', 1],
    ['Images', 1],
    ['Selector', 1],
  ]);
  expect(columnDefinitions[0]).toMatchObject({ type: 'string', format: 'name' });
});

test('a custom kind has no columns but its name and age, whatever it is called', () => {
  const custom = { ...typeFor('Service'), group: 'example.com' };
  const { columnDefinitions } = toTable(custom, [], { now: 0, includeObject: 'None' });
  expect(columnDefinitions.map(({ name }) => name)).toEqual(['Name', 'Age']);
});

test('a kind called as what every object has', () => {
  const custom = { ...type, kind: 'constructor' };
  const { rows } = toTable(custom, [configMap], { now: 0, includeObject: 'None' });
  expect(rows).toEqual([{ cells: ['a', '<unknown>'] }]);
});
