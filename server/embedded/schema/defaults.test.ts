import { expect, test } from 'vitest';

import { admitted, objectOf } from './admitted.ts';
import { workloadDefaults } from './defaults.ts';
import { at } from './read.ts';

const defaulted = (kind: string, fields: Readonly<Record<string, unknown>>, metadata = {}) =>
  admitted(workloadDefaults, objectOf(kind, fields, metadata));

const containerDefaults = {
  imagePullPolicy: 'IfNotPresent',
  resources: {},
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
};
const podSpecDefaults = {
  dnsPolicy: 'ClusterFirst',
  restartPolicy: 'Always',
  schedulerName: 'default-scheduler',
  securityContext: {},
  terminationGracePeriodSeconds: 30,
};
const template = { spec: { containers: [{ name: 'c', image: 'i:1' }] } };
const wholeTemplate = {
  spec: { ...podSpecDefaults, containers: [{ name: 'c', image: 'i:1', ...containerDefaults }] },
};
const rolling = (rollingUpdate: unknown) => ({ type: 'RollingUpdate', rollingUpdate });

test.each([
  [
    'Deployment',
    {
      progressDeadlineSeconds: 600,
      replicas: 1,
      revisionHistoryLimit: 10,
      strategy: rolling({ maxSurge: '25%', maxUnavailable: '25%' }),
    },
  ],
  ['ReplicaSet', { replicas: 1 }],
  [
    'StatefulSet',
    {
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      podManagementPolicy: 'OrderedReady',
      replicas: 1,
      revisionHistoryLimit: 10,
      updateStrategy: rolling({ partition: 0 }),
    },
  ],
  [
    'DaemonSet',
    { revisionHistoryLimit: 10, updateStrategy: rolling({ maxSurge: 0, maxUnavailable: 1 }) },
  ],
])('%s', (kind, spec) => {
  expect(defaulted(kind, { spec: { template } })).toEqual(
    objectOf(kind, { spec: { ...spec, template: wholeTemplate } }),
  );
});

test.each([
  ['Deployment', { replicas: 0 }, ['replicas'], 0],
  ['Deployment', { replicas: null }, ['replicas'], 1],
  ['Deployment', { strategy: { type: 'Recreate' } }, ['strategy'], { type: 'Recreate' }],
  [
    'Deployment',
    { strategy: { rollingUpdate: { maxSurge: 1 } } },
    ['strategy'],
    rolling({ maxSurge: 1, maxUnavailable: '25%' }),
  ],
  [
    'StatefulSet',
    { updateStrategy: { type: 'OnDelete' } },
    ['updateStrategy'],
    { type: 'OnDelete' },
  ],
  [
    'ReplicationController',
    { template: { metadata: { labels: { app: 'x' } } } },
    ['selector'],
    { app: 'x' },
  ],
  [
    'StatefulSet',
    { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] },
    ['volumeClaimTemplates'],
    [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data' },
        spec: { volumeMode: 'Filesystem' },
        status: { phase: 'Pending' },
      },
    ],
  ],
  ['HorizontalPodAutoscaler', { maxReplicas: 3 }, ['minReplicas'], 1],
  ['PersistentVolumeClaim', {}, ['volumeMode'], 'Filesystem'],
  ['PersistentVolume', {}, ['persistentVolumeReclaimPolicy'], 'Retain'],
  [
    'CronJob',
    { jobTemplate: { spec: { template } } },
    ['jobTemplate'],
    { spec: { template: wholeTemplate } },
  ],
  ['CronJob', {}, ['concurrencyPolicy'], 'Allow'],
])('%s %j: %j is %j', (kind, spec, path, value) => {
  expect(at(defaulted(kind, { spec }), 'spec', ...path)).toEqual(value);
});

test.each([
  [{}, { completions: 1, parallelism: 1 }],
  [{ parallelism: 3 }, { parallelism: 3 }],
  [{ completions: 3 }, { completions: 3, parallelism: 1 }],
])('a Job with %j', (given, counts) => {
  expect(at(defaulted('Job', { spec: { ...given, template } }), 'spec')).toEqual({
    ...counts,
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    podReplacementPolicy: 'TerminatingOrFailed',
    suspend: false,
    template: wholeTemplate,
  });
});

test('a Job selects by its uid, unless that is done by hand', () => {
  const job = defaulted('Job', { spec: { template } }, { uid: 'u1' });
  expect(at(job, 'spec', 'selector')).toEqual({
    matchLabels: { 'batch.kubernetes.io/controller-uid': 'u1' },
  });
  expect(at(job, 'spec', 'template', 'metadata', 'labels')).toEqual({
    'batch.kubernetes.io/controller-uid': 'u1',
    'batch.kubernetes.io/job-name': 'a',
    'controller-uid': 'u1',
    'job-name': 'a',
  });
  const manual = defaulted('Job', { spec: { manualSelector: true, template } }, { uid: 'u1' });
  expect(at(manual, 'spec', 'selector')).toBeUndefined();
});

test.each([
  ['nginx', 'Always'],
  ['nginx:latest', 'Always'],
  ['registry.example:5000/nginx', 'Always'],
  ['registry.example:5000/nginx:1.27', 'IfNotPresent'],
  ['nginx@sha256:0123', 'IfNotPresent'],
  ['nginx:latest@sha256:0123', 'IfNotPresent'],
])('image %s is pulled %s', (image, policy) => {
  const pod = defaulted('Pod', { spec: { containers: [{ name: 'c', image }] } });
  expect(pod['spec']).toMatchObject({ containers: [{ imagePullPolicy: policy }] });
});

test('ports, probes, hooks and variables of a container', () => {
  const pod = defaulted('Pod', {
    spec: {
      initContainers: [{ name: 'i', image: 'i:1' }],
      containers: [
        {
          name: 'c',
          image: 'i:1',
          ports: [{ containerPort: 80 }, { containerPort: 53, protocol: 'UDP' }],
          readinessProbe: { httpGet: { port: 80 }, periodSeconds: 2 },
          livenessProbe: { grpc: { port: 80 } },
          lifecycle: { preStop: { httpGet: { port: 80 } } },
          env: [{ name: 'N', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
        },
      ],
    },
  });
  expect(pod['spec']).toMatchObject({
    initContainers: [containerDefaults],
    containers: [
      {
        ports: [
          { containerPort: 80, protocol: 'TCP' },
          { containerPort: 53, protocol: 'UDP' },
        ],
        readinessProbe: {
          httpGet: { path: '/', port: 80, scheme: 'HTTP' },
          failureThreshold: 3,
          periodSeconds: 2,
          successThreshold: 1,
          timeoutSeconds: 1,
        },
        livenessProbe: { grpc: { port: 80, service: '' }, periodSeconds: 10 },
        lifecycle: { preStop: { httpGet: { path: '/', port: 80, scheme: 'HTTP' } } },
        env: [{ valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } }],
      },
    ],
  });
});

test('a Pod on the host network takes its ports there', () => {
  const containers = [{ name: 'c', image: 'i:1', ports: [{ containerPort: 80 }] }];
  const pod = defaulted('Pod', { spec: { hostNetwork: true, containers } });
  expect(pod['spec']).toMatchObject({ containers: [{ ports: [{ hostPort: 80 }] }] });
});

test('volumes', () => {
  const volumes = [
    { name: 'a' },
    { name: 'b', configMap: { name: 'x' } },
    { name: 'c', hostPath: { path: '/x' } },
    { name: 'd', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } },
  ];
  expect(defaulted('Pod', { spec: { containers: [], volumes } })['spec']).toMatchObject({
    volumes: [
      { name: 'a', emptyDir: {} },
      { name: 'b', configMap: { name: 'x', defaultMode: 420 } },
      { name: 'c', hostPath: { path: '/x', type: '' } },
      {
        name: 'd',
        projected: {
          defaultMode: 420,
          sources: [{ serviceAccountToken: { expirationSeconds: 3600, path: 't' } }],
        },
      },
    ],
  });
});

test('a Pod gets an account, its tolerations and a quality of service', () => {
  const pod = defaulted('Pod', {
    spec: {
      containers: [],
      tolerations: [{ key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' }],
    },
    status: { phase: 'Pending' },
  });
  expect(pod['spec']).toMatchObject({
    serviceAccount: 'default',
    serviceAccountName: 'default',
    enableServiceLinks: true,
    priority: 0,
    tolerations: [
      { key: 'node.kubernetes.io/not-ready' },
      {
        key: 'node.kubernetes.io/unreachable',
        effect: 'NoExecute',
        operator: 'Exists',
        tolerationSeconds: 300,
      },
    ],
  });
  expect(pod['status']).toEqual({ phase: 'Pending', qosClass: 'BestEffort' });
});

test.each([
  [{}, 'BestEffort'],
  [{ requests: { 'example.com/gpu': 1 } }, 'BestEffort'],
  [{ requests: { cpu: '1' } }, 'Burstable'],
  [{ limits: { cpu: '1' } }, 'Burstable'],
  [{ limits: { cpu: '1', memory: '1Gi' } }, 'Guaranteed'],
  [{ limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '500m' } }, 'Burstable'],
])('resources %j make a Pod %s', (resources, quality) => {
  const pod = defaulted('Pod', { spec: { containers: [{ name: 'c', image: 'i:1', resources }] } });
  expect(at(pod, 'status', 'qosClass')).toBe(quality);
});

test('what is limited and not requested is requested in full', () => {
  const resources = { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '500m' } };
  const pod = defaulted('Pod', { spec: { containers: [{ name: 'c', image: 'i:1', resources }] } });
  expect(pod['spec']).toMatchObject({
    containers: [{ resources: { requests: { cpu: '500m', memory: '1Gi' } } }],
  });
});

test.each([
  [{}, ['Ingress']],
  [{ ingress: [{}] }, ['Ingress']],
  [{ egress: [] }, ['Ingress']],
  [{ egress: [{}] }, ['Ingress', 'Egress']],
  [{ egress: [{}], policyTypes: ['Egress'] }, ['Egress']],
  [{ policyTypes: [] }, ['Ingress']],
])('S83: a NetworkPolicy with %j is of types %j', (spec, types) => {
  const policy = defaulted('NetworkPolicy', { spec: { podSelector: {}, ...spec } });
  expect(at(policy, 'spec', 'policyTypes')).toEqual(types);
});

test('a NetworkPolicy port without a protocol is TCP', () => {
  const policy = defaulted('NetworkPolicy', {
    spec: { ingress: [{ ports: [{ port: 80 }, { port: 53, protocol: 'UDP' }] }] },
  });
  expect(policy['spec']).toMatchObject({
    ingress: [
      {
        ports: [
          { port: 80, protocol: 'TCP' },
          { port: 53, protocol: 'UDP' },
        ],
      },
    ],
  });
});

test.each([
  ['Pod', { containers: [{ name: 'c', image: 'i:1', resources: { limits: { cpu: 2 } } }] }],
  ['ResourceQuota', { hard: { pods: 3, cpu: '1' } }],
])('quantities of a %s are stored as text', (kind, spec) => {
  const stored = JSON.stringify(defaulted(kind, { spec })['spec']);
  expect(stored).not.toMatch(/"(cpu|pods)":[0-9]/);
  expect(stored).toMatch(/"(cpu|pods)":"[23]"/);
});

test('a Secret keeps its text encoded', () => {
  const secret = defaulted('Secret', { data: { b: 'Yg==' }, stringData: { a: 'hé' } });
  expect(secret).toEqual(objectOf('Secret', { type: 'Opaque', data: { a: 'aMOp', b: 'Yg==' } }));
});

test.each(['Service', 'Endpoints', 'EndpointSlice', 'Ingress', 'HTTPRoute'])(
  'a %s is left as it is',
  (kind) => {
    const object = objectOf(kind, { spec: {} });
    expect(admitted(workloadDefaults, object)).toBe(object);
  },
);

test.each(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod', 'Secret'])(
  'a whole %s is handed back itself, and what is given is never changed',
  (kind) => {
    const spec = { ...template.spec, template, jobTemplate: { spec: { template } } };
    const given = objectOf(kind, { spec }, { uid: 'u1' });
    const before = structuredClone(given);
    const once = admitted(workloadDefaults, given);
    expect(given).toEqual(before);
    expect(once).not.toBe(given);
    expect(admitted(workloadDefaults, once, given)).toBe(once);
  },
);

test('status and deletion are none of it', () => {
  const object = objectOf('Deployment', { spec: {} });
  expect(admitted(workloadDefaults, object, object, 'updateStatus')).toBe(object);
  expect(admitted(workloadDefaults, object, object, 'delete')).toBe(object);
});
