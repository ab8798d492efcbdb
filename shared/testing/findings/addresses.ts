import { slice } from '../objects.ts';
import {
  bareService,
  endpointsOf,
  inCluster,
  inFiles,
  serviceOf,
  type FindingCase,
} from './worlds.ts';

const http = [{ name: 'http', port: 80 }];
const bare = (spec = {}) => serviceOf({ selector: undefined, ports: http, ...spec });
const other = serviceOf({ selector: undefined, clusterIP: '10.96.0.99', ports: http }, 'other');
const behindOther = endpointsOf('other', http, '192.0.2.9');
const healthy = () => inFiles(bare(), endpointsOf('web', http));

function local(nodeName?: string) {
  return inCluster(
    bareService({ internalTrafficPolicy: 'Local' }),
    ...['node-a', 'node-b', 'node-c'].map((each, index) =>
      slice({
        name: `web-${index}`,
        service: 'web',
        ports: [{ name: 'http', port: 8080 }],
        endpoints: [{ addresses: [`192.0.2.${index}`], nodeName: each }],
      }),
    ),
    slice({
      name: 'web-x',
      service: 'web',
      ports: [{ name: 'http', port: 8080 }],
      endpoints: [{ addresses: ['192.0.2.7'], nodeName }],
    }),
  );
}

export const addressCases: readonly FindingCase[] = [
  {
    code: 'endpointIsClusterIP',
    raises: () => inFiles(other, behindOther, bare(), endpointsOf('web', http, '10.96.0.99')),
    nearMiss: () => inFiles(other, behindOther, bare(), endpointsOf('web', http, '10.96.0.98')),
    path: 'subsets[0].addresses[0].ip',
    object: 'Endpoints web',
  },
  {
    code: 'endpointAddressForbidden',
    raises: () => inFiles(bare(), endpointsOf('web', http, '127.0.0.1')),
    nearMiss: healthy,
  },
  {
    code: 'endpointAddressForbidden',
    title: "a cloud's metadata",
    raises: () => inFiles(bare(), endpointsOf('web', http, '169.254.169.254')),
    nearMiss: healthy,
  },
  { code: 'endpointWithoutNode', raises: () => local(), nearMiss: () => local('node-a') },
];
