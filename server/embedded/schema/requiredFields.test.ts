import { expect, test } from 'vitest';

import { ApiError } from '../api/errors.ts';
import type { KubeObject } from '../objects.ts';
import { admitted, objectOf } from './admitted.ts';
import { requiredFields, workloadDefaults } from './defaults.ts';

const container = { name: 'c', image: 'i:1' };
const labelled = { metadata: { labels: { app: 'x' } }, spec: { containers: [container] } };
const selector = { matchLabels: { app: 'x' } };
const workload = { selector, template: labelled };
const once = { template: { spec: { restartPolicy: 'Never', containers: [container] } } };

/** Every fault found, as `field: message`. */
function faults(object: KubeObject, previous?: KubeObject): string[] {
  try {
    const whole = admitted(workloadDefaults, object, previous);
    admitted(requiredFields, whole, previous && admitted(workloadDefaults, previous));
    return [];
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 422) throw error;
    const causes = error.status.details?.causes ?? [];
    return causes.map((cause) => `${cause.field ?? ''}: ${cause.message}`);
  }
}

function podWith(fields: Readonly<Record<string, unknown>>): KubeObject {
  return objectOf('Pod', { spec: { containers: [{ ...container, ...fields }] } });
}

test.each([
  ['Pod', { containers: [container] }],
  ['Deployment', workload],
  ['ReplicaSet', workload],
  ['StatefulSet', workload],
  ['DaemonSet', workload],
  ['ReplicationController', { template: labelled }],
  ['Job', once],
  ['CronJob', { schedule: '* * * * *', jobTemplate: { spec: once } }],
  ['Service', {}],
  ['HTTPRoute', { anything: true }],
  ['NetworkPolicy', { podSelector: {} }],
  [
    'PersistentVolumeClaim',
    { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: 1 } } },
  ],
])('a good %s passes', (kind, spec) => {
  expect(faults(objectOf(kind, { spec }))).toEqual([]);
});

test.each([
  [{ containers: [] }, ['spec.containers: Required value']],
  [{ containers: [{ name: 'c' }] }, ['spec.containers[0].image: Required value']],
  [{ containers: [{ image: 'i:1' }] }, ['spec.containers[0].name: Required value']],
  [{ containers: [container, container] }, ['spec.containers[1].name: Duplicate value: "c"']],
  [
    { containers: [container], initContainers: [container] },
    ['spec.initContainers[0].name: Duplicate value: "c"'],
  ],
  [
    { containers: [container], restartPolicy: 'Sometimes' },
    [
      'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "Never", "OnFailure"',
    ],
  ],
  [
    { containers: [container], volumes: [{ name: 'v' }, { name: 'v' }] },
    ['spec.volumes[1].name: Duplicate value: "v"'],
  ],
])('a Pod with %j', (spec, found) => {
  expect(faults(objectOf('Pod', { spec }))).toEqual(found);
});

test.each([
  [
    { name: 'A' },
    [
      expect.stringMatching(
        /^spec.containers\[0\].name: Invalid value: "A": a lowercase RFC 1123 label/,
      ),
    ],
  ],
  [
    { ports: [{ containerPort: 70000 }] },
    [
      'spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ],
  ],
  [{ ports: [{}] }, ['spec.containers[0].ports[0].containerPort: Required value']],
  [
    {
      ports: [
        { containerPort: 80, name: 'a' },
        { containerPort: 81, name: 'a' },
      ],
    },
    ['spec.containers[0].ports[1].name: Duplicate value: "a"'],
  ],
  [
    { ports: [{ containerPort: 80, protocol: 'tcp' }] },
    [
      'spec.containers[0].ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"',
    ],
  ],
  [{ env: [{ value: 'x' }] }, ['spec.containers[0].env[0].name: Required value']],
  [
    { volumeMounts: [{ name: 'v', mountPath: '/x' }] },
    ['spec.containers[0].volumeMounts[0].name: Not found: "v"'],
  ],
  [
    { readinessProbe: { periodSeconds: 1 } },
    ['spec.containers[0].readinessProbe: Required value: must specify a handler type'],
  ],
  [
    { readinessProbe: { exec: {}, tcpSocket: { port: 80 } } },
    [
      'spec.containers[0].readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type',
    ],
  ],
  [
    { livenessProbe: { httpGet: { port: 0 } } },
    [
      'spec.containers[0].livenessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive',
    ],
  ],
  [{ livenessProbe: { httpGet: { port: 'http' } } }, []],
])('a container with %j', (fields, found) => {
  expect(faults(podWith(fields))).toEqual(found);
});

test.each([
  [{ template: labelled }, ['spec.selector: Required value']],
  [
    { selector: {}, template: labelled },
    [
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: empty selector is invalid for deployment',
    ],
  ],
  [
    { selector: { matchLabels: { app: 'other' } }, template: labelled },
    [
      'spec.template.metadata.labels: Invalid value: map[string]string{"app":"x"}: `selector` does not match template `labels`',
    ],
  ],
  [
    { selector: { matchExpressions: [{ key: 'app', operator: 'In' }] }, template: labelled },
    [
      "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      'spec.template.metadata.labels: Invalid value: map[string]string{"app":"x"}: `selector` does not match template `labels`',
    ],
  ],
  [
    { ...workload, replicas: -1 },
    ['spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [
    { selector, template: { ...labelled, spec: { ...labelled.spec, restartPolicy: 'Never' } } },
    ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
  ],
])('a Deployment with %j', (spec, found) => {
  expect(faults(objectOf('Deployment', { spec }))).toEqual(found);
});

test.each([
  [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['x', 'y'] }] }],
  [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['y'] }] }],
  [{ matchExpressions: [{ key: 'app', operator: 'Exists' }] }],
  [{ matchExpressions: [{ key: 'constructor', operator: 'DoesNotExist' }] }],
])('S17: the selector %j matches app=x', (own) => {
  expect(faults(objectOf('Deployment', { spec: { ...workload, selector: own } }))).toEqual([]);
});

test('a StatefulSet mounts what it claims', () => {
  const containers = [{ ...container, volumeMounts: [{ name: 'data', mountPath: '/data' }] }];
  const spec = {
    selector,
    template: { ...labelled, spec: { containers } },
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }],
  };
  expect(faults(objectOf('StatefulSet', { spec }))).toEqual([]);
});

test.each([
  [
    'Job',
    { template: { spec: { containers: [container] } } },
    ['spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'],
  ],
  ['CronJob', { jobTemplate: { spec: once } }, ['spec.schedule: Required value']],
  [
    'Ingress',
    {},
    ['spec: Invalid value: []: either `defaultBackend` or `rules` must be specified'],
  ],
  [
    'Ingress',
    { rules: [{ http: { paths: [{ path: 'x', backend: {} }] } }] },
    [
      'spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified',
      'spec.rules[0].http.paths[0].path: Invalid value: "x": must be an absolute path',
      'spec.rules[0].http.paths[0].backend: Required value: must specify a resource or service backend',
    ],
  ],
  [
    'Ingress',
    { defaultBackend: { service: { port: {} } } },
    [
      'spec.defaultBackend.service.name: Required value',
      'spec.defaultBackend: Required value: port name or number is required',
    ],
  ],
  [
    'NetworkPolicy',
    { podSelector: {}, ingress: [{ from: [{}] }] },
    ['spec.ingress[0].from[0]: Required value: must specify a peer'],
  ],
  [
    'NetworkPolicy',
    { podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }] }] },
    ['spec.egress[0].to[0]: Forbidden: may not specify both ipBlock and another peer'],
  ],
  [
    'PersistentVolumeClaim',
    {},
    [
      'spec.accessModes: Required value: at least 1 access mode is required',
      'spec.resources[storage]: Required value',
    ],
  ],
  [
    'HorizontalPodAutoscaler',
    { scaleTargetRef: { kind: 'Deployment', name: 'a' }, minReplicas: 3, maxReplicas: 2 },
    ['spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`'],
  ],
])('%s %j', (kind, spec, found) => {
  expect(faults(objectOf(kind, { spec }))).toEqual(found);
});

test.each([
  ['Namespace', { name: 'a.b' }, ['metadata.name']],
  ['ConfigMap', { name: 'a.b' }, []],
  ['CronJob', { name: 'a'.repeat(53) }, ['metadata.name', 'spec.schedule']],
  ['ConfigMap', { labels: { ok: 'Value_1', 'example.com/ok': '' } }, []],
  ['ConfigMap', { labels: { 'a b': 'c' } }, ['metadata.labels']],
  ['ConfigMap', { labels: { a: '-' } }, ['metadata.labels']],
  ['ConfigMap', { labels: { 'a/b/c': '' } }, ['metadata.labels']],
  ['ConfigMap', { labels: { '/b': '' } }, ['metadata.labels']],
  ['ConfigMap', { labels: { constructor: '', valueOf: '' } }, []],
  ['ConfigMap', { annotations: { 'Example.com/Any': 'what ever\n' } }, []],
  ['ConfigMap', { annotations: { 'a b': '' } }, ['metadata.annotations']],
  ['Service', { labels: { 'a b': 'c' } }, ['metadata.labels']],
])('%s with %j', (kind, metadata, fields) => {
  const spec = kind === 'CronJob' ? { jobTemplate: { spec: once } } : {};
  const found = faults(objectOf(kind, { spec }, metadata));
  expect(found.map((fault) => fault.split(':')[0])).toEqual(fields);
});

test.each([
  [{ data: { 'a/b': '' } }, [expect.stringContaining('data[a/b]: Invalid value: "a/b"')]],
  [{ data: { constructor: '' } }, []],
])('a ConfigMap with %j', (fields, found) => {
  expect(faults(objectOf('ConfigMap', fields))).toEqual(found);
});

test.each([
  [
    'Deployment',
    { spec: workload },
    {
      spec: {
        selector: { matchLabels: { app: 'y' } },
        template: { ...labelled, metadata: { labels: { app: 'y' } } },
      },
    },
    [
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"y"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable',
    ],
  ],
  ['Deployment', { spec: workload }, { spec: { ...workload, replicas: 3 } }, []],
  ['StatefulSet', { spec: workload }, { spec: { ...workload, replicas: 3 } }, []],
  [
    'StatefulSet',
    { spec: workload },
    { spec: { ...workload, serviceName: 'other' } },
    [expect.stringContaining('spec: Forbidden: updates to statefulset spec for fields other than')],
  ],
  [
    'Pod',
    { spec: { containers: [container] } },
    { spec: { containers: [{ ...container, image: 'i:2' }], nodeName: 'node-a' } },
    [],
  ],
  [
    'Pod',
    { spec: { containers: [container], nodeName: 'node-a' } },
    { spec: { containers: [container], nodeName: 'node-b' } },
    [expect.stringContaining('spec: Forbidden: pod updates may not change fields other than')],
  ],
  [
    'Pod',
    { spec: { containers: [container] } },
    { spec: { containers: [{ ...container, command: ['x'] }] } },
    [expect.stringContaining('spec: Forbidden: pod updates may not change fields other than')],
  ],
  [
    'Job',
    { spec: once },
    { spec: { template: { spec: { ...once.template.spec, restartPolicy: 'OnFailure' } } } },
    [expect.stringMatching(/^spec.template: Invalid value: .*: field is immutable$/)],
  ],
  [
    'ConfigMap',
    { immutable: true, data: { a: '1' } },
    { immutable: true, data: { a: '2' } },
    ['data: Forbidden: field is immutable when `immutable` is set'],
  ],
  [
    'Secret',
    { type: 'Opaque' },
    { type: 'kubernetes.io/tls' },
    ['type: Invalid value: "kubernetes.io/tls": field is immutable'],
  ],
  [
    'RoleBinding',
    { roleRef: { kind: 'Role', name: 'r' } },
    { roleRef: { kind: 'Role', name: 's' } },
    ['roleRef: Invalid value: {"kind":"Role","name":"s"}: cannot change roleRef'],
  ],
])('%s from %j to %j', (kind, before, after, found) => {
  expect(faults(objectOf(kind, after), objectOf(kind, before))).toEqual(found);
});

test('status and deletion are not checked', () => {
  const bad = objectOf('Pod', { spec: {} });
  expect(admitted(requiredFields, bad, bad, 'updateStatus')).toBe(bad);
  expect(admitted(requiredFields, bad, bad, 'delete')).toBe(bad);
});
