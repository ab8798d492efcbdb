import { expect, test } from 'vitest';
import { claim, namespace, node, workload } from '../../testing/objects.ts';
import { parseObject } from './object.ts';

test('a Node in full', () => {
  const full = node({
    name: 'node-a',
    ips: ['172.18.0.2', 'FC00::0002'],
    externalIPs: ['203.0.113.2'],
    zone: 'east',
    podCIDRs: ['10.244.0.0/24'],
    ready: 'False',
    unschedulable: true,
    annotations: { 'portolan.dev/dial-address': '127.0.0.11' },
  });
  expect(full).toMatchObject({
    metadata: { namespace: '' },
    internalIPs: ['172.18.0.2', 'fc00::2'],
    externalIPs: ['203.0.113.2'],
    hostname: 'node-a',
    zone: 'east',
    podCIDRs: ['10.244.0.0/24'],
    ready: 'False',
    unschedulable: true,
    dialAddress: '127.0.0.11',
  });
});

test('S21: a Node without status or with an empty zone label', () => {
  const metadata = { name: 'node-a', labels: { 'topology.kubernetes.io/zone': '' } };
  const parsed = parseObject({
    apiVersion: 'v1',
    kind: 'Node',
    metadata,
    spec: { podCIDR: '10.0.0.0/24' },
  });
  expect(parsed).toMatchObject({
    ok: true,
    object: { ready: 'Unknown', internalIPs: [], podCIDRs: ['10.0.0.0/24'], unschedulable: false },
  });
  expect(parsed.ok === true && 'zone' in parsed.object).toBe(false);
});

test('cluster-scoped objects have no namespace, whatever the file says', () => {
  const metadata = { name: 'node-a', namespace: 'shop' };
  expect(parseObject({ apiVersion: 'v1', kind: 'Node', metadata })).toMatchObject({
    object: { metadata: { namespace: '' } },
  });
});

test('a Node may report what is no address: it is left out, the Node stays', () => {
  expect(node({ name: 'a', ips: ['ten', '172.18.0.2'] }).internalIPs).toEqual(['172.18.0.2']);
});

test.each([
  [{ phase: 'Terminating' }, 'Terminating'],
  [{ phase: 'Active' }, 'Active'],
  [undefined, 'Active'],
])('a Namespace with status %j is %s', (status, phase) => {
  const parsed = parseObject({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop' },
    status,
  });
  expect(parsed).toMatchObject({ ok: true, object: { phase } });
  expect(namespace('shop').metadata.labels.get('kubernetes.io/metadata.name')).toBe('shop');
});

function deployment(spec: unknown) {
  return parseObject({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec,
  });
}

function replicaSet(expression: unknown) {
  return parseObject({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'a' },
    spec: { selector: { matchExpressions: [expression] } },
  });
}

test('a Deployment wants one replica unless it says otherwise; 0 is 0', () => {
  expect(deployment({})).toMatchObject({ object: { replicas: 1, readyReplicas: 0 } });
  expect(deployment({ replicas: 0 })).toMatchObject({ object: { replicas: 0 } });
  expect(deployment({ replicas: -1 })).toMatchObject({
    ok: false,
    problems: [{ path: 'spec.replicas' }],
  });
});

test('a DaemonSet counts in its status; a StatefulSet names its Service', () => {
  expect(workload('DaemonSet', { name: 'agent', replicas: 3, readyReplicas: 2 })).toMatchObject({
    replicas: 3,
    readyReplicas: 2,
  });
  const set = workload('StatefulSet', {
    name: 'redis',
    serviceName: 'redis',
    podLabels: { app: 'redis' },
  });
  expect(set.serviceName).toBe('redis');
  expect(set.selector.matchLabels).toEqual(new Map([['app', 'redis']]));
  expect(set.templateLabels).toEqual(new Map([['app', 'redis']]));
});

test('selector expressions of a workload', () => {
  expect(replicaSet({ key: 'app', operator: 'Exists' })).toMatchObject({
    object: { selector: { matchExpressions: [{ key: 'app', operator: 'Exists', values: [] }] } },
  });
  expect(replicaSet({ key: 'app', operator: 'in' })).toMatchObject({
    problems: [{ path: 'spec.selector.matchExpressions[0].operator', code: 'unsupported' }],
  });
  expect(replicaSet({})).toMatchObject({ problems: [{ code: 'required' }, { code: 'required' }] });
});

test('a claim shows what it got, else what it asked for', () => {
  expect(claim({ name: 'data', capacity: '2Gi' })).toMatchObject({
    phase: 'Bound',
    capacity: '2Gi',
  });
  const spec = { storageClassName: 'fast', resources: { requests: { storage: 1_073_741_824 } } };
  const metadata = { name: 'data' };
  expect(
    parseObject({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec }),
  ).toMatchObject({
    object: { phase: 'Pending', storageClassName: 'fast', capacity: '1073741824' },
  });
});
