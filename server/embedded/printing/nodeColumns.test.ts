import { expect, test } from 'vitest';

import { printed } from './printed.ts';

const ready = (status: string) => ({ conditions: [{ type: 'Ready', status }] });

test.each([
  [{}, ready('True'), 'Ready'],
  [{}, ready('False'), 'NotReady'],
  [{}, ready('Unknown'), 'NotReady'],
  [{}, {}, 'Unknown'],
  [{ unschedulable: true }, ready('True'), 'Ready,SchedulingDisabled'],
])('Node %j %j is %s', (spec, status, word) => {
  expect(printed('Node', { spec, status })['Status']).toBe(word);
});

test('a Node in full', () => {
  const row = printed(
    'Node',
    {
      status: {
        ...ready('True'),
        addresses: [
          { type: 'Hostname', address: 'a' },
          { type: 'InternalIP', address: '172.18.0.2' },
        ],
        nodeInfo: {
          kubeletVersion: 'v1.32.0',
          osImage: 'Debian',
          kernelVersion: '6.1',
          containerRuntimeVersion: 'containerd://2',
        },
      },
    },
    {
      labels: { 'node-role.kubernetes.io/worker': '', 'node-role.kubernetes.io/control-plane': '' },
    },
  );
  expect(row).toEqual({
    Name: 'a',
    Status: 'Ready',
    Roles: 'control-plane,worker',
    Age: '60m',
    Version: 'v1.32.0',
    'Internal-IP': '172.18.0.2',
    'External-IP': '<none>',
    'OS-Image': 'Debian',
    'Kernel-Version': '6.1',
    'Container-Runtime': 'containerd://2',
  });
});

test('a Node of which nothing is known', () => {
  expect(printed('Node', {})).toMatchObject({
    Roles: '<none>',
    Version: '',
    'Internal-IP': '<none>',
    'OS-Image': '<unknown>',
    'Kernel-Version': '<unknown>',
    'Container-Runtime': '<unknown>',
  });
});

test('a Namespace', () => {
  expect(printed('Namespace', { status: { phase: 'Active' } })).toEqual({
    Name: 'a',
    Status: 'Active',
    Age: '60m',
  });
});
