import { performance } from 'node:perf_hooks';
import { DialError } from './dialer.ts';

/** A step of a probe that ends after some time, or with the whole. */
export interface Deadline {
  /** Aborts at the end of the step, whichever way it came. */
  readonly signal: AbortSignal;
  /** The work's own result, or a rejection once the step has ended. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Frees the timer. Call it when the step is over. */
  done(): void;
}

/** Ends after `ms` milliseconds or with `outer`, whichever is first. */
export function deadline(ms: number, outer: AbortSignal): Deadline {
  const controller = new AbortController();
  const { signal } = controller;
  const stop = () => controller.abort();
  const timer = setTimeout(stop, ms);
  outer.addEventListener('abort', stop, { once: true });
  if (outer.aborted) stop();
  const ended = new Promise<never>((_resolve, reject) => {
    const fail = () => reject(new DialError('EDEADLINE'));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
  ended.catch(() => undefined);
  return {
    signal,
    race: <T>(work: Promise<T>): Promise<T> => {
      work.catch(() => undefined); // it may fail after the deadline has decided
      return Promise.race([work, ended]);
    },
    done: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', stop);
    },
  };
}

/** Milliseconds since it was made, to a hundredth. */
export function stopwatch(): () => number {
  const started = performance.now();
  return () => Math.round((performance.now() - started) * 100) / 100;
}
