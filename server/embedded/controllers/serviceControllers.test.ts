import { afterEach, describe, expect, it } from 'vitest';

import type { KubeObject } from '../objects.ts';
import { simulatedCluster, type SimulatedCluster } from '../testing/simulatedCluster.ts';
import { deployment, service } from '../testing/manifests.ts';
import { listAt, textAt, valueAt } from './reading.ts';

let cluster: SimulatedCluster;
afterEach(() => cluster.stop());

function start(...objects: KubeObject[]): SimulatedCluster {
  cluster = simulatedCluster();
  for (const object of objects) cluster.store.create(object);
  return cluster;
}

function slices(name = 'web'): KubeObject[] {
  return cluster.store
    .list({ plural: 'endpointslices', group: 'discovery.k8s.io', namespace: 'default' })
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === name);
}

const endpoints = (name?: string) => slices(name).flatMap((slice) => listAt(slice, 'endpoints'));

describe('EndpointSlices', () => {
  it('are named, labelled and owned as the real ones', () => {
    const { clock } = start(service('web'), deployment('web', 2));
    clock.advance(2000);
    const [slice] = slices();
    expect(slice?.metadata).toMatchObject({
      name: expect.stringMatching(/^web-[a-z0-9]{5}$/),
      labels: {
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        'kubernetes.io/service-name': 'web',
      },
      ownerReferences: [{ kind: 'Service', name: 'web', controller: true }],
    });
    expect(endpoints()).toHaveLength(2);
  });

  it('hold at most 100 endpoints each (S26)', () => {
    const { clock } = start(service('web'), deployment('web', 120));
    clock.advance(5000);
    expect(new Set(slices().map((slice) => listAt(slice, 'endpoints').length))).toEqual(
      new Set([100, 20]),
    );
    expect(slices()).toHaveLength(2);
  });

  it('keep a Pod that is terminating, no longer ready (S17, S18)', () => {
    const annotations = { 'portolan.dev/termination-seconds': '10' };
    const { clock, store, pods } = start(service('web'), deployment('web', 1, { annotations }));
    clock.advance(2000);
    const { name = '' } = pods()[0]?.metadata ?? {};
    store.delete({ plural: 'pods', group: '', namespace: 'default', name });
    clock.advance(10);
    const conditions = endpoints().map((entry) => valueAt(entry, 'conditions'));
    expect(conditions).toContainEqual({ ready: false, serving: true, terminating: true });
  });

  it('come back when somebody deletes them', () => {
    const { clock, store } = start(service('web'), deployment('web', 1));
    clock.advance(2000);
    const { name = '' } = slices()[0]?.metadata ?? {};
    store.delete({ plural: 'endpointslices', namespace: 'default', name });
    clock.advance(100);
    expect(endpoints()).toHaveLength(1);
  });

  it('go with their Service', () => {
    const { clock, store } = start(service('web'), deployment('web', 1));
    clock.advance(2000);
    store.delete({ plural: 'services', group: '', namespace: 'default', name: 'web' });
    clock.advance(1000);
    expect(slices()).toEqual([]);
    expect(
      store.get({ plural: 'endpoints', group: '', namespace: 'default', name: 'web' }),
    ).toBeUndefined();
  });

  it('are left to their author where the Service has no selector (S8, S29)', () => {
    const { clock, store } = start(service('web', { selector: null }));
    store.create({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: 'mine',
        namespace: 'default',
        labels: { 'kubernetes.io/service-name': 'web' },
      },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['203.0.113.9'] }],
      ports: [{ name: '', port: 80, protocol: 'TCP' }],
    });
    clock.advance(2000);
    expect(slices().map(({ metadata }) => metadata.name)).toEqual(['mine']);
  });
});

describe('Endpoints', () => {
  const written: KubeObject = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'web', namespace: 'default' },
    subsets: [{ addresses: [{ ip: '103.41.167.234' }], ports: [{ port: 80, protocol: 'TCP' }] }],
  };

  it('list the ready Pods of a Service with a selector', () => {
    const { clock, store } = start(service('web'), deployment('web', 2));
    clock.advance(2000);
    const found = store.get({
      plural: 'endpoints',
      group: '',
      namespace: 'default',
      name: 'web',
    });
    const [subset] = listAt(found, 'subsets');
    expect(listAt(subset, 'addresses')).toHaveLength(2);
    expect(listAt(subset, 'ports')).toMatchObject([{ port: 8080, protocol: 'TCP' }]);
  });

  it('written by hand are mirrored into a slice, and the slice follows them (S31)', () => {
    const { clock, store } = start(service('web', { selector: null }), written);
    clock.advance(100);
    expect(slices().map(({ metadata }) => metadata.labels)).toMatchObject([
      {
        'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
      },
    ]);
    expect(endpoints().map((entry) => listAt(entry, 'addresses'))).toEqual([['103.41.167.234']]);
    store.delete({ plural: 'endpoints', group: '', namespace: 'default', name: 'web' });
    clock.advance(100);
    expect(endpoints()).toEqual([]);
  });
});

const ingress = (name: string) =>
  listAt(
    cluster.store.get({ plural: 'services', group: '', namespace: 'default', name }),
    'status',
    'loadBalancer',
    'ingress',
  ).map((entry) => textAt(entry, 'ip'));

const balanced = (name: string, annotations: Record<string, string> = {}, spec: object = {}) => {
  const object = service(name, { type: 'LoadBalancer', ...spec });
  return { ...object, metadata: { ...object.metadata, annotations } };
};

describe('load balancers', () => {
  it('give each Service an address of its own', () => {
    start(balanced('one'), balanced('two')).clock.advance(100);
    expect([ingress('one'), ingress('two')]).toEqual([['172.18.255.1'], ['172.18.255.2']]);
  });

  it('stay pending where an annotation or a class says so (S14)', () => {
    const pending = { 'portolan.dev/load-balancer': 'pending' };
    const spec = { loadBalancerClass: 'example.com/other' };
    start(balanced('one', pending), balanced('two', {}, spec)).clock.advance(100);
    expect([ingress('one'), ingress('two')]).toEqual([[], []]);
  });

  it('take the address back when the type changes', () => {
    const { clock, store } = start(balanced('one'));
    clock.advance(100);
    store.modify(
      { plural: 'services', group: '', namespace: 'default', name: 'one' },
      (object) => ({
        ...object,
        spec: { ...Object(object['spec']), type: 'ClusterIP' },
      }),
    );
    clock.advance(100);
    expect(ingress('one')).toEqual([]);
  });
});
