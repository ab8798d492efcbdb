import { expect, test } from 'vitest';
import { Outcome } from '../wire/probe.ts';
import { agrees } from './agreement.ts';

test.each([
  ['forward', ['open', 'http']],
  ['reject', ['refused']],
  ['drop', ['timeout']],
  ['accept', ['open', 'http']],
  ['unmatched', ['refused', 'timeout']],
  ['noRoute', ['timeout', 'unreachable']],
  ['nameError', ['nameError']],
] as const)(
  '%s agrees with %o, with what cannot be tested, and nothing else',
  (verdict, agreeing) => {
    const found = Outcome.options.filter((outcome) => agrees(verdict, outcome));
    expect(found.toSorted()).toEqual([...agreeing, 'unusable'].toSorted());
  },
);

test('S56: what is rejected is refused at once, what is dropped is silence', () => {
  expect(agrees('reject', 'refused') && !agrees('reject', 'timeout')).toBe(true);
  expect(agrees('drop', 'timeout') && !agrees('drop', 'refused')).toBe(true);
});

test('unknown agrees with anything', () => {
  expect(Outcome.options.every((outcome) => agrees('unknown', outcome))).toBe(true);
});
