// Through a running embedded cluster's own network, as another Portolan would dial it.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type EmbeddedCluster, startEmbeddedCluster } from '../embedded/cluster.ts';
import type { Dialer } from './dialer.ts';
import { findEmbeddedNetwork } from './embeddedDialer.ts';
import { probe } from './probe.ts';

const never = new AbortController().signal;
const limits = { connect: 1500, total: 3000, bytes: 1024 };
const clusterDns = '10.96.0.10';
const there = 'pod:default/client';

let cluster: EmbeddedCluster | undefined;
let dialer: Dialer | undefined;
beforeAll(async () => {
  cluster = await startEmbeddedCluster({ apiPort: 0, manifests: [], log: () => undefined });
  dialer = await findEmbeddedNetwork(cluster.url, never);
  const ready = { timeout: 20_000, interval: 100 };
  await vi.waitFor(async () => {
    const { outcome } = await ask(there, clusterDns, 53);
    if (outcome !== 'open') throw new Error(outcome);
  }, ready);
}, 40_000);
afterAll(() => cluster?.close());

function network(): Dialer {
  if (!dialer) throw new Error('there is no embedded network');
  return dialer;
}

function ask(from: string, address: string, port: number, kind: 'dns' | 'udp' = 'dns') {
  return probe({ dialer: network(), from, target: { address, port }, kind }, limits, never);
}

test('S58: a question by UDP is answered by a DNS Pod', async () => {
  expect(await ask(there, clusterDns, 53)).toMatchObject({
    outcome: 'open',
    evidence: { rcode: 0, phases: { firstByte: expect.any(Number) } },
  });
});

test('S69: from outside there is no way to it', async () => {
  expect(await ask('outside', clusterDns, 53)).toMatchObject({ outcome: 'timeout' });
});

test('a name resolves where its search list says so, and nowhere else', async () => {
  const name = 'kube-dns.kube-system.svc.cluster.local';
  const target = { address: name };
  const asked = { dialer: network(), target, kind: 'name' } as const;
  const inside = await probe({ ...asked, from: there }, limits, never);
  expect(inside.evidence).toMatchObject({
    address: clusterDns,
    detail: 'resolved',
    dns: { answered: name, asked: [{ name, answer: 'addresses' }], addresses: [clusterDns] },
  });
  const outside = await probe({ ...asked, from: 'outside' }, limits, never);
  expect(outside).toMatchObject({
    outcome: 'nameError',
    evidence: { dns: { asked: [{ name, answer: 'ENOTFOUND' }] } },
  });
});

test('an API server that is not on loopback has no such network, and is not even asked', async () => {
  expect(await findEmbeddedNetwork('https://192.0.2.1:6443', never)).toBeUndefined();
});
