import {
  anything,
  assert,
  jsonValue,
  property,
  record,
  constantFrom,
  dictionary,
  string,
} from 'fast-check';
import { expect, test } from 'vitest';
import { parserOf } from './kinds.ts';
import { createDoor, parseObject } from './object.ts';

const kinds = [
  ['v1', 'Service'],
  ['discovery.k8s.io/v1', 'EndpointSlice'],
  ['v1', 'Endpoints'],
  ['v1', 'Pod'],
  ['v1', 'Node'],
  ['v1', 'Namespace'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'ReplicaSet'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['v1', 'PersistentVolumeClaim'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['networking.k8s.io/v1', 'IngressClass'],
  ['gateway.networking.k8s.io/v1', 'Gateway'],
  ['gateway.networking.k8s.io/v1beta1', 'GatewayClass'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['gateway.networking.k8s.io/v1', 'GRPCRoute'],
  ['gateway.networking.k8s.io/v1alpha2', 'TCPRoute'],
  ['gateway.networking.k8s.io/v1alpha2', 'TLSRoute'],
  ['gateway.networking.k8s.io/v1beta1', 'ReferenceGrant'],
] as const;

test.each(kinds)('%s %s: the least the API server stores is admitted', (apiVersion, kind) => {
  const metadata = { name: 'a', namespace: 'shop' };
  const extra = kind === 'EndpointSlice' ? { addressType: 'IPv4' } : {};
  const parsed = parseObject({ apiVersion, kind, metadata, ...extra });
  expect(parsed).toMatchObject({ ok: true, object: { kind, metadata: { name: 'a', uid: '' } } });
});

test.each(kinds)(
  '%s %s: nulls count as absent, unknown fields are passed over',
  (apiVersion, kind) => {
    const metadata = { name: 'a', labels: null, ownerReferences: null, managedFields: [{}] };
    const extra = kind === 'EndpointSlice' ? { addressType: 'IPv4' } : {};
    const nulls = { spec: null, status: null, endpoints: null, ports: null, subsets: null };
    const parsed = parseObject({
      apiVersion,
      kind,
      metadata,
      ...nulls,
      ...extra,
      novelty: { x: 1 },
    });
    expect(parsed.ok).toBe(true);
  },
);

test.each(kinds)('F14 %s %s: no metadata is refused, naming the field', (apiVersion, kind) => {
  expect(parseObject({ apiVersion, kind, addressType: 'IPv4' })).toEqual({
    ok: false,
    kind,
    key: '',
    problems: [{ path: 'metadata.name', code: 'required', params: {} }],
  });
});

test.each([
  [null, 'null'],
  [undefined, 'undefined'],
  [[], 'array'],
  ['Pod', 'string'],
  [7, 'number'],
])('F14: %j is refused', (raw, actual) => {
  expect(parseObject(raw, { kind: 'Pod', apiVersion: 'v1' })).toEqual({
    ok: false,
    kind: 'Pod',
    key: '',
    problems: [{ path: '', code: 'wrongType', params: { expected: 'object', actual } }],
  });
});

test('an object without kind or apiVersion is refused; a list may supply them', () => {
  const raw = { metadata: { name: 'a' } };
  expect(parseObject(raw)).toMatchObject({
    ok: false,
    key: 'a',
    problems: [
      { path: 'kind', code: 'required' },
      { path: 'apiVersion', code: 'required' },
    ],
  });
  expect(parseObject(raw, { kind: 'Pod', apiVersion: 'v1' }).ok).toBe(true);
});

test.each([
  ['v1', 'Secret'],
  ['v1', 'constructor'],
  ['v1', '__proto__'],
  ['serving.knative.dev/v1', 'Service'],
  ['extensions/v1beta1', 'Ingress'],
  ['apps/v1beta1', 'Deployment'],
])('%s %s is not kept', (apiVersion, kind) => {
  expect(parseObject({ apiVersion, kind, metadata: { name: 'a' } })).toEqual({ ok: 'ignored' });
});

test('of ConfigMaps only the one of kube-proxy is kept, and of it only config.conf', () => {
  const data = { 'config.conf': 'mode: nftables', 'kubeconfig.conf': 'token' };
  const of = (namespace: string, name: string) =>
    parseObject({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace, name }, data });
  expect(of('kube-system', 'coredns')).toEqual({ ok: 'ignored' });
  expect(of('default', 'kube-proxy')).toEqual({ ok: 'ignored' });
  const kept = of('kube-system', 'kube-proxy');
  expect(kept).toMatchObject({ ok: true, object: { configConf: 'mode: nftables' } });
  expect(JSON.stringify(kept)).not.toContain('token');
});

test.each([
  ['apiVersion: v1\nkind: KubeProxyConfiguration\n', true],
  ['{"kind":"KubeProxyConfiguration"}', true],
  ['kind: Config\n# no KubeProxyConfiguration', false],
])('a KubeProxyConfiguration under another name is known by its kind: %j', (text, isKept) => {
  const metadata = { namespace: 'kube-system', name: 'kube-proxy' };
  const data = { 'kubeconfig.conf': 'token', 'config.yaml': text };
  const kept = parseObject({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
  expect(kept).toMatchObject({ ok: true, object: { configConf: isKept ? text : '' } });
});

test('F15: labels called like parts of every JavaScript object are labels like any other', () => {
  const labels: unknown = JSON.parse('{"__proto__":"a","constructor":"b","valueOf":"c"}');
  const raw = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'constructor', labels } };
  const parsed = parseObject(raw);
  expect(parsed).toMatchObject({ ok: true, object: { metadata: { name: 'constructor' } } });
  expect(parsed.ok === true && [...parsed.object.metadata.labels]).toEqual([
    ['__proto__', 'a'],
    ['constructor', 'b'],
    ['valueOf', 'c'],
  ]);
});

test('every problem is found at once, each with its path', () => {
  const parsed = parseObject({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop', labels: { app: 1 } },
    spec: { ports: [{ port: 80 }, { port: 0 }, { port: 99_999, protocol: 'tcp' }], selector: [] },
  });
  expect(parsed).toEqual({
    ok: false,
    kind: 'Service',
    key: 'shop/web',
    problems: expect.arrayContaining([
      {
        path: 'metadata.labels[app]',
        code: 'wrongType',
        params: { expected: 'string', actual: 'number' },
      },
      { path: 'spec.ports[1].port', code: 'invalid', params: { value: '0', min: 1, max: 65_535 } },
      {
        path: 'spec.ports[2].port',
        code: 'invalid',
        params: { value: '99999', min: 1, max: 65_535 },
      },
      {
        path: 'spec.ports[2].protocol',
        code: 'unsupported',
        params: { value: 'tcp', supported: 'TCP, UDP, SCTP' },
      },
      { path: 'spec.selector', code: 'wrongType', params: { expected: 'object', actual: 'array' } },
    ]),
  });
});

test('what repeats among the objects of one door is kept once', () => {
  const door = createDoor();
  const labelsOf = (name: string) => {
    const metadata = { name, labels: { app: 'web', tier: 'front' } };
    const parsed = door.parse({ apiVersion: 'v1', kind: 'Pod', metadata });
    return parsed.ok === true ? parsed.object.metadata.labels : undefined;
  };
  expect(labelsOf('a')).toBeInstanceOf(Map);
  expect(labelsOf('a')).toBe(labelsOf('b'));
});

const kindNames = kinds.map(([apiVersion, kind]) => ({ apiVersion, kind }));

test('F14: whatever the value, parsing never throws', () => {
  assert(
    property(
      anything({ withBigInt: true, withNullPrototype: true, withMap: true }),
      constantFrom(...kindNames),
      (raw, context) => {
        parseObject(raw, context);
      },
    ),
    { seed: 3, numRuns: 2000 },
  );
});

// The fields the parsers read, holding anything.
const fieldNames = [
  'name',
  'namespace',
  'labels',
  'annotations',
  'ownerReferences',
  'ports',
  'port',
  'selector',
  'clusterIP',
  'clusterIPs',
  'type',
  'containers',
  'podIPs',
  'ip',
  'conditions',
  'status',
  'addresses',
  'endpoints',
  'rules',
  'paths',
  'backend',
  'ingress',
  'loadBalancer',
  'template',
  'metadata',
  'spec',
  'listeners',
  'from',
  'to',
  'podSelector',
  'matchExpressions',
  'hints',
  'forZones',
] as const;
const nested = dictionary(constantFrom(...fieldNames), jsonValue({ maxDepth: 3 }), { maxKeys: 12 });

test('F14: wrong types in every field are problems, never exceptions', () => {
  let refused = 0;
  assert(
    property(
      record({
        metadata: nested,
        spec: nested,
        status: nested,
        endpoints: jsonValue(),
        subsets: jsonValue(),
        ports: jsonValue(),
        addressType: string(),
      }),
      constantFrom(...kindNames),
      (raw, context) => {
        const parsed = parseObject(raw, context);
        if (parsed.ok === false) refused += 1;
        return parsed.ok !== false || parsed.problems.length > 0;
      },
    ),
    { seed: 5, numRuns: 3000 },
  );
  expect(refused).toBeGreaterThan(1000);
});

test('every kind of the model has a parser', () => {
  expect(kinds.filter(([apiVersion, kind]) => parserOf(kind, apiVersion) === undefined)).toEqual(
    [],
  );
});
