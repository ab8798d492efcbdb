import { expect, test } from 'vitest';
import { objectKey } from '../model/metadata.ts';
import type { ModelObject } from '../model/object.ts';
import { buildState } from '../state/applyChange.ts';
import { claim, node, pod, podEndpoint, service, slice, workload } from '../testing/objects.ts';
import { ServiceView } from '../wire/view.ts';
import { companionsOf } from './companions.ts';
import { serviceView } from './serviceView.ts';
import { targetsOf } from './targets.ts';

const options = { clusterDomain: 'cluster.local' };
const nodes = [
  node({ name: 'node-a', ips: ['172.18.0.2'], zone: 'zone-1' }),
  node({ name: 'node-b', ips: ['172.18.0.3'], zone: 'zone-2' }),
];
const redis = service({
  name: 'redis',
  selector: { app: 'redis' },
  type: 'NodePort',
  clusterIPs: ['10.96.0.9'],
  ports: [{ name: 'http-redis', port: 6379, nodePort: 30379 }],
});
const set = workload('StatefulSet', {
  name: 'redis',
  uid: 'set',
  podLabels: { app: 'redis' },
  serviceName: 'redis',
});
const redisPod = pod({
  name: 'redis-0',
  labels: { app: 'redis' },
  ips: ['10.244.0.7'],
  node: 'node-b',
  claims: ['data-redis-0'],
  spec: { hostname: 'redis-0', subdomain: 'redis' },
  owner: { kind: 'StatefulSet', name: 'redis', uid: 'set' },
});
const redisSlice = slice({
  name: 'redis-abc',
  service: 'redis',
  ports: [{ name: 'http-redis', port: 6379 }],
  endpoints: [podEndpoint({ pod: 'redis-0', address: '10.244.0.7', node: 'node-b' })],
});
const objects = [
  ...nodes,
  redis,
  set,
  redisPod,
  redisSlice,
  claim({ name: 'data-redis-0', capacity: '2Gi' }),
];

function view(cluster: readonly ModelObject[] = objects, of = redis): ServiceView {
  const state = buildState(cluster);
  const found = state.service(objectKey(of.metadata));
  if (!found) throw new Error('not stored');
  return serviceView(state, found, options);
}

test('what it says is what the wire admits', () => {
  expect(ServiceView.parse(view())).toEqual(view());
});

test('S75: a StatefulSet’s Pod shows its ordinal, stable name and claims', () => {
  expect(view().state).toBe('stateful');
  expect(view().pods).toMatchObject([
    {
      name: 'redis-0',
      node: 'node-b',
      zone: 'zone-2',
      workload: { kind: 'StatefulSet', name: 'redis' },
      ordinal: 0,
      stableName: 'redis-0.redis.default.svc',
      claims: [{ name: 'data-redis-0', phase: 'Bound', capacity: '2Gi' }],
    },
  ]);
});

test('every entry point is predicted from every vantage point', () => {
  const { vantages, entryPoints, expectations } = view();
  expect(vantages.map(({ id }) => id)).toEqual([
    'pod:default/client',
    'node:node-a',
    'outside',
    'server',
  ]);
  for (const { id } of entryPoints) {
    const from = expectations.filter(({ target }) => target === id).map(({ vantage }) => vantage);
    expect(from, id).toEqual(vantages.map((each) => each.id));
  }
});

test('where there are very many, they are predicted from this machine alone', () => {
  const many = Array.from({ length: 250 }, (_, at) =>
    node({ name: `n${at}`, ips: [`172.19.0.${at}`] }),
  );
  const { expectations, entryPoints } = view([...many, redis, redisSlice, redisPod]);
  expect(entryPoints.length).toBeGreaterThan(250);
  const asked = expectations.filter(({ target }) => target.startsWith('nodePort/'));
  expect(new Set(asked.map(({ vantage }) => vantage))).toEqual(new Set(['server']));
  expect(asked).toHaveLength(250);
});

test('the five tests of the first note come out as it says', () => {
  const { expectations } = view();
  const verdict = (vantage: string, kind: string) =>
    expectations.find((each) => each.vantage === vantage && each.target.startsWith(kind))?.trace
      .verdict;
  expect(verdict('node:node-a', 'clusterIP/')).toBe('forward');
  expect(verdict('node:node-a', 'dns/')).toBe('nameError');
  expect(verdict('pod:default/client', 'dns/')).toBe('forward');
  expect(verdict('outside', 'nodePort/')).toBe('forward');
  expect(verdict('outside', 'clusterIP/')).toBe('noRoute');
});

test('HTTP is spoken only to ports that say so', () => {
  expect(targetsOf(view()).every(({ test: kind }) => kind === 'http')).toBe(true);
  const silent = service({
    ...given(redis),
    ports: [{ name: 'redis', port: 6379, nodePort: 30379 }],
  });
  expect(
    new Set(targetsOf(view([...nodes, silent], silent)).map(({ test: kind }) => kind)),
  ).toEqual(new Set(['tcp']));
});

test('S77: an ExternalName without ports can be resolved, not dialled', () => {
  const external = service({ name: 'ext', type: 'ExternalName', externalName: 'db.example' });
  const { expectations } = view([...nodes, external], external);
  expect(expectations.map(({ vantage, trace }) => [vantage, trace.verdict])).toEqual([
    ['pod:default/client', 'forward'],
    ['node:node-a', 'nameError'],
    ['outside', 'nameError'],
    ['server', 'nameError'],
  ]);
});

test('S13, S30: Services that share an address or are an endpoint bear on its paths', () => {
  const rival = service({
    name: 'rival',
    clusterIPs: ['10.96.0.2'],
    externalIPs: ['10.96.0.9'],
    ports: [{ port: 1 }],
  });
  const target = service({ name: 'target', clusterIPs: ['10.244.0.7'], ports: [{ port: 1 }] });
  const far = service({ name: 'far', clusterIPs: ['10.96.0.3'], ports: [{ port: 1 }] });
  const state = buildState([...objects, rival, target, far]);
  expect([...companionsOf(state, view())].toSorted()).toEqual([
    'default/rival',
    'default/target',
    'kube-system/kube-dns',
  ]);
});

function given(of: typeof redis) {
  return { name: of.metadata.name, type: of.type, clusterIPs: [...of.clusterIPs] };
}
