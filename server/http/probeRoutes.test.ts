import { request } from 'node:http';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { reason } from '@portolan/shared/paths/reason.ts';
import express, { type ErrorRequestHandler } from 'express';
import { afterEach, expect, test } from 'vitest';
import type { ProbeAsk, RunResults } from '../probes/askedRuns.ts';
import { type Listening, listen } from './listen.ts';
import { ProblemError, sendProblem } from './problem.ts';
import { type Probes, probeRoutes } from './probeRoutes.ts';

const view: ServiceView = {
  namespace: 'default',
  name: 'web',
  type: 'ClusterIP',
  clusterIPs: ['10.96.0.1'],
  workloads: [],
  ports: [{ name: 'web', port: 80, protocol: 'TCP', targetPort: 80 }],
  entryPoints: [
    {
      id: 'clusterIP/10.96.0.1/web',
      kind: 'clusterIP',
      address: '10.96.0.1',
      port: 80,
      protocol: 'TCP',
      portName: 'web',
    },
  ],
  endpoints: [],
  findings: [],
  pods: [],
  nodes: [],
  vantages: [{ id: 'server', kind: 'server' }],
  expectations: [],
};

let listening: Listening | undefined;
afterEach(() => listening?.close());

interface Started {
  ask: ProbeAsk;
  finish: (results: RunResults) => void;
  isCancelled: boolean;
}

async function serve(overrides: Partial<Probes> = {}) {
  const started: Started[] = [];
  const probes: Probes = {
    start(ask) {
      let finish: Started['finish'] = () => undefined;
      const finished = new Promise<RunResults>((resolve) => (finish = resolve));
      const run: Started = { ask, finish, isCancelled: false };
      started.push(run);
      const cancel = () => {
        run.isCancelled = true;
        finish({ results: [], isCancelled: true });
      };
      return { id: 'run', finished, cancel };
    },
    cancel: (run) => run === 'run',
    pause: () => [],
    history: async (service) => ({ service, vantages: [], paths: [] }),
    viewFrom: (_service, from) =>
      from.includes('node:gone') ? { error: reason('noSuchNode', { node: 'gone' }) } : view,
    ...overrides,
  };
  const app = express();
  app.use(express.json());
  app.use(
    '/api/probes',
    probeRoutes({ probes, view: (key) => (key === 'default/web' ? view : undefined) }),
  );
  const problems: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    if (error instanceof ProblemError) sendProblem(response, error.code, error.message);
    else next(error);
  };
  app.use(problems);
  listening = await listen(app, '127.0.0.1', 0);
  return { started, url: new URL('/api/probes', listening.url) };
}

function post(url: URL, body: object): Promise<Response> {
  const headers = { 'Content-Type': 'application/json' };
  return fetch(url, { method: 'POST', body: JSON.stringify(body), headers });
}

test.each([
  ['an address', { address: '169.254.169.254' }],
  ['a host and a port', { host: '127.0.0.1', port: 22 }],
  ['a URL', { url: 'http://169.254.169.254/' }],
  ['a target that is no id', { targets: ['169.254.169.254:80'] }],
  ['the id of what the Service has not', { targets: ['endpoint/127.0.0.1:80/TCP'] }],
  ['a node that is not there', { from: ['node:gone'] }],
  ['too many connections', { count: 100_000 }],
  ['half a connection', { count: 0.5 }],
  ['too many vantage points', { from: Array.from({ length: 65 }, () => 'server') }],
])('F42: a request that brings %s is refused, and nothing is tested', async (_name, extra) => {
  const { started, url } = await serve();
  const response = await post(url, { service: 'default/web', ...extra });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 'badRequest' });
  expect(started).toEqual([]);
});

test('targets and vantage points are named by their ids', async () => {
  const { started, url } = await serve();
  const ask = {
    service: 'default/web',
    from: ['server'],
    targets: ['clusterIP/10.96.0.1/web'],
    count: 3,
  };
  const pending = post(url, ask);
  await expect.poll(() => started.length).toBe(1);
  started[0]?.finish({ results: [], isCancelled: false });
  expect(await (await pending).json()).toEqual({ service: 'default/web', results: [] });
  expect(started[0]?.ask).toEqual(ask);
});

test('who hangs up calls the tests off', async () => {
  const { started, url } = await serve();
  const body = JSON.stringify({ service: 'default/web' });
  const headers = { 'Content-Type': 'application/json' };
  const asking = request(url, { method: 'POST', headers, agent: false });
  asking.on('error', () => undefined);
  asking.end(body);
  await expect.poll(() => started.length).toBe(1);
  asking.destroy();
  await expect.poll(() => started[0]?.isCancelled).toBe(true);
});

test('a run that is called off says so', async () => {
  const { started, url } = await serve();
  const pending = post(url, { service: 'default/web' });
  await expect.poll(() => started.length).toBe(1);
  started[0]?.finish({ results: [], isCancelled: true });
  expect(await (await pending).json()).toMatchObject({ cancelled: true });
});

test.each([
  ['run', 204],
  ['over', 404],
  ['..%2f', 400],
])('DELETE %s answers %i', async (run, status) => {
  const { url } = await serve();
  const response = await fetch(new URL(`/api/probes/${run}`, url), { method: 'DELETE' });
  expect(response.status).toBe(status);
});

test('the history of a Service, and none of what is not there', async () => {
  const { url } = await serve();
  const response = await fetch(new URL('/api/probes/default/web', url));
  expect(await response.json()).toEqual({ service: 'default/web', vantages: [], paths: [] });
  expect((await fetch(new URL('/api/probes/default/gone', url))).status).toBe(404);
});

test('of the history one path, and no more of its last results than asked for', async () => {
  const point = (at: number) => ({ at, outcome: 'open', agree: true }) as const;
  const path = { entryPoint: 'dns/web', flaps: 1, points: [point(1), point(2), point(3)] };
  const paths = ['outside', 'server'].map((from) => Object.assign({ from }, path));
  const { url } = await serve({
    history: async (service) => ({ service, vantages: [], paths }),
  });
  const ask = (query: string) => fetch(new URL(`/api/probes/default/web?${query}`, url));
  expect(await (await ask('from=server&target=dns/web&points=2')).json()).toEqual({
    service: 'default/web',
    vantages: [],
    paths: [{ from: 'server', entryPoint: 'dns/web', flaps: 1, points: [point(2), point(3)] }],
  });
  expect(await (await ask('target=gone')).json()).toMatchObject({ paths: [] });
  expect((await ask('points=-1')).status).toBe(400);
  expect((await ask('port=80')).status).toBe(400);
});
