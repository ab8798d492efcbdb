import { describe, expect, test } from 'vitest';
import type { ModelKind, ModelObject } from '../model/object.ts';
import type { Pod } from '../model/pod.ts';
import type { Service } from '../model/service.ts';
import { worldFromFiles, type FileWorld } from './fileWorld.ts';

type Raw = Record<string, unknown>;

const labels = { app: 'web' };
const containers = [{ name: 'main', ports: [{ name: 'http', containerPort: 8080 }] }];
const template = { metadata: { labels }, spec: { containers } };

function raw(kind: string, name: string, fields: Raw = {}, metadata: Raw = {}): Raw {
  const groups: Readonly<Record<string, string>> = {
    Deployment: 'apps/v1',
    ReplicaSet: 'apps/v1',
    StatefulSet: 'apps/v1',
    DaemonSet: 'apps/v1',
    Job: 'batch/v1',
    EndpointSlice: 'discovery.k8s.io/v1',
  };
  return { apiVersion: groups[kind] ?? 'v1', kind, metadata: { name, ...metadata }, ...fields };
}

function service(spec: Raw = {}, fields: Raw = {}, name = 'web'): Raw {
  return raw('Service', name, {
    spec: { selector: labels, ports: [{ port: 80 }], ...spec },
    ...fields,
  });
}

function workload(kind: string, spec: Raw = {}, fields: Raw = {}): Raw {
  return raw(kind, 'web', {
    spec: { selector: { matchLabels: labels }, template, ...spec },
    ...fields,
  });
}

function pod(name: string, spec: Raw = {}, fields: Raw = {}): Raw {
  return raw('Pod', name, { spec: { containers, ...spec }, ...fields }, { labels });
}

type OfKind<K extends ModelKind, T = ModelObject> = T extends { kind: infer Kind }
  ? K extends Kind
    ? T
    : never
  : never;

function of<K extends ModelKind>(world: FileWorld, kind: K): OfKind<K>[] {
  const isKind = (object: ModelObject): object is ModelObject & OfKind<K> => object.kind === kind;
  return world.objects.filter(isKind);
}

function only(raws: readonly Raw[]): { world: FileWorld; service: Service; pods: Pod[] } {
  const world = worldFromFiles(raws);
  expect(world.problems).toEqual([]);
  const [first] = of(world, 'Service');
  if (!first) throw new Error('no Service in the world');
  return { world, service: first, pods: of(world, 'Pod') };
}

const slicesOf = (...raws: Raw[]) => of(worldFromFiles(raws), 'EndpointSlice');

function nodeOf(name: string, spec: Raw, ready: string, metadata: Raw = {}): Raw {
  const status = { conditions: [{ type: 'Ready', status: ready }] };
  return raw('Node', name, { spec, status }, metadata);
}

describe('nodes', () => {
  test('without Nodes there are three, in two zones', () => {
    const nodes = of(worldFromFiles([]), 'Node');
    expect(
      nodes.map(({ metadata, internalIPs, zone, ready }) => [
        metadata.name,
        ...internalIPs,
        zone,
        ready,
      ]),
    ).toEqual([
      ['node-a', '172.18.0.2', 'zone-1', 'True'],
      ['node-b', '172.18.0.3', 'zone-1', 'True'],
      ['node-c', '172.18.0.4', 'zone-2', 'True'],
    ]);
    expect(nodes.every(({ metadata }) => metadata.simulated?.includes('metadata.name'))).toBe(true);
  });

  test('a node that only a Pod names is there too', () => {
    const raws = [
      pod('p', { nodeName: 'worker-7' }, { status: { phase: 'Running', hostIP: '10.0.0.7' } }),
    ];
    const worker = of(worldFromFiles(raws), 'Node').find(
      ({ metadata }) => metadata.name === 'worker-7',
    );
    expect(worker?.internalIPs).toEqual(['10.0.0.7']);
  });

  test('S19: with Nodes in the files, a Pod on a missing one is no endpoint', () => {
    const node = raw('Node', 'n1', {
      status: { addresses: [{ type: 'InternalIP', address: '10.0.0.1' }] },
    });
    const world = worldFromFiles([node, service(), pod('lost', { nodeName: 'n2' }), pod('found')]);
    expect(of(world, 'Node').map(({ metadata }) => metadata.name)).toEqual(['n1']);
    const [slice] = of(world, 'EndpointSlice');
    expect(slice?.endpoints.map(({ targetRef, nodeName }) => [targetRef?.name, nodeName])).toEqual([
      ['found', 'n1'],
    ]);
  });

  test('Pods are kept off nodes that are cordoned, not ready, or not selected', () => {
    const raws = [
      nodeOf('cordoned', { unschedulable: true }, 'True'),
      nodeOf('down', {}, 'False'),
      nodeOf('plain', {}, 'True'),
      nodeOf('gpu', {}, 'True', { labels: { gpu: 'yes' } }),
      workload('Deployment', {
        replicas: 8,
        template: { ...template, spec: { containers, nodeSelector: { gpu: 'yes' } } },
      }),
    ];
    const pods = of(worldFromFiles(raws), 'Pod');
    expect(new Set(pods.map(({ nodeName }) => nodeName))).toEqual(new Set(['gpu']));
  });
});

describe('Pods', () => {
  test('without status a Pod runs, is ready, and has node and address', () => {
    const { pods } = only([service(), pod('p')]);
    expect(pods[0]).toMatchObject({
      phase: 'Running',
      containerStates: [{ name: 'main', ready: true }],
    });
    expect(pods[0]?.podIPs[0]).toMatch(/^10\.244\./);
    expect(pods[0]?.conditions).toContainEqual({ type: 'Ready', status: 'True' });
    expect(pods[0]?.metadata.simulated).toEqual([
      'spec.nodeName',
      'status',
      'status.podIP',
      'status.podIPs',
    ]);
  });

  test.each<[string, Raw, Raw]>([
    [
      'an address and no conditions: not ready (S18)',
      { phase: 'Running', podIP: '10.9.9.9' },
      { podIPs: ['10.9.9.9'], conditions: [] },
    ],
    ['a phase that has no address', { phase: 'Succeeded' }, { phase: 'Succeeded', podIPs: [] }],
    ['waiting for a node', { phase: 'Pending' }, { phase: 'Pending', podIPs: [] }],
  ])('status that is present is kept: %s', (_name, status, expected) => {
    expect(of(worldFromFiles([pod('p', {}, { status })]), 'Pod')[0]).toMatchObject(expected);
  });

  test('a pending Pod is on no node yet', () => {
    const [waiting] = of(worldFromFiles([pod('p', {}, { status: { phase: 'Pending' } })]), 'Pod');
    expect(waiting).not.toHaveProperty('nodeName');
  });

  test('a running Pod that is not ready still has an address', () => {
    const status = { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] };
    const [slice] = slicesOf(service(), pod('p', {}, { status }));
    expect(slice?.endpoints).toMatchObject([{ ready: false, serving: false }]);
  });

  test("S20: a Pod on its node's network has the node's address", () => {
    const { pods, world } = only([service(), pod('p', { hostNetwork: true })]);
    const node = of(world, 'Node').find(({ metadata }) => metadata.name === pods[0]?.nodeName);
    expect(pods[0]?.podIPs).toEqual(node?.internalIPs);
  });

  test("addresses come from the node's own range", () => {
    const node = raw('Node', 'n1', { spec: { podCIDR: '10.7.3.0/24' } });
    expect(of(worldFromFiles([node, pod('p')]), 'Pod')[0]?.podIPs[0]).toMatch(/^10\.7\.3\./);
  });
});

function ownedBy(kind: string, name: string): Raw {
  const owner = { apiVersion: 'apps/v1', kind, name, uid: 'u', controller: true };
  return { labels, ownerReferences: [owner] };
}

describe('workloads', () => {
  test('a Deployment has a ReplicaSet and its Pods spread over the nodes', () => {
    const { pods, world } = only([service(), workload('Deployment', { replicas: 3 })]);
    const [set] = of(world, 'ReplicaSet');
    expect(set?.metadata.name).toMatch(/^web-[a-z0-9]{10}$/);
    expect(of(world, 'Deployment')[0]).toMatchObject({ replicas: 3, readyReplicas: 3 });
    expect(new Set(pods.map(({ nodeName }) => nodeName)).size).toBe(3);
    expect(pods.every(({ metadata }) => metadata.name.startsWith(`${set?.metadata.name}-`))).toBe(
      true,
    );
    expect(pods[0]?.metadata.controller).toMatchObject({
      kind: 'ReplicaSet',
      name: set?.metadata.name,
    });
    expect(of(world, 'EndpointSlice')[0]?.endpoints).toHaveLength(3);
  });

  test('its status says how many are ready', () => {
    const { pods } = only([
      service(),
      workload('Deployment', { replicas: 3 }, { status: { replicas: 3, readyReplicas: 1 } }),
    ]);
    const ready = pods.filter(({ conditions }) =>
      conditions.some((each) => each.type === 'Ready' && each.status === 'True'),
    );
    expect([ready.length, pods.length]).toEqual([1, 3]);
  });

  test('a StatefulSet has ordinals and claims, a DaemonSet a Pod per node, a Job its Pods', () => {
    const set = workload('StatefulSet', {
      replicas: 2,
      serviceName: 'web',
      volumeClaimTemplates: [{ metadata: { name: 'data' } }],
    });
    const world = worldFromFiles([set]);
    expect(of(world, 'Pod').map(({ metadata, claims }) => [metadata.name, claims])).toEqual([
      ['web-0', ['data-web-0']],
      ['web-1', ['data-web-1']],
    ]);
    expect(of(world, 'PersistentVolumeClaim')).toMatchObject([
      { phase: 'Bound' },
      { phase: 'Bound' },
    ]);
    expect(
      of(worldFromFiles([workload('DaemonSet')]), 'Pod').map(({ nodeName }) => nodeName),
    ).toEqual(['node-a', 'node-b', 'node-c']);
    expect(of(worldFromFiles([workload('Job', { parallelism: 2 })]), 'Pod')).toHaveLength(2);
  });

  test('what the file has unfolded itself is not unfolded again', () => {
    const raws = [
      workload('Deployment', { replicas: 3 }),
      raw('ReplicaSet', 'web-1', { spec: { replicas: 1, template } }, ownedBy('Deployment', 'web')),
      raw('Pod', 'web-1-x', { spec: { containers } }, ownedBy('ReplicaSet', 'web-1')),
    ];
    const world = worldFromFiles(raws);
    expect(of(world, 'ReplicaSet').map(({ metadata }) => metadata.name)).toEqual(['web-1']);
    expect(of(world, 'Pod').map(({ metadata }) => metadata.name)).toEqual(['web-1-x']);
  });

  test('a slip of the pen does not fill the memory', () => {
    const world = worldFromFiles([workload('Deployment', { replicas: 1_000_000 })]);
    expect(of(world, 'Pod')).toHaveLength(10_000);
    expect(world.problems).toMatchObject([{ code: 'tooManyReplicas', params: { max: 10_000 } }]);
  });
});

function addresses(...raws: Raw[]): string[] {
  return slicesOf(...raws).flatMap(({ endpoints }) => endpoints.flatMap((each) => each.addresses));
}

describe('which slices', () => {
  const slice = raw(
    'EndpointSlice',
    'by-hand',
    {
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.1.1.1'] }],
      ports: [{ name: '', port: 80 }],
    },
    { labels: { 'kubernetes.io/service-name': 'web' } },
  );
  const endpoints = raw('Endpoints', 'web', {
    subsets: [{ addresses: [{ ip: '10.2.2.2' }], ports: [{ port: 80 }] }],
  });
  const bare = service({ selector: null });

  test('S29: those in the files, whatever else there is', () => {
    expect(addresses(service(), slice, endpoints, pod('p'))).toEqual(['10.1.1.1']);
  });

  test('S31: else hand-written Endpoints, mirrored', () => {
    expect(addresses(bare, endpoints, pod('p'))).toEqual(['10.2.2.2']);
  });

  test('S31: but not those of a Service with a selector: else Pods', () => {
    expect(addresses(service(), endpoints, pod('p'))).toHaveLength(1);
    expect(addresses(service(), endpoints, pod('p'))).not.toContain('10.2.2.2');
  });

  test('S26, S8: none match: a placeholder; no selector: nothing', () => {
    expect(slicesOf(service())).toMatchObject([
      { endpoints: [], metadata: { simulated: ['metadata.name', 'endpoints', 'ports'] } },
    ]);
    expect(slicesOf(bare)).toEqual([]);
  });
});

describe('Services', () => {
  test('S7, S11: what a cluster assigns is drawn and marked', () => {
    const { service: web } = only([service({ type: 'NodePort' })]);
    expect(web.clusterIPs[0]).toMatch(/^10\.(9[6-9]|10\d|11[01])\./);
    expect(web.ports[0]?.nodePort).toBeGreaterThanOrEqual(30000);
    expect(web.ports[0]?.nodePort).toBeLessThanOrEqual(32767);
    expect(web.metadata.simulated).toEqual([
      'spec.clusterIP',
      'spec.clusterIPs',
      'spec.ports[0].nodePort',
    ]);
  });

  test('S7: one port of two protocols shares a node port', () => {
    const ports = ['TCP', 'UDP'].map((protocol) => ({
      name: protocol.toLowerCase(),
      port: 53,
      protocol,
    }));
    const { service: web } = only([service({ type: 'NodePort', ports })]);
    expect(web.ports.map(({ nodePort }) => nodePort)).toEqual([
      web.ports[0]?.nodePort,
      web.ports[0]?.nodePort,
    ]);
  });

  test('what the file says stays, and nobody else gets it', () => {
    const ports = [{ port: 80, nodePort: 31234 }];
    const { service: web } = only([service({ type: 'NodePort', clusterIP: '10.96.7.7', ports })]);
    expect(web).toMatchObject({ clusterIPs: ['10.96.7.7'], ports: [{ nodePort: 31234 }] });
    expect(web.metadata).not.toHaveProperty('simulated');
  });

  test('an address that another Service claims in its file is given up', () => {
    const drawn = only([service({ type: 'NodePort' })]).service;
    const claim = {
      type: 'NodePort',
      clusterIP: drawn.clusterIPs[0],
      ports: [{ port: 80, nodePort: drawn.ports[0]?.nodePort }],
    };
    const services = of(
      worldFromFiles([service({ type: 'NodePort' }), service(claim, {}, 'rival')]),
      'Service',
    );
    const [rival, web] = services;
    expect(rival?.clusterIPs).toEqual(drawn.clusterIPs);
    expect(web?.clusterIPs).not.toEqual(drawn.clusterIPs);
    expect(web?.ports[0]?.nodePort).not.toBe(drawn.ports[0]?.nodePort);
  });

  test.each<[string, Raw, Raw, RegExp | undefined]>([
    ['without status: an address', {}, {}, /^172\.18\./],
    ['that says it is pending (S14)', {}, { status: { loadBalancer: {} } }, undefined],
    ['of a class nobody serves (S14)', { loadBalancerClass: 'a/b' }, {}, undefined],
    ['that asks for one', { loadBalancerIP: '192.0.2.7' }, {}, /^192\.0\.2\.7$/],
    [
      'that has one',
      {},
      { status: { loadBalancer: { ingress: [{ ip: '203.0.113.1' }] } } },
      /^203\.0\.113\.1$/,
    ],
  ])('a load balancer %s', (_name, spec, fields, expected) => {
    const { service: web } = only([service({ type: 'LoadBalancer', ...spec }, fields)]);
    const ip = web.loadBalancerIngress[0]?.ip;
    expect(expected === undefined ? ip === undefined : expected.test(ip ?? '')).toBe(true);
  });

  test('S66: eTP Local on a load balancer has a health check port', () => {
    const { service: web } = only([
      service({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' }),
    ]);
    expect(web.healthCheckNodePort).toBeGreaterThanOrEqual(30000);
  });

  test('S9, S1: headless and ExternalName get nothing', () => {
    expect(only([service({ clusterIP: 'None' })]).service.clusterIPs).toEqual(['None']);
    expect(
      only([service({ type: 'ExternalName', externalName: 'a.b' })]).service.clusterIPs,
    ).toEqual([]);
  });

  test('S11, S12: one dual-stack Service gives every Pod both families, and itself both slices', () => {
    const {
      service: web,
      pods,
      world,
    } = only([service({ ipFamilyPolicy: 'RequireDualStack' }), pod('p')]);
    expect(web.clusterIPs).toHaveLength(2);
    expect(pods[0]?.podIPs).toHaveLength(2);
    expect(of(world, 'EndpointSlice').map(({ addressType }) => addressType)).toEqual([
      'IPv4',
      'IPv6',
    ]);
  });
});

describe('files', () => {
  test('namespaces are implied, and `default` is where the rest goes', () => {
    const world = worldFromFiles([pod('a'), raw('Pod', 'b', {}, { namespace: 'shop' })]);
    expect(of(world, 'Namespace').map(({ metadata }) => metadata.name)).toEqual([
      'default',
      'shop',
    ]);
    const elsewhere = worldFromFiles([pod('a')], { namespace: 'mine' });
    expect(of(elsewhere, 'Pod')[0]?.metadata.namespace).toBe('mine');
  });

  test('a broken object is told of and left out; the rest is there', () => {
    const world = worldFromFiles([service({ ports: [{ port: 'x' }] }), 'nonsense', pod('p')]);
    expect(world.problems).toMatchObject([
      { index: 0, kind: 'Service', key: 'web', path: 'spec.ports[0].port' },
      { index: 1 },
    ]);
    expect(of(world, 'Pod')).toHaveLength(1);
  });

  test('of two objects of one name the later counts', () => {
    const world = worldFromFiles([
      service({ ports: [{ port: 1 }] }),
      service({ ports: [{ port: 2 }] }),
    ]);
    expect(of(world, 'Service').map(({ ports }) => ports[0]?.port)).toEqual([2]);
    expect(world.problems).toMatchObject([{ index: 0, code: 'duplicate', key: 'default/web' }]);
  });

  test('lists are expanded, kinds nobody keeps are passed over', () => {
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [service(), pod('p'), raw('Secret', 's')],
    };
    const { world } = only([list]);
    expect(of(world, 'EndpointSlice')[0]?.endpoints).toHaveLength(1);
  });
});
