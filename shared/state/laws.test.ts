import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { objectKey, type ObjectKey } from '../model/metadata.ts';
import type { Change, ModelObject } from '../model/object.ts';
import { identity, names, randomChanges, randomCluster } from '../testing/randomCluster.ts';
import { serviceDigest, worldDigest } from '../testing/worldDigest.ts';
import { AccessTable } from './access.ts';
import { applyChange, buildState } from './applyChange.ts';
import type { Dirty } from './dirty.ts';

/** The same history without any index: what a from-scratch build starts from. */
class Ledger {
  readonly objects = new Map<string, ModelObject>();
  readonly rights: Extract<Change, { type: 'access' }>[] = [];
  readonly #access = new AccessTable();

  apply(change: Change): void {
    switch (change.type) {
      case 'set':
        this.#put(change.object);
        break;
      case 'delete':
        this.objects.delete(identity(change.kind, change.key));
        break;
      case 'replace':
        this.#drop(({ kind, metadata }) => {
          const inScope = change.namespace === undefined || metadata.namespace === change.namespace;
          return kind === change.kind && inScope;
        });
        for (const object of change.objects) this.#put(object);
        break;
      case 'access':
        this.#setAccess(change);
    }
  }

  #put(object: ModelObject): void {
    this.objects.set(identity(object.kind, objectKey(object.metadata)), object);
  }

  #setAccess(change: Extract<Change, { type: 'access' }>): void {
    this.rights.push(change);
    const news = this.#access.set(change.kind, change.namespace, change.access);
    if (!news || change.access.state === 'readable') return;
    this.#drop(({ kind, metadata }) => {
      const inScope = change.namespace === undefined || metadata.namespace === change.namespace;
      const readable = this.#access.at(kind, metadata.namespace).state === 'readable';
      return kind === change.kind && inScope && !readable;
    });
  }

  #drop(gone: (object: ModelObject) => boolean): void {
    for (const [key, object] of this.objects) if (gone(object)) this.objects.delete(key);
  }
}

/** Milliseconds: thousands of steps take seconds, and more on a busy machine. */
const lawTimeout = 60_000;

const seeds = integer({ min: 0, max: 0x7f_ff_ff_ff });

function take(changes: Iterator<Change, never>, count: number): Change[] {
  return Array.from({ length: count }, () => changes.next().value);
}

test(
  'after any sequence of changes every answer is that of a build from scratch',
  () => {
    assert(
      property(seeds, (seed) => {
        const initial = randomCluster(seed, 40);
        const state = buildState(initial);
        const ledger = new Ledger();
        for (const object of initial) ledger.apply({ type: 'set', object });
        for (const [step, change] of take(randomChanges(seed), 150).entries()) {
          applyChange(state, change);
          ledger.apply(change);
          if (step % 15 !== 0) continue;
          const scratch = buildState(ledger.objects.values(), ledger.rights);
          expect(worldDigest(state)).toEqual(worldDigest(scratch));
          expect(state.unknowns()).toEqual(scratch.unknowns());
        }
      }),
      { seed: 7, numRuns: 40 },
    );
  },
  lawTimeout,
);

const everyService: ObjectKey[] = names.namespaces.flatMap((namespace) =>
  names.services.map((name) => `${namespace}/${name}`),
);

test(
  'a Service that is not marked dirty has nothing different about it',
  () => {
    let unmarked = 0;
    assert(
      property(seeds, (seed) => {
        const state = buildState(randomCluster(seed, 120));
        let before = digests(state);
        for (const change of take(randomChanges(seed + 1), 120)) {
          const dirty = applyChange(state, change);
          const after = digests(state);
          for (const key of everyService) {
            if (dirty.services.has(key)) continue;
            unmarked += 1;
            if (before.get(key) !== after.get(key)) explain(change, key, dirty, before, after);
          }
          before = after;
        }
      }),
      { seed: 11, numRuns: 25 },
    );
    // Marking everything would keep the law too, and be useless.
    expect(unmarked).toBeGreaterThan((everyService.length * 25 * 120) / 2);
  },
  lawTimeout,
);

function digests(state: ReturnType<typeof buildState>): Map<ObjectKey, string> {
  return new Map(everyService.map((key) => [key, serviceDigest(state, key)]));
}

function explain(
  change: Change,
  key: ObjectKey,
  dirty: Dirty,
  before: ReadonlyMap<ObjectKey, string>,
  after: ReadonlyMap<ObjectKey, string>,
): void {
  const story = { key, change, marked: [...dirty.services] };
  const seen = { ...story, told: JSON.parse(after.get(key) ?? '') };
  expect(seen).toEqual({ ...story, told: JSON.parse(before.get(key) ?? '') });
}
