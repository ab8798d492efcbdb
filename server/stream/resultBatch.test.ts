import type { ProbeResult } from '@portolan/shared/wire/probe.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ResultBatch } from './resultBatch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const result = (entryPoint: string): ProbeResult => ({
  from: 'server',
  to: '10.0.0.1:80',
  entryPoint,
  expected: { verdict: 'forward', rules: [] },
  outcome: 'open',
  agree: true,
  at: 0,
  evidence: {},
});

test('the results of one tick are told together, by Service, none twice', () => {
  const told: [string, string[]][] = [];
  const batch = new ResultBatch(50, (service, results) =>
    told.push([service, results.map(({ entryPoint }) => entryPoint)]),
  );
  batch.add('a/web', result('1'));
  batch.add('a/db', result('2'));
  vi.advanceTimersByTime(49);
  batch.add('a/web', result('3'));
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([
    ['a/web', ['1', '3']],
    ['a/db', ['2']],
  ]);
  batch.add('a/web', result('4'));
  vi.advanceTimersByTime(50);
  expect(told.slice(2)).toEqual([['a/web', ['4']]]);
});
