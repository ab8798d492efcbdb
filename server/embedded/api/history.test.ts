// Laws of the log, on random histories: any past list can be rebuilt, any watch can be resumed.

import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import type { KubeObject, ResourceType } from '../objects.ts';
import { createEmbeddedApi } from './api.ts';
import { objectsAt } from './lists.ts';
import { labelFilter } from './selectors.ts';
import type { Store } from './store.ts';
import { configMap } from './testing/objects.ts';
import { type WatchScope, scopedEvent } from './watchEvents.ts';

const RUNS = { seed: 20_260_102, numRuns: 200 };

interface Step {
  name: string;
  /** The label it gets; undefined deletes. */
  app: string | undefined;
}

const steps = fc.array(
  fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    app: fc.constantFrom('web', 'api', undefined),
  }),
  { maxLength: 25 },
);

function take(store: Store, { name, app }: Step): void {
  const ref = { plural: 'configmaps', namespace: 'default', name };
  const known = store.get(ref) !== undefined;
  if (app === undefined) {
    if (known) store.delete(ref);
    return;
  }
  const object = configMap(name, { labels: { app } });
  if (known) store.update(object);
  else store.create(object);
}

interface Moment {
  revision: number;
  objects: readonly KubeObject[];
}

/** Each moment of a history: before the first step and after every one. */
function play(history: readonly Step[]): { store: Store; type: ResourceType; moments: Moment[] } {
  const { store } = createEmbeddedApi();
  const type = store.registry.ofRef({ plural: 'configmaps' });
  const now = (): Moment => ({
    revision: store.log.revision,
    objects: store.list({ plural: 'configmaps' }),
  });
  const moments = [now()];
  for (const step of history) {
    take(store, step);
    moments.push(now());
  }
  return { store, type, moments };
}

it('rebuilds the list of any revision', () => {
  fc.assert(
    fc.property(steps, (history) => {
      const { store, type, moments } = play(history);
      for (const { revision, objects } of moments) {
        expect(objectsAt(store, type, undefined, revision)).toEqual(objects);
      }
    }),
    RUNS,
  );
});

function names(objects: Iterable<KubeObject>): string[] {
  return Array.from(objects, (object) => object.metadata.name).toSorted();
}

it('leads a watch with a selector from any list to the present one', () => {
  fc.assert(
    fc.property(steps, fc.nat(), (history, pick) => {
      const { store, type, moments } = play(history);
      const from = moments[pick % moments.length];
      const filter = labelFilter('app=web');
      const scope: WatchScope = { type, namespace: 'default', filter };
      const seen = new Map(from?.objects.filter(filter).map((one) => [one.metadata.name, one]));
      for (const logged of store.log.after(from?.revision ?? 0)) {
        const event = scopedEvent(scope, logged);
        if (event === undefined) continue;
        const { name } = event.object.metadata;
        // ADDED is of what the client did not know, all else of what it did.
        expect(seen.has(name)).toBe(event.type !== 'ADDED');
        if (event.type === 'DELETED') seen.delete(name);
        else seen.set(name, event.object);
      }
      const present = store.list({ plural: 'configmaps' }).filter(filter);
      expect(names(seen.values())).toEqual(names(present));
    }),
    RUNS,
  );
});
