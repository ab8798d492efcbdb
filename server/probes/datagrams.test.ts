// UDP: an answer proves something, silence does not, except of DNS.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import type { Dialer } from './dialer.ts';
import { DialError } from './dialer.ts';
import { probe } from './probe.ts';
import { systemDialer } from './systemDialer.ts';
import { type DnsServer, startDnsServer } from './testing/dnsServer.ts';

const never = new AbortController().signal;
const limits = { connect: 3000, total: 5000, bytes: 1024 };
const brief = { ...limits, connect: 100 };
const closing: { close(): void }[] = [];
afterEach(() => {
  for (const each of closing.splice(0)) each.close();
});

/** Any address leads to loopback. */
const dialer: Dialer = {
  ...systemDialer,
  datagram: (target, payload, signal) =>
    systemDialer.datagram?.({ ...target, address: '127.0.0.1' }, payload, signal) ??
    Promise.reject(new DialError('EPROTONOSUPPORT')),
};

function ask(port: number, kind: 'dns' | 'udp', within = limits, using = dialer) {
  const target = { address: '10.96.0.10', port };
  return probe({ dialer: using, from: 'server', target, kind }, within, never);
}

async function dns(say: Parameters<typeof startDnsServer>[0]): Promise<DnsServer> {
  const server = await startDnsServer(say);
  closing.push(server);
  return server;
}

async function udp(answer: string | undefined): Promise<number> {
  const socket = createSocket('udp4');
  closing.push(socket);
  socket.on('message', (_message, peer) => {
    if (answer !== undefined) socket.send(answer, peer.port, peer.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket.address().port;
}

test.each([0, 3, 5])('DNS answers, with response code %i: it is there', async (rcode) => {
  const server = await dns(() => ({ rcode }));
  expect(await ask(server.port, 'dns')).toEqual({
    outcome: 'open',
    ms: expect.any(Number),
    evidence: { address: '10.96.0.10', rcode, phases: { firstByte: expect.any(Number) } },
  });
});

test('DNS that is silent does not work', async () => {
  const server = await dns(() => 'silence');
  expect(await ask(server.port, 'dns', brief)).toMatchObject({ outcome: 'timeout' });
});

test('something else at the port of DNS', async () => {
  expect(await ask(await udp('hello'), 'dns')).toMatchObject({
    outcome: 'open',
    evidence: { detail: 'noDns' },
  });
});

test('silence of anything else proves nothing, and claims nothing', async () => {
  expect(await ask(await udp(undefined), 'udp', brief)).toEqual({
    outcome: 'unusable',
    evidence: { errno: 'ETIMEDOUT', address: '10.96.0.10', detail: 'silenceProvesNothing' },
  });
});

test('an answer of anything else does', async () => {
  expect(await ask(await udp('hello'), 'udp')).toMatchObject({ outcome: 'open' });
});

test('S56: a refusal (ICMP) is heard', async () => {
  const port = await udp(undefined);
  for (const each of closing.splice(0)) each.close();
  expect(await ask(port, 'udp')).toMatchObject({
    outcome: 'refused',
    evidence: { errno: 'ECONNREFUSED' },
  });
});

test('a network without datagrams cannot be asked', async () => {
  const { simulated } = dialer;
  const streams: Dialer = {
    simulated,
    resolve: () => Promise.reject(new DialError('ENOTFOUND')),
    connect: () => Promise.reject(new DialError('ECONNREFUSED')),
  };
  expect(await ask(53, 'dns', limits, streams)).toMatchObject({
    outcome: 'unusable',
    evidence: { errno: 'EPROTONOSUPPORT' },
  });
});
