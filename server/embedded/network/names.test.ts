import { describe, expect, it } from 'vitest';

import { SimulatedNetwork } from '../testing/simulatedNetwork.ts';

const HERE = 'pod:default/client';
const THERE = 'pod:other/client';

function network(): SimulatedNetwork {
  return new SimulatedNetwork()
    .pod('client', { ip: '10.244.1.9', node: 'node-b' })
    .service('web')
    .service('db', { clusterIP: 'None' })
    .slice('db', [
      { ip: '10.244.0.5', hostname: 'db-0' },
      { ip: '10.244.1.5', hostname: 'db-1', conditions: { ready: false } },
      { ip: '10.244.2.5' },
    ])
    .service('idle', { clusterIP: 'None' })
    .service('baidu', { type: 'ExternalName', externalName: 'www.baidu.com' })
    .service('numeric', { type: 'ExternalName', externalName: '192.0.2.1' })
    .service('alias', {
      type: 'ExternalName',
      externalName: 'web.default.svc.cluster.local',
    });
}

describe('names that resolve', () => {
  it.each([
    ['the bare name in its own namespace (S80)', HERE, 'web', ['10.96.1.1']],
    ['with the namespace from anywhere (S80)', THERE, 'web.default', ['10.96.1.1']],
    ['in full (S72)', THERE, 'web.default.svc.cluster.local', ['10.96.1.1']],
    ['in full with a final dot (S80)', THERE, 'web.default.svc.cluster.local.', ['10.96.1.1']],
    ['whatever its case', HERE, 'WEB', ['10.96.1.1']],
    ['headless: its ready endpoints (S73)', HERE, 'db', ['10.244.0.5', '10.244.2.5']],
    ['a StatefulSet’s Pod (S75)', HERE, 'db-0.db', ['10.244.0.5']],
    ['a Pod without hostname, by its address (S74)', HERE, '10-244-2-5.db', ['10.244.2.5']],
    ['an address, as it is', 'outside', '192.0.2.7', ['192.0.2.7']],
  ])('%s', (_name, from, name, addresses) => {
    expect(network().resolve(from, name)?.addresses).toEqual(addresses);
  });

  it('ExternalName: an alias to a simulated machine outside (S77)', () => {
    expect(network().resolve(HERE, 'baidu')).toEqual({
      cname: 'www.baidu.com',
      addresses: [expect.stringMatching(/^203\.0\.113\.\d+$/)],
    });
  });

  it('ExternalName: an alias to another Service (S77)', () => {
    expect(network().resolve(HERE, 'alias')).toEqual({
      cname: 'web.default.svc.cluster.local',
      addresses: ['10.96.1.1'],
    });
  });

  it('names of the outside, alike from everywhere', () => {
    const net = network();
    const answers = [HERE, 'node:node-a', 'outside'].map((from) => net.resolve(from, 'kernel.org'));
    expect(answers[0]?.addresses).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer?.addresses[0])).size).toBe(1);
  });

  it('on the host network with dnsPolicy ClusterFirstWithHostNet (S68)', () => {
    const spec = { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' };
    const net = network().pod('host', { ip: '172.18.0.2', spec });
    expect(net.resolve('pod:default/host', 'web')?.addresses).toEqual(['10.96.1.1']);
  });
});

describe('names that do not', () => {
  it.each([
    ['the bare name from another namespace (S80, S81)', THERE, 'web'],
    ['a typo (S81)', HERE, 'wbe'],
    ['a headless Service without ready endpoints (S73)', HERE, 'idle'],
    ['an unready Pod of a StatefulSet (S75)', HERE, 'db-1.db'],
    ['an ExternalName that is an address (S77)', HERE, 'numeric'],
    ['the Service name on a node (S68)', 'node:node-a', 'web.default.svc.cluster.local'],
    ['the Service name outside (S68)', 'outside', 'web.default.svc.cluster.local'],
    ['the short name outside', 'outside', 'web.default.svc'],
    ['the bare name outside', 'outside', 'web'],
    ['a misspelt namespace (S81)', HERE, 'web.defualt'],
  ])('%s', (_name, from, name) => {
    expect(network().resolve(from, name)).toBeUndefined();
  });

  it('on the host network with the default policy (S79)', () => {
    const net = network().pod('host', { ip: '172.18.0.2', spec: { hostNetwork: true } });
    expect(net.resolve('pod:default/host', 'web')).toBeUndefined();
  });

  it('ExternalNames that point at each other', () => {
    const net = network()
      .service('ping', { type: 'ExternalName', externalName: 'pong.default.svc.cluster.local' })
      .service('pong', { type: 'ExternalName', externalName: 'ping.default.svc.cluster.local' });
    expect(net.resolve(HERE, 'ping')).toBeUndefined();
  });
});
