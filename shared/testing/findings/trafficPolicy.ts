import { nodePortSpec, onA, onB, webPod, webService, webSlice } from '../pathWorld.ts';
import {
  deploymentOf,
  inCluster,
  inFiles,
  serviceOf,
  workloadOf,
  type FindingCase,
} from './worlds.ts';

const onC = { name: 'web-c', address: '10.244.2.5', node: 'node-c' };
const everywhere = [onA, onB, onC];
const ending = { ready: false, serving: true, terminating: true };

function cluster(spec: Record<string, unknown>, backends = everywhere) {
  return inCluster(webService(spec), ...backends.map(webPod), webSlice(backends));
}

const balancer = {
  type: 'LoadBalancer',
  externalTrafficPolicy: 'Local',
  healthCheckNodePort: 31999,
  ingress: [{ ip: '203.0.113.7' }],
};

function draining(backends: Parameters<typeof webSlice>[0]) {
  return inCluster(webService(balancer), ...backends.map(webPod), webSlice(backends));
}

export const trafficPolicyCases: readonly FindingCase[] = [
  {
    code: 'localPolicyDropsOnNodes',
    raises: () => cluster({ ...nodePortSpec, externalTrafficPolicy: 'Local' }, [onA, onB]),
    nearMiss: () => cluster({ ...nodePortSpec, externalTrafficPolicy: 'Local' }),
    path: 'spec.externalTrafficPolicy',
  },
  {
    code: 'localPolicySkipsNodes',
    title: 'behind a load balancer',
    raises: () => cluster(balancer, [onA, onB]),
    nearMiss: () => cluster(balancer),
  },
  {
    code: 'localPolicySkipsNodes',
    title: 'in files',
    raises: () =>
      inFiles(serviceOf({ type: 'NodePort', externalTrafficPolicy: 'Local' }), deploymentOf()),
    nearMiss: () => inFiles(serviceOf({ type: 'NodePort' }), deploymentOf()),
  },
  {
    code: 'localPolicySkipsNodes',
    title: 'inside, but for DaemonSets',
    raises: () => inFiles(serviceOf({ internalTrafficPolicy: 'Local' }), deploymentOf()),
    nearMiss: () =>
      inFiles(
        serviceOf({ internalTrafficPolicy: 'Local' }),
        workloadOf('DaemonSet', 'web', { app: 'web' }, [{ containerPort: 8080 }]),
      ),
  },
  {
    code: 'internalLocalDropsOnNodes',
    raises: () => cluster({ internalTrafficPolicy: 'Local' }, [onA]),
    nearMiss: () => cluster({ internalTrafficPolicy: 'Local' }),
  },
  {
    code: 'healthCheckDisagrees',
    raises: () => draining([onA, onB, { ...onC, conditions: ending }]),
    nearMiss: () => draining(everywhere),
    path: 'spec.healthCheckNodePort',
  },
];
