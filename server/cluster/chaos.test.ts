import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReflectorRig } from './testing/reflectorRig.ts';
import type { Fault } from './testing/fakeApi.ts';

const runs = 40;
const seed = 20_260_101;

const name = fc.constantFrom('a', 'b', 'c', 'constructor', 'valueOf');
const fault: fc.Arbitrary<Fault | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  fc.constantFrom<Fault>(
    { status: 410 },
    { status: 429, retryAfter: 3 },
    { status: 500 },
    { status: 503 },
    { status: 504, message: 'Too large resource version: 9, current: 8' },
    { status: 401 },
    { reset: true },
    { hang: true },
    { body: '<html>' },
  ),
  fc.integer({ min: 0, max: 600 }).map((cutAfter) => ({ cutAfter })),
);

type Step =
  | { do: 'put'; name: string; fresh: boolean }
  | { do: 'remove'; name: string }
  | { do: 'inject'; line: string }
  | { do: 'cut' | 'end' | 'cutAll' | 'compact' | 'bookmark' }
  | { do: 'deaf'; deaf: boolean }
  | { do: 'faults'; faults: (Fault | undefined)[] }
  | { do: 'wait'; ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('put' as const), name, fresh: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), name }) },
  fc.record({
    do: fc.constant('inject' as const),
    line: fc.constantFrom(
      '{"type":"ADDED","object":null}\n',
      '{"type":"ERROR","object":{"kind":"Status","code":410}}\n',
      '{"type":"ERROR","object":{"kind":"Status","code":500}}\n',
      '{"type":"NEW","object":{}}\n',
      '\u0000\n',
      '\n',
    ),
  }),
  fc.record({ do: fc.constantFrom('cut', 'end', 'cutAll', 'compact', 'bookmark') }),
  fc.record({ do: fc.constant('deaf' as const), deaf: fc.boolean() }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('faults' as const),
      faults: fc.array(fault, { maxLength: 6 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.integer({ min: 0, max: 20_000 }),
    }),
  },
);

function perform(rig: ReflectorRig, each: Step): void {
  const { api } = rig;
  switch (each.do) {
    case 'put':
      rig.put(each.name, each.fresh);
      return;
    case 'remove':
      rig.remove(each.name);
      return;
    case 'inject':
      api.inject('services', each.line);
      return;
    case 'cut':
      api.cutWatches();
      return;
    case 'end':
      api.endWatches();
      return;
    case 'cutAll':
      api.cutAll();
      return;
    case 'compact':
      api.store.compact();
      return;
    case 'bookmark':
      // A server that does not tell its events would not claim to have told them.
      if (!api.deaf) api.bookmark('services');
      return;
    case 'deaf':
      api.deaf = each.deaf;
      // What was missed is told by the next watch: the server breaks those that missed it.
      if (!each.deaf) api.cutWatches();
      return;
    case 'faults': {
      const faults = [...each.faults];
      api.script = () => faults.shift();
      return;
    }
    case 'wait':
      rig.clock.advance(each.ms);
  }
}

function heal({ api }: ReflectorRig): void {
  api.script = () => undefined;
  api.deaf = false;
  api.cutWatches();
}

/** Lets sockets and promises have their turn. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

test(`R1: after any faults the reflector holds what the server holds (seed ${seed})`, async () => {
  let late = 0;
  const law = fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
    const rig = await ReflectorRig.start({ random: () => 0.5 });
    try {
      rig.put('a');
      rig.run();
      for (const each of steps) {
        perform(rig, each);
        await breathe();
        rig.clock.advance(10);
        await breathe();
      }
      heal(rig);
      rig.put('last');
      const healed = rig.clock.now();
      await expect
        .poll(
          () => {
            rig.clock.advance(100);
            return rig.seen.join('\n');
          },
          { interval: 1, timeout: 10_000 },
        )
        .toBe(rig.truth.join('\n'));
      late = Math.max(late, rig.clock.now() - healed);
      expect(rig.mirror.rollbacks).toEqual([]);
      expect(rig.end).toBeUndefined();
    } finally {
      await rig.stop();
    }
  });
  await fc.assert(law, { seed, numRuns: runs });
  expect(late).toBeGreaterThan(0);
}, 60_000);
