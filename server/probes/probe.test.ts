import { once } from 'node:events';
import { type Server, connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import type { Outcome, ProbeKind } from '@portolan/shared/wire/probe.ts';
import { afterEach, expect, test } from 'vitest';
import { addressOf } from '../http/listen.ts';
import { type Dialer, DialError } from './dialer.ts';
import { probe as probeWith } from './probe.ts';
import { systemDialer } from './systemDialer.ts';
import type { ProbeLimits, ProbeTarget } from './vantage/vantage.ts';

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
});

async function listening(answer: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    answer(socket);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return addressOf(server).port;
}

/** Any address leads to this machine's loopback, as an embedded network would have it. */
function loopbackDialer(overrides: Partial<Dialer> = {}): Dialer {
  return {
    simulated: true,
    resolve: async () => ({ addresses: ['10.0.0.1'] }),
    connect: ({ port }) =>
      new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1');
        sockets.add(socket);
        socket.once('error', reject);
        socket.once('connect', () => resolve({ socket, answeredBy: 'default/web' }));
      }),
    ...overrides,
  };
}

const limits = { connect: 400, total: 800, bytes: 1024 };
const never = new AbortController().signal;
interface Asked extends ProbeTarget {
  kind: ProbeKind;
}
const target = (port: number, kind: ProbeKind = 'tcp'): Asked => ({
  address: '10.0.0.1',
  port,
  kind,
});

function probe(
  dialer: Dialer,
  { kind, ...asked }: Asked,
  within: ProbeLimits,
  signal: AbortSignal,
) {
  return probeWith({ dialer, from: 'server', target: asked, kind }, within, signal);
}

const silent: Dialer['connect'] = () => new Promise(() => undefined);
const failing = (errno: string) => () => Promise.reject(new DialError(errno));

test('an accepted connection is open, with who answered and how long it took', async () => {
  const port = await listening(() => undefined);
  expect(await probe(loopbackDialer(), target(port), limits, never)).toEqual({
    outcome: 'open',
    ms: expect.any(Number),
    evidence: {
      address: '10.0.0.1',
      answeredBy: 'default/web',
      phases: { connect: expect.any(Number) },
    },
  });
});

test.each<[string, (socket: Socket) => void, Outcome, object]>([
  ['200', (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'), 'http', { httpStatus: 200 }],
  ['any status', (socket) => socket.end('HTTP/1.0 503 Busy\r\n\r\n'), 'http', { httpStatus: 503 }],
  [
    'a redirect, not followed',
    (socket) => socket.end('HTTP/1.1 302 F\r\nLocation: /x\r\n\r\n'),
    'http',
    { httpStatus: 302 },
  ],
  ['another protocol', (socket) => socket.end('SSH-2.0-x\r\n'), 'open', { detail: 'noHttp' }],
  ['silence', () => undefined, 'open', { detail: 'noAnswer' }],
  ['endless noise', (socket) => socket.write('x'.repeat(5000)), 'open', { detail: 'noHttp' }],
  [
    'a reset',
    (socket) => socket.once('data', () => socket.resetAndDestroy()),
    'reset',
    { errno: 'ECONNRESET' },
  ],
])('an HTTP port answering with %s', async (_name, answer, outcome, evidence) => {
  const port = await listening(answer);
  const seen = await probe(loopbackDialer(), target(port, 'http'), limits, never);
  expect(seen.outcome).toBe(outcome);
  expect(seen.evidence).toMatchObject(evidence);
});

test.each<[string, Dialer['connect'], Outcome]>([
  ['ECONNREFUSED', failing('ECONNREFUSED'), 'refused'],
  ['EHOSTUNREACH', failing('EHOSTUNREACH'), 'unreachable'],
  ['ENETUNREACH', failing('ENETUNREACH'), 'unreachable'],
  ['ECONNRESET', failing('ECONNRESET'), 'reset'],
  ['ETIMEDOUT', failing('ETIMEDOUT'), 'timeout'],
  ['silence', silent, 'timeout'],
  ['EACCES: this machine’s own policy, not the path', failing('EACCES'), 'unusable'],
  ['the embedded network gone', failing('ENETWORKGONE'), 'unusable'],
])('F36: a connect that ends in %s', async (_name, dial, outcome) => {
  const seen = await probe(loopbackDialer({ connect: dial }), target(1), limits, never);
  expect(seen.outcome).toBe(outcome);
});

test.each<[string, Dialer['resolve'], Outcome]>([
  ['NXDOMAIN', failing('ENOTFOUND'), 'nameError'],
  ['no address', async () => ({ addresses: [] }), 'nameError'],
  ['a resolver that fails', failing('EAI_AGAIN'), 'dnsTimeout'],
  ['a silent resolver', () => new Promise(() => undefined), 'dnsTimeout'],
])('F36: a name that ends in %s', async (_name, resolve, outcome) => {
  const named = { ...target(1), address: 'web.default.svc' };
  const seen = await probe(loopbackDialer({ resolve }), named, limits, never);
  expect(seen.outcome).toBe(outcome);
});

test('a name without a port is resolved and not dialled', async () => {
  const name: Asked = { address: 'db.default.svc', kind: 'name' };
  expect(
    await probe(loopbackDialer({ connect: failing('ECONNREFUSED') }), name, limits, never),
  ).toEqual({
    outcome: 'unusable',
    evidence: {
      address: '10.0.0.1',
      detail: 'resolved',
      phases: { dns: expect.any(Number) },
      dns: { asked: [], addresses: ['10.0.0.1'] },
    },
  });
  const missing = loopbackDialer({ resolve: failing('ENOTFOUND') });
  expect(await probe(missing, name, limits, never)).toMatchObject({ outcome: 'nameError' });
});

test('F43, F44: what a name resolves to is checked and pinned before anything is dialled', async () => {
  const dialled: string[] = [];
  const dialer: Dialer = {
    ...systemDialer,
    resolve: async () => ({ addresses: ['169.254.169.254'] }),
    connect: ({ address }) => {
      dialled.push(address);
      return Promise.reject(new DialError('ECONNREFUSED'));
    },
  };
  const named = { ...target(80), address: 'evil.example' };
  expect(await probe(dialer, named, limits, never)).toMatchObject({
    outcome: 'unusable',
    evidence: { errno: 'EREFUSEDBYPOLICY', address: '169.254.169.254' },
  });
  expect(await probe(dialer, { ...target(80), address: '127.0.0.1' }, limits, never)).toMatchObject(
    {
      outcome: 'unusable',
    },
  );
  expect(dialled).toEqual([]);
});

test('an abort ends it at once', async () => {
  const stop = new AbortController();
  const pending = probe(loopbackDialer({ connect: silent }), target(1), limits, stop.signal);
  stop.abort();
  await expect(pending).rejects.toThrow('aborted');
});
