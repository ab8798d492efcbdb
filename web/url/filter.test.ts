import type { ServiceSummary } from '@portolan/shared/wire/view.ts';
import { expect, test } from 'vitest';
import { matches, parseFilter } from './filter.ts';

const service: ServiceSummary = {
  key: 'default/nginx-svc',
  namespace: 'default',
  name: 'nginx-svc',
  type: 'NodePort',
  clusterIP: '10.96.34.12',
  ports: [{ name: 'web', port: 80, protocol: 'TCP', nodePort: 32123 }],
  ready: 1,
  total: 2,
  health: 'degraded',
  findings: { error: 0, warning: 1, info: 0 },
};

test.each([
  ['', true],
  ['NGINX', true],
  ['32123', true],
  ['10.96', true],
  ['web redis', false],
  ['ns:default type:NodePort health:bad', true],
  ['ns:kube', false],
  ['ns:kube ns:def', true],
  ['ns:', true],
  ['type:clusterip', false],
  ['health:healthy', false],
  ['health:degraded nginx', true],
  ['nodeport', true],
  ['finding:warning', true],
  ['findings:any', true],
  ['finding:error', false],
  ['finding:none', false],
  ['finding:', true],
])('%s', (text, expected) => {
  expect(matches(service, parseFilter(text))).toBe(expected);
});

test.each([
  ['ns:x type:node health:bad finding:error web 80:30080 fd00::1', []],
  ['healt:bad web', ['healt:bad']],
  ['health:sick type:NodePorts', ['health:sick', 'type:nodeports']],
])('%s has these tokens that mean nothing: %j', (text, unknown) => {
  expect(parseFilter(text).unknown).toEqual(unknown);
});

test('a headless Service is found by that word and by its type', () => {
  const headless: ServiceSummary = { ...service, type: 'ClusterIP', headless: true };
  expect(matches(headless, parseFilter('type:headless'))).toBe(true);
  expect(matches(headless, parseFilter('type:clusterip'))).toBe(true);
});
