import { afterEach, describe, expect, it } from 'vitest';

import type { KubeObject } from '../objects.ts';
import { simulatedCluster, type SimulatedCluster } from '../testing/simulatedCluster.ts';
import { conditionOf, conditionStatus } from './conditions.ts';
import { listAt, numberAt, textAt } from './reading.ts';

let cluster: SimulatedCluster;
afterEach(() => cluster.stop());

const ref = { plural: 'pods', group: '', namespace: 'default', name: 'web' };

function start(extra: { annotations?: Record<string, string>; spec?: object; container?: object }) {
  cluster = simulatedCluster();
  const { annotations = {}, spec, container } = extra;
  cluster.store.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'default', annotations },
    spec: { containers: [{ name: 'app', image: 'web:1', ...container }], ...spec },
  });
  return cluster;
}

function pod(): KubeObject {
  const found = cluster.store.get(ref);
  if (found === undefined) throw new Error('the Pod is gone');
  return found;
}

function annotate(name: string, value: string): void {
  cluster.store.modify(ref, (current) => ({
    ...current,
    metadata: { ...current.metadata, annotations: { [name]: value } },
  }));
}

function patchReady(status: string): void {
  cluster.store.modify(
    ref,
    (current) => ({
      ...current,
      status: {
        ...Object(current['status']),
        conditions: [
          ...listAt(current, 'status', 'conditions').filter(
            (entry) => textAt(entry, 'type') !== 'Ready',
          ),
          { type: 'Ready', status },
        ],
      },
    }),
    'status',
  );
}

const waitingReason = (object: KubeObject): string | undefined =>
  textAt(listAt(object, 'status', 'containerStatuses')[0], 'state', 'waiting', 'reason');

const ready = () => conditionStatus(pod(), 'Ready');

describe('a Pod comes up', () => {
  it('as ContainerCreating, then running and ready with an address of its node', () => {
    const { clock } = start({});
    clock.advance(0);
    expect([textAt(pod(), 'status', 'phase'), waitingReason(pod())]).toEqual([
      'Pending',
      'ContainerCreating',
    ]);
    expect(textAt(pod(), 'status', 'podIP')).toBeUndefined();
    clock.advance(1000);
    expect([textAt(pod(), 'status', 'phase'), ready()]).toEqual(['Running', 'True']);
    expect(textAt(pod(), 'spec', 'nodeName')).toBe('node-a');
    expect(textAt(pod(), 'status', 'podIP')).toBe('10.244.0.2');
    expect(textAt(pod(), 'status', 'hostIP')).toBe('172.18.0.2');
  });

  it('after its init containers, one by one', () => {
    const init = [
      { name: 'one', image: 'i' },
      { name: 'two', image: 'i' },
    ];
    const { clock } = start({ spec: { initContainers: init } });
    clock.advance(350);
    expect([waitingReason(pod()), conditionStatus(pod(), 'Initialized')]).toEqual([
      'PodInitializing',
      'False',
    ]);
    clock.advance(1000);
    const reasons = listAt(pod(), 'status', 'initContainerStatuses').map((entry) =>
      textAt(entry, 'state', 'terminated', 'reason'),
    );
    expect([reasons, ready()]).toEqual([['Completed', 'Completed'], 'True']);
  });

  it('ready only after the initial delay its probe asks for, in seconds', () => {
    const readinessProbe = { tcpSocket: { port: 80 }, initialDelaySeconds: 20 };
    const { clock } = start({ container: { readinessProbe } });
    clock.advance(20_000);
    expect([textAt(pod(), 'status', 'phase'), ready()]).toEqual(['Running', 'False']);
    clock.advance(1000);
    expect(ready()).toBe('True');
  });

  it("at its node's address when it uses the host's network", () => {
    const { clock } = start({ spec: { hostNetwork: true } });
    clock.advance(1000);
    expect(textAt(pod(), 'status', 'podIP')).toBe('172.18.0.2');
  });

  it('on the node it names', () => {
    const { clock } = start({ spec: { nodeName: 'node-c' } });
    clock.advance(1000);
    expect(textAt(pod(), 'status', 'podIP')).toBe('10.244.2.2');
  });

  it('nowhere when no node fits, and says why', () => {
    const { clock, store } = start({ spec: { nodeSelector: { disk: 'ssd' } } });
    clock.advance(1000);
    const condition = conditionOf(pod(), 'PodScheduled');
    expect(textAt(condition, 'reason')).toBe('Unschedulable');
    expect(textAt(condition, 'message')).toBe(
      "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.",
    );
    store.modify({ plural: 'nodes', group: '', name: 'node-b' }, (node) => ({
      ...node,
      metadata: { ...node.metadata, labels: { ...node.metadata.labels, disk: 'ssd' } },
    }));
    clock.advance(1000);
    expect([textAt(pod(), 'spec', 'nodeName'), ready()]).toEqual(['node-b', 'True']);
  });

  it('not ready while a readiness gate is closed', () => {
    const { clock, store } = start({
      spec: { readinessGates: [{ conditionType: 'example.com/open' }] },
    });
    clock.advance(1000);
    expect(textAt(conditionOf(pod(), 'Ready'), 'reason')).toBe('ReadinessGatesNotReady');
    store.modify(
      ref,
      (current) => ({
        ...current,
        status: {
          ...Object(current['status']),
          conditions: [
            ...listAt(current, 'status', 'conditions'),
            { type: 'example.com/open', status: 'True' },
          ],
        },
      }),
      'status',
    );
    clock.advance(1000);
    expect(ready()).toBe('True');
  });
});

describe('readiness is broken', () => {
  it('by patching the status, which stands until it is patched back', () => {
    const { clock } = start({});
    clock.advance(1000);
    patchReady('False');
    clock.advance(1000);
    annotate('example.com/touched', 'yes');
    clock.advance(60_000);
    expect(ready()).toBe('False');
    patchReady('True');
    clock.advance(1000);
    expect(ready()).toBe('True');
  });

  it.each(['false', '503'])('by the annotation %j, and cured by taking it back', (value) => {
    const { clock } = start({ annotations: { 'portolan.dev/readiness': value } });
    clock.advance(1000);
    expect([ready(), textAt(pod(), 'status', 'phase')]).toEqual(['False', 'Running']);
    annotate('portolan.dev/readiness', 'true');
    clock.advance(0);
    expect(ready()).toBe('True');
  });

  it('and an Event tells what the probe saw', () => {
    const { clock, store } = start({ annotations: { 'portolan.dev/readiness': '503' } });
    clock.advance(1000);
    const messages = store
      .list({ plural: 'events', group: '', namespace: 'default' })
      .filter((event) => textAt(event, 'reason') === 'Unhealthy')
      .map((event) => textAt(event, 'message'));
    expect(messages).toEqual(['Readiness probe failed: HTTP probe failed with statuscode: 503']);
  });
});

describe('containers fail', () => {
  it('to pull their image', () => {
    const { clock } = start({ annotations: { 'portolan.dev/image-pull': 'fail' } });
    clock.advance(5000);
    expect([textAt(pod(), 'status', 'phase'), waitingReason(pod())]).toEqual([
      'Pending',
      'ImagePullBackOff',
    ]);
  });

  it('again and again, with longer waits between', () => {
    const { clock } = start({ annotations: { 'portolan.dev/crash': 'true' } });
    const restarts = () =>
      numberAt(listAt(pod(), 'status', 'containerStatuses')[0], 'restartCount');
    clock.advance(5000);
    expect([waitingReason(pod()), restarts(), ready()]).toEqual(['CrashLoopBackOff', 0, 'False']);
    clock.advance(10_000);
    expect(restarts()).toBe(1);
    clock.advance(20_000);
    expect(restarts()).toBe(2);
  });
});

describe('a Pod ends', () => {
  it('at once when deleted', () => {
    const { clock, store } = start({});
    clock.advance(1000);
    store.delete(ref);
    expect(pod().metadata.deletionTimestamp).toBeDefined();
    clock.advance(200);
    expect(store.get(ref)).toBeUndefined();
  });

  it('later when its annotation says so, still ready meanwhile', () => {
    const { clock, store } = start({
      annotations: { 'portolan.dev/termination-seconds': '8' },
    });
    clock.advance(1000);
    store.delete(ref);
    clock.advance(7000);
    expect(ready()).toBe('True');
    clock.advance(1500);
    expect(store.get(ref)).toBeUndefined();
  });

  it('no later than its grace period allows', () => {
    const { clock, store } = start({
      annotations: { 'portolan.dev/termination-seconds': '600' },
      spec: { terminationGracePeriodSeconds: 5 },
    });
    clock.advance(1000);
    store.delete(ref);
    clock.advance(5100);
    expect(store.get(ref)).toBeUndefined();
  });

  it('with its last status reported where a finalizer keeps the object', () => {
    const { clock, store } = start({});
    clock.advance(1000);
    store.modify(ref, (current) => ({
      ...current,
      metadata: { ...current.metadata, finalizers: ['example.com/hold'] },
    }));
    store.delete(ref);
    clock.advance(60_000);
    expect([textAt(pod(), 'status', 'phase'), ready()]).toEqual(['Succeeded', 'False']);
    store.modify(ref, (current) => {
      const { finalizers: _finalizers, ...metadata } = current.metadata;
      return { ...current, metadata };
    });
    clock.advance(1000);
    expect(store.get(ref)).toBeUndefined();
  });
});
