import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ReflectorRig } from './testing/reflectorRig.ts';

let rig: ReflectorRig;

beforeEach(async () => {
  rig = await ReflectorRig.start();
  rig.put('a');
  rig.put('b');
});

afterEach(async () => {
  await rig.stop();
  if (rig.mirror.rollbacks.length > 0) throw new Error(`went back: ${rig.mirror.rollbacks.join()}`);
});

/** Waits for real I/O while turning the clock a little at every look. */
function turning<Value>(look: () => Value, step = 20): () => Value {
  return () => {
    rig.clock.advance(step);
    return look();
  };
}
const often = { interval: 5, timeout: 5_000 };

async function watching(): Promise<void> {
  rig.run();
  await expect
    .poll(
      turning(() => rig.api.watches('services')),
      often,
    )
    .toBe(1);
  await converged();
}

async function converged(): Promise<void> {
  // Compared as text: a difference of a thousand lines takes seconds to print at every look.
  await expect
    .poll(
      turning(() => rig.seen.join('\n') === rig.truth.join('\n'), 200),
      often,
    )
    .toBe(true);
}

test('a list comes in pages of 500 and asks for the latest state', async () => {
  for (let each = 0; each < 1_100; each += 1) rig.put(`s${each}`);
  await watching();
  const [first, second, third] = rig.api.requests;
  expect(first?.query.toString()).toBe('limit=500');
  expect(second?.query.get('continue')).toBe('1202:500');
  expect(third?.query.get('continue')).toBe('1202:1000');
});

test('a watch asks for bookmarks and a random timeout of 5 to 10 minutes', async () => {
  await watching();
  const query = rig.api.requests.find(({ verb }) => verb === 'watch')?.query;
  expect(query?.get('allowWatchBookmarks')).toBe('true');
  expect(query?.get('timeoutSeconds')).toBe('300');
  expect(query?.get('resourceVersion')).toBe('102');
});

describe('F1: a half-open watch', () => {
  test('is opened anew where it stopped after 30 s of silence, and answers within 10 s or is behind', async () => {
    await watching();
    rig.api.script = () => ({ hang: true });
    rig.clock.advance(30_000);
    await expect
      .poll(
        turning(() => rig.watches, 0),
        often,
      )
      .toBe(2);
    rig.clock.advance(10_000);
    await expect
      .poll(
        turning(() => rig.health.at(-1), 0),
        often,
      )
      .toMatchObject({
        state: 'behind',
        problem: { code: 'timeout' },
      });
    rig.put('c');
    rig.api.script = () => undefined;
    await converged();
    expect(rig.lists).toBe(1);
  });
});

describe('F2: an outage of ten minutes', () => {
  test('is retried without end and ends when the server is back', async () => {
    await watching();
    rig.api.script = () => ({ reset: true });
    rig.api.cutAll();
    await expect
      .poll(
        turning(() => rig.health.at(-1)?.state),
        often,
      )
      .toBe('behind');
    for (let second = 0; second < 600; second += 30) {
      const asked = rig.watches;
      await expect
        .poll(
          turning(() => rig.watches, 30_000),
          often,
        )
        .toBeGreaterThan(asked);
    }
    rig.put('c');
    rig.api.script = () => undefined;
    await converged();
  });
});

describe('F3: a watch that breaks is resumed where it stopped, without a list and without loss', () => {
  test.each(['cutWatches', 'endWatches', 'cutAll'] as const)('%s', async (way) => {
    await watching();
    rig.put('c');
    await converged();
    rig.api[way]();
    rig.put('d');
    rig.remove('a');
    await converged();
    expect(rig.lists).toBe(1);
    const resumed = rig.api.requests.findLast(({ verb }) => verb === 'watch');
    expect(Number(resumed?.query.get('resourceVersion'))).toBeGreaterThanOrEqual(102);
  });

  test('JSON cut at any byte', async () => {
    await watching();
    let at = 1;
    rig.api.script = ({ verb }) => (verb === 'watch' ? { cutAfter: (at += 37) } : undefined);
    rig.api.cutAll();
    rig.put('c');
    rig.put('d');
    rig.remove('a');
    await converged();
    expect(rig.lists).toBe(1);
  });
});

describe('F4, F11: history that is gone', () => {
  test('HTTP 410 is listed anew, and missed deletes are told', async () => {
    await watching();
    rig.api.deaf = true;
    rig.remove('a');
    rig.put('b', true);
    rig.api.store.compact();
    rig.put('c');
    rig.api.deaf = false;
    rig.api.endWatches();
    await converged();
    expect(rig.lists).toBe(2);
    expect(
      rig.api.requests.some(({ query }) => query.get('resourceVersionMatch') === 'NotOlderThan'),
    ).toBe(true);
  });

  test('so is an ERROR event with code 410, without a problem to show', async () => {
    await watching();
    rig.api.deaf = true;
    rig.remove('a');
    rig.api.deaf = false;
    rig.api.inject(
      'services',
      '{"type":"ERROR","object":{"kind":"Status","code":410,"message":"too old"}}\n',
    );
    await converged();
    expect(rig.lists).toBe(2);
    expect(rig.health.filter((health) => 'problem' in health)).toEqual([]);
  });
});

test('F5: a list whose continue token expired starts again', async () => {
  for (let each = 0; each < 600; each += 1) rig.put(`s${each}`);
  let once = true;
  rig.api.script = ({ query }) => {
    if (!once || !query.has('continue')) return undefined;
    once = false;
    rig.remove('s1');
    return { status: 410, message: 'continue expired' };
  };
  rig.run();
  await converged();
  expect(rig.lists).toBe(2);
});

test('F6: 429 waits as long as Retry-After says, and resumes without a list', async () => {
  await watching();
  rig.api.script = () => ({ status: 429, retryAfter: 7 });
  rig.api.endWatches();
  await expect
    .poll(
      turning(() => rig.health.at(-1), 0),
      often,
    )
    .toMatchObject({ problem: { code: 'throttled' } });
  const asked = rig.watches;
  expect(rig.clock.waits).toContain(7_000);
  rig.api.script = () => undefined;
  rig.put('c');
  rig.clock.advance(6_999);
  expect(rig.watches).toBe(asked);
  rig.clock.advance(1);
  await converged();
  expect(rig.lists).toBe(1);
});

describe('F7: storms of server errors', () => {
  test.each([500, 503, 504])('%i', async (status) => {
    await rig.stop();
    rig = await ReflectorRig.start({ random: () => 0.999 });
    rig.put('a');
    await watching();
    rig.api.script = () => ({ status });
    rig.api.cutAll();
    const ceilings = [800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000];
    for (const ceiling of ceilings) {
      const wait = 0.999 * ceiling;
      // Nothing but the pause before the next attempt is waited for.
      await expect.poll(() => rig.clock.waits, { interval: 5 }).toEqual([expect.closeTo(wait)]);
      rig.clock.advance(wait);
    }
    rig.api.script = () => undefined;
    await converged();
  });
});

describe('F8: an ERROR event with code 500', () => {
  const error = '{"type":"ERROR","object":{"kind":"Status","code":500,"message":"etcd gone"}}\n';

  test('is told and retried', async () => {
    await watching();
    rig.api.inject('services', error);
    await expect
      .poll(
        turning(() => rig.health.some((health) => 'problem' in health)),
        often,
      )
      .toBe(true);
    expect(rig.health.findLast((health) => 'problem' in health)).toMatchObject({
      problem: { code: 'serverError', params: { status: 500, message: 'etcd gone' } },
    });
    rig.put('c');
    await converged();
    expect(rig.lists).toBe(1);
  });

  test('three in a row put the position in doubt: the kind is listed anew', async () => {
    await watching();
    for (let each = 1; each <= 3; each += 1) {
      await expect
        .poll(
          turning(() => rig.api.watches('services')),
          often,
        )
        .toBe(1);
      rig.api.inject('services', error);
      await expect
        .poll(
          turning(() => rig.api.watches('services'), 0),
          often,
        )
        .toBe(0);
    }
    await expect
      .poll(
        turning(() => rig.lists),
        often,
      )
      .toBe(2);
  });
});

describe('F9: without bookmarks', () => {
  test('quiet watches are reopened, never behind, and nothing is missed', async () => {
    await watching();
    for (let round = 0; round < 5; round += 1) {
      const asked = rig.watches;
      rig.clock.advance(30_000);
      await expect
        .poll(
          turning(() => rig.watches, 0),
          often,
        )
        .toBe(asked + 1);
      await expect
        .poll(
          turning(() => rig.api.watches('services'), 0),
          often,
        )
        .toBe(1);
    }
    rig.put('c');
    await converged();
    expect(rig.health.filter(({ state }) => state === 'behind')).toEqual([]);
    expect(rig.lists).toBe(1);
  });

  test('a bookmark moves the position on', async () => {
    await watching();
    rig.api.store.version = 500;
    rig.api.bookmark('services');
    // The bookmark is read before the end of the watch that carries it.
    rig.api.endWatches();
    await expect
      .poll(
        turning(() => rig.watches),
        often,
      )
      .toBe(2);
    expect(rig.api.requests.at(-1)?.query.get('resourceVersion')).toBe('500');
  });
});

describe('F10: a lagging API server', () => {
  test('a list older than what was seen is not shown: the latest is asked for', async () => {
    await watching();
    rig.put('c');
    await converged();
    const old = JSON.stringify({ kind: 'List', metadata: { resourceVersion: '101' }, items: [] });
    rig.api.script = ({ verb, query }) => {
      if (verb === 'watch' && query.get('resourceVersion') === '103') return { status: 410 };
      return query.get('resourceVersionMatch') === 'NotOlderThan' ? { body: old } : undefined;
    };
    rig.api.endWatches();
    await expect
      .poll(
        turning(() => rig.lists),
        often,
      )
      .toBe(3);
    expect(
      rig.api.requests.findLast(({ verb }) => verb === 'list')?.query.has('resourceVersion'),
    ).toBe(false);
    expect(rig.seen).toEqual(rig.truth);
  });

  test('"too large resource version" falls back to the latest', async () => {
    await watching();
    rig.api.deaf = true;
    rig.remove('a');
    rig.put('c');
    rig.api.store.compact();
    rig.api.script = ({ query }) =>
      query.get('resourceVersionMatch') === 'NotOlderThan'
        ? { status: 504, message: 'Too large resource version: 102, current: 90' }
        : undefined;
    rig.api.endWatches();
    await converged();
    expect(rig.lists).toBe(3);
    expect(rig.health.filter((health) => 'problem' in health)).toEqual([]);
  });

  test('an older event is not applied, and the history that went back is listed anew', async () => {
    await watching();
    rig.put('a');
    await converged();
    const old = {
      metadata: { name: 'a', namespace: 'shop', uid: 'uid-1', resourceVersion: '101' },
    };
    rig.api.inject('services', `${JSON.stringify({ type: 'MODIFIED', object: old })}\n`);
    await expect
      .poll(
        turning(() => rig.lists),
        often,
      )
      .toBe(2);
    await converged();
  });

  test('an API server that begins its history anew is followed', async () => {
    await watching();
    rig.api.store.version = 5;
    rig.put('fresh');
    rig.api.script = ({ verb, query }) =>
      verb === 'watch' && Number(query.get('resourceVersion')) > 6
        ? { status: 410, message: 'from another history' }
        : undefined;
    rig.api.endWatches();
    await converged();
    expect(rig.seen).toEqual(rig.truth);
  });
});

test('F12: a new object under an old name has another uid', async () => {
  await watching();
  rig.put('a', true);
  await converged();
  expect(rig.seen[0]).toBe('shop/a uid-3 103');
});

describe('F13: repeats and events of unknown types', () => {
  test('change nothing and are counted', async () => {
    await watching();
    rig.put('c');
    await converged();
    const told = rig.mirror.changes.length;
    const again = JSON.stringify({
      type: 'ADDED',
      object: rig.api.store.get('services', 'shop', 'c'),
    });
    rig.api.inject('services', `${again}\n${again}\n{"type":"RENAMED","object":{}}\n`);
    await expect
      .poll(
        turning(() => rig.reflector.repeats),
        often,
      )
      .toBe(3);
    expect(rig.mirror.changes).toHaveLength(told);
    expect(rig.lists).toBe(1);
  });
});

describe('F14: hostile payloads are dropped, told, and the rest goes on', () => {
  test.each([
    ['null object', '{"type":"ADDED","object":null}'],
    ['no metadata', '{"type":"ADDED","object":{}}'],
    ['metadata of the wrong type', '{"type":"ADDED","object":{"metadata":7}}'],
    ['no resourceVersion', '{"type":"ADDED","object":{"metadata":{"name":"x"}}}'],
    ['no event', '[1,2,3]'],
    ['no JSON', 'It works!'],
    ['a line of 5 MiB', `{"type":"ADDED","object":{"x":"${'y'.repeat(5 << 20)}"}}`],
  ])('%s', async (_, line) => {
    await watching();
    rig.api.inject('services', `${line}\n`);
    rig.put('c');
    await converged();
    expect(rig.mirror.problems).toHaveLength(1);
    expect(rig.lists).toBe(1);
    rig.api.endWatches();
    // Which object was meant is not known: the list tells.
    await expect
      .poll(
        turning(() => rig.lists),
        often,
      )
      .toBe(2);
  });

  test('an object of wrong types is named, and its last good state is not shown any more', async () => {
    await watching();
    rig.api.store.put('services', 'shop', 'a', { spec: { ports: 'none' } });
    await expect
      .poll(
        turning(() => rig.seen),
        often,
      )
      .toEqual(['shop/b uid-2 102']);
    expect(rig.mirror.problems).toEqual([
      { kind: 'Service', key: 'shop/a', message: expect.stringContaining('spec.ports') },
    ]);
  });

  test('bad items of a list are skipped', async () => {
    rig.api.store.put('services', 'shop', 'bad', { spec: { ports: [{ port: 99_999 }] } });
    rig.run();
    await expect
      .poll(
        turning(() => rig.seen),
        often,
      )
      .toEqual(['shop/a uid-1 101', 'shop/b uid-2 102']);
    await expect
      .poll(
        turning(() => rig.mirror.problems),
        often,
      )
      .toHaveLength(1);
  });

  test.each([
    'null',
    '[]',
    '{"items":[]}',
    '{"metadata":{"resourceVersion":7},"items":[]}',
    '<html>',
  ])('a list that is %s is a problem, not a crash', async (body) => {
    rig.api.script = () => ({ body });
    rig.run();
    await expect
      .poll(
        turning(() => rig.health.at(-1)),
        often,
      )
      .toMatchObject({ problem: { code: 'notKubernetes' } });
    rig.api.script = () => undefined;
    await converged();
  });
});

test('F15: names such as `constructor` are names like any other', async () => {
  rig.put('constructor');
  rig.put('tostring');
  await watching();
  rig.remove('constructor');
  await converged();
  expect(rig.seen).toEqual(rig.truth);
});

test('F27: a role taken away is noticed within 60 s while the watch goes on', async () => {
  await watching();
  rig.api.script = ({ verb }) => (verb === 'list' ? { status: 403, message: 'no' } : undefined);
  rig.clock.advance(30_000);
  await expect
    .poll(
      turning(() => rig.watches, 0),
      often,
    )
    .toBe(2);
  rig.api.script = () => ({ status: 403, message: 'no' });
  rig.clock.advance(30_000);
  await expect
    .poll(
      turning(() => rig.end, 0),
      often,
    )
    .toMatchObject({ reason: 'denied' });
});

test('a kind the server does not serve ends the reflector', async () => {
  rig.api.script = () => ({ status: 404 });
  rig.run();
  await expect
    .poll(
      turning(() => rig.end),
      often,
    )
    .toEqual({ reason: 'absent' });
});

test('after stop no timer is left', async () => {
  await watching();
  await rig.stop();
  expect(rig.clock.pending).toBe(0);
  rig = await ReflectorRig.start();
});
