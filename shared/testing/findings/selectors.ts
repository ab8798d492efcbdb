import { workload } from '../objects.ts';
import { onA, onB, webPod, webService, webSlice } from '../pathWorld.ts';
import {
  deploymentOf,
  inCluster,
  inFiles,
  serviceOf,
  workloadOf,
  type FindingCase,
} from './worlds.ts';

const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'one' } };
const deploymentIn = (namespace: string) =>
  Object.assign(deploymentOf(), { metadata: { name: 'web', namespace } });
const declared = [{ name: 'http', containerPort: 8080 }];

export const selectorCases: readonly FindingCase[] = [
  {
    code: 'selectorNearMiss',
    title: 'a slip of the pen',
    raises: () => inFiles(serviceOf({ selector: { app: 'wbe' } }), deploymentOf()),
    nearMiss: () => inFiles(serviceOf(), deploymentOf()),
    path: 'spec.selector[app]',
    object: 'Service web',
  },
  {
    code: 'selectorNearMiss',
    title: 'a slip beside a Service that has it right',
    raises: () =>
      inFiles(
        serviceOf({ selector: { app: 'frontent' } }, 'frontend'),
        serviceOf({ selector: { app: 'frontend' } }, 'frontend-external'),
        deploymentOf({ app: 'frontend' }),
      ),
    nearMiss: () =>
      inFiles(
        serviceOf({ selector: { app: 'frontend' } }, 'frontend'),
        serviceOf({ selector: { app: 'frontend' } }, 'frontend-external'),
        deploymentOf({ app: 'frontend' }),
      ),
  },
  {
    code: 'selectorNearMiss',
    title: 'a longer name of Pods that serve the port and nobody selects',
    raises: () =>
      inFiles(serviceOf({ selector: { app: 'nginx' } }), deploymentOf({ app: 'nginx-deploy' })),
    nearMiss: () =>
      inFiles(serviceOf({ selector: { app: 'nginx' } }), deploymentOf({ app: 'nginx' })),
  },
  {
    code: 'selectorNearMiss',
    title: 'the same name under another key',
    raises: () =>
      inFiles(serviceOf(), deploymentOf({ 'app.kubernetes.io/name': 'web' }, declared, 'web')),
    nearMiss: () => inFiles(serviceOf(), deploymentOf()),
  },
  {
    code: 'selectorMatchesNothing',
    title: 'in files, Pods that serve the port are left over',
    raises: () => inFiles(serviceOf({ selector: { app: 'nothing' } }), deploymentOf()),
    nearMiss: () => inFiles(serviceOf(), deploymentOf()),
    path: 'spec.selector',
  },
  {
    code: 'selectorMatchesNothing',
    title: 'in a cluster',
    raises: () => inCluster(webService()),
    nearMiss: () => inCluster(webService(), webPod(onA), webSlice([onA])),
  },
  {
    code: 'selectorUnjudged',
    title: 'another application alone',
    raises: () =>
      inFiles(
        serviceOf(),
        serviceOf({ selector: { app: 'operator' } }, 'operator'),
        deploymentOf({ app: 'operator' }),
      ),
    nearMiss: () => inFiles(serviceOf(), deploymentOf()),
  },
  {
    code: 'selectorUnjudged',
    title: 'names that differ in numbers, or each its own',
    raises: () =>
      inFiles(
        serviceOf({ selector: { app: 'kafka-2' } }, 'kafka-2'),
        serviceOf({ selector: { app: 'kafka-1' } }, 'kafka-1'),
        deploymentOf({ app: 'kafka-1' }),
      ),
    nearMiss: () =>
      inFiles(serviceOf({ selector: { app: 'kafka-1' } }), deploymentOf({ app: 'kafka-1' })),
  },
  {
    code: 'selectorUnjudged',
    title: 'a label that an operator puts on one of the Pods',
    raises: () =>
      inFiles(serviceOf({ selector: { app: 'web', 'spilo-role': 'master' } }), deploymentOf()),
    nearMiss: () => inFiles(serviceOf({ selector: { app: 'web' } }), deploymentOf()),
  },
  {
    code: 'selectorNearMiss',
    title: 'one label too many, beside Pods that declare no port and have the name',
    raises: () =>
      inFiles(
        serviceOf({ selector: { app: 'web', tier: 'front' } }),
        deploymentOf({ app: 'web' }, []),
      ),
    nearMiss: () =>
      inFiles(
        serviceOf({
          selector: { app: 'web', tier: 'front' },
          ports: [{ port: 80, targetPort: 8080 }],
        }),
        deploymentOf({ app: 'web', tier: 'front' }),
      ),
  },
  {
    code: 'selectorUnjudged',
    title: 'one label too many, but the Pods serve something else',
    raises: () =>
      inFiles(
        serviceOf({ selector: { app: 'web', tier: 'front' } }),
        deploymentOf({ app: 'web' }, [{ containerPort: 9 }]),
      ),
    nearMiss: () => inFiles(serviceOf({ selector: { app: 'web' } }), deploymentOf()),
  },
  {
    code: 'selectorOtherNamespace',
    raises: () => inFiles(serviceOf({}, 'web', { namespace: 'shop' }), deploymentIn('store')),
    nearMiss: () =>
      inFiles(
        serviceOf({}, 'web', { namespace: 'shop' }),
        serviceOf({}, 'web', { namespace: 'store' }),
        deploymentIn('store'),
        deploymentIn('shop'),
      ),
  },
  {
    code: 'selectorNamespaceUnsaid',
    raises: () => inFiles(serviceOf({}, 'web', { namespace: 'shop' }), deploymentOf()),
    nearMiss: () => inFiles(serviceOf({}, 'web', { namespace: 'shop' }), deploymentIn('shop')),
  },
  {
    code: 'selectorOtherNamespace',
    title: 'in files, beside a Service that has them',
    raises: () =>
      inFiles(
        serviceOf({}, 'web', { namespace: 'shop' }),
        serviceOf({}, 'web', { namespace: 'store' }),
        deploymentIn('store'),
      ),
    nearMiss: () =>
      inFiles(
        serviceOf({}, 'web', { namespace: 'shop' }),
        serviceOf({}, 'web', { namespace: 'store' }),
        deploymentIn('store'),
        deploymentIn('shop'),
      ),
  },
  {
    code: 'selectorNamespaceUnsaid',
    title: 'in files, of Pods that declare no port',
    raises: () =>
      inFiles(serviceOf({}, 'web', { namespace: 'shop' }), deploymentOf({ app: 'web' }, [])),
    nearMiss: () => inFiles(serviceOf({}, 'web', { namespace: 'shop' }), deploymentIn('shop')),
  },
  {
    code: 'selectorUnjudged',
    title: 'Pods elsewhere that serve something else',
    raises: () =>
      inFiles(
        serviceOf({}, 'web', { namespace: 'shop' }),
        deploymentOf({ app: 'web' }, [{ containerPort: 9 }]),
      ),
    nearMiss: () => inFiles(serviceOf(), deploymentOf()),
  },
  {
    code: 'selectorNearMiss',
    title: 'in files that give Nodes too',
    raises: () =>
      inFiles(node, serviceOf({ selector: { app: 'web', tier: 'front' } }), deploymentOf()),
    nearMiss: () => inFiles(node, serviceOf({ selector: { app: 'web' } }), deploymentOf()),
  },
  {
    code: 'selectorUnjudged',
    title: 'in files that give Nodes, but no Pods',
    raises: () => inFiles(node, serviceOf()),
    nearMiss: () => inFiles(node, serviceOf(), deploymentOf()),
  },
  {
    code: 'selectorScaledToZero',
    raises: () =>
      inFiles(
        serviceOf(),
        workloadOf('Deployment', 'web', { app: 'web' }, declared, { replicas: 0 }),
      ),
    nearMiss: () =>
      inFiles(
        serviceOf(),
        workloadOf('Deployment', 'web', { app: 'web' }, declared, { replicas: 1 }),
      ),
  },
  {
    code: 'podsMissing',
    raises: () =>
      inCluster(webService(), workload('Deployment', { name: 'web', podLabels: { app: 'web' } })),
    nearMiss: () =>
      inCluster(
        webService(),
        workload('Deployment', { name: 'web', podLabels: { app: 'web' } }),
        webPod(onB),
        webSlice([onB]),
      ),
  },
  {
    code: 'selectorForeignWorkload',
    raises: () =>
      inFiles(
        serviceOf({ selector: { tier: 'shop' } }),
        deploymentOf({ app: 'web', tier: 'shop' }),
        deploymentOf({ app: 'redis', tier: 'shop' }, [{ containerPort: 6379 }]),
      ),
    nearMiss: () =>
      inFiles(
        serviceOf({ selector: { app: 'web', tier: 'shop' } }),
        deploymentOf({ app: 'web', tier: 'shop' }),
        deploymentOf({ app: 'redis', tier: 'shop' }, [{ containerPort: 6379 }]),
      ),
  },
  {
    code: 'selectorSeveralWorkloads',
    raises: () =>
      inFiles(
        serviceOf({ selector: { tier: 'shop' } }),
        deploymentOf({ app: 'stable', tier: 'shop' }),
        deploymentOf({ app: 'canary', tier: 'shop' }),
      ),
    nearMiss: () =>
      inFiles(serviceOf(), deploymentOf(), workloadOf('Job', 'migrate', { app: 'web' }, [])),
  },
];
