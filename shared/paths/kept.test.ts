import { expect, test } from 'vitest';
import { Kept } from './kept.ts';

test('a value is made again when an input is another, and for each key', () => {
  const kept = new Kept<object, number>();
  let made = 0;
  const make = () => (made += 1);
  const [key, other, nodes] = [{}, {}, [1]];
  expect(kept.of(key, [nodes, 'a'], make)).toBe(1);
  expect(kept.of(key, [nodes, 'a'], make)).toBe(1);
  expect(kept.of(key, [nodes, 'b'], make)).toBe(2);
  expect(kept.of(key, [[1], 'b'], make)).toBe(3);
  expect(kept.of(key, [nodes], make)).toBe(4);
  expect(kept.of(other, [nodes], make)).toBe(5);
  expect(kept.of(key, [nodes], make)).toBe(4);
});
