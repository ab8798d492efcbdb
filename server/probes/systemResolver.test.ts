import { afterEach, describe, expect, test } from 'vitest';
import type { Asked } from './dialer.ts';
import { type Said, type DnsServer, startDnsServer } from './testing/dnsServer.ts';
import { createResolver, parseHosts, parseResolvConf } from './systemResolver.ts';

const servers: DnsServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const never = new AbortController().signal;
const nxdomain = { rcode: 3 };

async function dns(say: (name: string) => Said): Promise<DnsServer> {
  const server = await startDnsServer(say);
  servers.push(server);
  return server;
}

function knowing(names: Readonly<Record<string, string>>) {
  return (name: string) => (Object.hasOwn(names, name) ? [names[name] ?? ''] : nxdomain);
}

async function resolve(name: string, options: Partial<Parameters<typeof createResolver>[0]>) {
  const asked: Asked[] = [];
  const config = { servers: [], searches: [], ndots: 1, hosts: new Map(), ...options };
  const work = createResolver(config).resolve(name, (each) => asked.push(each), never);
  return work.then(
    (found) => ({ ...found, asked }),
    (error: unknown) => ({ errno: String(error).replace('Error: ', ''), asked }),
  );
}

describe('S79, S80: names go through the search list, and it is told which was answered', () => {
  const searches = ['default.svc.cluster.local', 'svc.cluster.local'];

  test('few dots: the search list first', async () => {
    const server = await dns(knowing({ 'web.shop.svc.cluster.local': '10.96.0.7' }));
    const found = await resolve('web.shop', { servers: [server.address], searches, ndots: 5 });
    expect(found).toEqual({
      addresses: ['10.96.0.7'],
      answered: 'web.shop.svc.cluster.local',
      server: server.address,
      asked: [
        { name: 'web.shop.default.svc.cluster.local', answer: 'ENOTFOUND' },
        { name: 'web.shop.svc.cluster.local', answer: 'addresses' },
      ],
    });
  });

  test('enough dots: the name as it is first', async () => {
    const server = await dns(knowing({ 'web.shop': '10.0.0.1', 'web.shop.a': '10.0.0.2' }));
    const found = await resolve('web.shop', { servers: [server.address], searches: ['a'] });
    expect(found).toMatchObject({ addresses: ['10.0.0.1'], answered: 'web.shop' });
  });

  test('a trailing dot asks for the name alone', async () => {
    const server = await dns(knowing({}));
    const found = await resolve('web.', { servers: [server.address], searches, ndots: 5 });
    expect(found).toMatchObject({ errno: 'ENOTFOUND' });
    expect(server.asked).toEqual(['web']);
  });

  test('nowhere: every name is told', async () => {
    const server = await dns(knowing({}));
    const found = await resolve('wbe', { servers: [server.address], searches, ndots: 5 });
    expect(found.asked.map(({ name }) => name)).toEqual([
      'wbe.default.svc.cluster.local',
      'wbe.svc.cluster.local',
      'wbe',
    ]);
  });
});

describe('several resolvers', () => {
  test('the next one where the first fails, and it is told who answered', async () => {
    const broken = await dns(() => ({ rcode: 2 }));
    const works = await dns(knowing({ web: '10.0.0.1' }));
    const found = await resolve('web', { servers: [broken.address, works.address] });
    expect(found).toMatchObject({ addresses: ['10.0.0.1'], server: works.address });
  });

  test('that there is no such name is an answer', async () => {
    const first = await dns(knowing({}));
    const second = await dns(knowing({ web: '10.0.0.1' }));
    const found = await resolve('web', { servers: [first.address, second.address] });
    expect(found).toMatchObject({ errno: 'ENOTFOUND' });
    expect(second.asked).toEqual([]);
  });

  test('all fail: how', async () => {
    const broken = await dns(() => ({ rcode: 2 }));
    expect(await resolve('web', { servers: [broken.address] })).toMatchObject({
      errno: 'ESERVFAIL',
      asked: [{ name: 'web', answer: 'ESERVFAIL' }],
    });
  });

  test('a name without addresses exists', async () => {
    const server = await dns(() => []);
    expect(await resolve('web', { servers: [server.address] })).toMatchObject({ errno: 'ENODATA' });
  });

  test('an abort ends it while a resolver is silent', async () => {
    const silent = await dns(() => 'silence');
    const stop = new AbortController();
    const config = { servers: [silent.address], searches: ['a', 'b'], ndots: 1, hosts: new Map() };
    const pending = createResolver(config).resolve('web', () => undefined, stop.signal);
    await expect.poll(() => silent.asked.length).toBe(1);
    stop.abort();
    await expect(pending).rejects.toThrow('ETIMEOUT');
    expect(silent.asked).toEqual(['web.a']);
  });
});

test('the hosts file comes first', async () => {
  const hosts = parseHosts('127.0.0.1 localhost\n10.0.0.9 Shop.example shop # ours\nnonsense x\n');
  const found = await resolve('shop.EXAMPLE', { hosts });
  expect(found).toMatchObject({ addresses: ['10.0.0.9'], server: 'hosts' });
});

test.each([
  ['search a.example b.example\noptions ndots:5 timeout:2', ['a.example', 'b.example'], 5],
  ['domain a.example\n', ['a.example'], 1],
  ['search a\nsearch b ; not c', ['b'], 1],
  ['# search a\nnameserver 10.0.0.1', [], 1],
  ['search .', [], 1],
  ['options ndots:x', [], 0],
])('resolv.conf %j', (text, searches, ndots) => {
  expect(parseResolvConf(text)).toEqual({ searches, ndots });
});
