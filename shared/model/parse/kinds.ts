import type { ModelKind, ModelObject } from '../object.ts';
import { parseClaim } from './claim.ts';
import { parseEndpoints } from './endpoints.ts';
import { parseEndpointSlice } from './endpointSlice.ts';
import type { Fields } from './fields.ts';
import { gatewayGroup, parseGateway, parseGatewayClass, parseReferenceGrant } from './gateway.ts';
import { parseGatewayRoute } from './gatewayRoute.ts';
import { parseIngress, parseIngressClass } from './ingress.ts';
import { parseNamespace } from './namespace.ts';
import { parseNetworkPolicy } from './networkPolicy.ts';
import { parseNode } from './node.ts';
import { parsePod } from './pod.ts';
import { parseProxyConfigMap } from './proxyConfigMap.ts';
import { parseService } from './service.ts';
import { parseWorkload } from './workload.ts';

export interface KindParser {
  /** Empty for the core group. */
  group: string;
  versions: readonly string[];
  parse: (object: Fields) => ModelObject;
}

const gatewayVersions = ['v1', 'v1beta1', 'v1alpha2', 'v1alpha3'] as const;

function kind(group: string, parse: KindParser['parse'], versions: readonly string[] = ['v1']) {
  return { group, versions, parse };
}

const parsers: Readonly<Record<ModelKind, KindParser>> = {
  Service: kind('', parseService),
  EndpointSlice: kind('discovery.k8s.io', parseEndpointSlice),
  Endpoints: kind('', parseEndpoints),
  Pod: kind('', parsePod),
  Node: kind('', parseNode),
  Namespace: kind('', parseNamespace),
  Deployment: kind('apps', (object) => parseWorkload(object, 'Deployment')),
  ReplicaSet: kind('apps', (object) => parseWorkload(object, 'ReplicaSet')),
  StatefulSet: kind('apps', (object) => parseWorkload(object, 'StatefulSet')),
  DaemonSet: kind('apps', (object) => parseWorkload(object, 'DaemonSet')),
  PersistentVolumeClaim: kind('', parseClaim),
  NetworkPolicy: kind('networking.k8s.io', parseNetworkPolicy),
  Ingress: kind('networking.k8s.io', parseIngress),
  IngressClass: kind('networking.k8s.io', parseIngressClass),
  Gateway: kind(gatewayGroup, parseGateway, gatewayVersions),
  GatewayClass: kind(gatewayGroup, parseGatewayClass, gatewayVersions),
  HTTPRoute: kind(
    gatewayGroup,
    (object) => parseGatewayRoute(object, 'HTTPRoute'),
    gatewayVersions,
  ),
  GRPCRoute: kind(
    gatewayGroup,
    (object) => parseGatewayRoute(object, 'GRPCRoute'),
    gatewayVersions,
  ),
  TCPRoute: kind(gatewayGroup, (object) => parseGatewayRoute(object, 'TCPRoute'), gatewayVersions),
  TLSRoute: kind(gatewayGroup, (object) => parseGatewayRoute(object, 'TLSRoute'), gatewayVersions),
  ReferenceGrant: kind(gatewayGroup, parseReferenceGrant, gatewayVersions),
  ConfigMap: kind('', parseProxyConfigMap),
};

// A Map, because a kind in a file may be called `constructor`.
const byKind: ReadonlyMap<string, KindParser> = new Map(Object.entries(parsers));

export function isModelKind(name: string): name is ModelKind {
  return byKind.has(name);
}

/** How to parse a kind, or undefined when Portolan does not keep it. */
export function parserOf(kindName: string, apiVersion: string): KindParser | undefined {
  const parser = byKind.get(kindName);
  if (parser === undefined) return undefined;
  const slash = apiVersion.indexOf('/');
  const group = apiVersion.slice(0, Math.max(slash, 0));
  const version = apiVersion.slice(slash + 1);
  return parser.group === group && parser.versions.includes(version) ? parser : undefined;
}
