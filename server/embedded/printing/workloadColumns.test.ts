import { expect, test } from 'vitest';

import { printed } from './printed.ts';

const template = {
  spec: {
    containers: [
      { name: 'c', image: 'i:1' },
      { name: 'd', image: 'j:2' },
    ],
    nodeSelector: { disk: 'ssd' },
  },
};
const selector = {
  matchLabels: { tier: 'web', app: 'shop' },
  matchExpressions: [
    { key: 'env', operator: 'In', values: ['b', 'a'] },
    { key: 'old', operator: 'DoesNotExist' },
    { key: 'track', operator: 'NotIn', values: ['x'] },
    { key: 'zone', operator: 'Exists' },
  ],
};
const wide = { Containers: 'c,d', Images: 'i:1,j:2' };
const selected = 'app=shop,env in (a,b),!old,tier=web,track notin (x),zone';

test.each([
  [
    'Deployment',
    { replicas: 3, selector, template },
    { readyReplicas: 2, updatedReplicas: 3, availableReplicas: 1 },
    { Ready: '2/3', 'Up-to-date': 3, Available: 1, ...wide, Selector: selected },
  ],
  [
    'Deployment',
    { replicas: 0 },
    {},
    {
      Ready: '0/0',
      'Up-to-date': 0,
      Available: 0,
      Containers: '',
      Images: '',
      Selector: '<none>',
    },
  ],
  [
    'ReplicaSet',
    { replicas: 3, selector, template },
    { replicas: 2, readyReplicas: 1 },
    { Desired: 3, Current: 2, Ready: 1, ...wide, Selector: selected },
  ],
  [
    'ReplicationController',
    { replicas: 3, selector: { app: 'shop' }, template },
    { replicas: 2, readyReplicas: 1 },
    { Desired: 3, Current: 2, Ready: 1, ...wide, Selector: 'app=shop' },
  ],
  ['StatefulSet', { replicas: 3, template }, { readyReplicas: 1 }, { Ready: '1/3', ...wide }],
  [
    'DaemonSet',
    { selector, template },
    {
      desiredNumberScheduled: 5,
      currentNumberScheduled: 4,
      numberReady: 3,
      updatedNumberScheduled: 2,
      numberAvailable: 1,
    },
    {
      Desired: 5,
      Current: 4,
      Ready: 3,
      'Up-to-date': 2,
      Available: 1,
      'Node Selector': 'disk=ssd',
      ...wide,
      Selector: selected,
    },
  ],
])('%s', (kind, spec, status, row) => {
  expect(printed(kind, { spec, status })).toEqual({ Name: 'a', Age: '60m', ...row });
});

test.each([
  [
    [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', controller: true }],
    'statefulset.apps/db',
  ],
  [[{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' }], '<none>'],
])('ControllerRevision of %j', (ownerReferences, controller) => {
  expect(printed('ControllerRevision', { revision: 3 }, { ownerReferences })).toEqual({
    Name: 'a',
    Controller: controller,
    Revision: 3,
    Age: '60m',
  });
});
