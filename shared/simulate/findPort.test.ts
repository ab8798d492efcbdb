import { expect, test } from 'vitest';
import { pod } from '../testing/objects.ts';
import { findPort } from './findPort.ts';

const http = { name: 'http', containerPort: 8080, protocol: 'TCP' };
const container = (name: string, ...ports: object[]) => ({ name, ports });
const podOf = (spec: Record<string, unknown>) => pod({ name: 'p', spec });
const tcp = (targetPort: number | string) => ({ targetPort, protocol: 'TCP' as const });

test.each([
  ['a number, declared', { containers: [container('a', http)] }, tcp(8080), 8080],
  ['a number nobody declared', { containers: [container('a')] }, tcp(93), 93],
  ['a name in the first container', { containers: [container('a', http)] }, tcp('http'), 8080],
  [
    'a name in a later container',
    { containers: [container('a'), container('b', { ...http, containerPort: 1 })] },
    tcp('http'),
    1,
  ],
  [
    'the first of two of one name',
    { containers: [container('a', http), container('b', { ...http, containerPort: 1 })] },
    tcp('http'),
    8080,
  ],
  ['no port of that name', { containers: [container('a', http)] }, tcp('web'), undefined],
  [
    'another protocol',
    { containers: [container('a', { ...http, protocol: 'UDP' })] },
    tcp('http'),
    undefined,
  ],
  [
    'both protocols under one name',
    { containers: [container('a', { ...http, protocol: 'UDP', containerPort: 9 }, http)] },
    tcp('http'),
    8080,
  ],
  [
    'hostPort does not matter',
    { containers: [container('a', { ...http, hostPort: 80 })] },
    tcp('http'),
    8080,
  ],
  [
    'a sidecar',
    {
      containers: [container('a')],
      initContainers: [{ ...container('s', http), restartPolicy: 'Always' }],
    },
    tcp('http'),
    8080,
  ],
  [
    'a regular container before a sidecar',
    {
      containers: [container('a', { ...http, containerPort: 1 })],
      initContainers: [{ ...container('s', http), restartPolicy: 'Always' }],
    },
    tcp('http'),
    1,
  ],
  [
    'an init container that ends',
    { containers: [container('a')], initContainers: [container('i', http)] },
    tcp('http'),
    undefined,
  ],
])('S23: %s', (_name, spec, servicePort, expected) => {
  expect(findPort(podOf(spec), servicePort)).toBe(expected);
});
