import { expect, test } from 'vitest';
import { expandList } from './rawObject.ts';

test('a plain object is its own only item', () => {
  const raw = { kind: 'Pod' };
  expect(expandList(raw)).toEqual([{ raw, context: {} }]);
});

test('items of a typed list learn its kind and version, in order', () => {
  const items = [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }];
  const context = { kind: 'Pod', apiVersion: 'v1' };
  expect(expandList({ kind: 'PodList', apiVersion: 'v1', items })).toEqual(
    items.map((raw) => ({ raw, context })),
  );
});

test('lists within a List are opened; an empty list is null in Go', () => {
  const service = { kind: 'Service' };
  const raw = {
    kind: 'List',
    apiVersion: 'v1',
    items: [{ kind: 'PodList', items: null }, { kind: 'List', items: [service] }, 7],
  };
  expect(expandList(raw).map((item) => item.raw)).toEqual([service, 7]);
});

test('a kind that only sounds like a list is not opened', () => {
  expect(expandList({ kind: 'AllowList', items: 'no' })).toHaveLength(1);
});

test('lists nested very deep are opened without exhausting the stack', () => {
  let raw: unknown = { kind: 'Pod' };
  for (let depth = 0; depth < 50_000; depth += 1) raw = { kind: 'List', items: [raw] };
  expect(expandList(raw).map((item) => item.raw)).toEqual([{ kind: 'Pod' }]);
});
