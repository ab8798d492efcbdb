import type { Outcome, ProbeResult } from '@portolan/shared/wire/probe.ts';
import { expect, test } from 'vitest';
import { History } from './history.ts';

function result(
  at: number,
  outcome: Outcome,
  entryPoint = 'clusterIP/a',
  ms?: number,
): ProbeResult {
  return {
    from: 'server',
    to: '10.96.0.1:80',
    entryPoint,
    expected: { verdict: 'forward', rules: [] },
    outcome,
    agree: outcome === 'open',
    at,
    evidence: {},
    ...(ms !== undefined && { ms }),
  };
}

function historyOf(...outcomes: Outcome[]): History {
  const history = new History();
  outcomes.forEach((outcome, at) => history.record('a/b', result(at, outcome)));
  return history;
}

test('the last hundred of each path are kept, oldest first', () => {
  const history = new History();
  for (let at = 0; at < 250; at += 1) history.record('a/b', result(at, 'open', 'clusterIP/a', at));
  history.record('a/b', result(1, 'timeout', 'dns/web'));
  const [path, other] = history.of('a/b');
  expect(path?.points).toHaveLength(100);
  expect(path?.points[0]).toEqual({ at: 150, outcome: 'open', agree: true, ms: 150 });
  expect(path?.points.at(-1)?.at).toBe(249);
  expect(other?.points).toEqual([{ at: 1, outcome: 'timeout', agree: false }]);
});

test.each<[string, Outcome[], number]>([
  ['always the same', ['open', 'open', 'open'], 0],
  ['down and up again', ['open', 'refused', 'refused', 'open'], 2],
  ['an answer is an answer', ['open', 'http', 'open'], 0],
  ['what could not be tested is no change', ['open', 'unusable', 'open', 'unusable'], 0],
  ['nor does it hide one', ['open', 'unusable', 'timeout'], 1],
  ['nothing yet', ['open'], 0],
])('flaps: %s', (_name, outcomes, flaps) => {
  expect(historyOf(...outcomes).of('a/b')[0]?.flaps).toBe(flaps);
});

test('paths to what is gone are forgotten', () => {
  const history = historyOf('open');
  history.record('a/b', result(1, 'open', 'endpoint/10.0.0.1:80/TCP'));
  history.keepTargets('a/b', new Set(['clusterIP/a']));
  expect(history.of('a/b').map(({ entryPoint }) => entryPoint)).toEqual(['clusterIP/a']);
});

test('Services tested longest ago are forgotten first', () => {
  const history = historyOf('open');
  for (let at = 0; at < 200; at += 1) history.record(`many/${at}`, result(at, 'open'));
  expect(history.of('a/b')).toEqual([]);
  expect(history.of('many/0')).toHaveLength(1);
});
