import { endpoints as builtEndpoints } from '../objects.ts';
import {
  bareService,
  endpointsOf,
  deploymentOf,
  inCluster,
  inFiles,
  serviceOf,
  type FindingCase,
} from './worlds.ts';

const bare = (spec = {}) =>
  serviceOf({ selector: undefined, ports: [{ name: 'http', port: 80 }], ...spec });
const http = [{ name: 'http', port: 80 }];
const healthy = () => inFiles(bare(), endpointsOf('web', http));

export const endpointsCases: readonly FindingCase[] = [
  {
    code: 'endpointsServiceNearMiss',
    raises: () => inFiles(bare(), endpointsOf('web-external', http)),
    nearMiss: healthy,
    object: 'Endpoints web-external',
    path: 'metadata.name',
  },
  {
    code: 'endpointsWithoutService',
    raises: () =>
      inCluster(
        builtEndpoints({
          name: 'storage',
          subsets: [{ addresses: [{ ip: '192.0.2.7' }], ports: [{ port: 1 }] }],
        }),
      ),
    nearMiss: () =>
      inCluster(
        builtEndpoints({
          name: 'election',
          annotations: { 'control-plane.alpha.kubernetes.io/leader': '{}' },
          subsets: [{ addresses: [{ ip: '192.0.2.7' }], ports: [{ port: 1 }] }],
        }),
      ),
  },
  {
    code: 'endpointsPortMismatch',
    raises: () => inFiles(bare(), endpointsOf('web', [{ name: 'web', port: 80 }])),
    nearMiss: healthy,
    path: 'subsets[0].ports[0].name',
  },
  {
    code: 'endpointsPortMismatch',
    title: 'by protocol',
    raises: () =>
      inFiles(bare(), endpointsOf('web', [{ name: 'http', port: 80, protocol: 'UDP' }])),
    nearMiss: healthy,
  },
  {
    code: 'endpointsBesideSelector',
    raises: () => inFiles(serviceOf(), deploymentOf(), endpointsOf('web', http)),
    nearMiss: () => inFiles(serviceOf(), deploymentOf()),
  },
  {
    code: 'endpointsNotMirrored',
    raises: () =>
      inFiles(
        bare(),
        endpointsOf('web', http, '192.0.2.7', {
          labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' },
        }),
      ),
    // As the API server does for its own Service: not mirrored, and slices beside it.
    nearMiss: () =>
      inFiles(
        bare(),
        endpointsOf('web', http, '192.0.2.7', {
          labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' },
        }),
        {
          apiVersion: 'discovery.k8s.io/v1',
          kind: 'EndpointSlice',
          metadata: { name: 'web', labels: { 'kubernetes.io/service-name': 'web' } },
          addressType: 'IPv4',
          ports: [{ name: 'http', port: 80 }],
          endpoints: [{ addresses: ['192.0.2.7'] }],
        },
      ),
  },
  {
    code: 'endpointsTruncated',
    raises: () =>
      inFiles(
        bare(),
        endpointsOf('web', http, '192.0.2.7', {
          annotations: { 'endpoints.kubernetes.io/over-capacity': 'truncated' },
        }),
      ),
    nearMiss: healthy,
  },
  {
    code: 'noEndpointsWritten',
    raises: () => inCluster(bareService()),
    // The API server writes its own.
    nearMiss: () => inCluster(bareService({ name: 'kubernetes' })),
    path: 'spec.selector',
  },
  {
    code: 'noEndpointsGiven',
    raises: () => inFiles(bare()),
    nearMiss: () => inFiles(serviceOf({ selector: undefined }, 'kubernetes')),
  },
];
