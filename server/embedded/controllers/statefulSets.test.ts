import { afterEach, expect, it } from 'vitest';

import type { KubeObject } from '../objects.ts';
import { simulatedCluster, type SimulatedCluster } from '../testing/simulatedCluster.ts';
import { numberAt, textAt } from './reading.ts';

let cluster: SimulatedCluster;
afterEach(() => cluster.stop());

const ref = { plural: 'statefulsets', group: 'apps', namespace: 'default', name: 'db' };

function statefulSet(spec: object = {}): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'default' },
    spec: {
      serviceName: 'db',
      replicas: 3,
      selector: { matchLabels: { app: 'db' } },
      template: template('db:1'),
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '2Gi' } },
          },
        },
      ],
      ...spec,
    },
  };
}

function template(image: string): object {
  return {
    metadata: { labels: { app: 'db' } },
    spec: {
      containers: [
        {
          name: 'db',
          image,
          readinessProbe: { tcpSocket: { port: 5432 }, initialDelaySeconds: 5 },
        },
      ],
    },
  };
}

function start(spec?: object): SimulatedCluster {
  cluster = simulatedCluster();
  cluster.store.create(statefulSet(spec));
  return cluster;
}

const names = () => cluster.pods().map((pod) => pod.metadata.name);

it('starts its Pods in order, each when the one before is ready', () => {
  const { clock } = start();
  clock.advance(3000);
  expect(names()).toEqual(['db-0']);
  clock.advance(5000);
  expect(names()).toEqual(['db-0', 'db-1']);
  clock.advance(20_000);
  expect(names()).toEqual(['db-0', 'db-1', 'db-2']);
});

it('starts all at once when Parallel', () => {
  const { clock } = start({ podManagementPolicy: 'Parallel' });
  clock.advance(100);
  expect(names()).toEqual(['db-0', 'db-1', 'db-2']);
});

it('gives each Pod its name, its subdomain and its claim, bound to a volume (S75)', () => {
  const { clock, store, pods } = start({ replicas: 1 });
  clock.advance(10_000);
  expect(pods()[0]?.['spec']).toMatchObject({
    hostname: 'db-0',
    subdomain: 'db',
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-db-0' } }],
  });
  const claims = store.list({ plural: 'persistentvolumeclaims', group: '', namespace: 'default' });
  expect(claims.map((claim) => [claim.metadata.name, claim['status']])).toEqual([
    ['data-db-0', { phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '2Gi' } }],
  ]);
  const [volume] = store.list({ plural: 'persistentvolumes', group: '' });
  expect(textAt(volume, 'spec', 'claimRef', 'name')).toBe('data-db-0');
});

it('takes its Pods down from the highest, and keeps their claims', () => {
  const { clock, store } = start();
  clock.advance(30_000);
  store.modify(ref, (set) => ({ ...set, spec: { ...Object(set['spec']), replicas: 1 } }));
  clock.advance(150);
  expect(names()).toEqual(['db-0', 'db-1']);
  clock.advance(1000);
  expect(names()).toEqual(['db-0']);
  expect(
    store.list({ plural: 'persistentvolumeclaims', group: '', namespace: 'default' }),
  ).toHaveLength(3);
});

it('brings a deleted Pod back under its old name', () => {
  const { clock, store, pods } = start();
  clock.advance(30_000);
  const before = pods()[1]?.metadata.uid;
  store.delete({ plural: 'pods', group: '', namespace: 'default', name: 'db-1' });
  clock.advance(10_000);
  expect(names()).toEqual(['db-0', 'db-1', 'db-2']);
  expect(pods()[1]?.metadata.uid).not.toBe(before);
});

it('updates one Pod at a time, the highest first', () => {
  const { clock, store, pods } = start();
  clock.advance(30_000);
  store.modify(ref, (set) => ({
    ...set,
    spec: { ...Object(set['spec']), template: template('db:2') },
  }));
  const images = () =>
    pods().map((pod) => {
      const [container] = Object(pod['spec']).containers;
      return container.image;
    });
  clock.advance(2000);
  expect(images()).toEqual(['db:1', 'db:1', 'db:2']);
  clock.advance(30_000);
  expect(images()).toEqual(['db:2', 'db:2', 'db:2']);
  const set = store.get(ref);
  expect([
    numberAt(set, 'status', 'updatedReplicas'),
    numberAt(set, 'status', 'readyReplicas'),
    textAt(set, 'status', 'currentRevision'),
  ]).toEqual([3, 3, textAt(set, 'status', 'updateRevision')]);
});
