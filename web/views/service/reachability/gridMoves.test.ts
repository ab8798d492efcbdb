import { expect, test } from 'vitest';
import { placeAfter } from './gridMoves.ts';

const size = { rows: 3, columns: 4 };

test.each([
  ['ArrowRight', false, '1 2'],
  ['ArrowLeft', false, '1 0'],
  ['ArrowDown', false, '2 1'],
  ['ArrowUp', false, '0 1'],
  ['End', false, '1 3'],
  ['End', true, '2 3'],
  ['Home', true, '1 1'],
])('%s, Ctrl %s, goes from 1 1 to %s', (key, ctrlKey, expected) => {
  const next = placeAfter({ row: 1, column: 1 }, { key, ctrlKey }, size);
  expect(next && `${next.row} ${next.column}`).toBe(expected);
});

test('stays within, and never on the empty corner', () => {
  const left = { key: 'ArrowLeft', ctrlKey: false };
  expect(placeAfter({ row: 0, column: 1 }, left, size)).toEqual({ row: 1, column: 0 });
  expect(placeAfter({ row: 2, column: 0 }, left, size)).toEqual({ row: 2, column: 0 });
});

test('leaves other keys to the page', () => {
  expect(placeAfter({ row: 1, column: 1 }, { key: 'Enter', ctrlKey: false }, size)).toBeUndefined();
});
