import { expect, test } from 'vitest';
import { pod } from '../testing/objects.ts';
import { isPodReady } from '../simulate/podEndpoint.ts';
import { notReadyReason } from './podReadiness.ts';

const condition = (type: string, status: string, more: object = {}) => ({ type, status, ...more });

test('S18: a Pod without the condition Ready is not ready', () => {
  expect(isPodReady(pod({ name: 'p', status: { conditions: [] } }))).toBe(false);
  expect(isPodReady(pod({ name: 'p', ready: false }))).toBe(false);
  expect(isPodReady(pod({ name: 'p' }))).toBe(true);
});

test('a ready Pod needs no reason', () => {
  expect(notReadyReason(pod({ name: 'p' }))).toBeUndefined();
});

test.each<[string, Parameters<typeof pod>[0], object]>([
  [
    'one that is going, even while ready',
    { name: 'p', deletionTimestamp: '2026-01-01T00:00:00Z' },
    { code: 'terminating' },
  ],
  [
    'one no node takes',
    {
      name: 'p',
      ready: false,
      phase: 'Pending',
      status: { conditions: [condition('PodScheduled', 'False', { message: '0/3 nodes' })] },
    },
    { code: 'notScheduled', params: { message: '0/3 nodes' } },
  ],
  [
    'an evicted one',
    {
      name: 'p',
      ready: false,
      phase: 'Failed',
      status: { reason: 'Evicted', message: 'low on disk' },
    },
    { code: 'conditionMessage', params: { reason: 'Evicted', message: 'low on disk' } },
  ],
  ['a completed one', { name: 'p', ready: false, phase: 'Succeeded' }, { code: 'phase' }],
  [
    'a crashing container',
    {
      name: 'p',
      ready: false,
      status: {
        containerStatuses: [
          {
            name: 'main',
            ready: false,
            restartCount: 4,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
          },
        ],
      },
    },
    { code: 'waiting', params: { container: 'main', reason: 'CrashLoopBackOff' } },
  ],
  [
    'a failing readiness probe',
    {
      name: 'p',
      ready: false,
      spec: {
        containers: [{ name: 'main', readinessProbe: { httpGet: { path: '/ok', port: 8080 } } }],
      },
      status: {
        containerStatuses: [
          { name: 'main', ready: false, restartCount: 0, state: { running: {} } },
        ],
      },
    },
    { code: 'readinessFailing', params: { container: 'main', probe: 'httpGet /ok :8080' } },
  ],
  [
    'a closed readiness gate',
    {
      name: 'p',
      ready: false,
      spec: { readinessGates: [{ conditionType: 'lb/attached' }] },
      status: { conditions: [condition('Ready', 'False')] },
    },
    { code: 'gateFalse', params: { gate: 'lb/attached' } },
  ],
])('%s says why', (_name, given, reason) => {
  expect(notReadyReason(pod(given))).toMatchObject(reason);
});
