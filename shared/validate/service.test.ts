import { expect, test } from 'vitest';
import type { RawObject } from '../simulate/rawObject.ts';
import { defaultService } from './defaults.ts';
import { validateService } from './service.ts';

type Spec = Record<string, unknown>;
const port = { name: 'p', port: 8675, protocol: 'TCP', targetPort: 8675 };

/** A Service with nothing wrong, changed by `spec` and `metadata`; defaults applied. */
function service(spec: Spec = {}, metadata: Spec = {}): RawObject {
  return defaultService({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'valid', namespace: 'valid', ...metadata },
    spec: { selector: { key: 'val' }, type: 'ClusterIP', ports: [port], ...spec },
  });
}

function faults(object: RawObject): string[] {
  return validateService(object).map(({ type, path }) => `${type} ${path}`);
}

const loadBalancer = { type: 'LoadBalancer' };
const nodePort = { type: 'NodePort' };
const external = { type: 'ExternalName', externalName: 'example.com', ports: [] };
const headless = { clusterIP: 'None', clusterIPs: ['None'] };
const two = (a: Spec, b: Spec) => ({
  ports: [
    { ...port, name: 'p', ...a },
    { ...port, name: 'q', ...b },
  ],
});

test.each<[string, Spec]>([
  ['a plain ClusterIP', {}],
  ['no selector (S8)', { selector: undefined }],
  ['a headless Service without ports (S9)', { ...headless, ports: [] }],
  ['one unnamed port (S4)', { ports: [{ ...port, name: '' }] }],
  [
    'one number on three protocols (S5)',
    {
      ports: [
        { name: 'tcp', port: 53 },
        { name: 'udp', port: 53, protocol: 'UDP' },
        { name: 'sctp', port: 53, protocol: 'SCTP' },
      ],
    },
  ],
  ['a named targetPort', { ports: [{ ...port, targetPort: 'http' }] }],
  ['appProtocol with a prefix (S6)', { ports: [{ ...port, appProtocol: 'kubernetes.io/h2c' }] }],
  ['an ExternalName with a trailing dot', { ...external, externalName: 'example.com.' }],
  ['an ExternalName that looks like an address (S77)', { ...external, externalName: '1.2.3.4' }],
  ['externalIPs with leading zeros (S13)', { externalIPs: ['010.1.1.1'] }],
  // Refused up to Kubernetes 1.32.
  ['the kubelet’s port on a load balancer', { ...loadBalancer, ports: [{ ...port, port: 10250 }] }],
  ['a padded source range (S52)', { ...loadBalancer, loadBalancerSourceRanges: [' 1.2.3.4/8 '] }],
  [
    'one nodePort number on two protocols (S7)',
    {
      ...nodePort,
      ...two({ nodePort: 30001 }, { nodePort: 30001, protocol: 'UDP' }),
    },
  ],
  [
    'affinity with a day of memory (S59)',
    {
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 86400 } },
    },
  ],
  ['trafficDistribution PreferSameNode (S43)', { trafficDistribution: 'PreferSameNode' }],
  [
    'both families (S11)',
    {
      clusterIP: '10.0.0.1',
      clusterIPs: ['10.0.0.1', 'fd00::1'],
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'RequireDualStack',
    },
  ],
  ['a class (S14)', { ...loadBalancer, loadBalancerClass: 'example.com/class' }],
  ['mixed protocols on a load balancer', { ...loadBalancer, ...two({}, { protocol: 'UDP' }) }],
  ['eTP Local with externalIPs (S3)', { externalIPs: ['1.2.3.4'], externalTrafficPolicy: 'Local' }],
])('accepted: %s', (_name, spec) => {
  expect(validateService(service(spec))).toEqual([]);
});

test.each<[string, Spec, string[]]>([
  ['no ports', { ports: [] }, ['Required spec.ports']],
  ['S4 an unnamed port among two', two({ name: '' }, { port: 9 }), ['Required spec.ports[0].name']],
  ['S4 names repeated', two({ port: 1 }, { name: 'p' }), ['Duplicate spec.ports[1].name']],
  ['S4 the same port twice', two({}, {}), ['Duplicate spec.ports[1]']],
  [
    'a port name that is no label',
    { ports: [{ ...port, name: 'a.b' }] },
    ['Invalid spec.ports[0].name'],
  ],
  [
    'an unknown protocol',
    { ports: [{ ...port, protocol: 'INVALID' }] },
    ['NotSupported spec.ports[0].protocol'],
  ],
  ['port 65536', { ports: [{ ...port, port: 65536 }] }, ['Invalid spec.ports[0].port']],
  [
    'no port: targetPort follows it',
    { ports: [{ name: 'p' }] },
    ['Invalid spec.ports[0].port', 'Invalid spec.ports[0].targetPort'],
  ],
  [
    'a targetPort name too long',
    { ports: [{ ...port, targetPort: 'a-port-name-too-long' }] },
    ['Invalid spec.ports[0].targetPort'],
  ],
  [
    'a targetPort name with everything wrong',
    { ports: [{ ...port, targetPort: '-_--' }] },
    [
      'Invalid spec.ports[0].targetPort',
      'Invalid spec.ports[0].targetPort',
      'Invalid spec.ports[0].targetPort',
      'Invalid spec.ports[0].targetPort',
    ],
  ],
  [
    'S6 a bad appProtocol',
    { ports: [{ ...port, appProtocol: 'a/b/c' }] },
    ['Invalid spec.ports[0].appProtocol'],
  ],
  [
    'S7 a nodePort on ClusterIP',
    { ports: [{ ...port, nodePort: 30000 }] },
    ['Forbidden spec.ports[0].nodePort'],
  ],
  [
    'S7 a nodePort twice',
    { ...nodePort, ...two({ nodePort: 3 }, { nodePort: 3, port: 9 }) },
    ['Duplicate spec.ports[1].nodePort'],
  ],
  ['S9 headless NodePort', { ...nodePort, ...headless }, ['Invalid spec.clusterIPs[0]']],
  ['S9 headless LoadBalancer', { ...loadBalancer, ...headless }, ['Invalid spec.clusterIPs[0]']],
  [
    'S1 ExternalName without a name',
    { ...external, externalName: '' },
    ['Required spec.externalName'],
  ],
  [
    'S1 ExternalName with an address',
    { ...external, clusterIP: '1.2.3.4', clusterIPs: ['1.2.3.4'] },
    ['Forbidden spec.clusterIPs'],
  ],
  [
    'S1 ExternalName with families',
    { ...external, ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' },
    ['Forbidden spec.ipFamilies', 'Forbidden spec.ipFamilyPolicy'],
  ],
  [
    'an ExternalName of two dots',
    { ...external, externalName: '..' },
    ['Invalid spec.externalName'],
  ],
  [
    'an unknown type',
    { type: 'Foo', internalTrafficPolicy: 'Cluster' },
    ['NotSupported spec.type'],
  ],
  [
    'a bad selector',
    { selector: { 'a/b/c': 'd', NoUppercase: 'No spaces' } },
    ['Invalid spec.selector', 'Invalid spec.selector'],
  ],
  ['S59 an unknown affinity', { sessionAffinity: 'Foo' }, ['NotSupported spec.sessionAffinity']],
  [
    'S59 a timeout of 0',
    { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } } },
    ['Invalid spec.sessionAffinityConfig.clientIP.timeoutSeconds'],
  ],
  [
    'S59 a timeout of more than a day',
    {
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 86401 } },
    },
    ['Invalid spec.sessionAffinityConfig.clientIP.timeoutSeconds'],
  ],
  ['S11 clusterIP without clusterIPs', { clusterIP: '1.2.3.4' }, ['Required spec.clusterIPs']],
  ['S11 clusterIPs without clusterIP', { clusterIPs: ['1.2.3.4'] }, ['Invalid spec.clusterIPs']],
  [
    'S11 clusterIP not first',
    { clusterIP: '1.2.3.4', clusterIPs: ['1.2.3.5'] },
    ['Invalid spec.clusterIPs'],
  ],
  [
    'a clusterIP that is no address',
    { clusterIP: 'invalid', clusterIPs: ['invalid'] },
    ['Invalid spec.clusterIPs[0]'],
  ],
  [
    'S11 None beside an address',
    { clusterIP: 'None', clusterIPs: ['None', '::1'] },
    ['Invalid spec.clusterIPs'],
  ],
  [
    'S11 two of one family',
    { clusterIP: '1.2.3.4', clusterIPs: ['1.2.3.4', '1.2.3.5'] },
    ['Invalid spec.clusterIPs'],
  ],
  [
    'S11 three addresses',
    { clusterIP: '1.2.3.4', clusterIPs: ['1.2.3.4', '::5', '1.2.3.6'] },
    ['Invalid spec.clusterIPs'],
  ],
  [
    'S11 families that do not fit',
    {
      clusterIP: '1.2.3.4',
      clusterIPs: ['1.2.3.4', '::5'],
      ipFamilies: ['IPv6', 'IPv4'],
    },
    ['Invalid spec.clusterIPs[0]', 'Invalid spec.clusterIPs[1]'],
  ],
  [
    'S11 an unknown family twice',
    { ipFamilies: ['IPv5', 'IPv5'] },
    [
      'NotSupported spec.ipFamilies[0]',
      'NotSupported spec.ipFamilies[1]',
      'Duplicate spec.ipFamilies[1]',
    ],
  ],
  ['S11 an unknown policy', { ipFamilyPolicy: 'Both' }, ['NotSupported spec.ipFamilyPolicy']],
  [
    'S13 special externalIPs',
    {
      externalIPs: [
        '0.0.0.0',
        '127.0.0.1',
        '169.254.1.1',
        '224.0.0.1',
        'fe80::1',
        'myhost.mydomain',
      ],
    },
    [0, 1, 2, 3, 4, 5].map((index) => `Invalid spec.externalIPs[${index}]`),
  ],
  [
    'S52 ranges on a ClusterIP',
    { loadBalancerSourceRanges: ['1.2.3.4/8'] },
    ['Forbidden spec.LoadBalancerSourceRanges'],
  ],
  [
    'S52 a range that is none',
    { ...loadBalancer, loadBalancerSourceRanges: ['foo', '1.2.3.4/33'] },
    ['Invalid spec.LoadBalancerSourceRanges[0]', 'Invalid spec.LoadBalancerSourceRanges[1]'],
  ],
  [
    'S15 allocation switched on a ClusterIP',
    { allocateLoadBalancerNodePorts: true },
    ['Forbidden spec.allocateLoadBalancerNodePorts'],
  ],
  [
    'S14 a class on a NodePort',
    { ...nodePort, loadBalancerClass: 'x' },
    ['Forbidden spec.loadBalancerClass'],
  ],
  [
    'S14 a class that is no qualified name',
    { ...loadBalancer, loadBalancerClass: 'Bad$' },
    ['Invalid spec.loadBalancerClass'],
  ],
  [
    'S3 eTP on a plain ClusterIP',
    { externalTrafficPolicy: 'Local' },
    ['Invalid spec.externalTrafficPolicy'],
  ],
  [
    'S3 an unknown eTP',
    { ...nodePort, externalTrafficPolicy: 'invalid' },
    ['NotSupported spec.externalTrafficPolicy'],
  ],
  [
    'S66 a health port where there is no health check',
    { ...nodePort, healthCheckNodePort: 34567 },
    ['Invalid spec.healthCheckNodePort'],
  ],
  [
    'S66 a load balancer with eTP Local and no health port',
    { ...loadBalancer, externalTrafficPolicy: 'Local' },
    ['Required spec.healthCheckNodePort'],
  ],
  [
    'S66 a negative health port',
    { ...loadBalancer, externalTrafficPolicy: 'Local', healthCheckNodePort: -1 },
    ['Invalid spec.healthCheckNodePort'],
  ],
  [
    'S2 an unknown iTP',
    { internalTrafficPolicy: 'Node' },
    ['NotSupported spec.internalTrafficPolicy'],
  ],
  [
    'S43 an unknown distribution',
    { trafficDistribution: 'Random' },
    ['NotSupported spec.trafficDistribution'],
  ],
  [
    'a port that is text',
    { ports: [{ ...port, port: '80' }] },
    ['TypeInvalid spec.ports[0].port', 'Invalid spec.ports[0].port'],
  ],
  [
    'many faults at once',
    { ports: [], externalIPs: ['x'], sessionAffinity: 'Foo' },
    ['Required spec.ports', 'NotSupported spec.sessionAffinity', 'Invalid spec.externalIPs[0]'],
  ],
])('refused: %s', (_name, spec, expected) => {
  expect(faults(service(spec))).toEqual(expected);
});

test.each<[string, Spec, string[]]>([
  ['no name', { name: '' }, ['Required metadata.name']],
  ['no namespace', { namespace: '' }, ['Required metadata.namespace']],
  ['a name with dots', { name: 'a.b.c' }, ['Invalid metadata.name']],
  ['a name that starts with a digit', { name: '123abc' }, ['Invalid metadata.name']],
  ['a namespace with dots', { namespace: 'a.b' }, ['Invalid metadata.namespace']],
  ['a bad generateName', { name: 'ok', generateName: 'a..b' }, ['Invalid metadata.generateName']],
  ['a generateName that ends in a dash', { name: 'ok', generateName: 'ok-' }, []],
  ['a negative generation', { generation: -1 }, ['Invalid metadata.generation']],
  ['labels `constructor` and `__proto__`', { labels: { constructor: 'ok' } }, []],
  [
    'a bad label',
    { labels: { 'no spaces': 'nor/slashes' } },
    ['Invalid metadata.labels', 'Invalid metadata.labels'],
  ],
  ['an annotation key in capitals', { annotations: { 'EXAMPLE.com/Key': 'any thing' } }, []],
  [
    'annotations beyond 256 KiB',
    { annotations: { a: 'x'.repeat(262144) } },
    ['TooLong metadata.annotations'],
  ],
  [
    'two controllers',
    {
      ownerReferences: ['a', 'b'].map((name) => ({
        apiVersion: 'v1',
        kind: 'Pod',
        name,
        uid: '1',
        controller: true,
      })),
    },
    ['Invalid metadata.ownerReferences'],
  ],
  [
    'an owner without anything',
    { ownerReferences: [{}] },
    ['apiVersion', 'kind', 'name', 'uid'].map(
      (field) => `Invalid metadata.ownerReferences.${field}`,
    ),
  ],
  ['an unqualified finalizer', { finalizers: ['mine'] }, ['Invalid metadata.finalizers[0]']],
  [
    'finalizers that contradict',
    { finalizers: ['orphan', 'foregroundDeletion'] },
    ['Invalid metadata.finalizers'],
  ],
  [
    'S44 topology annotations that differ',
    {
      annotations: {
        'service.kubernetes.io/topology-mode': 'Auto',
        'service.kubernetes.io/topology-aware-hints': 'Disabled',
      },
    },
    ['Invalid metadata.annotations[service.kubernetes.io/topology-mode]'],
  ],
  [
    'S52 the source range annotation',
    {
      annotations: { 'service.beta.kubernetes.io/load-balancer-source-ranges': 'foo' },
    },
    [
      'Forbidden metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]',
      'Invalid metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]',
    ],
  ],
])('metadata: %s', (_name, metadata, expected) => {
  expect(faults(service({}, metadata))).toEqual(expected);
});

test('without defaults every field the server would fill in is missing', () => {
  const bare = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a', namespace: 'b' },
    spec: {},
  };
  expect(faults(bare)).toEqual([
    'Required spec.ports',
    'Required spec.sessionAffinity',
    'Required spec.type',
  ]);
  expect(faults({ ...bare, spec: { type: 'LoadBalancer' } })).toEqual([
    'Required spec.ports',
    'Required spec.sessionAffinity',
    'Required allocateLoadBalancerNodePorts',
    'Required spec.externalTrafficPolicy',
    'Required spec.internalTrafficPolicy',
  ]);
});
