import type { Workload } from './cluster.ts';
import type { GatewayRoute } from './routes.ts';

export const workloadKinds = [
  'DaemonSet',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
] as const satisfies Workload['kind'][];

export const routeKinds = [
  'GRPCRoute',
  'HTTPRoute',
  'TCPRoute',
  'TLSRoute',
] as const satisfies GatewayRoute['kind'][];

export function isWorkloadKind(kind: string): kind is Workload['kind'] {
  return workloadKinds.some((each) => each === kind);
}
