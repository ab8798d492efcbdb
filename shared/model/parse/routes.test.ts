import { expect, test } from 'vitest';
import {
  gateway,
  gatewayClass,
  gatewayRoute,
  ingress,
  ingressClass,
  referenceGrant,
} from '../../testing/objects.ts';
import { parseObject } from './object.ts';

test('an Ingress in full', () => {
  const raw = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'shop' },
    spec: {
      ingressClassName: 'nginx',
      defaultBackend: { service: { name: 'web', port: { number: 80 } } },
      tls: [{ hosts: ['shop.example'], secretName: 'cert' }, {}],
      rules: [
        {
          host: 'shop.example',
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: 'web', port: { name: 'http' } } },
              },
            ],
          },
        },
        {
          http: {
            paths: [
              {
                pathType: 'Exact',
                path: '/files',
                backend: { resource: { kind: 'Bucket', name: 'b' } },
              },
            ],
          },
        },
        {},
      ],
    },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.5' }, { hostname: 'lb.example' }] } },
  };
  const parsed = parseObject(raw);
  expect(parsed.ok === true && parsed.object).toMatchObject({
    ingressClassName: 'nginx',
    defaultBackend: { serviceName: 'web', portNumber: 80 },
    tls: [{ hosts: ['shop.example'], secretName: 'cert' }, { hosts: [] }],
    rules: [
      {
        host: 'shop.example',
        paths: [
          { path: '/', pathType: 'Prefix', backend: { serviceName: 'web', portName: 'http' } },
        ],
      },
      { host: '', paths: [{ path: '/files', pathType: 'Exact' }] },
      { host: '', paths: [] },
    ],
    addresses: [{ ip: '203.0.113.5' }, { hostname: 'lb.example' }],
  });
});

test('an Ingress may name its class the old way; the field wins', () => {
  const annotations = { 'kubernetes.io/ingress.class': 'old' };
  expect(ingress({ name: 'a', annotations }).ingressClassName).toBe('old');
  expect(ingress({ name: 'a', annotations, ingressClassName: 'new' }).ingressClassName).toBe('new');
  expect(ingress({ name: 'a' })).not.toHaveProperty('ingressClassName');
});

test('an IngressClass is the default by annotation', () => {
  const annotations = { 'ingressclass.kubernetes.io/is-default-class': 'true' };
  expect(ingressClass({ name: 'nginx', controller: 'x.io/c', annotations })).toMatchObject({
    controller: 'x.io/c',
    isDefault: true,
  });
  expect(ingressClass({ name: 'nginx' }).isDefault).toBe(false);
});

test('a Gateway: listeners admit routes of their own namespace by default', () => {
  const made = gateway({
    name: 'edge',
    gatewayClassName: 'x',
    listeners: [
      { name: 'http', protocol: 'HTTP', port: 80 },
      {
        name: 'https',
        protocol: 'HTTPS',
        port: 443,
        hostname: '*.example',
        allowedRoutes: {
          namespaces: { from: 'Selector', selector: { matchLabels: { team: 'red' } } },
          kinds: [{ kind: 'HTTPRoute' }],
        },
      },
    ],
  });
  expect(made.listeners).toEqual([
    {
      name: 'http',
      protocol: 'HTTP',
      port: 80,
      allowedNamespaces: { from: 'Same' },
      allowedKinds: [],
    },
    {
      name: 'https',
      protocol: 'HTTPS',
      port: 443,
      hostname: '*.example',
      allowedNamespaces: {
        from: 'Selector',
        selector: { matchLabels: new Map([['team', 'red']]), matchExpressions: [] },
      },
      allowedKinds: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }],
    },
  ]);
  expect(gatewayClass({ name: 'x', controllerName: 'x.io/c' }).controllerName).toBe('x.io/c');
});

test('S94: a route defaults its parents, backends and weights; 0 stays 0', () => {
  const route = gatewayRoute('HTTPRoute', {
    name: 'r',
    namespace: 'shop',
    parentRefs: [
      { name: 'edge' },
      { name: 'mesh', kind: 'Service', group: '', namespace: 'x', sectionName: 's', port: 80 },
    ],
    hostnames: ['shop.example'],
    rules: [
      {
        matches: [
          { path: { value: '/a' }, method: 'GET', headers: [{ name: 'h', value: 'v' }] },
          {},
        ],
        backendRefs: [
          { name: 'web', port: 80 },
          { name: 'old', namespace: 'other', port: 81, weight: 0 },
        ],
      },
    ],
  });
  expect(route).toMatchObject({
    kind: 'HTTPRoute',
    parentRefs: [
      { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'shop', name: 'edge' },
      { group: '', kind: 'Service', namespace: 'x', name: 'mesh', sectionName: 's', port: 80 },
    ],
    hostnames: ['shop.example'],
    rules: [
      {
        matches: [
          {
            path: { type: 'PathPrefix', value: '/a' },
            method: 'GET',
            headers: [{ name: 'h', type: 'Exact', value: 'v' }],
          },
          { headers: [] },
        ],
        backendRefs: [
          { group: '', kind: 'Service', namespace: 'shop', name: 'web', port: 80, weight: 1 },
          { group: '', kind: 'Service', namespace: 'other', name: 'old', port: 81, weight: 0 },
        ],
      },
    ],
  });
});

test('a GRPCRoute matches by service and method', () => {
  const route = gatewayRoute('GRPCRoute', {
    name: 'r',
    rules: [{ matches: [{ method: { service: 's', method: 'm' } }] }],
  });
  expect(route.rules[0]?.matches).toEqual([{ headers: [], grpc: { service: 's', method: 'm' } }]);
});

test('a ReferenceGrant', () => {
  const grant = referenceGrant({
    name: 'g',
    from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
    to: [
      { group: '', kind: 'Service' },
      { kind: 'Service', name: 'web' },
    ],
  });
  expect(grant.from).toEqual([
    { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' },
  ]);
  expect(grant.to).toEqual([
    { group: '', kind: 'Service' },
    { group: '', kind: 'Service', name: 'web' },
  ]);
});

test.each([
  [
    'networking.k8s.io/v1',
    'Ingress',
    { rules: [{ http: { paths: [{ pathType: 'Regex' }] } }] },
    'spec.rules[0].http.paths[0].pathType',
  ],
  [
    'networking.k8s.io/v1',
    'Ingress',
    { defaultBackend: { service: {} } },
    'spec.defaultBackend.service.name',
  ],
  [
    'gateway.networking.k8s.io/v1',
    'Gateway',
    { listeners: [{ port: 0 }] },
    'spec.listeners[0].port',
  ],
  [
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    { rules: [{ backendRefs: [{ weight: -1 }] }] },
    'spec.rules[0].backendRefs[0].weight',
  ],
  ['gateway.networking.k8s.io/v1alpha2', 'TCPRoute', { hostnames: [1] }, 'spec.hostnames[0]'],
])('F16: %s %s %j is refused at %s', (apiVersion, kind, spec, path) => {
  const parsed = parseObject({ apiVersion, kind, metadata: { name: 'a' }, spec });
  expect(parsed.ok === false && parsed.problems).toEqual([expect.objectContaining({ path })]);
});
