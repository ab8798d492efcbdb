import type { ModelKind } from '@portolan/shared/model/object.ts';

/** Where the API serves one kind. */
export interface Resource {
  kind: ModelKind;
  /** Empty for the core group. */
  group: string;
  version: string;
  /** Lower-case plural, as in the URL. */
  plural: string;
  namespaced: boolean;
}

function resource(kind: ModelKind, group: string, plural: string, namespaced = true): Resource {
  return { kind, group, version: 'v1', plural, namespaced };
}

/** Every kind that each cluster serves and Portolan watches; the least a picture needs comes first. */
export const builtInResources: readonly Resource[] = [
  resource('Namespace', '', 'namespaces', false),
  resource('Service', '', 'services'),
  resource('EndpointSlice', 'discovery.k8s.io', 'endpointslices'),
  resource('Node', '', 'nodes', false),
  resource('Pod', '', 'pods'),
  resource('Endpoints', '', 'endpoints'),
  resource('Deployment', 'apps', 'deployments'),
  resource('ReplicaSet', 'apps', 'replicasets'),
  resource('StatefulSet', 'apps', 'statefulsets'),
  resource('DaemonSet', 'apps', 'daemonsets'),
  resource('PersistentVolumeClaim', '', 'persistentvolumeclaims'),
  resource('NetworkPolicy', 'networking.k8s.io', 'networkpolicies'),
  resource('Ingress', 'networking.k8s.io', 'ingresses'),
  resource('IngressClass', 'networking.k8s.io', 'ingressclasses', false),
];

export const gatewayGroup = 'gateway.networking.k8s.io';

/** Kinds a cluster may or may not serve, at the version its discovery names. */
export const gatewayResources: readonly Resource[] = [
  resource('GatewayClass', gatewayGroup, 'gatewayclasses', false),
  resource('Gateway', gatewayGroup, 'gateways'),
  resource('HTTPRoute', gatewayGroup, 'httproutes'),
  resource('GRPCRoute', gatewayGroup, 'grpcroutes'),
  resource('TCPRoute', gatewayGroup, 'tcproutes'),
  resource('TLSRoute', gatewayGroup, 'tlsroutes'),
  resource('ReferenceGrant', gatewayGroup, 'referencegrants'),
];

/** Read by name only: the one ConfigMap that says how kube-proxy runs. */
export const proxyConfigMap = {
  resource: resource('ConfigMap', '', 'configmaps'),
  namespace: 'kube-system',
  name: 'kube-proxy',
} as const;

export function apiVersionOf({ group, version }: Resource): string {
  return group === '' ? version : `${group}/${version}`;
}

/** URL path of the collection, in one namespace or in all. Segments are encoded (F53). */
export function collectionPath(target: Resource, namespace?: string): string {
  const root = target.group === '' ? '/api' : `/apis/${encodeURIComponent(target.group)}`;
  const scope =
    namespace === undefined || !target.namespaced
      ? ''
      : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${root}/${encodeURIComponent(target.version)}${scope}/${encodeURIComponent(target.plural)}`;
}

export function objectPath(target: Resource, namespace: string | undefined, name: string): string {
  return `${collectionPath(target, namespace)}/${encodeURIComponent(name)}`;
}
