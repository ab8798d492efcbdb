import { afterEach, describe, expect, it } from 'vitest';

import type { KubeObject } from '../objects.ts';
import { simulatedCluster, type SimulatedCluster } from '../testing/simulatedCluster.ts';
import { conditionStatus } from './conditions.ts';
import { listAt, numberAt, textAt } from './reading.ts';

let cluster: SimulatedCluster;
afterEach(() => cluster.stop());

function start(object: KubeObject): SimulatedCluster {
  cluster = simulatedCluster();
  cluster.store.create(object);
  return cluster;
}

const podSpec = { containers: [{ name: 'app', image: 'app:1' }] };
const metadata = { name: 'agent', namespace: 'default' };

const daemonSet = (spec: object = podSpec): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata,
  spec: {
    selector: { matchLabels: { app: 'agent' } },
    template: { metadata: { labels: { app: 'agent' } }, spec },
  },
});

describe('a DaemonSet', () => {
  it('runs one Pod on every node, and on one that is added', () => {
    const { clock, pods, store } = start(daemonSet());
    clock.advance(2000);
    const nodes = () => new Set(pods().map((pod) => textAt(pod, 'spec', 'nodeName')));
    expect(nodes()).toEqual(new Set(['node-a', 'node-b', 'node-c']));
    expect(pods()).toHaveLength(3);
    store.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-d' } });
    clock.advance(2000);
    expect(nodes()).toEqual(new Set(['node-a', 'node-b', 'node-c', 'node-d']));
    const added = pods().find((pod) => textAt(pod, 'spec', 'nodeName') === 'node-d');
    expect(textAt(added, 'status', 'podIP')).toBe('10.244.3.2');
    const set = store.get({ plural: 'daemonsets', group: 'apps', ...metadata });
    expect(set?.['status']).toMatchObject({ desiredNumberScheduled: 4, numberReady: 4 });
  });

  it('keeps to the nodes its selector names', () => {
    const nodeSelector = { 'topology.kubernetes.io/zone': 'zone-2' };
    const { clock, pods } = start(daemonSet({ ...podSpec, nodeSelector }));
    clock.advance(2000);
    expect(pods().map((pod) => textAt(pod, 'spec', 'nodeName'))).toEqual(['node-c']);
  });
});

const job = (spec: object, annotations: object = {}): KubeObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata,
  spec: {
    template: { metadata: { annotations }, spec: { ...podSpec, restartPolicy: 'Never' } },
    ...spec,
  },
});

describe('a Job', () => {
  it('runs to completion', () => {
    const { clock, store, pods } = start(job({ completions: 3, parallelism: 2 }));
    clock.advance(500);
    expect(pods()).toHaveLength(2);
    clock.advance(10_000);
    const done = store.get({ plural: 'jobs', group: 'batch', ...metadata });
    expect([conditionStatus(done, 'Complete'), numberAt(done, 'status', 'succeeded')]).toEqual([
      'True',
      3,
    ]);
    expect(pods().map((pod) => textAt(pod, 'status', 'phase'))).toEqual([
      'Succeeded',
      'Succeeded',
      'Succeeded',
    ]);
  });

  it('gives up after its back-off limit', () => {
    const { clock, store } = start(job({ backoffLimit: 1 }, { 'portolan.dev/crash': 'true' }));
    clock.advance(20_000);
    const failed = store.get({ plural: 'jobs', group: 'batch', ...metadata });
    expect([conditionStatus(failed, 'Failed'), numberAt(failed, 'status', 'failed')]).toEqual([
      'True',
      2,
    ]);
  });
});

it('a CronJob starts a Job in every minute it names', () => {
  const { clock, store } = start({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata,
    spec: {
      schedule: '*/2 * * * *',
      jobTemplate: { spec: { template: { spec: { ...podSpec, restartPolicy: 'Never' } } } },
    },
  });
  const jobs = () => store.list({ plural: 'jobs', group: 'batch', namespace: 'default' });
  clock.advance(30_000);
  const before = jobs().length;
  clock.advance(4 * 60_000);
  expect(jobs().length - before).toBe(2);
  expect(listAt(jobs()[0], 'status', 'conditions')).toHaveLength(1);
});

it('a namespace goes with everything in it', () => {
  const { clock, store } = start({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop' },
  });
  store.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop' },
    spec: podSpec,
  });
  clock.advance(2000);
  store.delete({ plural: 'namespaces', group: '', name: 'shop' });
  clock.advance(5000);
  expect(store.get({ plural: 'namespaces', group: '', name: 'shop' })).toBeUndefined();
});
