import { describe, expect, test } from 'vitest';
import { objectKey } from '../model/metadata.ts';
import type { ModelObject } from '../model/object.ts';
import {
  claim,
  endpoints,
  gateway,
  gatewayClass,
  gatewayRoute,
  ingress,
  ingressClass,
  namespace,
  networkPolicy,
  node,
  pod,
  podEndpoint,
  referenceGrant,
  service,
  slice,
  workload,
} from '../testing/objects.ts';
import { applyChange, buildState } from './applyChange.ts';
import { createState } from './clusterState.ts';
import { createDirty, isClean, mergeDirty } from './dirty.ts';

const web = service({ name: 'web', selector: { app: 'web' }, ports: [{ port: 80 }] });
const webPod = pod({
  name: 'web-1',
  uid: 'u1',
  labels: { app: 'web' },
  ips: ['10.244.0.5'],
  node: 'node-a',
  claims: ['data'],
  owner: { kind: 'ReplicaSet', name: 'web-7d9' },
});
const webSlice = slice({
  name: 'web-x',
  service: 'web',
  endpoints: [podEndpoint({ pod: 'web-1', address: '10.244.0.5', node: 'node-a' })],
});
const published = service({
  name: 'public',
  type: 'NodePort',
  clusterIP: '10.96.0.9',
  ports: [{ port: 80, nodePort: 30_080 }],
});
const alias = service({
  name: 'alias',
  type: 'ExternalName',
  externalName: 'web.default.svc.cluster.local',
});
const elsewhere = service({ name: 'web', namespace: 'other', selector: { app: 'web' } });
const route = gatewayRoute('HTTPRoute', {
  name: 'r',
  namespace: 'other',
  parentRefs: [{ name: 'edge' }],
  rules: [{ backendRefs: [{ name: 'web', namespace: 'default', port: 80 }] }],
});
const replicaSet = workload('ReplicaSet', {
  name: 'web-7d9',
  podLabels: { app: 'web' },
  owner: { kind: 'Deployment', name: 'web' },
});
const world: readonly ModelObject[] = [
  web,
  webPod,
  webSlice,
  published,
  alias,
  elsewhere,
  route,
  replicaSet,
  gateway({ name: 'edge', namespace: 'other', gatewayClassName: 'x' }),
  ingress({ name: 'i', defaultBackend: { service: { name: 'public' } } }),
];

function ring(name: string, target: string): ModelObject {
  return service({ name, type: 'ExternalName', externalName: `${target}.default.svc` });
}

describe('Services that a change may affect', () => {
  test.each<[string, ModelObject, string[]]>([
    ['a Service: itself and the names that point at it', web, ['alias', 'web']],
    ['a slice: its Service', webSlice, ['alias', 'web']],
    ['a slice without a Service: none', slice({ name: 'lone' }), []],
    ['Endpoints: the Service of that name', endpoints({ name: 'public' }), ['public']],
    ['a selected Pod', pod({ name: 'web-2', labels: { app: 'web', v: '2' } }), ['alias', 'web']],
    ['a Pod nobody selects', pod({ name: 'db-1', labels: { app: 'db' } }), []],
    ['a Pod at an address in a slice', pod({ name: 'x', ips: ['10.244.0.5'] }), ['alias', 'web']],
    ['a Pod that a slice refers to', pod({ name: 'web-1' }), ['alias', 'web']],
    [
      'a Node with an endpoint: that Service and those on every node',
      node({ name: 'node-a' }),
      ['alias', 'public', 'web'],
    ],
    ['an empty Node: the Services on every node', node({ name: 'node-b' }), ['public']],
    ['a claim: Services that show a Pod using it', claim({ name: 'data' }), ['alias', 'web']],
    [
      'a Deployment: through its ReplicaSets and Pods',
      workload('Deployment', { name: 'web' }),
      ['alias', 'web'],
    ],
    [
      'a Deployment not yet with Pods: what would select them',
      workload('Deployment', { name: 'new', podLabels: { app: 'web' } }),
      ['alias', 'web'],
    ],
    [
      'a policy: the Services of its namespace',
      networkPolicy({ name: 'p' }),
      ['alias', 'public', 'web'],
    ],
    [
      'an Ingress: its backends',
      ingress({ name: 'j', defaultBackend: { service: { name: 'public' } } }),
      ['public'],
    ],
    ['an IngressClass: backends of those without a class', ingressClass({ name: 'c' }), ['public']],
    ['a route: its backends', route, ['alias', 'web']],
    [
      'a Gateway: the backends of its routes',
      gateway({ name: 'edge', namespace: 'other' }),
      ['alias', 'web'],
    ],
    ['a GatewayClass: through its Gateways', gatewayClass({ name: 'x' }), ['alias', 'web']],
    [
      'a ReferenceGrant: what routes from elsewhere reach here',
      referenceGrant({ name: 'g' }),
      ['alias', 'web'],
    ],
    [
      'a Service with the same NodePort',
      service({ name: 'z', type: 'NodePort', ports: [{ port: 1, nodePort: 30_080 }] }),
      ['public', 'z'],
    ],
    [
      'a Service at the same address',
      service({ name: 'z', externalIPs: ['10.96.0.9'] }),
      ['public', 'z'],
    ],
    [
      'a Service whose address is an endpoint (S30)',
      service({ name: 'z', clusterIP: '10.244.0.5' }),
      ['alias', 'web', 'z'],
    ],
  ])('%s', (_, object, expected) => {
    const state = buildState(world.filter((each) => each !== object));
    const dirty = applyChange(state, { type: 'set', object });
    expect([...dirty.services].toSorted()).toEqual(expected.map((name) => `default/${name}`));
    const key = objectKey(object.metadata);
    const after = applyChange(state, { type: 'delete', kind: object.kind, key });
    expect([...after.services].toSorted()).toEqual(expected.map((name) => `default/${name}`));
  });

  test('a namespace: its Services, and where its routes lead', () => {
    const dirty = applyChange(buildState(world), { type: 'set', object: namespace('other') });
    expect([...dirty.services].toSorted()).toEqual(['default/alias', 'default/web', 'other/web']);
    expect(dirty.namespacesChanged).toBe(true);
  });

  test('relabelling a Pod marks what selected it and what does now', () => {
    const db = service({ name: 'db', selector: { app: 'db' } });
    const state = buildState([web, db, pod({ name: 'p', labels: { app: 'web' } })]);
    const object = pod({ name: 'p', labels: { app: 'db' } });
    const dirty = applyChange(state, { type: 'set', object });
    expect([...dirty.services].toSorted()).toEqual(['default/db', 'default/web']);
  });

  test('S41: a new zone marks Services with hints wherever their endpoints are', () => {
    const hinted = slice({
      name: 'h',
      service: 'web',
      endpoints: [
        podEndpoint({ pod: 'p', address: '10.0.0.1', node: 'node-a', forZones: ['east'] }),
      ],
    });
    const state = buildState([web, hinted, node({ name: 'node-b', zone: 'east' })]);
    const object = node({ name: 'node-b', zone: 'west' });
    expect([...applyChange(state, { type: 'set', object }).services]).toEqual(['default/web']);
  });

  test('names that point at each other in a ring are all marked, once', () => {
    const state = buildState([ring('a', 'b'), ring('b', 'c'), ring('c', 'a')]);
    const dirty = applyChange(state, { type: 'delete', kind: 'Service', key: 'default/c' });
    expect([...dirty.services].toSorted()).toEqual(['default/a', 'default/b', 'default/c']);
  });
});

describe('what is not a change', () => {
  test('a heartbeat, which changes the version alone, marks nothing and is taken over', () => {
    const state = buildState([published, node({ name: 'node-a', resourceVersion: '1' })]);
    const object = node({ name: 'node-a', resourceVersion: '2' });
    expect(isClean(applyChange(state, { type: 'set', object }))).toBe(true);
    expect(state.node('node-a')?.metadata.resourceVersion).toBe('2');
  });

  test('F13: the same event twice, and a delete of what is not there', () => {
    const state = buildState(world);
    expect(isClean(applyChange(state, { type: 'set', object: webPod }))).toBe(true);
    const gone = applyChange(state, { type: 'delete', kind: 'Pod', key: 'default/nobody' });
    expect(isClean(gone)).toBe(true);
  });

  test.each<[string, ModelObject]>([
    ['a label', pod({ name: 'p', labels: { a: 'c' } })],
    ['a field more', pod({ name: 'p', labels: { a: 'b' }, node: 'n' })],
    ['a field of a list', pod({ name: 'p', labels: { a: 'b' }, ready: false })],
    ['an address', pod({ name: 'p', labels: { a: 'b' }, ips: ['10.0.0.1'] })],
  ])('but %s is', (_, object) => {
    const state = buildState([pod({ name: 'p', labels: { a: 'b' } })]);
    expect([...applyChange(state, { type: 'set', object }).kinds]).toEqual(['Pod']);
  });
});

test('F12: another object by the same name is the old one gone and a new one there', () => {
  const state = buildState(world);
  const object = pod({ name: 'web-1', uid: 'u2', labels: { app: 'db' } });
  const dirty = applyChange(state, { type: 'set', object });
  expect(dirty.gone).toEqual([{ kind: 'Pod', key: 'default/web-1', uid: 'u1' }]);
  expect(dirty.services).toContain('default/web');
  expect(state.podsAtAddress('10.244.0.5')).toEqual([]);
});

describe('F11: a complete list', () => {
  const kept = pod({ name: 'a', labels: { app: 'web' } });
  const missed = pod({ name: 'b', uid: 'ub', labels: { app: 'web' } });

  test('what it no longer holds is gone, what is the same is untouched', () => {
    const state = buildState([web, kept, missed]);
    const dirty = applyChange(state, { type: 'replace', kind: 'Pod', objects: [kept] });
    expect(dirty.gone).toEqual([{ kind: 'Pod', key: 'default/b', uid: 'ub' }]);
    expect([...state.pods()]).toEqual([kept]);
    const again = applyChange(state, { type: 'replace', kind: 'Pod', objects: [kept] });
    expect(isClean(again)).toBe(true);
  });

  test('of one namespace leaves the others alone', () => {
    const other = pod({ name: 'a', namespace: 'other' });
    const state = buildState([missed, other]);
    applyChange(state, { type: 'replace', kind: 'Pod', namespace: 'default', objects: [] });
    expect([...state.pods()]).toEqual([other]);
  });
});

describe('what may be read', () => {
  const denied = { state: 'denied', verb: 'list' } as const;
  const readable = { state: 'readable' } as const;

  test('all is readable until said otherwise', () => {
    const state = createState();
    expect([state.readable('Pod'), state.readable('Pod', 'shop')]).toEqual([true, true]);
    expect(state.unknowns()).toEqual([]);
  });

  test('F25: denied everywhere but in one namespace', () => {
    const state = createState();
    const first = applyChange(state, { type: 'access', kind: 'Pod', access: denied });
    expect(first.accessChanged).toBe(true);
    expect(state.readable('Pod')).toBe(false);
    applyChange(state, { type: 'access', kind: 'Pod', namespace: 'shop', access: readable });
    expect([
      state.readable('Pod'),
      state.readable('Pod', 'shop'),
      state.readable('Pod', 'x'),
    ]).toEqual([true, true, false]);
    expect(state.unknowns()).toEqual([{ kind: 'Pod', verb: 'list' }]);
  });

  test('F27: what may no longer be read is dropped; what may in its own namespace stays', () => {
    const mine = pod({ name: 'mine', namespace: 'shop' });
    const state = buildState(
      [web, webPod, mine],
      [{ type: 'access', kind: 'Pod', namespace: 'shop', access: readable }],
    );
    const dirty = applyChange(state, { type: 'access', kind: 'Pod', access: denied });
    expect([...state.pods()]).toEqual([mine]);
    expect([...dirty.services]).toEqual(['default/web']);
    const again = applyChange(state, { type: 'access', kind: 'Pod', access: denied });
    expect(isClean(again)).toBe(true);
  });

  test('a kind the cluster does not have is known to be absent', () => {
    const state = createState();
    applyChange(state, { type: 'access', kind: 'HTTPRoute', access: { state: 'absent' } });
    expect(state.readable('HTTPRoute')).toBe(true);
    expect(state.unknowns()).toEqual([]);
  });

  test('unknowns are in order of kind and namespace', () => {
    const state = createState();
    for (const [kind, namespaceName] of [
      ['Pod', 'b'],
      ['Node', undefined],
      ['Pod', 'a'],
    ] as const)
      applyChange(state, {
        type: 'access',
        kind,
        ...(namespaceName !== undefined && { namespace: namespaceName }),
        access: denied,
      });
    expect(state.unknowns()).toEqual([
      { kind: 'Node', verb: 'list' },
      { kind: 'Pod', namespace: 'a', verb: 'list' },
      { kind: 'Pod', namespace: 'b', verb: 'list' },
    ]);
  });
});

test('marks of several changes add up', () => {
  const state = buildState(world);
  const sum = createDirty();
  mergeDirty(sum, applyChange(state, { type: 'set', object: node({ name: 'node-z' }) }));
  mergeDirty(sum, applyChange(state, { type: 'delete', kind: 'Service', key: 'other/web' }));
  expect([...sum.services].toSorted()).toEqual(['default/public', 'other/web']);
  expect([...sum.kinds].toSorted()).toEqual(['Node', 'Service']);
  expect(sum.gone).toEqual([{ kind: 'Service', key: 'other/web', uid: '' }]);
  expect([sum.nodesChanged, sum.accessChanged]).toEqual([true, false]);
});
