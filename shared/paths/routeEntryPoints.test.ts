import { describe, expect, test } from 'vitest';
import type { ModelObject } from '../model/object.ts';
import type { Gateway, GatewayRoute, Ingress } from '../model/routes.ts';
import { buildState } from '../state/applyChange.ts';
import type { World } from '../state/world.ts';
import {
  gateway,
  gatewayRoute,
  ingress,
  ingressClass,
  namespace,
  referenceGrant,
  service,
} from '../testing/objects.ts';
import { nodes, webService } from '../testing/pathWorld.ts';
import { EntryPoint } from '../wire/topology.ts';
import { entryPointsOf } from './entryPoints.ts';
import { routeEntryPointsOf } from './routeEntryPoints.ts';
import { commonHosts } from './routeHosts.ts';

type Spec = Record<string, unknown>;
const web = webService({
  ports: [
    { name: 'http', port: 80, targetPort: 8080 },
    { name: 'grpc', port: 9000 },
    { name: 'dns', port: 53, protocol: 'UDP' },
  ],
});
const balancer = service({
  name: 'ingress-nginx',
  namespace: 'edge',
  type: 'LoadBalancer',
  clusterIPs: ['10.96.0.99'],
  ports: [{ name: 'http', port: 80 }],
  ingress: [{ ip: '203.0.113.10' }],
});

const entries = (...objects: ModelObject[]): EntryPoint[] =>
  routeEntryPointsOf(worldOf(...objects), web);
function worldOf(...objects: ModelObject[]): World {
  return buildState([
    ...nodes,
    namespace('default', { team: 'blue' }),
    namespace('edge', { team: 'red' }),
    web,
    balancer,
    ...objects,
  ]);
}

/** How an entry reads: where it is dialled, what for, and how much of it comes here. */
function read({ address, port, host, path, portName, share, invalid }: EntryPoint): string {
  const where = port === undefined ? address : `${address}:${port}`;
  const what = `${host ?? '*'}${path ?? ''}`;
  const to = invalid === undefined ? (portName ?? '?') : invalid.code;
  return `${where} ${what} > ${to}${share === undefined ? '' : ` ${Math.round(share * 100)}%`}`;
}

describe('Ingress', () => {
  const backend = (port: Spec, name = 'web') => ({ service: { name, port } });
  const rule = (host: string | undefined, ...paths: [string, Spec][]) => ({
    host,
    http: { paths: paths.map(([path, to]) => ({ path, pathType: 'Prefix', backend: to })) },
  });
  const http = backend({ name: 'http' });
  const made = (spec: Spec, addresses: Ingress['addresses'] = []): Ingress => ({
    ...ingress({ name: 'shop', ...spec }),
    addresses,
  });

  test.each<[string, Ingress, string[]]>([
    [
      'S94: port by name',
      made({ rules: [rule('a.example', ['/', http])] }),
      ['a.example a.example/ > http'],
    ],
    [
      'S94: port by number',
      made({ rules: [rule('a.example', ['/', backend({ number: 9000 })])] }),
      ['a.example a.example/ > grpc'],
    ],
    [
      'S94: a number that is no Service port',
      made({ rules: [rule('a.example', ['/', backend({ number: 8080 })])] }),
      ['a.example a.example/ > routePortMissing'],
    ],
    [
      'S94: a name that is no Service port',
      made({ rules: [rule('a.example', ['/', backend({ name: 'constructor' })])] }),
      ['a.example a.example/ > routePortMissing'],
    ],
    [
      'no port at all',
      made({ rules: [rule('a.example', ['/', backend({})])] }),
      ['a.example a.example/ > routePortNeeded'],
    ],
    [
      'each path that leads here',
      made({
        rules: [
          rule('a.example', ['/cart', http], ['/other', backend({ number: 80 }, 'api')]),
          rule(undefined, ['/x', http]),
        ],
      }),
      ['a.example a.example/cart > http', '* */x > http'],
    ],
    ['the default backend', made({ defaultBackend: http }), ['* * > http']],
    [
      'S94: another Service of the same name elsewhere',
      made({ namespace: 'edge', defaultBackend: http }),
      [],
    ],
    [
      'its address, of a Service of the cluster: dialled on 80',
      made({ rules: [rule('a.example', ['/', http])] }, [{ ip: '203.0.113.10' }]),
      ['203.0.113.10:80 a.example/ > http'],
    ],
    [
      'TLS: on 443',
      made(
        {
          rules: [rule('a.example', ['/', http]), rule('b.example', ['/', http])],
          tls: [{ hosts: ['a.example'] }],
        },
        [{ ip: '203.0.113.10' }],
      ),
      ['203.0.113.10:443 a.example/ > http', '203.0.113.10:80 b.example/ > http'],
    ],
    [
      'a wildcard certificate covers one label',
      made(
        {
          rules: [rule('a.b.example', ['/', http]), rule('b.example', ['/', http])],
          tls: [{ hosts: ['*.example'] }],
        },
        [{ hostname: 'lb.example' }],
      ),
      ['lb.example:80 a.b.example/ > http', 'lb.example:443 b.example/ > http'],
    ],
    [
      'an address that nobody in the cluster has cannot be predicted',
      made({ defaultBackend: http }, [{ ip: '198.51.100.7' }]),
      ['198.51.100.7 * > http'],
    ],
    [
      'several addresses',
      made({ defaultBackend: http }, [{ ip: '172.18.0.2' }, { ip: '172.18.0.3' }]),
      ['172.18.0.2:80 * > http', '172.18.0.3:80 * > http'],
    ],
  ])('%s', (_title, object, expected) => {
    expect(entries(object).map(read)).toEqual(expected);
  });

  const bare = made({ defaultBackend: http });
  const isDefault = { 'ingressclass.kubernetes.io/is-default-class': 'true' };
  const defaultClass = (name: string, creationTimestamp: string): ModelObject => {
    const one = ingressClass({ name, annotations: isDefault });
    return { ...one, metadata: { ...one.metadata, creationTimestamp } };
  };
  test.each<[string, ModelObject[], string | undefined, string | undefined]>([
    [
      'its own class',
      [made({ ingressClassName: 'nginx', defaultBackend: http })],
      'nginx',
      undefined,
    ],
    [
      'the default one',
      [bare, ingressClass({ name: 'traefik', annotations: isDefault })],
      'traefik',
      undefined,
    ],
    [
      'the newest of several default ones',
      [
        bare,
        defaultClass('old', '2026-01-01T00:00:00Z'),
        defaultClass('new', '2026-03-01T00:00:00Z'),
        defaultClass('middle', '2026-02-01T00:00:00Z'),
      ],
      'new',
      undefined,
    ],
    ['no classes in sight', [bare], undefined, undefined],
    [
      'no default among them',
      [bare, ingressClass({ name: 'nginx' })],
      undefined,
      'noDefaultIngressClass',
    ],
  ])('classes: %s', (_title, objects, className, invalid) => {
    const [entry] = entries(...objects);
    expect([entry?.class, entry?.invalid?.code]).toEqual([className, invalid]);
  });

  test('in full, as the wire has it', () => {
    const [entry] = entries(
      made({ rules: [rule('a.example', ['/cart', http])], tls: [{}] }, [{ ip: '203.0.113.10' }]),
    );
    expect(entry).toEqual({
      id: 'ingress/default/shop/a.example/cart',
      kind: 'ingress',
      address: '203.0.113.10',
      port: 443,
      protocol: 'TCP',
      portName: 'http',
      host: 'a.example',
      path: '/cart',
      tls: true,
      route: { kind: 'Ingress', namespace: 'default', name: 'shop' },
    });
    expect(EntryPoint.parse(entry)).toEqual(entry);
  });

  test('ids are distinct, even of a path told twice', () => {
    const twice = made(
      { rules: [rule('a.example', ['/', http], ['/', backend({ number: 9000 })])] },
      [{ ip: '172.18.0.2' }, { ip: '172.18.0.3' }],
    );
    const ids = entries(twice).map(({ id }) => id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(4);
  });
});

describe('Gateway API', () => {
  const listener = (given: Spec = {}) => ({ name: 'http', protocol: 'HTTP', port: 80, ...given });
  const edge = (listeners: Spec[], addresses: Gateway['addresses'] = []): Gateway => ({
    ...gateway({ name: 'gw', gatewayClassName: 'x', listeners }),
    addresses,
  });
  const toWeb = (given: Spec = {}) => ({ name: 'web', port: 80, ...given });
  const route = (spec: Spec = {}, kind: GatewayRoute['kind'] = 'HTTPRoute') =>
    gatewayRoute(kind, {
      name: 'r',
      parentRefs: [{ name: 'gw' }],
      rules: [{ backendRefs: [toWeb()] }],
      ...spec,
    });
  const plain = edge([listener()]);

  test.each<[string, ModelObject[], string[]]>([
    ['S94: by Service port number', [plain, route()], ['* */ > http']],
    [
      'S94: not by targetPort',
      [plain, route({ rules: [{ backendRefs: [toWeb({ port: 8080 })] }] })],
      ['* */ > routePortMissing'],
    ],
    [
      'S94: a port is needed',
      [plain, route({ rules: [{ backendRefs: [{ name: 'web' }] }] })],
      ['* */ > routePortNeeded'],
    ],
    [
      'S94: shares by weight, 1 by default',
      [plain, route({ rules: [{ backendRefs: [toWeb(), { name: 'api', port: 80, weight: 3 }] }] })],
      ['* */ > http 25%'],
    ],
    [
      'S94: weight 0 sends nothing',
      [
        plain,
        route({ rules: [{ backendRefs: [toWeb({ weight: 0 }), { name: 'api', port: 80 }] }] }),
      ],
      [],
    ],
    [
      'S95: an invalid backend keeps its share',
      [plain, route({ rules: [{ backendRefs: [toWeb({ port: 1 }), { name: 'api', port: 80 }] }] })],
      ['* */ > routePortMissing 50%'],
    ],
    [
      'S95: a backend of another kind has its share too',
      [
        plain,
        route({
          rules: [
            { backendRefs: [toWeb(), { group: 'storage.example', kind: 'Bucket', name: 'b' }] },
          ],
        }),
      ],
      ['* */ > http 50%'],
    ],
    [
      'S94: a Service of the same name in another namespace is another',
      [plain, route({ rules: [{ backendRefs: [toWeb({ namespace: 'edge' })] }] })],
      [],
    ],
    [
      'paths, each once',
      [
        plain,
        route({
          rules: [
            {
              matches: [
                { path: { value: '/a' } },
                { path: { value: '/b' } },
                { path: { value: '/a' }, method: 'GET' },
              ],
              backendRefs: [toWeb()],
            },
          ],
        }),
      ],
      ['* */a > http', '* */b > http'],
    ],
    [
      'GRPCRoute: service and method',
      [
        plain,
        route(
          {
            rules: [
              { matches: [{ method: { service: 's' } }], backendRefs: [toWeb({ port: 9000 })] },
            ],
          },
          'GRPCRoute',
        ),
      ],
      ['* */s/* > grpc'],
    ],
    [
      'TCPRoute',
      [
        edge(
          // TCP carries no host, whatever the listener says.
          [listener({ protocol: 'TCP', port: 9000, hostname: 'a.example' })],
          [{ type: 'IPAddress', value: '203.0.113.10' }],
        ),
        route({}, 'TCPRoute'),
      ],
      ['203.0.113.10:9000 * > http'],
    ],
    [
      'TLSRoute',
      [
        edge([listener({ protocol: 'TLS', hostname: '*.example' })]),
        route({ hostnames: ['a.example'] }, 'TLSRoute'),
      ],
      ['a.example a.example > http'],
    ],
    [
      'a mesh parent is no Gateway',
      [plain, route({ parentRefs: [{ group: '', kind: 'Service', name: 'web' }] })],
      [],
    ],
    ['no such Gateway', [route()], ['* */ > noSuchGateway']],
    [
      'hostnames of the route',
      [plain, route({ hostnames: ['a.example', 'b.example'] })],
      ['a.example a.example/ > http', 'b.example b.example/ > http'],
    ],
    [
      'hostnames in common',
      [edge([listener({ hostname: '*.example' })]), route({ hostnames: ['a.example', 'a.test'] })],
      ['a.example a.example/ > http'],
    ],
    [
      'none in common',
      [edge([listener({ hostname: 'b.example' })]), route({ hostnames: ['a.example'] })],
      ['a.example a.example/ > routeHostsApart'],
    ],
    [
      'sectionName',
      [
        edge([listener(), listener({ name: 'alt', hostname: 'alt.example' })]),
        route({ parentRefs: [{ name: 'gw', sectionName: 'alt' }] }),
      ],
      ['alt.example alt.example/ > http'],
    ],
    [
      'sectionName of no listener',
      [plain, route({ parentRefs: [{ name: 'gw', sectionName: 'no' }] })],
      ['* */ > noSuchListener'],
    ],
    [
      'port of no listener',
      [plain, route({ parentRefs: [{ name: 'gw', port: 81 }] })],
      ['* */ > noSuchListener'],
    ],
    [
      'the protocol decides the kinds',
      [edge([listener({ protocol: 'TCP' })]), route()],
      ['* */ > routeKindNotAllowed'],
    ],
    [
      'kinds the listener names',
      [edge([listener({ allowedRoutes: { kinds: [{ kind: 'GRPCRoute' }] } })]), route()],
      ['* */ > routeKindNotAllowed'],
    ],
    [
      'its address and port',
      [
        edge(
          [listener({ port: 8080 })],
          [
            { type: 'IPAddress', value: '203.0.113.10' },
            { type: 'Hostname', value: 'gw.example' },
          ],
        ),
        route(),
      ],
      ['203.0.113.10:8080 */ > http', 'gw.example:8080 */ > http'],
    ],
  ])('%s', (_title, objects, expected) => {
    expect(entries(...objects).map(read)).toEqual(expected);
  });

  describe('namespaces', () => {
    const inEdge = (allowedRoutes: Spec | undefined) => ({
      ...gateway({
        name: 'gw',
        namespace: 'edge',
        gatewayClassName: 'x',
        listeners: [listener({ allowedRoutes })],
      }),
    });
    const toEdge = route({ parentRefs: [{ name: 'gw', namespace: 'edge' }] });
    const selecting = (team: string) => ({
      namespaces: { from: 'Selector', selector: { matchLabels: { team } } },
    });
    test.each<[string, Spec | undefined, string]>([
      ['the same by default', undefined, '* */ > routeNamespaceNotAllowed'],
      ['all', { namespaces: { from: 'All' } }, '* */ > http'],
      ['selected', selecting('blue'), '* */ > http'],
      ['not selected', selecting('green'), '* */ > routeNamespaceNotAllowed'],
    ])('a Gateway elsewhere takes %s', (_title, allowed, expected) => {
      expect(entries(inEdge(allowed), toEdge).map(read)).toEqual([expected]);
    });

    const foreign = gatewayRoute('HTTPRoute', {
      name: 'r',
      namespace: 'edge',
      parentRefs: [{ name: 'gw' }],
      rules: [{ backendRefs: [toWeb({ namespace: 'default' })] }],
    });
    const own = inEdge(undefined);
    const group = 'gateway.networking.k8s.io';
    const grant = (from: Spec, to: Spec, within = 'default') =>
      referenceGrant({
        name: 'g',
        namespace: within,
        from: [{ group, kind: 'HTTPRoute', namespace: 'edge', ...from }],
        to: [{ group: '', kind: 'Service', ...to }],
      });
    test.each<[string, ModelObject[], string]>([
      ['S94: none', [], 'referenceGrantMissing'],
      ['S94: for all Services', [grant({}, {})], 'http'],
      ['S94: for this one', [grant({}, { name: 'web' })], 'http'],
      ['S94: for another Service', [grant({}, { name: 'api' })], 'referenceGrantMissing'],
      [
        'S94: for another kind of route',
        [grant({ kind: 'GRPCRoute' }, {})],
        'referenceGrantMissing',
      ],
      ['S94: for another namespace', [grant({ namespace: 'other' }, {})], 'referenceGrantMissing'],
      ['S94: in the route’s namespace', [grant({}, {}, 'edge')], 'referenceGrantMissing'],
    ])('ReferenceGrant: %s', (_title, objects, expected) => {
      expect(entries(own, foreign, ...objects).map(read)).toEqual([`* */ > ${expected}`]);
    });

    test.each([
      ['ReferenceGrant', [own, foreign]],
      ['Gateway', [foreign]],
    ] as const)('S94: unreadable %ss are not missing', (kind, objects) => {
      const access = { type: 'access', kind, access: { state: 'denied', verb: 'list' } } as const;
      const grants = kind === 'Gateway' ? [grant({}, {})] : [];
      const blind = buildState([web, namespace('edge'), ...objects, ...grants], [access]);
      expect(routeEntryPointsOf(blind, web).map(({ invalid }) => invalid)).toEqual([undefined]);
    });
  });

  test('in full, as the wire has it', () => {
    const secure = edge(
      [listener({ name: 'web', protocol: 'HTTPS', port: 443 })],
      [{ type: 'IPAddress', value: '203.0.113.10' }],
    );
    const spec = {
      hostnames: ['a.example'],
      rules: [{ backendRefs: [toWeb({ weight: 1 }), { name: 'api', port: 80 }] }],
    };
    const [entry] = entries(secure, route(spec));
    expect(entry).toEqual({
      id: 'gateway/default/gw/web/HTTPRoute/default/r/a.example/',
      kind: 'gateway',
      address: '203.0.113.10',
      port: 443,
      protocol: 'TCP',
      portName: 'http',
      host: 'a.example',
      path: '/',
      tls: true,
      gateway: 'default/gw',
      listener: 'web',
      share: 0.5,
      route: { kind: 'HTTPRoute', namespace: 'default', name: 'r' },
    });
    expect(EntryPoint.parse(entry)).toEqual(entry);
  });
});

test.each<[string | undefined, string[], string[]]>([
  [undefined, [], ['']],
  [undefined, ['a.example'], ['a.example']],
  ['a.example', [], ['a.example']],
  ['*.example', ['a.b.example'], ['a.b.example']],
  ['*.example', ['example'], []],
  ['a.example', ['*.example'], ['a.example']],
  ['*.b.example', ['*.example'], ['*.b.example']],
  ['*.example', ['*.b.example'], ['*.b.example']],
])('S94: hosts in common of listener %s and route %j: %j', (listener, route, expected) => {
  expect(commonHosts(listener, route)).toEqual(expected);
});

test('S94: a cluster without those kinds has no such entries, and the others stay', () => {
  const absent = (['Ingress', 'Gateway', 'HTTPRoute', 'ReferenceGrant'] as const).map(
    (kind) => ({ type: 'access', kind, access: { state: 'absent' } }) as const,
  );
  const world = buildState([web], absent);
  expect(routeEntryPointsOf(world, web)).toEqual([]);
  expect(entryPointsOf(world, web).map(({ kind }) => kind)).toContain('clusterIP');
});
