import { workload } from '../objects.ts';
import {
  deploymentOf,
  inCluster,
  inFiles,
  serviceOf,
  workloadOf,
  type FindingCase,
} from './worlds.ts';

const ports = [{ name: 'http', containerPort: 8080 }];
const set = (serviceName: string) =>
  workloadOf('StatefulSet', 'web', { app: 'web' }, ports, { serviceName });
const headless = (name = 'web', selector: Readonly<Record<string, string>> = { app: 'web' }) =>
  serviceOf({ clusterIP: 'None', selector, ports: [{ port: 8080 }] }, name);
const healthy = () => inFiles(headless(), set('web'));

export const statefulSetCases: readonly FindingCase[] = [
  {
    code: 'statefulSetServiceNearMiss',
    raises: () => inFiles(headless('web-headless'), set('web-headles')),
    nearMiss: () => inFiles(headless('web-headless'), set('web-headless')),
    path: 'spec.serviceName',
    object: 'StatefulSet web',
  },
  {
    code: 'statefulSetServiceMissing',
    title: 'beside another Service for its Pods',
    raises: () => inFiles(headless('entry'), set('web')),
    nearMiss: healthy,
  },
  {
    code: 'statefulSetServiceNotGiven',
    title: 'in a cluster, but not in files that need not give it',
    raises: () =>
      inCluster(
        workload('StatefulSet', { name: 'web', podLabels: { app: 'web' }, serviceName: 'web' }),
      ),
    nearMiss: () => inFiles(set('web')),
  },
  {
    code: 'statefulSetServiceNotGiven',
    title: 'beside Services with an address, which give no names',
    raises: () => inFiles(serviceOf({}, 'metrics'), set('web')),
    nearMiss: () => inFiles(serviceOf({}, 'metrics'), headless(), set('web')),
  },
  {
    code: 'statefulSetServiceSelectsOthers',
    raises: () =>
      inFiles(headless('web', { app: 'api' }), deploymentOf({ app: 'api' }), set('web')),
    nearMiss: () => inFiles(headless('web', { app: 'web' }), set('web')),
  },
  {
    code: 'selectorUnjudged',
    title: 'a role that the Pods get while they run is no other selector',
    raises: () => inFiles(headless('web', { app: 'web', role: 'master' }), set('web')),
    nearMiss: healthy,
  },
  {
    code: 'statefulSetServiceNotHeadless',
    raises: () => inFiles(serviceOf(), set('web')),
    nearMiss: healthy,
  },
];
