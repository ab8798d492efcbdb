import type { ObjectStore, StoreEvent } from '../objects.ts';
import type { Clock } from './clock.ts';
import type { EventRecorder } from './eventRecorder.ts';
import { WorkQueue } from './workQueue.ts';

export interface ControllerContext {
  store: ObjectStore;
  clock: Clock;
  /** Numbers in [0, 1). */
  random: () => number;
  events: EventRecorder;
  log: (message: string) => void;
}

/** Level-triggered: events only say which object to look at, `reconcile` reads the store afresh. */
export interface Controller {
  name: string;
  /** The keys an event makes due. */
  keysOf(event: StoreEvent): Iterable<string>;
  /** Brings one key to rest; a number asks to look again after so many milliseconds. */
  reconcile(key: string): number | undefined;
}

/** Starts a controller; the returned function stops it. */
export function runController(context: ControllerContext, controller: Controller): () => void {
  const queue = new WorkQueue({
    clock: context.clock,
    work: (key) => controller.reconcile(key),
    onError: (key, error) => {
      const why = error instanceof Error ? error.message : String(error);
      context.log(`${controller.name} ${key}: ${why}`);
    },
  });
  const unsubscribe = context.store.subscribe((event) => {
    for (const key of controller.keysOf(event)) queue.add(key);
  });
  return () => {
    unsubscribe();
    queue.stop();
  };
}
