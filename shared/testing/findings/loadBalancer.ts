import { onA, webPod, webService, webSlice } from '../pathWorld.ts';
import { deploymentOf, inCluster, inFiles, serviceOf, type FindingCase } from './worlds.ts';

function balanced(spec: Record<string, unknown>) {
  return inCluster(webService({ type: 'LoadBalancer', ...spec }), webPod(onA), webSlice([onA]));
}

const ingress = [{ ip: '203.0.113.7' }];
const ranges = { type: 'LoadBalancer', loadBalancerSourceRanges: ['198.51.100.0/24'] };

export const loadBalancerCases: readonly FindingCase[] = [
  {
    code: 'loadBalancerPending',
    raises: () => balanced({}),
    nearMiss: () => balanced({ ingress }),
  },
  {
    code: 'loadBalancerClassUnserved',
    raises: () => balanced({ loadBalancerClass: 'example.com/lb' }),
    nearMiss: () => balanced({ loadBalancerClass: 'example.com/lb', ingress }),
    path: 'spec.loadBalancerClass',
  },
  {
    code: 'loadBalancerPending',
    title: 'of which files say nothing',
    raises: () => balanced({}),
    nearMiss: () =>
      inFiles(
        { ...serviceOf({ type: 'LoadBalancer' }), status: { loadBalancer: {} } },
        deploymentOf(),
      ),
  },
  {
    code: 'sourceRangesBypassed',
    raises: () => inFiles(serviceOf(ranges), deploymentOf()),
    nearMiss: () =>
      inFiles(serviceOf({ ...ranges, allocateLoadBalancerNodePorts: false }), deploymentOf()),
    path: 'spec.loadBalancerSourceRanges',
  },
  {
    code: 'nodePortOutOfRange',
    raises: () => inFiles(nodePort(8080), deploymentOf()),
    nearMiss: () => inFiles(nodePort(30_080), deploymentOf()),
    path: 'spec.ports[0].nodePort',
  },
];

function nodePort(number: number) {
  return serviceOf({ type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: number }] });
}
