import { describe, expect, test } from 'vitest';
import { createEmbeddedApi } from '../api/api.ts';
import { ApiError } from '../api/errors.ts';
import type { KubeObject } from '../objects.ts';
import { serviceAdmissions, type ServiceAdmissionOptions } from './service.ts';
import { specOf } from './serviceSpec.ts';

type Spec = Record<string, unknown>;

function newStore(options: ServiceAdmissionOptions = {}) {
  return createEmbeddedApi({
    admissions: serviceAdmissions(options),
    clock: () => 0,
    random: () => 0,
  }).store;
}

const port = { name: 'http', port: 80 };

function service(spec: Spec, name = 'web'): KubeObject {
  const metadata = { name, namespace: 'default' };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { selector: { app: 'web' }, ports: [port], ...spec },
  };
}

function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof ApiError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'accepted';
}

describe('defaults and allocation', () => {
  test('S2, S11: a minimal Service gets everything', () => {
    const stored = newStore().create(service({}));
    const { clusterIP } = specOf(stored);
    expect(clusterIP).toMatch(/^10\.(9[6-9]|10\d|11[01])\./);
    expect(stored['spec']).toEqual({
      type: 'ClusterIP',
      selector: { app: 'web' },
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 80 }],
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
      clusterIP,
      clusterIPs: [clusterIP],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
    });
  });

  test('S7: a NodePort gets a port of the range, the same for both protocols of one port', () => {
    const ports = [
      { name: 'tcp', port: 53 },
      { name: 'udp', port: 53, protocol: 'UDP' },
    ];
    const [tcp, udp] = specOf(newStore().create(service({ type: 'NodePort', ports }))).ports;
    expect(tcp?.nodePort).toBeGreaterThanOrEqual(30000);
    expect(tcp?.nodePort).toBeLessThanOrEqual(32767);
    expect(udp?.nodePort).toBe(tcp?.nodePort);
  });

  test('S15: a load balancer without node ports respects a requested one', () => {
    const ports = [port, { name: 'asked', port: 81, nodePort: 30500 }];
    const spec = { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports };
    const nodePorts = specOf(newStore().create(service(spec))).ports.map((each) => each.nodePort);
    expect(nodePorts).toEqual([0, 30500]);
  });

  test('S66: eTP Local on a load balancer gets a health check port of its own', () => {
    const spec = { type: 'LoadBalancer', externalTrafficPolicy: 'Local' };
    const stored = specOf(newStore().create(service(spec)));
    expect(stored.healthCheckNodePort).toBeGreaterThanOrEqual(30000);
    expect(stored.healthCheckNodePort).not.toBe(stored.ports[0]?.nodePort);
  });

  test('S9: headless gets no address; without a selector it is of both families (S11)', () => {
    const store = newStore();
    const selected = specOf(store.create(service({ clusterIP: 'None' }, 'a')));
    const bare = specOf(store.create(service({ clusterIP: 'None', selector: null }, 'b')));
    expect(selected.clusterIPs).toEqual(['None']);
    expect(selected.ipFamilies).toEqual(['IPv4']);
    expect(bare.ipFamilies).toEqual(['IPv4', 'IPv6']);
    expect(bare.ipFamilyPolicy).toBe('RequireDualStack');
  });

  test('S1: ExternalName gets nothing', () => {
    const spec = { type: 'ExternalName', externalName: 'example.com', ports: [], selector: null };
    const stored = specOf(newStore().create(service(spec)));
    expect(stored).toMatchObject({ clusterIP: '', clusterIPs: [], ipFamilies: [] });
  });

  test('S11: a dual-stack cluster gives the second family to those who want it', () => {
    const store = newStore({ secondaryServiceCIDR: 'fd00:10:96::/112' });
    const both = specOf(store.create(service({ ipFamilyPolicy: 'PreferDualStack' }, 'both')));
    expect(both.ipFamilies).toEqual(['IPv4', 'IPv6']);
    expect(both.clusterIPs[1]).toMatch(/^fd00:10:96::/);
    expect(specOf(store.create(service({}, 'one'))).ipFamilies).toEqual(['IPv4']);
  });

  test('no two Services share an address or a port, and deleting one frees both', () => {
    const store = newStore({
      serviceCIDR: '10.0.0.0/29',
      nodePortRange: { from: 30000, to: 30005 },
    });
    const make = (name: string) => specOf(store.create(service({ type: 'NodePort' }, name)));
    const made = ['a', 'b', 'c', 'd', 'e', 'f'].map(make);
    expect(new Set(made.map(({ clusterIP }) => clusterIP)).size).toBe(6);
    expect(new Set(made.map(({ ports }) => ports[0]?.nodePort)).size).toBe(6);
    expect(refusal(() => make('g'))).toContain('500 Internal error occurred: failed to allocate');
    store.delete({ plural: 'services', group: '', namespace: 'default', name: 'c' });
    expect(make('g')).toMatchObject({ clusterIP: made[2]?.clusterIP });
  });
});

describe('refusals', () => {
  test('every fault in one 422, worded as kubectl knows it', () => {
    const broken = service({ ports: [{ port: 99999 }], type: 'Foo' });
    expect(refusal(() => newStore().create(broken))).toBe(
      '422 Service "web" is invalid: [' +
        'spec.ports[0].port: Invalid value: 99999: must be between 1 and 65535, inclusive, ' +
        'spec.ports[0].targetPort: Invalid value: 99999: must be between 1 and 65535, inclusive, ' +
        'spec.type: Unsupported value: "Foo": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]',
    );
  });

  test.each<[string, Spec, string]>([
    [
      'an address in use',
      { clusterIP: '10.96.0.50' },
      'spec.clusterIPs: Invalid value: ["10.96.0.50"]: failed to allocate IP 10.96.0.50: provided IP is already allocated',
    ],
    [
      'an address elsewhere',
      { clusterIP: '1.2.3.4' },
      'spec.clusterIPs: Invalid value: ["1.2.3.4"]: failed to allocate IP 1.2.3.4: the provided IP (1.2.3.4) is not in the valid range. The range of valid IPs is 10.96.0.0/12',
    ],
    [
      'a port in use',
      { type: 'NodePort', ports: [{ ...port, nodePort: 30080 }] },
      'spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    ],
    [
      'a port out of range',
      { type: 'NodePort', ports: [{ ...port, nodePort: 80 }] },
      'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ],
    [
      'IPv6 on an IPv4 cluster',
      { ipFamilies: ['IPv6'] },
      'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
    ],
    [
      'an IPv6 address there',
      { clusterIP: 'fd00::1' },
      'spec.clusterIPs[0]: Invalid value: ["fd00::1"]: IPv6 is not configured on this cluster',
    ],
    [
      'both families there',
      { ipFamilyPolicy: 'RequireDualStack' },
      'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
    ],
    [
      'two families, one stack',
      { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4', 'IPv6'] },
      "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified",
    ],
  ])('%s', (_name, spec, message) => {
    const store = newStore();
    const ports = [{ ...port, nodePort: 30080 }];
    store.create(service({ type: 'NodePort', clusterIP: '10.96.0.50', ports }, 'first'));
    expect(refusal(() => store.create(service(spec)))).toBe(
      `422 Service "web" is invalid: ${message}`,
    );
  });

  test('Endpoints and EndpointSlices, by their own rules (S30)', () => {
    const store = newStore();
    const metadata = { name: 'web', namespace: 'default' };
    const endpoints = {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata,
      subsets: [{ addresses: [{ ip: '127.0.0.1' }] }],
    };
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata,
      addressType: 'IPv4',
      endpoints: [],
      ports: [{ port: 80 }],
    };
    expect(refusal(() => store.create(endpoints))).toBe(
      '422 Endpoints "web" is invalid: subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    );
    expect(store.create(slice)['ports']).toEqual([{ name: '', port: 80, protocol: 'TCP' }]);
    expect(refusal(() => store.update({ ...slice, addressType: 'IPv6' }))).toContain(
      'EndpointSlice.discovery.k8s.io "web" is invalid: addressType: Invalid value: "IPv6": field is immutable',
    );
  });
});

describe('updates', () => {
  test('the manifest that made a Service can be sent again', () => {
    const store = newStore();
    const manifest = service({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' });
    const first = store.create(manifest);
    expect(store.update(manifest)['spec']).toEqual(first['spec']);
  });

  test('a port keeps its number by name while others come and go (S7)', () => {
    const store = newStore();
    const created = specOf(store.create(service({ type: 'NodePort' })));
    const ports = [{ name: 'new', port: 8080 }, port];
    const [added, kept] = specOf(store.update(service({ type: 'NodePort', ports }))).ports;
    expect(kept?.nodePort).toBe(created.ports[0]?.nodePort);
    expect(added?.nodePort).not.toBe(kept?.nodePort);
  });

  test('S1: changing the type clears what the new one does not have', () => {
    const store = newStore();
    const balanced = store.create(
      service({ type: 'LoadBalancer', loadBalancerClass: 'a/b', externalTrafficPolicy: 'Local' }),
    );
    const plain = store.update({
      ...balanced,
      spec: { ...Object(balanced['spec']), type: 'ClusterIP' },
    });
    const { clusterIP } = specOf(balanced);
    expect(plain['spec']).toMatchObject({ type: 'ClusterIP', clusterIP });
    for (const field of [
      'externalTrafficPolicy',
      'healthCheckNodePort',
      'loadBalancerClass',
      'allocateLoadBalancerNodePorts',
    ]) {
      expect(plain['spec']).not.toHaveProperty(field);
    }
    expect(specOf(plain).ports[0]?.nodePort).toBe(0);
    const external = store.update({
      ...plain,
      spec: { ...Object(plain['spec']), type: 'ExternalName', externalName: 'a.b' },
    });
    for (const field of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) {
      expect(external['spec']).not.toHaveProperty(field);
    }
    const back = store.update({
      ...external,
      spec: { ...Object(external['spec']), type: 'ClusterIP', externalName: undefined },
    });
    expect(specOf(back).clusterIPs).toHaveLength(1);
  });

  test.each<[string, Spec, Spec, string]>([
    [
      'S11: the address',
      {},
      { clusterIP: '10.96.9.9' },
      'spec.clusterIPs[0]: Invalid value: ["10.96.9.9"]: may not change once set',
    ],
    [
      'S14: the class',
      { type: 'LoadBalancer', loadBalancerClass: 'a/b' },
      { type: 'LoadBalancer', loadBalancerClass: 'c/d' },
      'spec.loadBalancerClass: Invalid value: "c/d": may not change once set',
    ],
    [
      'S66: the health check port',
      { type: 'LoadBalancer', externalTrafficPolicy: 'Local' },
      { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 31999 },
      'spec.healthCheckNodePort: Forbidden: field is immutable',
    ],
  ])('%s stays as it is', (_name, before, after, message) => {
    const store = newStore();
    store.create(service(before));
    expect(refusal(() => store.update(service(after)))).toBe(
      `422 Service "web" is invalid: ${message}`,
    );
  });

  test('S14: the message says once what its causes say twice', () => {
    const store = newStore();
    store.create(service({}));
    expect(refusal(() => store.update(service({ loadBalancerClass: 'a/b' })))).toBe(
      '422 Service "web" is invalid: spec.loadBalancerClass: Forbidden: may only be used when `type` is \'LoadBalancer\'',
    );
  });

  test('S11: the second family can be given back, but only by saying SingleStack', () => {
    const store = newStore({ secondaryServiceCIDR: 'fd00:10:96::/112' });
    const both = store.create(service({ ipFamilyPolicy: 'RequireDualStack' }));
    const [first = ''] = specOf(both).clusterIPs;
    const reduced = service({
      ipFamilyPolicy: 'RequireDualStack',
      clusterIP: first,
      clusterIPs: [first],
      ipFamilies: ['IPv4'],
    });
    expect(refusal(() => store.update(reduced))).toContain('to release the secondary cluster IP');
    const single = { ...both, spec: { ...Object(both['spec']), ipFamilyPolicy: 'SingleStack' } };
    expect(specOf(store.update(single))).toMatchObject({
      clusterIPs: [first],
      ipFamilies: ['IPv4'],
    });
  });

  test('S14: only a load balancer has a load balancer status; ipMode defaults to VIP (S2)', () => {
    const store = newStore();
    const status = { loadBalancer: { ingress: [{ ip: '172.18.200.1' }] } };
    const plain = store.create(service({}, 'plain'));
    expect(refusal(() => store.updateStatus({ ...plain, status }))).toContain(
      "status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'",
    );
    const balanced = store.create(service({ type: 'LoadBalancer' }, 'balanced'));
    expect(store.updateStatus({ ...balanced, status })['status']).toMatchObject({
      loadBalancer: { ingress: [{ ip: '172.18.200.1', ipMode: 'VIP' }] },
    });
  });
});
