import { gateway as builtGateway, gatewayClass } from '../objects.ts';
import {
  deploymentOf,
  inCluster,
  inFiles,
  manifest,
  serviceOf,
  type FindingCase,
  type Raw,
} from './worlds.ts';

const app = () => [serviceOf(), deploymentOf()];
const gateway = (listener: Raw = {}, meta: Raw = {}) =>
  manifest(
    'Gateway',
    'edge',
    {
      gatewayClassName: 'x',
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP', ...listener }],
    },
    meta,
  );
const route = (parent: Raw = {}, spec: Raw = {}, meta: Raw = {}) =>
  manifest(
    'HTTPRoute',
    'shop',
    {
      parentRefs: [{ name: 'edge', ...parent }],
      rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
      ...spec,
    },
    meta,
  );
const healthy = () => inFiles(...app(), gateway(), route());
const elsewhere = { namespace: 'infra' };
const foreign = { rules: [{ backendRefs: [{ name: 'web', namespace: 'default', port: 80 }] }] };

export const gatewayCases: readonly FindingCase[] = [
  {
    code: 'gatewayMissing',
    raises: () => inFiles(...app(), gateway(), route({ name: 'egde' })),
    nearMiss: healthy,
    path: 'spec.parentRefs[0].name',
  },
  {
    code: 'gatewayMissing',
    title: 'but not one that files need not give',
    raises: () => inFiles(...app(), gateway(), route({ name: 'edeg' })),
    nearMiss: () => inFiles(...app(), route()),
  },
  {
    code: 'gatewayListenerMissing',
    raises: () => inFiles(...app(), gateway(), route({ sectionName: 'https' })),
    nearMiss: () => inFiles(...app(), gateway(), route({ sectionName: 'http' })),
    path: 'spec.parentRefs[0].sectionName',
  },
  {
    code: 'gatewayRefusesNamespace',
    raises: () => inFiles(...app(), gateway({}, elsewhere), route(elsewhere)),
    nearMiss: () =>
      inFiles(
        ...app(),
        gateway({ allowedRoutes: { namespaces: { from: 'All' } } }, elsewhere),
        route(elsewhere),
      ),
  },
  {
    code: 'gatewayHostnameMismatch',
    raises: () =>
      inFiles(
        ...app(),
        gateway({ hostname: '*.example.com' }),
        route({}, { hostnames: ['a.example.org'] }),
      ),
    nearMiss: () =>
      inFiles(
        ...app(),
        gateway({ hostname: '*.example.com' }),
        route({}, { hostnames: ['a.example.com'] }),
      ),
    path: 'spec.hostnames',
  },
  {
    code: 'gatewayClassMissing',
    raises: () => inCluster(builtGateway({ name: 'edge', gatewayClassName: 'x', listeners: [] })),
    nearMiss: () =>
      inCluster(
        builtGateway({ name: 'edge', gatewayClassName: 'x', listeners: [] }),
        gatewayClass({ name: 'x', controllerName: 'example.com/x' }),
      ),
  },
  {
    code: 'referenceGrantMissing',
    raises: () => inFiles(...app(), gateway({}, elsewhere), route({}, foreign, elsewhere)),
    nearMiss: () =>
      inFiles(
        ...app(),
        gateway({}, elsewhere),
        route({}, foreign, elsewhere),
        manifest('ReferenceGrant', 'shop', {
          from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'infra' }],
          to: [{ group: '', kind: 'Service' }],
        }),
      ),
    path: 'spec.rules[0].backendRefs[0].namespace',
  },
  {
    code: 'routeWeightsZero',
    raises: () =>
      inFiles(
        ...app(),
        gateway(),
        route({}, { rules: [{ backendRefs: [{ name: 'web', port: 80, weight: 0 }] }] }),
      ),
    nearMiss: healthy,
  },
];
