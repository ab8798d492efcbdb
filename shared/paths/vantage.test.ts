import { expect, test } from 'vitest';
import { parseTarget } from './target.ts';
import { parseVantage } from './vantage.ts';

test.each([
  ['pod:default/web-0', { kind: 'pod', pod: 'default/web-0' }],
  ['pod:default/web-0/sidecar', { kind: 'pod', pod: 'default/web-0' }],
  ['node:node-a', { kind: 'node', node: 'node-a' }],
  ['outside', { kind: 'outside' }],
  ['server', { kind: 'server' }],
  ['browser', { kind: 'browser' }],
  ['10.0.0.1', { kind: 'address', ip: '10.0.0.1' }],
  ['[fd00:0::1]', { kind: 'address', ip: 'fd00::1' }],
  ['fd00::1', { kind: 'address', ip: 'fd00::1' }],
])('vantage %s', (text, expected) => {
  expect(parseVantage(text)).toEqual(expected);
});

test.each([
  '',
  'pod:',
  'pod:web',
  'pod:a/b/c/d',
  'node:',
  'node:a/b',
  '10.0.0',
  '10.0.0.256',
  'Outside',
  'constructor',
])('no vantage: %j', (text) => {
  expect(parseVantage(text)).toEqual({ error: { code: 'badVantage', params: { text } } });
});

test.each([
  ['10.0.0.1:80', { kind: 'address', ip: '10.0.0.1', port: 80, protocol: 'TCP' }],
  ['10.0.0.1:53/udp', { kind: 'address', ip: '10.0.0.1', port: 53, protocol: 'UDP' }],
  ['[fd00:0::1]:80/SCTP', { kind: 'address', ip: 'fd00::1', port: 80, protocol: 'SCTP' }],
  ['Web.Default:80', { kind: 'name', name: 'web.default', port: 80, protocol: 'TCP' }],
  [
    'web.default.svc.cluster.local.:80',
    { kind: 'name', name: 'web.default.svc.cluster.local.', port: 80, protocol: 'TCP' },
  ],
  ['svc:default/web', { kind: 'service', service: 'default/web' }],
  ['svc:default/web:80', { kind: 'service', service: 'default/web', port: 80 }],
  [
    'svc:default/web:http/UDP',
    { kind: 'service', service: 'default/web', port: 'http', protocol: 'UDP' },
  ],
  ['endpoint/10.0.0.1:80/TCP', { kind: 'endpoint', ip: '10.0.0.1', port: 80, protocol: 'TCP' }],
  ['endpoint/[fd00::1]:80/UDP', { kind: 'endpoint', ip: 'fd00::1', port: 80, protocol: 'UDP' }],
])('target %s', (text, expected) => {
  expect(parseTarget(text)).toEqual(expected);
});

test.each([
  ['badTarget', ''],
  ['badTarget', '10.0.0.1'],
  ['badTarget', 'web'],
  ['badTarget', '10.0.0:80'],
  ['badTarget', '[web]:80'],
  ['badTarget', 'endpoint/web:80/TCP'],
  ['badTarget', 'svc:web:80'],
  ['badPort', '10.0.0.1:0'],
  ['badPort', 'web:65536'],
  ['badPort', 'svc:default/web:0'],
  ['badProtocol', '10.0.0.1:80/ICMP'],
  ['badProtocol', 'svc:default/web:80/ICMP'],
  ['bracketsNeeded', 'fd00::1:80'],
])('%s: %j', (code, text) => {
  expect(parseTarget(text)).toEqual({ error: { code, params: { text } } });
});
