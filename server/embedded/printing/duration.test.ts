import { expect, test } from 'vitest';

import { humanDuration, since } from './duration.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [-2, '<invalid>'],
  [-1, '0s'],
  [0, '0s'],
  [5, '5s'],
  [119, '119s'],
  [2 * minute, '2m'],
  [200, '3m20s'],
  [10 * minute + 5, '10m'],
  [179 * minute + 59, '179m'],
  [3 * hour, '3h'],
  [3 * hour + 20 * minute, '3h20m'],
  [8 * hour + minute, '8h'],
  [47 * hour, '47h'],
  [48 * hour, '2d'],
  [51 * hour, '2d3h'],
  [8 * day - 1, '7d23h'],
  [8 * day, '8d'],
  [729 * day, '729d'],
  [730 * day, '2y'],
  [731 * day, '2y1d'],
  [8 * 365 * day, '8y'],
])('%i seconds are %s', (seconds, words) => {
  expect(humanDuration(seconds * 1000)).toBe(words);
});

test('part of a second is none', () => {
  expect(humanDuration(1999)).toBe('1s');
  expect(humanDuration(-1999)).toBe('0s');
});

test.each([undefined, null, '', 'soon', 7])('%j is no time', (time) => {
  expect(since(time, 0)).toBe('<unknown>');
});
