import { expect, test } from 'vitest';

import { printed } from './printed.ts';

const created = { 'Created At': '2026-01-01T00:00:00Z' };
const subjects = [
  { kind: 'User', name: 'u' },
  { kind: 'User', name: 'v' },
  { kind: 'Group', name: 'g' },
  { kind: 'ServiceAccount', name: 's', namespace: 'default' },
];
const target = { kind: 'Deployment', name: 'web' };
const cpu = { type: 'Resource', resource: { name: 'cpu', target: { averageUtilization: 50 } } };

test.each([
  ['Role', {}, created],
  ['ClusterRole', {}, created],
  ['CustomResourceDefinition', {}, created],
  ['LimitRange', {}, created],
  [
    'RoleBinding',
    { roleRef: { kind: 'Role', name: 'r' }, subjects },
    { Age: '60m', Role: 'Role/r', Users: 'u, v', Groups: 'g', ServiceAccounts: 'default/s' },
  ],
  ['ConfigMap', { data: { a: '1', b: '2' }, binaryData: { c: '' } }, { Age: '60m', Data: 3 }],
  ['Secret', { type: 'Opaque', data: { a: '' } }, { Age: '60m', Type: 'Opaque', Data: 1 }],
  ['ServiceAccount', {}, { Age: '60m', Secrets: 0 }],
  ['Lease', { spec: { holderIdentity: 'node-a' } }, { Age: '60m', Holder: 'node-a' }],
  [
    'PodDisruptionBudget',
    { spec: { minAvailable: '50%' }, status: { disruptionsAllowed: 2 } },
    { Age: '60m', 'Min Available': '50%', 'Max Unavailable': 'N/A', 'Allowed Disruptions': 2 },
  ],
  [
    'HorizontalPodAutoscaler',
    { spec: { scaleTargetRef: target, maxReplicas: 5, metrics: [cpu] } },
    {
      Age: '60m',
      Reference: 'Deployment/web',
      Targets: 'cpu: <unknown>/50%',
      MinPods: '<unset>',
      MaxPods: 5,
      Replicas: 0,
    },
  ],
  [
    'HorizontalPodAutoscaler',
    {
      spec: {
        scaleTargetRef: target,
        minReplicas: 1,
        maxReplicas: 5,
        metrics: [
          cpu,
          { type: 'Pods', pods: { metric: { name: 'rps' }, target: { averageValue: '10' } } },
          { type: 'Object', object: { target: { value: '1' } } },
        ],
      },
      status: {
        currentReplicas: 2,
        currentMetrics: [{ resource: { current: { averageUtilization: 20 } } }],
      },
    },
    {
      Age: '60m',
      Reference: 'Deployment/web',
      Targets: 'cpu: 20%/50%, <unknown>/10 + 1 more...',
      MinPods: '1',
      MaxPods: 5,
      Replicas: 2,
    },
  ],
  ['APIService', { spec: {} }, { Age: '60m', Service: 'Local', Available: 'Unknown' }],
  ['MutatingWebhookConfiguration', { webhooks: [{}, {}] }, { Age: '60m', Webhooks: 2 }],
  [
    'PriorityClass',
    { value: 7 },
    { Age: '60m', Value: 7, 'Global-Default': false, PreemptionPolicy: 'PreemptLowerPriority' },
  ],
  ['RuntimeClass', { handler: 'runc' }, { Age: '60m', Handler: 'runc' }],
  ['FlowSchema', {}, { Age: '60m' }],
])('%s %j', (kind, fields, row) => {
  expect(printed(kind, fields)).toEqual({ Name: 'a', ...row });
});
