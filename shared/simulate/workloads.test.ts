import { describe, expect, test } from 'vitest';
import type { RawObject } from './rawObject.ts';
import {
  claimsOf,
  podOf,
  podTemplateHash,
  replicaSetOf,
  replicasOf,
  statefulPodOf,
} from './workloads.ts';

function workload(kind: string, spec: Record<string, unknown> = {}): RawObject {
  const template = {
    metadata: { labels: { app: 'web' }, annotations: { note: 'kept' } },
    spec: { containers: [{ name: 'main' }] },
  };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web', namespace: 'shop', uid: 'u1' },
    spec: { selector: { matchLabels: { app: 'web' } }, template, ...spec },
  };
}

test.each([
  ['Deployment', {}, 1],
  ['Deployment', { replicas: 0 }, 0],
  ['StatefulSet', { replicas: 3 }, 3],
  ['DaemonSet', {}, 5],
  ['Job', {}, 1],
  ['Job', { parallelism: 4 }, 4],
  ['Job', { parallelism: 4, completions: 2 }, 2],
])('%s %o has %i Pods', (kind, spec, expected) => {
  expect(replicasOf(workload(kind, spec), 5)).toBe(expected);
});

describe('a Deployment', () => {
  test('makes a ReplicaSet named and labelled by the hash of its template', () => {
    const deployment = workload('Deployment', { replicas: 2 });
    const hash = podTemplateHash(deployment);
    const labels = { app: 'web', 'pod-template-hash': hash };
    expect(hash).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{10}$/);
    expect(replicaSetOf(deployment)).toMatchObject({
      kind: 'ReplicaSet',
      metadata: {
        name: `web-${hash}`,
        namespace: 'shop',
        labels,
        ownerReferences: [{ kind: 'Deployment', name: 'web', uid: 'u1', controller: true }],
      },
      spec: { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels } } },
    });
  });

  test('the hash hangs on the template alone, and not on the order of its fields', () => {
    const scaled = workload('Deployment', { replicas: 9 });
    const reordered = workload('Deployment', {
      template: {
        spec: { containers: [{ name: 'main' }] },
        metadata: { annotations: { note: 'kept' }, labels: { app: 'web' } },
      },
    });
    const other = workload('Deployment', { template: { spec: { containers: [] } } });
    const hash = podTemplateHash(workload('Deployment'));
    expect([scaled, reordered].map(podTemplateHash)).toEqual([hash, hash]);
    expect(podTemplateHash(other)).not.toBe(hash);
  });
});

test('a Pod carries labels, annotations, owner and a spec of its own', () => {
  const set = workload('ReplicaSet');
  const pod = podOf(set, 'web-abc');
  expect(pod).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'web-abc',
      namespace: 'shop',
      labels: { app: 'web' },
      annotations: { note: 'kept' },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: 'web',
          uid: 'u1',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: { containers: [{ name: 'main' }] },
  });
});

test('labels called `constructor` and `__proto__` are labels', () => {
  const labels: unknown = JSON.parse('{"constructor":"a","__proto__":"b"}');
  const pod = podOf(workload('ReplicaSet', { template: { metadata: { labels } } }), 'p');
  expect(Object.entries(pod.metadata.labels ?? {})).toEqual([
    ['constructor', 'a'],
    ['__proto__', 'b'],
  ]);
});

describe('a StatefulSet', () => {
  const set = workload('StatefulSet', {
    serviceName: 'peers',
    volumeClaimTemplates: [
      { metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } },
    ],
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        volumes: [
          { name: 'data', emptyDir: {} },
          { name: 'tmp', emptyDir: {} },
        ],
      },
    },
  });

  test('S75: its Pods have ordinal, hostname, subdomain and claims', () => {
    const pod = statefulPodOf(set, 2);
    expect(pod.metadata.name).toBe('web-2');
    expect(pod.metadata.labels).toMatchObject({
      'statefulset.kubernetes.io/pod-name': 'web-2',
      'apps.kubernetes.io/pod-index': '2',
    });
    expect(pod['spec']).toEqual({
      hostname: 'web-2',
      subdomain: 'peers',
      volumes: [
        { name: 'data', persistentVolumeClaim: { claimName: 'data-web-2' } },
        { name: 'tmp', emptyDir: {} },
      ],
    });
  });

  test('its claims are named after the Pod and not owned by it', () => {
    expect(claimsOf(set, 2)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data-web-2', namespace: 'shop', labels: { app: 'web' } },
        spec: { resources: { requests: { storage: '1Gi' } } },
      },
    ]);
  });
});
