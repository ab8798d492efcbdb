import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Source } from '../source.ts';
import { Mirror } from './mirror.ts';

/** What the suite needs of an implementation: a source of a cluster, and hands on that cluster. */
export interface SourceHarness {
  source: Source;
  /** Creates or changes a Service `default/NAME` with this port; absent where nothing changes. */
  put?(name: string, port: number): void | Promise<void>;
  remove?(name: string): void | Promise<void>;
  /** Breaks what the source holds open, and lets it come back. */
  interrupt?(): void | Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds for which a promise of the contract is waited for. */
const patience = { timeout: 10_000, interval: 10 };

/**
 * What `source.ts` promises, for every implementation. `start` gives a cluster that holds the
 * Services `default/one` (port 80) and `default/two`, and a third, `default/bad`, that cannot be
 * read, if such a one can be had at all.
 */
export function describeSource(
  name: string,
  start: () => Promise<SourceHarness>,
  { changes, bad }: { changes: boolean; bad: boolean },
): void {
  describe(`the source contract: ${name}`, () => {
    let harness: SourceHarness;
    let mirror: Mirror;

    beforeEach(async () => {
      harness = await start();
      mirror = new Mirror();
    });

    afterEach(async () => {
      await harness.source.stop();
      await harness.stop();
    });

    const services = () =>
      mirror
        .of('Service')
        .flatMap((line) => /^default\/(one|two|three|bad) /.exec(line)?.[1] ?? []);
    const begin = () => {
      harness.source.start(mirror);
      return expect.poll(() => mirror.state, patience);
    };

    test('becomes live, with everything that is there', async () => {
      await begin().toBe('live');
      expect(services()).toEqual(['one', 'two']);
      expect(mirror.last).toMatchObject(harness.source.info);
      expect(mirror.last?.problem).toBeUndefined();
    });

    test('says of each kind what may be read, then gives a complete list', async () => {
      await begin().toBe('live');
      const seen = new Map<string, string[]>();
      for (const change of mirror.changes) {
        const kind = change.type === 'set' ? change.object.kind : change.kind;
        seen.set(kind, [...(seen.get(kind) ?? []), change.type]);
      }
      expect([...seen.keys()]).toEqual(
        expect.arrayContaining(['Service', 'Pod', 'Node', 'Gateway']),
      );
      for (const types of seen.values()) expect(types.slice(0, 2)).toEqual(['access', 'replace']);
    });

    test('gives the whole object on demand, without managedFields', async () => {
      await begin().toBe('live');
      const reference = { kind: 'Service', namespace: 'default', name: 'one' } as const;
      expect(await harness.source.fetchObject(reference)).toMatchObject({
        kind: 'Service',
        metadata: expect.not.objectContaining({ managedFields: expect.anything() }),
        spec: { ports: [expect.objectContaining({ port: 80 })] },
      });
      expect(await harness.source.fetchObject({ ...reference, name: 'none' })).toBeUndefined();
    });

    test.runIf(bad)('skips what cannot be read, and says so', async () => {
      await begin().toBe('live');
      expect(mirror.last?.skipped).toEqual([expect.objectContaining({ key: 'default/bad' })]);
    });

    test.runIf(changes)('tells what is made, changed and removed', async () => {
      await begin().toBe('live');
      await harness.put?.('three', 80);
      await expect.poll(services, patience).toEqual(['one', 'three', 'two']);
      await harness.remove?.('one');
      await expect.poll(services, patience).toEqual(['three', 'two']);
      expect(mirror.rollbacks).toEqual([]);
    });

    test.runIf(changes)('goes on after a break, with what was missed', async () => {
      await begin().toBe('live');
      await harness.interrupt?.();
      await harness.put?.('three', 80);
      await harness.remove?.('two');
      await expect.poll(services, patience).toEqual(['one', 'three']);
      await expect.poll(() => mirror.state, patience).toBe('live');
      expect(mirror.rollbacks).toEqual([]);
    });

    test('tells nothing after stop', async () => {
      await begin().toBe('live');
      await harness.source.stop();
      const told = mirror.changes.length + mirror.statuses.length + mirror.problems.length;
      await harness.put?.('three', 80);
      // Another source of the same cluster would have heard of it by now.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      expect(mirror.changes.length + mirror.statuses.length + mirror.problems.length).toBe(told);
    });
  });
}
