import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import type { ProbeResult, ProbeRun } from '@portolan/shared/wire/probe.ts';
import type { Verdict } from '@portolan/shared/wire/trace.ts';
import type { Expectation, ServiceView } from '@portolan/shared/wire/view.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { addressOf } from '../http/listen.ts';
import { systemClock } from '../cluster/clock.ts';
import { type Dialer, DialError } from './dialer.ts';
import { ProbeRunner } from './runner.ts';
import { type Vantage, defaultLimits } from './vantage/vantage.ts';
import { embeddedVantages } from './vantage/vantages.ts';

const server = createServer((socket) => socket.on('error', () => undefined));
let port = 0;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = addressOf(server).port;
});
afterAll(() => {
  server.close();
});

const runners: ProbeRunner[] = [];
afterEach(() => {
  for (const runner of runners.splice(0)) runner.close();
});

const nodePort = (node: string) => `nodePort/${node}/web`;

function expectation(vantage: string, target: string, verdict: Verdict): Expectation {
  return {
    vantage,
    target,
    trace: {
      from: vantage,
      to: target,
      verdict,
      rules: ['S47'],
      backends: [],
      masquerade: false,
      hops: [],
      assumptions: [],
    },
  };
}

function view(verdict: Verdict, nodes = ['node-a', 'node-b'], vantages = ['server']): ServiceView {
  return {
    namespace: 'default',
    name: 'web',
    type: 'NodePort',
    clusterIPs: ['10.96.0.1'],
    workloads: [],
    ports: [{ name: 'web', port: 80, protocol: 'TCP', targetPort: 80 }],
    entryPoints: nodes.map((node, at) => ({
      id: nodePort(node),
      kind: 'nodePort',
      address: `172.18.0.${at + 2}`,
      port: 30000,
      protocol: 'TCP',
      node,
      portName: 'web',
    })),
    endpoints: [],
    findings: [],
    pods: [],
    nodes: [],
    vantages: vantages.map((id) => ({ id, kind: 'server' })),
    expectations: vantages.flatMap((vantage) =>
      nodes.map((node) => expectation(vantage, nodePort(node), verdict)),
    ),
  };
}

/** Answers from loopback while `up`, refuses else; remembers who was dialled and how many at once. */
function fakeNetwork() {
  const network = {
    up: true,
    dialled: [] as string[],
    atOnce: 0,
    most: 0,
    hold: undefined as Promise<void> | undefined,
  };
  const dialer: Dialer = {
    simulated: true,
    resolve: async () => ({ addresses: ['10.0.0.1'] }),
    async connect({ from, address }) {
      network.dialled.push(`${from} ${address}`);
      network.atOnce += 1;
      network.most = Math.max(network.most, network.atOnce);
      await network.hold;
      network.atOnce -= 1;
      if (!network.up) throw new DialError('ECONNREFUSED');
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      return { socket };
    },
  };
  return { network, dialer };
}

function setUp(
  first: ServiceView,
  options: Partial<ConstructorParameters<typeof ProbeRunner>[0]> = {},
) {
  const { network, dialer } = fakeNetwork();
  const state = { view: first as ServiceView | undefined };
  const published: ProbeResult[] = [];
  const runner = new ProbeRunner({
    vantages: async () => embeddedVantages(dialer, defaultLimits),
    view: () => state.view,
    publish: (_service, results) => published.push(...results),
    clock: { ...systemClock, now: () => 7 },
    interval: 60_000,
    settle: 1,
    ...options,
  });
  runners.push(runner);
  return { network, state, published, runner };
}

const web = 'default/web';

test('a watched Service has every entry point tested, expected beside observed', async () => {
  const { runner, published } = setUp(view('forward'));
  runner.watch(web);
  await vi.waitFor(() => expect(runner.results(web)).toHaveLength(2));
  expect(published).toHaveLength(2);
  expect(runner.results(web)[0]).toEqual({
    from: 'server',
    to: '172.18.0.2:30000',
    entryPoint: 'nodePort/node-a/web',
    expected: { verdict: 'forward', rules: ['S47'] },
    outcome: 'open',
    agree: true,
    ms: expect.any(Number),
    at: 7,
    evidence: { address: '172.18.0.2', phases: { connect: expect.any(Number) } },
  });
});

test('rounds repeat until nobody watches', async () => {
  const { runner, network } = setUp(view('forward', ['node-a']), { interval: 5 });
  runner.watch(web);
  await vi.waitFor(() => expect(network.dialled.length).toBeGreaterThan(3));
  runner.unwatch(web);
  expect(runner.results(web)).toEqual([]);
});

test('a changed verdict is tested at once, an unchanged one waits for its round', async () => {
  const { runner, network, state } = setUp(view('forward'));
  runner.watch(web);
  await vi.waitFor(() => expect(runner.results(web)).toHaveLength(2));
  network.up = false;
  const next = view('forward');
  next.expectations[1] = expectation('server', nodePort('node-b'), 'reject');
  state.view = next;
  runner.viewChanged(web, next);
  await vi.waitFor(() =>
    expect(runner.results(web)[1]).toMatchObject({
      expected: { verdict: 'reject' },
      outcome: 'refused',
      agree: true,
    }),
  );
  // The embedded network takes this process for a machine outside.
  expect(network.dialled).toEqual([
    'outside 172.18.0.2',
    'outside 172.18.0.3',
    'outside 172.18.0.3',
  ]);
});

test('after a change, what was gone stays silent no longer than patience lasts', async () => {
  const { runner, network, state } = setUp(view('forward', ['node-a']), { patience: 20 });
  runner.watch(web);
  await vi.waitFor(() => expect(runner.results(web)).toHaveLength(1));
  // The data plane still leads to Pods that are gone: the first to dial hangs.
  const holds = [new Promise<void>(() => undefined)];
  Object.defineProperty(network, 'hold', { get: () => holds.shift() });
  network.up = false;
  state.view = view('reject', ['node-a']);
  runner.viewChanged(web, state.view);
  await vi.waitFor(() =>
    expect(runner.results(web)[0]).toMatchObject({
      expected: { verdict: 'reject' },
      outcome: 'refused',
    }),
  );
  expect(network.dialled).toHaveLength(3);
});

test('a disagreement is told only when a second look sees it too', async () => {
  const { runner, network, published } = setUp(view('reject', ['node-a']));
  runner.watch(web);
  await vi.waitFor(() => expect(published).toHaveLength(1));
  expect(network.dialled).toHaveLength(2);
  expect(published[0]).toMatchObject({ outcome: 'open', agree: false });
});

test('results of an entry point that is gone are forgotten', async () => {
  const { runner, state } = setUp(view('forward'));
  runner.watch(web);
  await vi.waitFor(() => expect(runner.results(web)).toHaveLength(2));
  state.view = view('forward', ['node-a']);
  runner.viewChanged(web, state.view);
  expect(runner.results(web).map(({ entryPoint }) => entryPoint)).toEqual([nodePort('node-a')]);
});

test('paused: no round, but a test that is asked for runs', async () => {
  const { runner, network } = setUp(view('forward'));
  runner.watch(web);
  await vi.waitFor(() => expect(runner.results(web)).toHaveLength(2));
  runner.pause(web, true);
  expect(runner.paused()).toEqual([web]);
  const before = network.dialled.length;
  const ask = { service: web, from: ['server'], targets: [nodePort('node-b')] };
  const { results } = await runner.start(ask).finished;
  expect(results.map(({ entryPoint }) => entryPoint)).toEqual([nodePort('node-b')]);
  expect(network.dialled).toHaveLength(before + 1);
  runner.pause(web, false);
  await vi.waitFor(() => expect(network.dialled).toHaveLength(before + 3));
});

test('F41: what waits already is joined, and no target is dialled by more than two', async () => {
  const vantages = ['server', 'outside', 'node:a', 'node:b', 'pod:default/client'];
  const { runner, network } = setUp(view('forward', ['node-a'], vantages));
  let release = () => undefined as void;
  network.hold = new Promise((resolve) => (release = resolve));
  runner.watch(web);
  await vi.waitFor(() => expect(network.atOnce).toBe(2));
  release();
  await vi.waitFor(() => expect(runner.results(web)).toHaveLength(5));
  expect(network.most).toBe(2);
});

test('while it is not known how the network is reached, nothing is dialled and nothing disagrees', async () => {
  const { runner, network } = setUp(view('forward', ['node-a']), {
    vantages: () => Promise.reject(new Error('the API does not answer')),
  });
  runner.watch(web);
  await vi.waitFor(() => expect(runner.results(web)).toHaveLength(1));
  expect(runner.results(web)[0]).toMatchObject({ outcome: 'unusable', agree: true });
  expect(network.dialled).toEqual([]);
});

test('a protocol that cannot be tested says so', async () => {
  const udp = view('forward', ['node-a']);
  udp.entryPoints = udp.entryPoints.map((entry) => ({ ...entry, protocol: 'UDP' }));
  const { runner, network } = setUp(udp);
  runner.watch(web);
  await vi.waitFor(() => expect(runner.results(web)).toHaveLength(1));
  expect(runner.results(web)[0]).toMatchObject({
    outcome: 'unusable',
    evidence: { errno: 'EPROTONOSUPPORT' },
  });
  expect(network.dialled).toEqual([]);
});

test('closing stops everything under way', async () => {
  const { runner, network, published } = setUp(view('forward', ['node-a']));
  network.hold = new Promise(() => undefined);
  runner.watch(web);
  await vi.waitFor(() => expect(network.atOnce).toBe(1));
  const asked = runner.start({ service: web });
  runner.close();
  expect(await asked.finished).toEqual({ results: [], isCancelled: true });
  expect(published).toEqual([]);
});

test('closing stops everything somebody asked for', async () => {
  const { runner, network } = setUp(view('forward'));
  network.hold = new Promise(() => undefined);
  const { finished } = runner.start({ service: web });
  await vi.waitFor(() => expect(network.atOnce).toBe(2));
  runner.close();
  expect((await finished).isCancelled).toBe(true);
});

describe('what somebody asks for', () => {
  const many = Array.from({ length: 40 }, (_, at) => `node-${at}`);

  test('has progress: waiting, under way, done', async () => {
    const told: ProbeRun[] = [];
    const { runner } = setUp(view('forward'), { onRuns: (runs) => told.push(...runs) });
    const run = runner.start({ service: web });
    const { results, isCancelled } = await run.finished;
    expect(results.map(({ entryPoint }) => entryPoint)).toEqual([
      nodePort('node-a'),
      nodePort('node-b'),
    ]);
    expect(isCancelled).toBe(false);
    expect(told[0]).toEqual({ id: run.id, service: web, total: 2, queued: 2, done: 0 });
    expect(told.at(-1)).toEqual({ id: run.id, service: web, total: 2, queued: 0, done: 2 });
    expect(told.map(({ done }) => done)).toEqual(
      told.map(({ done }) => done).toSorted((a, b) => a - b),
    );
    expect(runner.runs()).toEqual([]);
  });

  test('is called off at once, and what was seen until then is kept', async () => {
    const { runner, network } = setUp(view('forward', many));
    const holds = [Promise.resolve()];
    Object.defineProperty(network, 'hold', {
      get: () => holds.shift() ?? new Promise(() => undefined),
    });
    const { id, finished } = runner.start({ service: web });
    await vi.waitFor(() => expect(runner.runs()[0]).toMatchObject({ total: 40, done: 1 }));
    expect(runner.cancel(id)).toBe(true);
    const { results, isCancelled } = await finished;
    expect(isCancelled).toBe(true);
    expect(results).toHaveLength(1);
    expect(runner.cancel(id)).toBe(false);
    const dialled = network.dialled.length;
    expect(dialled).toBeLessThan(40);
    await runner.start({ service: web, targets: [] }).finished;
    expect(network.dialled).toHaveLength(dialled);
  });

  test('F41: clicked 500 times, each path is dialled once', async () => {
    const { runner, network } = setUp(view('forward'));
    let release = () => undefined as void;
    network.hold = new Promise((resolve) => (release = resolve));
    const runs = Array.from({ length: 500 }, () => runner.start({ service: web }).finished);
    await vi.waitFor(() => expect(network.atOnce).toBe(2));
    release();
    const ended = await Promise.all(runs);
    expect(ended.every(({ results }) => results.length === 2)).toBe(true);
    expect(network.dialled).toHaveLength(2);
  });

  test('F41: one of two who ask calls off for himself alone', async () => {
    const { runner, network } = setUp(view('forward', ['node-a']));
    let release = () => undefined as void;
    network.hold = new Promise((resolve) => (release = resolve));
    const first = runner.start({ service: web });
    const second = runner.start({ service: web });
    await vi.waitFor(() => expect(network.atOnce).toBe(1));
    first.cancel();
    expect((await first.finished).results).toEqual([]);
    release();
    expect((await second.finished).results).toMatchObject([{ outcome: 'open' }]);
    expect(network.dialled).toHaveLength(1);
  });

  test('several connections are made each by itself, and counted', async () => {
    const { runner, network, published } = setUp(view('forward', ['node-a']));
    const { results } = await runner.start({ service: web, count: 7 }).finished;
    expect(network.dialled).toHaveLength(7);
    expect(network.most).toBe(2);
    expect(results).toMatchObject([
      { outcome: 'open', connections: { made: 7, unidentified: 7, backends: [] } },
    ]);
    expect(published).toEqual(results);
  });

  test('from a place where nobody can stand: why, and no disagreement', async () => {
    const { runner, network } = setUp(view('forward', ['node-a'], ['browser']));
    const asked = await runner.start({ service: web, from: ['browser'] }).finished;
    expect(asked.results).toMatchObject([
      { outcome: 'unusable', agree: true, evidence: { errno: 'browserItself' } },
    ]);
    const unasked = await runner.start({ service: web }).finished;
    expect(unasked.results).toEqual([]);
    expect(await runner.vantages(web)).toEqual([
      { id: 'browser', available: false, code: 'browserItself', params: {} },
    ]);
    expect(network.dialled).toEqual([]);
  });

  test('F43: an address that may not be dialled gets to no vantage point', async () => {
    const evil = view('forward', ['node-a']);
    evil.entryPoints = evil.entryPoints.map((entry) => ({ ...entry, address: '169.254.169.254' }));
    const reached: string[] = [];
    const careless: Vantage = {
      id: 'server',
      simulated: false,
      capability: async () => ({ available: true }),
      probe: async ({ address }) => {
        reached.push(address);
        return { outcome: 'open', evidence: {} };
      },
    };
    const { runner } = setUp(evil, { vantages: async () => ({ find: () => careless }) });
    const { results } = await runner.start({ service: web }).finished;
    const { results: often } = await runner.start({ service: web, count: 2 }).finished;
    expect([...results, ...often]).toMatchObject([
      { outcome: 'unusable', evidence: { errno: 'EREFUSEDBYPOLICY' } },
      { outcome: 'unusable', evidence: { errno: 'EREFUSEDBYPOLICY' } },
    ]);
    expect(reached).toEqual([]);
  });
});

describe('history', () => {
  test('every result of a path is kept, its changes counted', async () => {
    const { runner, network } = setUp(view('forward', ['node-a']));
    for (const up of [true, false, true]) {
      network.up = up;
      await runner.start({ service: web }).finished;
    }
    expect(runner.history(web)).toMatchObject([
      {
        from: 'server',
        entryPoint: nodePort('node-a'),
        flaps: 2,
        points: [{ outcome: 'open' }, { outcome: 'refused' }, { outcome: 'open' }],
      },
    ]);
  });

  test('F12: of another Service of the same name nothing is known', async () => {
    const { runner, state } = setUp({ ...view('forward', ['node-a']), uid: '1' });
    runner.watch(web);
    await vi.waitFor(() => expect(runner.history(web)).toHaveLength(1));
    runner.pause(web, true);
    state.view = { ...view('forward', ['node-a']), uid: '2' };
    runner.viewChanged(web, state.view);
    expect(runner.history(web)).toEqual([]);
    expect(runner.results(web)).toEqual([]);
  });
});
