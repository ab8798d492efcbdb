import { afterEach, describe, expect, test } from 'vitest';
import { HttpApiClient } from './apiClient.ts';
import { ApiError, type Problem } from './apiError.ts';
import type { TlsMaterial } from './connect.ts';
import type { Credentials } from './credentials.ts';
import { getJson } from './discovery.ts';
import { createAuthority } from './testing/certificates.ts';
import { ConnectProxy } from './testing/connectProxy.ts';
import { FakeApi, type FakeApiOptions } from './testing/fakeApi.ts';
import { ManualClock } from './testing/manualClock.ts';
import { StallingProxy } from './testing/stallingProxy.ts';

const authority = createAuthority('portolan test');
const other = createAuthority('somebody else');
const clock = new ManualClock();
const never = new AbortController().signal;
const cleanups: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function startApi(options: FakeApiOptions = {}): Promise<FakeApi> {
  const api = await FakeApi.start(options);
  cleanups.push(() => api.stop());
  return api;
}

/** Credentials a test turns over by hand. */
class HandCredentials implements Credentials {
  tls: TlsMaterial = { insecure: false };
  tlsVersion = 0;
  issue = 0;
  token = 'first';
  next: string | undefined;
  renewals = 0;

  current() {
    const headers = new Map([['authorization', `Bearer ${this.token}`]]);
    return Promise.resolve({
      headers,
      tls: this.tls,
      tlsVersion: this.tlsVersion,
      issue: this.issue,
    });
  }

  renew(issue: number): boolean {
    if (issue !== this.issue) return true;
    this.renewals += 1;
    if (this.next === undefined) return false;
    this.token = this.next;
    this.issue += 1;
    return true;
  }

  close(): void {}
}

function client(server: URL, credentials: Credentials = new HandCredentials(), proxy?: URL) {
  const made = new HttpApiClient(server, credentials, clock, proxy);
  cleanups.push(() => {
    made.close();
  });
  return made;
}

async function problemOf(asked: Promise<unknown>): Promise<Problem | undefined> {
  try {
    await asked;
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.problem;
    throw error;
  }
}

async function watch(api: HttpApiClient, plural: string) {
  const query = { watch: 'true', resourceVersion: '100' };
  return await api.get({ path: `/api/v1/${plural}`, query, signal: never });
}

describe('HTTP/1.1', () => {
  test('requests share an idle connection, each watch has its own', async () => {
    const fake = await startApi();
    const api = client(fake.url);
    for (let each = 0; each < 20; each += 1) await getJson(api, '/version', never);
    expect(fake.connections).toBe(1);
    const { guarded } = await watch(api, 'services');
    await watch(api, 'pods');
    await getJson(api, '/version', never);
    expect(guarded).toBe(false);
    expect(fake.connections).toBeLessThanOrEqual(3);
  });

  test('a kept connection that the server closed is not an error', async () => {
    const fake = await startApi();
    const api = client(fake.url);
    await getJson(api, '/version', never);
    fake.cutAll();
    await expect(getJson(api, '/version', never)).resolves.toMatchObject({ gitVersion: 'v1.34.0' });
  });

  test('R3: a thousand broken watches leave no connection behind', async () => {
    const fake = await startApi();
    const api = client(fake.url);
    for (let each = 0; each < 1_000; each += 1) {
      const stop = new AbortController();
      const query = { watch: 'true', resourceVersion: '100' };
      const { body } = await api.get({ path: '/api/v1/services', query, signal: stop.signal });
      stop.abort();
      await expect(body[Symbol.asyncIterator]().next()).rejects.toThrow(/abort/i);
    }
    await expect.poll(() => fake.connections).toBe(0);
  });

  test('an answer that does not come is a timeout', async () => {
    const fake = await startApi();
    fake.script = () => ({ hang: true });
    const asked = problemOf(getJson(client(fake.url), '/version', never));
    await expect.poll(() => fake.requests.length).toBe(1);
    clock.advance(10_000);
    expect(await asked).toMatchObject({ code: 'timeout', params: { seconds: 10 } });
  });

  test('nobody there is refused, an unknown name is dns', async () => {
    const fake = await FakeApi.start();
    const { url } = fake;
    await fake.stop();
    expect(await problemOf(getJson(client(url), '/version', never))).toMatchObject({
      code: 'refused',
    });
    const nowhere = client(new URL('http://nowhere.invalid'));
    expect(await problemOf(getJson(nowhere, '/version', never))).toMatchObject({ code: 'dns' });
  });
});

describe('F19: 401', () => {
  test('is answered by one renewal and one more try', async () => {
    const fake = await startApi();
    fake.script = ({ headers }) =>
      headers.authorization === 'Bearer second' ? undefined : { status: 401 };
    const credentials = new HandCredentials();
    credentials.next = 'second';
    const api = client(fake.url, credentials);
    await Promise.all(Array.from({ length: 12 }, () => getJson(api, '/version', never)));
    expect(credentials.renewals).toBe(1);
  });

  test('that stays is `unauthorized`', async () => {
    const fake = await startApi();
    fake.script = () => ({ status: 401 });
    const credentials = new HandCredentials();
    credentials.next = 'second';
    const asked = getJson(client(fake.url, credentials), '/version', never);
    expect(await problemOf(asked)).toMatchObject({ code: 'unauthorized' });
    expect(fake.requests).toHaveLength(2);
  });
});

describe.skipIf(authority === undefined || other === undefined)('TLS (needs openssl)', () => {
  const trusted = (): HandCredentials => {
    const credentials = new HandCredentials();
    credentials.tls = { insecure: false, ca: Buffer.from(authority?.cert ?? '') };
    return credentials;
  };
  const local = () => authority?.issue('IP:127.0.0.1') ?? { key: '', cert: '' };

  test('R3: HTTP/2 carries all requests and watches on one connection, proven by pings', async () => {
    const fake = await startApi({ tls: local() });
    const api = client(fake.url, trusted());
    const watches = await Promise.all(
      ['services', 'pods', 'nodes'].map((plural) => watch(api, plural)),
    );
    await getJson(api, '/version', never);
    expect(watches.map(({ guarded }) => guarded)).toEqual([true, true, true]);
    expect(fake.connections).toBe(1);
  });

  test('a server that speaks only HTTP/1.1 over TLS is spoken to so', async () => {
    const fake = await startApi({ tls: { ...local(), http1Only: true } });
    const api = client(fake.url, trusted());
    const { guarded } = await watch(api, 'services');
    expect(guarded).toBe(false);
    await expect(getJson(api, '/version', never)).resolves.toBeDefined();
  });

  test('F1: a half-open connection is noticed within 45 s and replaced', async () => {
    const fake = await startApi({ tls: local() });
    const relay = await StallingProxy.start(fake.port);
    cleanups.push(() => relay.stop());
    const api = client(new URL(`https://127.0.0.1:${relay.port}`), trusted());
    const { body } = await watch(api, 'services');
    const ended = (async () => {
      for await (const _ of body) continue;
    })();
    relay.stalled = true;
    clock.advance(45_000);
    await expect(ended).rejects.toThrow(/ping|given up|cancel|aborted|premature/i);
    relay.stalled = false;
    await expect(getJson(api, '/version', never)).resolves.toBeDefined();
    expect(relay.connections).toBe(2);
  });

  test('pings that are answered keep it open', async () => {
    const fake = await startApi({ tls: local() });
    const api = client(fake.url, trusted());
    await watch(api, 'services');
    for (let round = 0; round < 5; round += 1) {
      clock.advance(20_000);
      // The answer calls off the deadline and sets the next ping.
      await expect.poll(() => clock.waits.at(-1)).toBe(20_000);
    }
    expect(fake.watches()).toBe(1);
    expect(fake.connections).toBe(1);
  });

  test.each([
    ['a wrong CA', () => local(), other, 'unknownAuthority', {}],
    [
      'an expired certificate',
      () => authority?.issue('IP:127.0.0.1', -1),
      authority,
      'expired',
      {},
    ],
    ['another name', () => authority?.issue('DNS:api.example'), authority, 'wrongName', {}],
    [
      'an SNI override that does not fit',
      () => local(),
      authority,
      'wrongName',
      { serverName: 'api.example' },
    ],
  ])('F23: %s is a clear TLS problem', async (_, issued, ca, reason, extra) => {
    const fake = await startApi({ tls: issued() ?? local() });
    const credentials = trusted();
    credentials.tls = { insecure: false, ca: Buffer.from(ca?.cert ?? ''), ...extra };
    const asked = getJson(client(fake.url, credentials), '/version', never);
    expect(await problemOf(asked)).toMatchObject({ code: 'tls', params: { reason } });
    expect(fake.requests).toEqual([]);
  });

  test('F23: an SNI override that fits is verified instead of the address', async () => {
    const fake = await startApi({ tls: authority?.issue('DNS:api.example') ?? local() });
    const credentials = trusted();
    credentials.tls = { ...credentials.tls, serverName: 'api.example' };
    await expect(getJson(client(fake.url, credentials), '/version', never)).resolves.toBeDefined();
  });

  test('insecure-skip-tls-verify is honoured, and only then', async () => {
    const fake = await startApi({ tls: local() });
    const credentials = new HandCredentials();
    expect(
      await problemOf(getJson(client(fake.url, credentials), '/version', never)),
    ).toMatchObject({
      code: 'tls',
    });
    credentials.tls = { insecure: true };
    await expect(getJson(client(fake.url, credentials), '/version', never)).resolves.toBeDefined();
  });

  test('plain http on a TLS port is a TLS problem, not a hang', async () => {
    const fake = await startApi();
    const asked = getJson(client(new URL(`https://127.0.0.1:${fake.port}`)), '/version', never);
    expect(await problemOf(asked)).toMatchObject({ code: 'tls', params: { reason: 'handshake' } });
  });

  test('F21: rotated material is used by new connections; old watches end and can be resumed', async () => {
    const fake = await startApi({ tls: local() });
    const credentials = trusted();
    const api = client(fake.url, credentials);
    const { body } = await watch(api, 'services');
    const ended = (async () => {
      for await (const _ of body) continue;
    })();
    ended.catch(() => {});
    credentials.tls = { ...credentials.tls, ca: Buffer.from(`${authority?.cert}${other?.cert}`) };
    credentials.tlsVersion += 1;
    await getJson(api, '/version', never);
    await expect(ended).rejects.toThrow(/ping|given up|cancel|aborted|premature/i);
    await expect.poll(() => fake.connections).toBe(1);
  });

  test('F24: through a proxy, with its credentials, HTTP/2 all the same', async () => {
    const fake = await startApi({ tls: local() });
    const proxy = await ConnectProxy.start();
    cleanups.push(() => proxy.stop());
    const url = new URL(proxy.url);
    url.username = 'me';
    url.password = 'p@ss';
    const api = client(fake.url, trusted(), url);
    const { guarded } = await watch(api, 'services');
    expect(guarded).toBe(true);
    expect(proxy.asked).toEqual([`127.0.0.1:${fake.port}`]);
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('me:p@ss').toString('base64')}`]);
  });

  test('F24: a proxy that refuses is named', async () => {
    const fake = await startApi({ tls: local() });
    const proxy = await ConnectProxy.start();
    cleanups.push(() => proxy.stop());
    proxy.refuseWith = 407;
    const asked = getJson(client(fake.url, trusted(), proxy.url), '/version', never);
    expect(await problemOf(asked)).toEqual({
      code: 'proxy',
      params: { proxy: proxy.url.host, detail: 'HTTP 407' },
    });
  });
});
