import { afterEach, describe, expect, it } from 'vitest';

import type { KubeObject } from '../objects.ts';
import { simulatedCluster, type SimulatedCluster } from '../testing/simulatedCluster.ts';
import { deployment } from '../testing/manifests.ts';
import { conditionStatus } from './conditions.ts';
import { numberAt, textAt } from './reading.ts';

let cluster: SimulatedCluster;
afterEach(() => cluster.stop());

function start(...objects: KubeObject[]): SimulatedCluster {
  cluster = simulatedCluster();
  for (const object of objects) cluster.store.create(object);
  return cluster;
}

const web = { plural: 'deployments', group: 'apps', namespace: 'default', name: 'web' };

function change(field: (spec: Record<string, unknown>) => object): void {
  cluster.store.modify(web, (object) => {
    const spec = Object(object['spec']);
    return { ...object, spec: { ...spec, ...field(spec) } };
  });
}

function setImage(image: string): void {
  change(() => ({
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'app', image }] },
    },
  }));
}

function images(): string[] {
  return cluster.pods().map((pod) => {
    const [container] = Object(pod['spec']).containers;
    return container.image;
  });
}

describe('a Deployment', () => {
  it('becomes ready Pods of one ReplicaSet', () => {
    const { clock, states, store } = start(deployment('web', 3));
    clock.advance(2000);
    expect(Object.values(states())).toEqual(['Running ready', 'Running ready', 'Running ready']);
    const found = store.get(web);
    expect(found?.['status']).toMatchObject({
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
    });
    expect(found?.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('1');
    expect([conditionStatus(found, 'Available'), conditionStatus(found, 'Progressing')]).toEqual([
      'True',
      'True',
    ]);
  });

  it('spreads its Pods over the nodes', () => {
    const { clock, pods } = start(deployment('web', 3));
    clock.advance(2000);
    const nodes = pods().map((pod) => textAt(pod, 'spec', 'nodeName'));
    expect(new Set(nodes)).toEqual(new Set(['node-a', 'node-b', 'node-c']));
  });

  it('comes to rest: nothing is written any more', () => {
    const { clock, store } = start(deployment('web', 3));
    clock.advance(5000);
    const revision = store.log.revision;
    clock.advance(60_000);
    expect(store.log.revision).toBe(revision);
  });

  it('scales up, and down to nothing', () => {
    const { clock, pods } = start(deployment('web', 1));
    clock.advance(2000);
    change(() => ({ replicas: 5 }));
    clock.advance(2000);
    expect(pods()).toHaveLength(5);
    change(() => ({ replicas: 0 }));
    clock.advance(2000);
    expect(pods()).toEqual([]);
  });

  it('replaces a Pod that is deleted', () => {
    const { clock, pods, store } = start(deployment('web', 2));
    clock.advance(2000);
    const [first] = pods();
    const name = first?.metadata.name ?? '';
    store.delete({ plural: 'pods', group: '', namespace: 'default', name });
    clock.advance(2000);
    expect(pods().map((pod) => pod.metadata.name)).not.toContain(name);
    expect(pods()).toHaveLength(2);
  });

  it('rolls out a new template without falling below its minimum', () => {
    const { clock } = start(deployment('web', 4));
    clock.advance(2000);
    let fewest = 4;
    const unsubscribe = cluster.store.subscribe(() => {
      const ready = Object.values(cluster.states()).filter((state) => state === 'Running ready');
      fewest = Math.min(fewest, ready.length);
    });
    setImage('web:2');
    clock.advance(20_000);
    unsubscribe();
    expect(images()).toEqual(['web:2', 'web:2', 'web:2', 'web:2']);
    // maxUnavailable 25% of 4.
    expect(fewest).toBe(3);
  });

  it('keeps the old ReplicaSet for a rollback, which gets a new revision', () => {
    const { clock, store } = start(deployment('web', 1));
    clock.advance(2000);
    setImage('web:2');
    clock.advance(5000);
    const sets = store.list({ plural: 'replicasets', group: 'apps', namespace: 'default' });
    expect(new Set(sets.map((set) => numberAt(set, 'spec', 'replicas')))).toEqual(new Set([0, 1]));
    store.modify(web, (object) => ({ ...object, spec: deployment('web', 1)['spec'] }));
    clock.advance(5000);
    expect(images()).toEqual(['web:1']);
    expect(store.get(web)?.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('3');
    expect(store.list({ plural: 'replicasets', group: 'apps', namespace: 'default' })).toHaveLength(
      2,
    );
  });

  it('with strategy Recreate has no new Pod before the last old one is gone', () => {
    const spec = { strategy: { type: 'Recreate' } };
    const annotations = { 'portolan.dev/termination-seconds': '5' };
    const { clock } = start(deployment('web', 2, { spec, annotations }));
    clock.advance(2000);
    setImage('web:2');
    clock.advance(3000);
    expect(images()).toEqual(['web:1', 'web:1']);
    clock.advance(5000);
    expect(images()).toEqual(['web:2', 'web:2']);
  });

  it('waits while it is paused, and is scaled all the same', () => {
    const { clock } = start(deployment('web', 1));
    clock.advance(2000);
    change(() => ({ paused: true, replicas: 2 }));
    setImage('web:2');
    clock.advance(5000);
    expect(images()).toEqual(['web:1', 'web:1']);
  });

  it('says so when it makes no progress', () => {
    const annotations = { 'portolan.dev/image-pull': 'fail' };
    const spec = { progressDeadlineSeconds: 10 };
    const { clock, store } = start(deployment('web', 1, { annotations, spec }));
    clock.advance(15_000);
    expect(conditionStatus(store.get(web), 'Progressing')).toBe('False');
    expect(conditionStatus(store.get(web), 'Available')).toBe('False');
  });

  it('takes everything it owns with it', () => {
    const { clock, store, pods } = start(deployment('web', 2));
    clock.advance(2000);
    store.delete(web);
    clock.advance(2000);
    expect(pods()).toEqual([]);
    expect(store.list({ plural: 'replicasets', group: 'apps', namespace: 'default' })).toEqual([]);
  });

  it('lets go of a Pod whose label is taken off, and makes another', () => {
    const { clock, store, pods } = start(deployment('web', 1));
    clock.advance(2000);
    const name = pods()[0]?.metadata.name ?? '';
    store.modify({ plural: 'pods', group: '', namespace: 'default', name }, (pod) => ({
      ...pod,
      metadata: { ...pod.metadata, labels: { app: 'debug' } },
    }));
    clock.advance(2000);
    expect(pods()).toHaveLength(2);
    const freed = pods().find((pod) => pod.metadata.name === name);
    expect(freed?.metadata.ownerReferences).toBeUndefined();
  });

  it('tells of its scaling in Events', () => {
    const { clock, store } = start(deployment('web', 2));
    clock.advance(2000);
    const reasons = store
      .list({ plural: 'events', group: '', namespace: 'default' })
      .map((event) => textAt(event, 'reason'));
    expect(new Set(reasons)).toEqual(
      new Set([
        'ScalingReplicaSet',
        'SuccessfulCreate',
        'Scheduled',
        'Pulled',
        'Created',
        'Started',
      ]),
    );
  });
});
