import { expect, test } from 'vitest';
import { pod } from '../../testing/objects.ts';
import { createDoor, parseObject } from './object.ts';

test('a Pod from a file, not started yet', () => {
  const spec = { containers: [{ name: 'app', image: 'nginx' }] };
  const parsed = parseObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });
  expect(parsed.ok === true && parsed.object).toEqual({
    kind: 'Pod',
    metadata: {
      name: 'web',
      namespace: 'default',
      uid: '',
      resourceVersion: '',
      labels: new Map(),
      annotations: new Map(),
    },
    hostNetwork: false,
    dnsPolicy: 'ClusterFirst',
    containers: [{ name: 'app', ports: [] }],
    initContainers: [],
    readinessGates: [],
    claims: [],
    phase: 'Pending',
    podIPs: [],
    conditions: [],
    containerStates: [],
  });
});

test('a Pod in full', () => {
  const full = pod({
    name: 'redis-0',
    namespace: 'shop',
    owner: { kind: 'StatefulSet', name: 'redis' },
    node: 'node-a',
    ips: ['10.244.0.7', 'FD00::0007'],
    claims: ['data-redis-0'],
    spec: {
      hostNetwork: true,
      hostname: 'redis-0',
      subdomain: 'redis',
      dnsPolicy: 'None',
      dnsConfig: {
        nameservers: ['10.96.0.10'],
        searches: ['a.b'],
        options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }],
      },
      containers: [
        {
          name: 'redis',
          ports: [
            { name: 'redis', containerPort: 6379 },
            { containerPort: 53, protocol: 'UDP', hostPort: 53 },
          ],
          readinessProbe: { httpGet: { path: '/ready', port: 'redis' }, periodSeconds: 5 },
        },
      ],
      initContainers: [
        { name: 'proxy', restartPolicy: 'Always', ports: [{ name: 'p', containerPort: 15_001 }] },
      ],
      readinessGates: [{ conditionType: 'x.io/gate' }],
    },
    status: {
      hostIP: '172.18.0.2',
      reason: 'Evicted',
      message: 'low on memory',
      conditions: [
        {
          type: 'Ready',
          status: 'False',
          reason: 'ContainersNotReady',
          message: 'no',
          lastTransitionTime: null,
        },
      ],
      containerStatuses: [
        {
          name: 'redis',
          ready: false,
          restartCount: 4,
          state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } },
        },
        { name: 'side', ready: true, state: { running: { startedAt: 'x' } } },
        { name: 'done', state: { terminated: { exitCode: 1, reason: 'Error' } } },
        { name: 'new' },
      ],
    },
  });
  expect(full).toMatchObject({
    metadata: {
      controller: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'redis', uid: 'uid-redis' },
    },
    nodeName: 'node-a',
    hostNetwork: true,
    hostname: 'redis-0',
    subdomain: 'redis',
    dnsPolicy: 'None',
    dnsConfig: { nameservers: ['10.96.0.10'], searches: ['a.b'], ndots: 2 },
    readinessGates: ['x.io/gate'],
    claims: ['data-redis-0'],
    podIPs: ['10.244.0.7', 'fd00::7'],
    hostIP: '172.18.0.2',
    reason: 'Evicted',
    message: 'low on memory',
  });
  expect(full.containers).toEqual([
    {
      name: 'redis',
      ports: [
        { name: 'redis', containerPort: 6379, protocol: 'TCP' },
        { name: '', containerPort: 53, protocol: 'UDP', hostPort: 53 },
      ],
      readinessProbe: { type: 'httpGet', port: 'redis', path: '/ready' },
    },
  ]);
  expect(full.initContainers[0]).toMatchObject({ name: 'proxy', restartPolicy: 'Always' });
  expect(full.conditions).toEqual([
    { type: 'Ready', status: 'False', reason: 'ContainersNotReady', message: 'no' },
  ]);
  expect(full.containerStates).toEqual([
    {
      name: 'redis',
      ready: false,
      restartCount: 4,
      state: 'waiting',
      reason: 'CrashLoopBackOff',
      message: 'back-off',
    },
    { name: 'side', ready: true, restartCount: 0, state: 'running' },
    { name: 'done', ready: false, restartCount: 0, state: 'terminated', reason: 'Error' },
    { name: 'new', ready: false, restartCount: 0, state: 'unknown' },
  ]);
});

test.each([
  [{ tcpSocket: { port: 8080 } }, { type: 'tcpSocket', port: 8080 }],
  [{ grpc: { port: 9090 } }, { type: 'grpc', port: 9090 }],
  [{ exec: { command: ['true'] } }, { type: 'exec' }],
  [{ periodSeconds: 5 }, undefined],
])('readiness probe %j', (readinessProbe, expected) => {
  const [container] = pod({
    name: 'a',
    spec: { containers: [{ name: 'c', readinessProbe }] },
  }).containers;
  expect(container?.readinessProbe).toEqual(expected);
});

test('an unheard-of phase is Unknown, not a fault', () => {
  expect(pod({ name: 'a', phase: 'Napping' }).phase).toBe('Unknown');
});

test('S20: podIP alone counts; addresses are canonical', () => {
  expect(pod({ name: 'a', status: { podIPs: null, podIP: '10.0.0.09' } }).podIPs).toEqual([
    '10.0.0.9',
  ]);
});

test('F16: owners may be odd: only a controller counts', () => {
  const metadata = { name: 'a', ownerReferences: [{ kind: 'X', name: 'x' }, { controller: true }] };
  const parsed = parseObject({ apiVersion: 'v1', kind: 'Pod', metadata });
  expect(parsed.ok === true && parsed.object.metadata.controller).toEqual({
    apiVersion: '',
    kind: '',
    name: '',
    uid: '',
  });
});

test.each([
  [{ status: { podIPs: [{ ip: '10.0.0.256' }] } }, 'status.podIPs[0].ip', 'invalid'],
  [{ status: { hostIP: 'node-a' } }, 'status.hostIP', 'invalid'],
  [{ status: { conditions: {} } }, 'status.conditions', 'wrongType'],
  [
    { spec: { containers: [{ ports: [{ containerPort: 99_999 }] }] } },
    'spec.containers[0].ports[0].containerPort',
    'invalid',
  ],
  [
    { spec: { containers: [{ ports: [{}] }] } },
    'spec.containers[0].ports[0].containerPort',
    'required',
  ],
  [{ spec: { hostNetwork: 'yes' } }, 'spec.hostNetwork', 'wrongType'],
  [{ spec: { nodeName: 7 } }, 'spec.nodeName', 'wrongType'],
])('F16: %j is refused at %s', (fields, path, code) => {
  const parsed = parseObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, ...fields });
  expect(parsed.ok === false && parsed.problems).toEqual([expect.objectContaining({ path, code })]);
});

test('Pods of one workload share what they have in common', () => {
  const door = createDoor();
  const admit = (name: string) => {
    const spec = { containers: [{ name: 'app', ports: [{ containerPort: 80 }] }] };
    const status = { conditions: [{ type: 'Ready', status: 'True' }] };
    const parsed = door.parse({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec, status });
    if (parsed.ok !== true || parsed.object.kind !== 'Pod') throw new Error('refused');
    return parsed.object;
  };
  const [first, second] = [admit('a'), admit('b')];
  expect(second.containers).toBe(first.containers);
  expect(second.conditions).toBe(first.conditions);
});
