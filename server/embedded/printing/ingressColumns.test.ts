import { expect, test } from 'vitest';

import { printed } from './printed.ts';

test.each([
  [
    'Ingress',
    { spec: { rules: [{ host: 'a.com' }, {}], tls: [{}], ingressClassName: 'nginx' } },
    { Class: 'nginx', Hosts: 'a.com,*', Address: '', Ports: '80, 443' },
  ],
  [
    'Ingress',
    {
      spec: { defaultBackend: {} },
      status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }, { hostname: 'lb' }] } },
    },
    { Class: '<none>', Hosts: '*', Address: '1.2.3.4,lb', Ports: '80' },
  ],
  [
    'Ingress',
    { spec: { rules: ['a', 'b', 'c', 'd'].map((host) => ({ host })) } },
    { Class: '<none>', Hosts: 'a,b,c + 1 more...', Address: '', Ports: '80' },
  ],
  [
    'IngressClass',
    {
      spec: {
        controller: 'example.com/in',
        parameters: { apiGroup: 'example.com', kind: 'Setup', name: 'x' },
      },
    },
    { Controller: 'example.com/in', Parameters: 'Setup.example.com/x' },
  ],
  ['IngressClass', { spec: { controller: 'c' } }, { Controller: 'c', Parameters: '<none>' }],
  ['NetworkPolicy', { spec: { podSelector: {} } }, { 'Pod-Selector': '<none>' }],
  [
    'NetworkPolicy',
    { spec: { podSelector: { matchLabels: { app: 'db' } } } },
    { 'Pod-Selector': 'app=db' },
  ],
  [
    'ServiceCIDR',
    { spec: { cidrs: ['10.96.0.0/16', 'fd00::/112'] } },
    { CIDRs: '10.96.0.0/16,fd00::/112' },
  ],
  [
    'IPAddress',
    { spec: { parentRef: { resource: 'services', namespace: 'default', name: 'web' } } },
    { ParentRef: 'services/default/web' },
  ],
])('%s %j', (kind, fields, row) => {
  expect(printed(kind, fields)).toEqual({ Name: 'a', Age: '60m', ...row });
});

test('an Ingress class by annotation', () => {
  const row = printed('Ingress', {}, { annotations: { 'kubernetes.io/ingress.class': 'old' } });
  expect(row['Class']).toBe('old');
});
