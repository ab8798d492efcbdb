import { expect, it } from 'vitest';

import { FakeClock } from '../testing/fakeClock.ts';
import { WorkQueue } from './workQueue.ts';

function queueOver(work: (key: string) => number | undefined) {
  const clock = new FakeClock();
  const errors: string[] = [];
  const queue = new WorkQueue({ clock, work, onError: (key) => errors.push(key) });
  return { clock, queue, errors };
}

it('works a key that became due many times once', () => {
  const seen: string[] = [];
  const { clock, queue } = queueOver((key) => void seen.push(key));
  queue.add('a');
  queue.add('b');
  queue.add('a');
  clock.advance(0);
  expect(seen).toEqual(['a', 'b']);
});

it('comes back when asked to', () => {
  const seen: number[] = [];
  const { clock, queue } = queueOver(() => {
    seen.push(clock.now());
    return seen.length < 3 ? 500 : undefined;
  });
  const start = clock.now();
  queue.add('a');
  clock.advance(5000);
  expect(seen.map((at) => at - start)).toEqual([0, 500, 1000]);
});

it('tries a failing key again, ever more slowly, until it succeeds', () => {
  const at: number[] = [];
  const { clock, queue, errors } = queueOver(() => {
    at.push(clock.now());
    if (at.length < 4) throw new Error('not yet');
    return undefined;
  });
  const start = clock.now();
  queue.add('a');
  clock.advance(10_000);
  expect(at.map((moment) => moment - start)).toEqual([0, 100, 300, 700]);
  expect(errors).toEqual(['a', 'a', 'a']);
});

it('works nothing and waits for nothing once stopped', () => {
  const seen: string[] = [];
  const { clock, queue } = queueOver((key) => {
    seen.push(key);
    return 100;
  });
  queue.add('a');
  clock.advance(0);
  queue.stop();
  queue.add('b');
  clock.advance(1000);
  expect([seen, clock.waiting]).toEqual([['a'], 0]);
});
