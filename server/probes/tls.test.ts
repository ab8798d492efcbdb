// F36: chain, name and handshake are faults of different kinds, and told apart.
import { createServer } from 'node:https';
import { type TlsOptions, createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { createAuthority } from '../cluster/testing/certificates.ts';
import { probe } from './probe.ts';
import { Loopback } from './testing/loopback.ts';
import type { Observation } from './vantage/vantage.ts';

const loopback = new Loopback();
afterEach(() => loopback.close());
const never = new AbortController().signal;
const limits = { connect: 1000, total: 3000, bytes: 1024 };

async function seenAt(
  port: number,
  address: string,
  kind: 'tls' | 'https' = 'https',
  total = limits.total,
): Promise<Observation> {
  const asked = { dialer: loopback.dialer(), from: 'server', target: { address, port }, kind };
  return probe(asked, { ...limits, total }, never);
}

const authority = createAuthority('Portolan tests');
const leaf = authority?.issue('DNS:web.example,IP:10.0.0.9');

describe.skipIf(authority === undefined)('certificates (skipped where there is no openssl)', () => {
  const serve = (options: TlsOptions = {}) =>
    loopback.listen(
      createServer({ ...leaf, ...options }, (_request, response) => response.end('hello')),
    );

  test('an authority nobody knows: untrusted, the name is right', async () => {
    const seen = await seenAt(await serve(), 'web.example');
    expect(seen).toMatchObject({
      outcome: 'tlsError',
      evidence: {
        tls: {
          troubles: ['untrusted'],
          code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
          serverName: 'web.example',
          names: ['web.example', '10.0.0.9'],
          protocol: 'TLSv1.3',
          validTo: expect.stringMatching(/^\d{4}-/),
        },
      },
    });
    expect(seen.evidence.phases).toEqual({
      dns: expect.any(Number),
      connect: expect.any(Number),
      tls: expect.any(Number),
    });
  });

  test('another name, as behind an ExternalName: told apart from the chain', async () => {
    const seen = await seenAt(await serve(), 'alias.default.svc.cluster.local');
    expect(seen.outcome).toBe('tlsError');
    expect(seen.evidence.tls?.troubles).toEqual(['untrusted', 'nameMismatch']);
  });

  test('no request goes out where a client would have stopped', async () => {
    const paths: string[] = [];
    const server = createServer({ ...leaf }, ({ url = '' }, response) => {
      paths.push(url);
      response.end();
    });
    await seenAt(await loopback.listen(server), 'web.example');
    expect(paths).toEqual([]);
  });

  test('an address has no identity to ask for: HTTP answers, the certificate is told of', async () => {
    const seen = await seenAt(await serve(), '10.0.0.1');
    expect(seen).toMatchObject({
      outcome: 'http',
      evidence: { httpStatus: 200, tls: { troubles: ['untrusted'] } },
    });
    expect(seen.evidence.tls).not.toHaveProperty('serverName');
  });

  test('a handshake alone where no HTTP may be spoken', async () => {
    const seen = await seenAt(await serve(), '10.0.0.1', 'tls');
    expect(seen.outcome).toBe('open');
    expect(seen.evidence).not.toHaveProperty('httpStatus');
  });

  test('expired', async () => {
    const expired = authority?.issue('DNS:web.example', -1) ?? {};
    const seen = await seenAt(await serve({ ...expired, ca: authority?.cert }), 'web.example');
    expect(seen.outcome).toBe('tlsError');
    expect(seen.evidence.tls?.troubles).toContain('expired');
    expect(Date.parse(seen.evidence.tls?.validTo ?? '')).toBeLessThan(Date.now());
  });

  test('a server that wants a certificate of the client', async () => {
    const port = await serve({ requestCert: true, rejectUnauthorized: true });
    const seen = await seenAt(port, '10.0.0.1');
    expect(seen).toMatchObject({
      outcome: 'tlsError',
      evidence: { tls: { troubles: ['clientCertificate'] } },
    });
  });

  test('no version in common', async () => {
    const server = createTlsServer({ ...leaf, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' });
    const seen = await seenAt(await loopback.listen(server), '10.0.0.1', 'tls');
    expect(seen).toMatchObject({
      outcome: 'tlsError',
      evidence: { tls: { troubles: ['handshake'] } },
    });
  });
});

test('what answers does not speak TLS', async () => {
  const port = await loopback.serve((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  });
  expect(await seenAt(port, '10.0.0.1')).toMatchObject({
    outcome: 'tlsError',
    evidence: { tls: { troubles: ['notTls'] } },
  });
});

test('no answer to the greeting: connected, and no first byte', async () => {
  const seen = await seenAt(await loopback.serve(), '10.0.0.1', 'https', 300);
  expect(seen).toMatchObject({ outcome: 'open', evidence: { detail: 'noAnswer' } });
  expect(seen.evidence.phases).not.toHaveProperty('tls');
});

test('reset on the greeting', async () => {
  const port = await loopback.serve((socket) => {
    socket.once('data', () => socket.resetAndDestroy());
  });
  expect(await seenAt(port, '10.0.0.1')).toMatchObject({ outcome: 'reset' });
});
