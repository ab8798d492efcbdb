import { expect, test } from 'vitest';
import { sparklineOf } from './sparkline.ts';

const answer = (ms: number) => ({ at: 0, outcome: 'open', agree: true, ms }) as const;
const silence = { at: 0, outcome: 'timeout', agree: false } as const;

test('a stretch of answers is a line; what had none is a mark and breaks it', () => {
  const { line, marks, min, max } = sparklineOf([answer(1), answer(3), silence, answer(2)]);
  expect(line).toHaveLength(2);
  expect(marks).toEqual([{ x: 133.3, odd: true }]);
  expect([min, max]).toEqual([1, 3]);
});

test('without any answer there is no latency to tell', () => {
  expect(sparklineOf([silence, silence]).min).toBeUndefined();
});
