// F36, F43–F45: what answers may be hostile, broken or slow; each is told for what it is.
import { createServer as createHttpServer } from 'node:http';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { DialError, type Dialer } from './dialer.ts';
import { probe } from './probe.ts';
import { Loopback } from './testing/loopback.ts';
import type { ProbeTarget } from './vantage/vantage.ts';

const loopback = new Loopback();
afterEach(() => loopback.close());
const never = new AbortController().signal;
// Long enough for a busy machine; those who wait for silence wait for less.
const limits = { connect: 2000, total: 5000, bytes: 64 * 1024 };
const brief = { ...limits, total: 400 };

function http(
  port: number,
  target: Partial<ProbeTarget> = {},
  dialer = loopback.dialer(),
  within = limits,
) {
  const asked = { address: '10.0.0.1', port, ...target };
  return probe({ dialer, from: 'server', target: asked, kind: 'http' }, within, never);
}

function onRequest(answer: (socket: Socket) => void): Promise<number> {
  return loopback.serve((socket) => socket.once('data', () => answer(socket)));
}

test('F45: a redirect is an answer, and is not followed', async () => {
  const elsewhere = await loopback.serve();
  const port = await onRequest((socket) =>
    socket.end(`HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1:${elsewhere}/\r\n\r\n`),
  );
  const seen = await http(port);
  expect(seen).toMatchObject({ outcome: 'http', evidence: { httpStatus: 302 } });
  expect(loopback.dialled).toEqual([`10.0.0.1:${port}`]);
});

test('F45: of a huge answer no more than 64 KiB is read', async () => {
  let sent = 0;
  const port = await onRequest((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n');
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const pour = () => {
      if (socket.destroyed) return;
      sent += chunk.length;
      if (socket.write(chunk)) setImmediate(pour);
      else socket.once('drain', pour);
    };
    pour();
  });
  const seen = await http(port, { wantsAnswer: true });
  expect(seen).toMatchObject({ outcome: 'http', evidence: { httpStatus: 200 } });
  expect(seen.said).toHaveLength(64 * 1024);
  await expect.poll(() => loopback.open).toBe(0);
  expect(sent).toBeLessThan(100_000_000);
});

test('F45: an endless answer is cut by the deadline, and counts as far as it came', async () => {
  const port = await onRequest((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const drip = setInterval(() => socket.write('x'), 5);
    socket.once('close', () => clearInterval(drip));
  });
  const seen = await http(port, { wantsAnswer: true }, loopback.dialer(), brief);
  expect(seen).toMatchObject({ outcome: 'http', evidence: { httpStatus: 200 } });
  await expect.poll(() => loopback.open).toBe(0);
});

test('F45: a gzip bomb stays what it is: nothing is decoded', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  const server = createHttpServer((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': bomb.length });
    response.end(bomb);
  });
  const seen = await http(await loopback.listen(server), { wantsAnswer: true });
  expect(seen.outcome).toBe('http');
  expect(seen.said?.length).toBeLessThanOrEqual(64 * 1024);
  expect(seen.said).toContain('\u001F');
});

test('a head without an end is no HTTP', async () => {
  const port = await onRequest((socket) => socket.write(Buffer.alloc(100_000, 'x')));
  expect(await http(port)).toMatchObject({ outcome: 'open', evidence: { detail: 'noHttp' } });
});

describe('connected, and then', () => {
  test('no first byte: told apart from a slow one by its phases', async () => {
    const silent = await http(await loopback.serve(), {}, loopback.dialer(), brief);
    expect(silent).toMatchObject({ outcome: 'open', evidence: { detail: 'noAnswer' } });
    expect(silent.evidence.phases).toEqual({ connect: expect.any(Number) });
    const slow = await http(
      await onRequest((socket) => setTimeout(() => socket.end('HTTP/1.1 200 OK\r\n\r\n'), 20)),
    );
    expect(slow.outcome).toBe('http');
    expect(slow.evidence.phases).toEqual({
      connect: expect.any(Number),
      firstByte: expect.any(Number),
    });
  });

  test('hung up without a word', async () => {
    const seen = await http(await onRequest((socket) => socket.end()));
    expect(seen).toMatchObject({ outcome: 'open', evidence: { detail: 'noAnswer' } });
  });

  test('reset, as by a mesh or a proxy without an upstream', async () => {
    const seen = await http(await onRequest((socket) => socket.resetAndDestroy()));
    expect(seen).toMatchObject({ outcome: 'reset', evidence: { errno: 'ECONNRESET' } });
  });
});

test('a route is asked for its own host, at its address', async () => {
  let head = '';
  const port = await loopback.serve((socket) =>
    socket.once('data', (chunk: Buffer) => {
      head = chunk.toString();
      socket.end('HTTP/1.1 200 OK\r\n\r\n');
    }),
  );
  await http(port, { host: 'shop.example' });
  expect(head).toContain(`Host: shop.example:${port}\r\n`);
  expect(loopback.dialled).toEqual([`10.0.0.1:${port}`]);
});

describe('F44: names', () => {
  test('a resolver that rebinds is asked once, and the address it gave is pinned', async () => {
    const port = await onRequest((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
    const answers = ['10.0.0.7', '169.254.169.254', '127.0.0.1'];
    let asked = 0;
    const dialer = loopback.dialer({
      resolve: async () => ({ addresses: [answers[asked++] ?? ''] }),
    });
    const first = await http(port, { address: 'rebind.example' }, dialer);
    expect(first).toMatchObject({ outcome: 'http', evidence: { address: '10.0.0.7' } });
    expect(asked).toBe(1);
    expect(loopback.dialled).toEqual([`10.0.0.7:${port}`]);
    for (const address of answers.slice(1)) {
      const next = await http(port, { address: 'rebind.example' }, dialer);
      expect(next).toMatchObject({ outcome: 'unusable', evidence: { address } });
    }
    expect(loopback.dialled).toHaveLength(1);
  });

  test('what was asked on the way is told, whatever came of it', async () => {
    const resolve: Dialer['resolve'] = async (_from, _name, onAsked) => {
      onAsked({ name: 'web.default.svc.cluster.local', answer: 'ENOTFOUND' });
      throw new DialError('ENOTFOUND');
    };
    const seen = await http(1, { address: 'web' }, loopback.dialer({ resolve }));
    expect(seen).toEqual({
      outcome: 'nameError',
      evidence: {
        errno: 'ENOTFOUND',
        dns: {
          asked: [{ name: 'web.default.svc.cluster.local', answer: 'ENOTFOUND' }],
          addresses: [],
        },
      },
    });
  });

  test.each([
    ['ESERVFAIL', 'nameError'],
    ['EREFUSED', 'nameError'],
    ['ECONNREFUSED', 'dnsTimeout'],
    ['ETIMEOUT', 'dnsTimeout'],
  ])('F36: a resolver that ends in %s', async (errno, outcome) => {
    const resolve = () => Promise.reject(new DialError(errno));
    expect(await http(1, { address: 'web' }, loopback.dialer({ resolve }))).toMatchObject({
      outcome,
      evidence: { errno },
    });
  });

  test('F38: of two families each is tested, and a client gets through by the one that works', async () => {
    const dialer = loopback.dialer({
      resolve: async () => ({ addresses: ['fd00::7', '10.0.0.7', '10.0.0.8'] }),
      connect: (target, signal) =>
        target.address === 'fd00::7'
          ? Promise.reject(new DialError('EHOSTUNREACH'))
          : loopback.dialer().connect(target, signal),
    });
    const port = await loopback.serve();
    const target = { address: 'web.example', port };
    const seen = await probe({ dialer, from: 'server', target, kind: 'tcp' }, limits, never);
    expect(seen).toMatchObject({
      outcome: 'open',
      evidence: { address: '10.0.0.7', families: { IPv4: 'open', IPv6: 'unreachable' } },
    });
    expect(loopback.dialled).toHaveLength(1);
  });
});
