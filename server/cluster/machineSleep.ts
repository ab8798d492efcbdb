import type { Clock } from './clock.ts';

/** Milliseconds between two looks at the clock; a larger step means that the machine slept (F29). */
const pulse = 2_000;
const sleptFor = 10_000;

/** Calls `woken` whenever the machine has slept and is awake again; the result calls it off. */
export function onWaking(clock: Clock, woken: () => void): () => void {
  const look = () => {
    const before = clock.now();
    return clock.after(pulse, () => {
      if (clock.now() - before > sleptFor) woken();
      cancel = look();
    });
  };
  let cancel = look();
  return () => {
    cancel();
  };
}
