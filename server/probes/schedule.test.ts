import { describe, expect, test } from 'vitest';
import { ManualClock } from '../cluster/testing/manualClock.ts';
import { type Pace, Schedule } from './schedule.ts';
import { stopper } from './stopper.ts';

const never = stopper().signal;

/** A schedule whose work ends when the test says so. */
function setUp(pace: Partial<Pace> = {}) {
  const clock = new ManualClock();
  const schedule = new Schedule({ atOnce: 16, perTarget: 2, perSecond: 10, ...pace }, clock);
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const add = (name: string, target = name, priority = 0, signal = never) =>
    schedule.add({ target, priority }, signal, () => {
      started.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  return { clock, started, add, end };
}

describe('P2: never more than', () => {
  test('so many at once', async () => {
    const { started, add, end } = setUp({ atOnce: 2 });
    for (const name of ['a', 'b', 'c']) add(name);
    expect(started).toEqual(['a', 'b']);
    await end('a');
    expect(started).toEqual(['a', 'b', 'c']);
  });

  test('two to one target, which keeps nobody else waiting', async () => {
    const { started, add, end } = setUp();
    for (const name of ['a1', 'a2', 'a3', 'b']) add(name, name[0]);
    expect(started).toEqual(['a1', 'a2', 'b']);
    await end('a1');
    expect(started.at(-1)).toBe('a3');
  });

  test('ten within any second', () => {
    const { clock, started, add } = setUp();
    for (let at = 0; at < 25; at += 1) add(String(at));
    expect(started).toHaveLength(10);
    clock.advance(999);
    expect(started).toHaveLength(10);
    clock.advance(1);
    expect(started).toHaveLength(16);
  });
});

test('P2: 200 silent targets are done within a minute', async () => {
  const clock = new ManualClock();
  const schedule = new Schedule({ atOnce: 16, perTarget: 2, perSecond: 10 }, clock);
  let done = 0;
  for (let at = 0; at < 200; at += 1) {
    const silence = () => new Promise<void>((resolve) => void clock.after(3000, resolve));
    const work = () => silence().then(() => void (done += 1));
    schedule.add({ target: String(at), priority: 0 }, never, work);
  }
  for (let tenths = 0; tenths < 600; tenths += 1) {
    clock.advance(100);
    await new Promise(setImmediate);
  }
  expect(done).toBe(200);
});

test('the more urgent first, then who came first; urgency grows, never shrinks', async () => {
  const { started, add, end } = setUp({ atOnce: 1 });
  add('running');
  add('low');
  const raised = add('raised');
  add('high', 'high', 5);
  raised.raise(9);
  raised.raise(1);
  for (const name of ['running', 'raised', 'high', 'low']) await end(name);
  expect(started).toEqual(['running', 'raised', 'high', 'low']);
});

test('who gives up waiting gives up the place', async () => {
  const { started, add, end } = setUp({ atOnce: 1 });
  const stop = new AbortController();
  add('running');
  const gone = add('gone', 'gone', 5, stop.signal);
  add('next');
  stop.abort();
  await expect(gone.result).rejects.toThrow('aborted');
  await end('running');
  expect(started).toEqual(['running', 'next']);
});

test('work that fails frees its place and tells who asked', async () => {
  const { started, add } = setUp({ atOnce: 1 });
  const clock = new ManualClock();
  const schedule = new Schedule({ atOnce: 1, perTarget: 1, perSecond: 10 }, clock);
  const failed = schedule.add({ target: 'a', priority: 0 }, never, () =>
    Promise.reject(new Error('broken')),
  );
  const next = schedule.add({ target: 'a', priority: 0 }, never, async () => 'next');
  await expect(failed.result).rejects.toThrow('broken');
  expect(await next.result).toBe('next');
  expect(add('other').hasStarted).toBe(true);
  expect(started).toEqual(['other']);
});
