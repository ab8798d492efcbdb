import { describe, expect, test } from 'vitest';
import { DialError, type Dialer } from '../dialer.ts';
import { Loopback } from '../testing/loopback.ts';
import { testVantageContract } from '../testing/vantageContract.ts';
import { dialVantage } from './dialVantage.ts';
import { type ServerVantageOptions, serverVantage } from './serverVantage.ts';
import { defaultLimits, unavailableVantage } from './vantage.ts';
import { embeddedVantages } from './vantages.ts';

const never = new AbortController().signal;
const server = (options: Partial<ServerVantageOptions>) =>
  serverVantage({
    dialer: new Loopback().dialer(),
    limits: defaultLimits,
    networks: [],
    now: () => 0,
    standing: () => 'outside',
    ...options,
  });

testVantageContract('a dialer', {
  create: (dialer, limits) => dialVantage('server', dialer, limits),
});
testVantageContract('this machine', {
  create: (dialer, limits) => server({ dialer, limits }),
});
testVantageContract('the embedded network', {
  create: (dialer, limits) =>
    embeddedVantages({ ...dialer, simulated: true }, limits).find('outside'),
});

test('a vantage point that is not available says why and tests nothing', async () => {
  const vantage = unavailableVantage('pod:a/b', 'notOffered', { vantage: 'pod:a/b' });
  expect(await vantage.capability(never)).toEqual({
    available: false,
    code: 'notOffered',
    params: { vantage: 'pod:a/b' },
  });
  const seen = await vantage.probe({ address: '10.0.0.1', port: 80 }, 'tcp', never);
  expect(seen).toEqual({ outcome: 'unusable', evidence: { errno: 'notOffered' } });
});

test('the embedded network offers no browser, and no TLS', async () => {
  const loopback = new Loopback();
  const port = await loopback.serve();
  const vantages = embeddedVantages(loopback.dialer({ simulated: true }), defaultLimits);
  expect(await vantages.find('browser').capability(never)).toMatchObject({ available: false });
  const seen = await vantages.find('outside').probe({ address: '10.0.0.1', port }, 'https', never);
  expect(seen.outcome).toBe('open');
  loopback.close();
});

describe('this machine tells once where it stands', () => {
  test.each([
    ['outside', 'laptop', {}],
    ['pod:portolan/server', 'inPod', { pod: 'portolan/server' }],
    ['node:node-a', 'onNode', { node: 'node-a' }],
  ])('%s', async (standing, code, params) => {
    const vantage = server({ standing: () => standing });
    expect(await vantage.capability(never)).toEqual({ available: true, code, params });
  });
});

describe('no way to the nodes is found once and said once', () => {
  const node = (name: string, address: string) => ({ address, port: 30_000, node: name });
  const nodeA = node('node-a', '172.18.0.2');
  const nodeB = node('node-b', '172.18.0.3');

  /** Connects where `answers` says so, is silent elsewhere; counts. */
  function network(answers: (address: string) => string | undefined) {
    const tries: string[] = [];
    const connect: Dialer['connect'] = ({ address }) => {
      tries.push(address);
      return Promise.reject(new DialError(answers(address) ?? 'EHOSTUNREACH'));
    };
    return { tries, dialer: new Loopback().dialer({ connect }) };
  }

  test('silence of every node is not one disagreement per NodePort', async () => {
    const { dialer } = network(() => undefined);
    const vantage = server({ dialer });
    expect(await vantage.probe(nodeA, 'tcp', never)).toMatchObject({
      outcome: 'unusable',
      evidence: { detail: 'noRouteToNodes', errno: 'EHOSTUNREACH' },
    });
    expect(await vantage.capability(never)).toMatchObject({
      available: true,
      code: 'noRouteToNodes',
    });
  });

  test('once that is plain, nodes are dialled only now and then', async () => {
    const { dialer, tries } = network(() => undefined);
    let now = 0;
    const vantage = server({ dialer, now: () => now });
    for (let times = 0; times < 10; times += 1) await vantage.probe(nodeA, 'tcp', never);
    expect(tries).toHaveLength(3);
    now += 60_000;
    await vantage.probe(nodeA, 'tcp', never);
    expect(tries).toHaveLength(4);
  });

  test('where one node answers, the silence of another is its own', async () => {
    const { dialer } = network((address) =>
      address === nodeA.address ? 'ECONNREFUSED' : undefined,
    );
    const vantage = server({ dialer });
    expect((await vantage.probe(nodeA, 'tcp', never)).outcome).toBe('refused');
    expect((await vantage.probe(nodeB, 'tcp', never)).outcome).toBe('unreachable');
  });

  test.each([
    ['a network of our own', { networks: ['172.18.0.1/16'] }, nodeA],
    ['the cluster itself', { standing: () => 'pod:a/b' }, nodeA],
    ['a public address', {}, node('node-a', '8.8.4.4')],
    ['no node', {}, { address: '10.96.0.1', port: 80 }],
  ])('silence of %s stays silence', async (_name, options, target) => {
    const { dialer } = network(() => undefined);
    const seen = await server({ dialer, ...options }).probe(target, 'tcp', never);
    expect(seen.outcome).toBe('unreachable');
  });
});
