import { expect, test } from 'vitest';
import type { ModelObject } from '../model/object.ts';
import { pod, workload } from '../testing/objects.ts';
import { buildState } from './applyChange.ts';
import { workloadOf } from './workloadOf.ts';

const ofReplicaSet = pod({
  name: 'web-7d9-x',
  labels: { 'pod-template-hash': '7d9' },
  owner: { kind: 'ReplicaSet', name: 'web-7d9' },
});
const replicaSet = workload('ReplicaSet', {
  name: 'web-7d9',
  owner: { kind: 'Deployment', name: 'web' },
});

test.each<[string, ReturnType<typeof pod>, ModelObject[], unknown]>([
  ['a bare Pod has none', pod({ name: 'a' }), [], undefined],
  [
    'a StatefulSet',
    pod({ name: 'a', owner: { kind: 'StatefulSet', name: 'db' } }),
    [],
    { kind: 'StatefulSet', name: 'db' },
  ],
  [
    'a kind Portolan does not know',
    pod({ name: 'a', owner: { kind: 'Job', name: 'j' } }),
    [],
    { kind: 'Job', name: 'j' },
  ],
  [
    'the Deployment behind a ReplicaSet',
    ofReplicaSet,
    [replicaSet],
    { kind: 'Deployment', name: 'web' },
  ],
  [
    'a ReplicaSet of its own',
    ofReplicaSet,
    [workload('ReplicaSet', { name: 'web-7d9' })],
    { kind: 'ReplicaSet', name: 'web-7d9' },
  ],
  ['a ReplicaSet that is not known', ofReplicaSet, [], { kind: 'ReplicaSet', name: 'web-7d9' }],
  [
    'the Deployment by its name, where ReplicaSets may not be read',
    ofReplicaSet,
    [workload('Deployment', { name: 'web' })],
    { kind: 'Deployment', name: 'web' },
  ],
])('%s', (_, object, known, expected) => {
  expect(workloadOf(buildState(known), object)).toEqual(expected);
});

test('F16: owners that own each other come to an end', () => {
  const cyclic = workload('ReplicaSet', { name: 'a', owner: { kind: 'ReplicaSet', name: 'a' } });
  const owned = pod({ name: 'p', owner: { kind: 'ReplicaSet', name: 'a' } });
  expect(workloadOf(buildState([cyclic]), owned)).toEqual({ kind: 'ReplicaSet', name: 'a' });
});
