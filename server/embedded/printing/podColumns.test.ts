import { expect, test } from 'vitest';

import { printed } from './printed.ts';

const running = { state: { running: {} }, ready: true, restartCount: 0 };
const one = { containers: [{ name: 'c' }] };
const two = { containers: [{ name: 'c' }, { name: 'd' }] };
const waiting = (reason: string) => ({ state: { waiting: { reason } }, restartCount: 0 });
const ended = (terminated: Record<string, unknown>) => ({ state: { terminated }, restartCount: 0 });

test.each([
  ['no status yet', one, {}, '0/1', ''],
  ['pending', one, { phase: 'Pending' }, '0/1', 'Pending'],
  [
    'creating',
    one,
    { phase: 'Pending', containerStatuses: [waiting('ContainerCreating')] },
    '0/1',
    'ContainerCreating',
  ],
  ['running', one, { phase: 'Running', containerStatuses: [running] }, '1/1', 'Running'],
  [
    'running, not ready',
    one,
    { phase: 'Running', containerStatuses: [{ ...running, ready: false }] },
    '0/1',
    'Running',
  ],
  [
    'crashing',
    one,
    { phase: 'Running', containerStatuses: [waiting('CrashLoopBackOff')] },
    '0/1',
    'CrashLoopBackOff',
  ],
  [
    'the first of two in trouble is named',
    two,
    { phase: 'Running', containerStatuses: [waiting('ErrImagePull'), waiting('Other')] },
    '0/2',
    'ErrImagePull',
  ],
  [
    'completed',
    one,
    { phase: 'Succeeded', containerStatuses: [ended({ exitCode: 0, reason: 'Completed' })] },
    '0/1',
    'Completed',
  ],
  [
    'one of two completed, ready',
    two,
    {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [running, ended({ exitCode: 0, reason: 'Completed' })],
    },
    '1/2',
    'Running',
  ],
  [
    'one of two completed, not ready',
    two,
    {
      phase: 'Running',
      containerStatuses: [running, ended({ exitCode: 0, reason: 'Completed' })],
    },
    '1/2',
    'NotReady',
  ],
  [
    'an exit code without a reason',
    one,
    { phase: 'Failed', containerStatuses: [ended({ exitCode: 3 })] },
    '0/1',
    'ExitCode:3',
  ],
  [
    'a signal without a reason',
    one,
    { phase: 'Failed', containerStatuses: [ended({ exitCode: 137, signal: 9 })] },
    '0/1',
    'Signal:9',
  ],
  ['evicted', one, { phase: 'Failed', reason: 'Evicted' }, '0/1', 'Evicted'],
  [
    'gated',
    one,
    {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
    },
    '0/1',
    'SchedulingGated',
  ],
  [
    'initialising',
    { ...one, initContainers: [{ name: 'i' }] },
    { phase: 'Pending', initContainerStatuses: [{ state: { running: {} }, restartCount: 0 }] },
    '0/1',
    'Init:0/1',
  ],
  [
    'the second init container waits for its turn',
    { ...one, initContainers: [{ name: 'i' }, { name: 'j' }] },
    {
      phase: 'Pending',
      initContainerStatuses: [ended({ exitCode: 0 }), waiting('PodInitializing')],
    },
    '0/1',
    'Init:1/2',
  ],
  [
    'an init container failed',
    { ...one, initContainers: [{ name: 'i' }] },
    { phase: 'Pending', initContainerStatuses: [ended({ exitCode: 1, reason: 'Error' })] },
    '0/1',
    'Init:Error',
  ],
  [
    'an init container crashes',
    { ...one, initContainers: [{ name: 'i' }] },
    { phase: 'Pending', initContainerStatuses: [waiting('CrashLoopBackOff')] },
    '0/1',
    'Init:CrashLoopBackOff',
  ],
  [
    'a sidecar counts as a container',
    { ...one, initContainers: [{ name: 'i', restartPolicy: 'Always' }] },
    {
      phase: 'Running',
      initContainerStatuses: [{ ...running, name: 'i', started: true }],
      containerStatuses: [running],
    },
    '2/2',
    'Running',
  ],
])('%s', (_case, spec, status, ready, word) => {
  expect(printed('Pod', { spec, status })).toMatchObject({ Ready: ready, Status: word });
});

test.each([
  ['Running', {}, 'Terminating'],
  ['Running', { reason: 'NodeLost' }, 'Unknown'],
  ['Succeeded', {}, 'Succeeded'],
])('a deleted Pod in phase %s %j is %s', (phase, status, word) => {
  const row = printed(
    'Pod',
    { spec: one, status: { phase, ...status } },
    { deletionTimestamp: '2026-01-01T00:59:00Z' },
  );
  expect(row['Status']).toBe(word);
});

test.each([
  [[{ ...running, restartCount: 0 }], '0'],
  [[{ ...running, restartCount: 2 }], '2'],
  [
    [
      {
        ...running,
        restartCount: 2,
        lastState: { terminated: { finishedAt: '2026-01-01T00:50:00Z' } },
      },
      {
        ...running,
        restartCount: 1,
        lastState: { terminated: { finishedAt: '2026-01-01T00:58:30Z' } },
      },
    ],
    '3 (90s ago)',
  ],
])('restarts of %j', (containerStatuses, restarts) => {
  const row = printed('Pod', { spec: two, status: { phase: 'Running', containerStatuses } });
  expect(row['Restarts']).toBe(restarts);
});

test('the wide columns', () => {
  const row = printed('Pod', {
    spec: {
      ...one,
      nodeName: 'node-a',
      readinessGates: [{ conditionType: 'x' }, { conditionType: 'y' }],
    },
    status: {
      phase: 'Running',
      podIPs: [{ ip: '10.244.0.5' }, { ip: 'fd00::5' }],
      nominatedNodeName: 'node-b',
      conditions: [{ type: 'x', status: 'True' }],
      containerStatuses: [running],
    },
  });
  expect(row).toEqual({
    Name: 'a',
    Ready: '1/1',
    Status: 'Running',
    Restarts: '0',
    Age: '60m',
    IP: '10.244.0.5',
    Node: 'node-a',
    'Nominated Node': 'node-b',
    'Readiness Gates': '1/2',
  });
});

test('nothing known is <none>', () => {
  expect(printed('Pod', {})).toMatchObject({
    Ready: '0/0',
    IP: '<none>',
    Node: '<none>',
    'Nominated Node': '<none>',
    'Readiness Gates': '<none>',
  });
});

test('PodTemplates', () => {
  const template = {
    metadata: { labels: { b: '2', a: '1' } },
    spec: { containers: [{ name: 'c', image: 'i:1' }] },
  };
  expect(printed('PodTemplate', { template })).toEqual({
    Name: 'a',
    Containers: 'c',
    Images: 'i:1',
    'Pod Labels': 'a=1,b=2',
  });
});
