import { assert, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { nextStep, rolloutBounds, type RolloutRequest } from './rollout.ts';

describe('rolloutBounds', () => {
  it.each([
    ['a quarter of four', 4, '25%', '25%', { surge: 1, unavailable: 1 }],
    ['surge rounds up, unavailability down', 3, '25%', '25%', { surge: 1, unavailable: 0 }],
    ['absent means a quarter', 10, undefined, undefined, { surge: 3, unavailable: 2 }],
    ['numbers are taken as they are', 10, 2, 0, { surge: 2, unavailable: 0 }],
    ['both zero lets one be unavailable', 3, 0, 0, { surge: 0, unavailable: 1 }],
  ])('%s', (_name, wanted, maxSurge, maxUnavailable, bounds) => {
    expect(rolloutBounds({ wanted, maxSurge, maxUnavailable })).toEqual(bounds);
  });
});

describe('nextStep', () => {
  const base: Omit<RolloutRequest, 'newest' | 'old'> = {
    wanted: 3,
    maxSurge: 1,
    maxUnavailable: 0,
  };

  it('adds one new Pod beside a full old set', () => {
    const old = [{ replicas: 3, available: 3 }];
    expect(nextStep({ ...base, newest: { replicas: 0, available: 0 }, old })).toEqual({
      newest: 1,
      old: [3],
    });
  });

  it('removes an old Pod only once a new one is available', () => {
    const old = [{ replicas: 3, available: 3 }];
    const waiting = nextStep({ ...base, newest: { replicas: 1, available: 0 }, old });
    const arrived = nextStep({ ...base, newest: { replicas: 1, available: 1 }, old });
    expect([waiting.old, arrived.old]).toEqual([[3], [2]]);
  });

  it('takes broken old Pods first', () => {
    const old = [
      { replicas: 2, available: 2 },
      { replicas: 1, available: 0 },
    ];
    const { old: next } = nextStep({ ...base, newest: { replicas: 1, available: 1 }, old });
    expect(next).toEqual([2, 0]);
  });

  it('shrinks the newest when fewer are wanted', () => {
    expect(
      nextStep({ ...base, wanted: 1, newest: { replicas: 3, available: 3 }, old: [] }).newest,
    ).toBe(1);
  });

  it('law: stays within its bounds and ends with all Pods new', () => {
    const counts = nat({ max: 8 });
    assert(
      property(counts, counts, counts, counts, (wanted, oldReplicas, maxSurge, maxUnavailable) => {
        const bounds = rolloutBounds({ wanted, maxSurge, maxUnavailable });
        let newest = { replicas: 0, available: 0 };
        let old = { replicas: oldReplicas, available: oldReplicas };
        for (let round = 0; round < 40; round += 1) {
          const before = newest.available + old.available;
          const next = nextStep({ wanted, maxSurge, maxUnavailable, newest, old: [old] });
          const shrunk = next.old[0] ?? 0;
          const most = Math.max(wanted + bounds.surge, newest.replicas + old.replicas);
          expect(next.newest + shrunk).toBeLessThanOrEqual(most);
          const left = newest.available + Math.min(old.available, shrunk);
          expect(left).toBeGreaterThanOrEqual(Math.min(before, wanted - bounds.unavailable));
          // Every Pod asked for is available by the next round.
          newest = { replicas: next.newest, available: next.newest };
          old = { replicas: shrunk, available: shrunk };
        }
        expect([newest.replicas, old.replicas]).toEqual([wanted, 0]);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
