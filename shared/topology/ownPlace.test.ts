import { expect, test } from 'vitest';
import { buildState } from '../state/applyChange.ts';
import { node, pod, service } from '../testing/objects.ts';
import { ownPlace } from './ownPlace.ts';
import { serviceView } from './serviceView.ts';

const web = service({ name: 'web', clusterIPs: ['10.96.0.9'], ports: [{ port: 80 }] });
const world = buildState([
  node({ name: 'node-a', ips: ['172.18.0.2', 'fd00::2'] }),
  pod({ name: 'portolan', ips: ['10.244.0.7'], node: 'node-a' }),
  pod({ name: 'proxy', ips: ['172.18.0.2'], node: 'node-a', spec: { hostNetwork: true } }),
  web,
]);

test.each([
  ['a Pod of its own address', ['127.0.0.1', '10.244.0.7'], 'pod:default/portolan'],
  ['a node, as Pods on the host network do', ['172.18.0.2', '10.244.0.1'], 'node:node-a'],
  ['a node by its other family', ['FD00:0::2'], 'node:node-a'],
  ['outside', ['192.168.1.4'], 'outside'],
  ['outside, where nothing is known', [], 'outside'],
])('this process stands in %s', (_name, addresses, place) => {
  expect(ownPlace(world, { ownAddresses: addresses })).toBe(place);
});

test.each([
  ['itself, whatever its addresses', 'default/portolan', 'pod:default/portolan'],
  ['itself, though Pods may not be read', 'portolan/portolan-1', 'pod:portolan/portolan-1'],
  ['its node, where it is on the host network', 'default/proxy', 'node:node-a'],
])('a Pod that knows its name is %s', (_name, ownPod, place) => {
  expect(ownPlace(world, { ownPod, ownAddresses: ['192.168.1.4'] })).toBe(place);
});

test('the view names the Pod and the node that this process stands in', () => {
  const serverIn = (ownPod?: string) =>
    serviceView(world, web, {
      clusterDomain: 'cluster.local',
      ...(ownPod !== undefined && { ownPod }),
    }).vantages.find(({ kind }) => kind === 'server');
  expect(serverIn()).toEqual({ id: 'server', kind: 'server' });
  expect(serverIn('default/portolan')).toMatchObject({ pod: 'default/portolan', node: 'node-a' });
  expect(serverIn('default/proxy')).toEqual({ id: 'server', kind: 'server', node: 'node-a' });
});

test('what this machine meets is predicted from where it stands', () => {
  const verdictAt = (ownAddresses: string[]) =>
    serviceView(world, web, { clusterDomain: 'cluster.local', ownAddresses }).expectations.find(
      ({ vantage, target }) => vantage === 'server' && target.startsWith('clusterIP/'),
    )?.trace.verdict;
  expect(verdictAt([])).toBe('noRoute');
  expect(verdictAt(['10.244.0.7'])).toBe('reject');
});
