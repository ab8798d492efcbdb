import { expect, test } from 'vitest';
import { defaultService } from './defaults.ts';
import { validateManifest } from './manifest.ts';

const metadata = { name: 'web' };
const service = (spec: Record<string, unknown>) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata,
  spec,
});
const ports = [{ port: 80 }];

test.each<[string, object]>([
  ['nothing but a port', service({ ports })],
  ['a lone clusterIP', service({ ports, clusterIP: '10.96.1.1' })],
  ['headless by clusterIP alone (S9)', service({ clusterIP: 'None' })],
  [
    'a health check port to come (S66)',
    service({ ports, type: 'LoadBalancer', externalTrafficPolicy: 'Local' }),
  ],
  ['nulls', service({ ports, selector: null, externalIPs: null, trafficDistribution: null })],
])('accepted: %s', (_name, manifest) => {
  expect(validateManifest({ apiVersion: '', kind: '', metadata, ...manifest })).toEqual([]);
});

test('accepted: a name to be generated, a kind that is not ours', () => {
  const generated = { ...service({ ports }), metadata: { name: '', generateName: 'web-' } };
  expect(validateManifest(generated)).toEqual([]);
  expect(validateManifest({ ...service({}), kind: 'ConfigMap' })).toEqual([]);
});

test('a misspelt externalName is a missing one', () => {
  const [error, ...others] = validateManifest(
    service({ type: 'ExternalName', ExternalName: 'a.b' }),
  );
  expect(others).toEqual([]);
  expect(error).toMatchObject({ path: 'spec.externalName', type: 'Required' });
});

test('Endpoints and slices are judged with their defaults', () => {
  const endpoints = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata,
    subsets: [{ addresses: [{ ip: '::1' }], ports }],
  };
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata,
    ports: [{ port: 80 }],
  };
  expect(validateManifest(endpoints)).toMatchObject([
    { path: 'subsets[0].addresses[0].ip', code: 'loopback' },
  ]);
  expect(validateManifest(slice)).toMatchObject([{ path: 'addressType', type: 'Required' }]);
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  [
    'type and ports',
    { ports: [{ port: 80 }] },
    { type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }] },
  ],
  [
    'targetPort of 0 and of nothing',
    {
      ports: [
        { port: 80, targetPort: 0 },
        { port: 81, targetPort: '' },
      ],
    },
    {
      ports: [
        { port: 80, protocol: 'TCP', targetPort: 80 },
        { port: 81, protocol: 'TCP', targetPort: 81 },
      ],
    },
  ],
  [
    'affinity',
    { sessionAffinity: 'ClientIP' },
    { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } } },
  ],
  [
    'policies',
    { externalIPs: ['1.2.3.4'] },
    { internalTrafficPolicy: 'Cluster', externalTrafficPolicy: 'Cluster' },
  ],
  [
    'a load balancer',
    { type: 'LoadBalancer' },
    { allocateLoadBalancerNodePorts: true, externalTrafficPolicy: 'Cluster' },
  ],
])('S2: defaults of %s', (_name, spec, expected) => {
  expect(defaultService(service(spec))['spec']).toMatchObject(expected);
});

test('S2: no policies where the type has none, no affinity configuration without affinity', () => {
  const external = defaultService(
    service({ type: 'ExternalName', sessionAffinityConfig: { clientIP: {} } }),
  );
  expect(external['spec']).toEqual({ type: 'ExternalName', sessionAffinity: 'None' });
});

test('S2: ipMode is VIP on an ingress that has an IP', () => {
  const status = {
    loadBalancer: {
      ingress: [{ ip: '1.2.3.4' }, { hostname: 'a.b' }, { ip: '1.2.3.5', ipMode: 'Proxy' }],
    },
  };
  const balanced = defaultService({ ...service({ type: 'LoadBalancer' }), status });
  expect(balanced['status']).toEqual({
    loadBalancer: {
      ingress: [
        { ip: '1.2.3.4', ipMode: 'VIP' },
        { hostname: 'a.b' },
        { ip: '1.2.3.5', ipMode: 'Proxy' },
      ],
    },
  });
});
