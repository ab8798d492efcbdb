// What each object mentions, as index terms: the other end of every relation that a question or a
// change must follow without a scan.

import type { Workload } from '../model/cluster.ts';
import type { EndpointSlice } from '../model/endpointSlice.ts';
import { objectKey, type Metadata, type ObjectKey } from '../model/metadata.ts';
import type { Pod } from '../model/pod.ts';
import type { Gateway, GatewayRoute, Ingress } from '../model/routes.ts';
import type { Service } from '../model/service.ts';

/** Addresses a Service answers on. */
export function serviceAddresses(service: Service): string[] {
  const ingress = service.loadBalancerIngress.flatMap(({ ip }) => (ip === undefined ? [] : [ip]));
  const clusterIPs = service.clusterIPs.filter((ip) => ip !== 'None');
  return [...clusterIPs, ...service.externalIPs, ...ingress];
}

export function serviceNodePorts(service: Service): string[] {
  const ports = service.ports.flatMap(({ nodePort }) => (nodePort === undefined ? [] : [nodePort]));
  if (service.healthCheckNodePort !== undefined) ports.push(service.healthCheckNodePort);
  return ports.map(String);
}

/** The one term of the Services that every node takes part in: node ports, VIPs, externalIPs. */
export const onEveryNode = 'every node';

export function servedByNodes(service: Service): string[] {
  return service.externalTrafficPolicy === undefined ? [] : [onEveryNode];
}

/** The Service an ExternalName points at, when its name is that of a Service in the cluster. */
export function externalNameTarget(service: Service): ObjectKey[] {
  const [name, namespace, svc] = service.externalName?.split('.') ?? [];
  if (service.type !== 'ExternalName' || name === undefined || svc !== 'svc') return [];
  return [`${namespace}/${name}`.toLowerCase()];
}

export function sliceService(slice: EndpointSlice): ObjectKey[] {
  if (slice.serviceName === '') return [];
  return [objectKey({ namespace: slice.metadata.namespace, name: slice.serviceName })];
}

export function slicePods(slice: EndpointSlice): ObjectKey[] {
  const pods: ObjectKey[] = [];
  for (const { targetRef } of slice.endpoints) {
    if (targetRef?.kind !== 'Pod') continue;
    pods.push(`${targetRef.namespace || slice.metadata.namespace}/${targetRef.name}`);
  }
  return pods;
}

export function sliceAddresses(slice: EndpointSlice): string[] {
  return slice.endpoints.flatMap(({ addresses }) => addresses);
}

export function sliceNodes(slice: EndpointSlice): string[] {
  const nodes = new Set<string>();
  for (const { nodeName } of slice.endpoints) if (nodeName !== undefined) nodes.add(nodeName);
  return [...nodes];
}

/** The one term of slices with hints: what they do on a node depends on that node's zone (S41). */
export const hinted = 'hinted';

export function sliceHints(slice: EndpointSlice): string[] {
  const any = slice.endpoints.some(
    ({ zoneHints, nodeHints }) => zoneHints !== undefined || nodeHints !== undefined,
  );
  return any ? [hinted] : [];
}

export function podNode(pod: Pod): string[] {
  return pod.nodeName === undefined ? [] : [pod.nodeName];
}

export function podClaims(pod: Pod): ObjectKey[] {
  return pod.claims.map((claim) => `${pod.metadata.namespace}/${claim}`);
}

export function ownerTerm(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace}/${name}`;
}

/** The controller, and the Deployment that a ReplicaSet's name gives away. */
export function podOwners({ metadata }: Pod): string[] {
  const { controller, namespace } = metadata;
  if (controller === undefined) return [];
  const owners = [ownerTerm(controller.kind, namespace, controller.name)];
  const deployment = deploymentByHash(metadata);
  if (deployment !== undefined) owners.push(ownerTerm('Deployment', namespace, deployment));
  return owners;
}

/**
 * Where ReplicaSets may not be read, a Deployment's are still told by their name: the Deployment's
 * followed by the hash its Pods are labelled with.
 */
export function deploymentByHash({ controller, labels }: Metadata): string | undefined {
  const hash = labels.get('pod-template-hash');
  if (hash === undefined || controller?.kind !== 'ReplicaSet') return undefined;
  const suffix = `-${hash}`;
  return controller.name.endsWith(suffix) ? controller.name.slice(0, -suffix.length) : undefined;
}

export function workloadOwners({ metadata }: Workload): string[] {
  const { controller, namespace } = metadata;
  return controller === undefined ? [] : [ownerTerm(controller.kind, namespace, controller.name)];
}

export function ingressServices(ingress: Ingress): ObjectKey[] {
  const backends = ingress.rules.flatMap(({ paths }) => paths.map(({ backend }) => backend));
  const names = [ingress.defaultBackend, ...backends].flatMap((backend) =>
    backend === undefined ? [] : [backend.serviceName],
  );
  return [...new Set(names)].map((name) => `${ingress.metadata.namespace}/${name}`);
}

/** An Ingress without a class takes the default one. */
export const defaultClass = 'the default';

export function ingressClassTerms(ingress: Ingress): string[] {
  return [
    ingress.ingressClassName === undefined ? defaultClass : `class ${ingress.ingressClassName}`,
  ];
}

export function routeServices(route: GatewayRoute): ObjectKey[] {
  const keys = new Set<ObjectKey>();
  for (const { backendRefs } of route.rules) {
    for (const { group, kind, namespace, name } of backendRefs)
      if (group === '' && kind === 'Service') keys.add(`${namespace}/${name}`);
  }
  return [...keys];
}

/** Namespaces a route sends to besides its own: there a ReferenceGrant decides (S94). */
export function routeForeignNamespaces(route: GatewayRoute): string[] {
  const namespaces = new Set<string>();
  for (const { backendRefs } of route.rules)
    for (const { namespace } of backendRefs)
      if (namespace !== route.metadata.namespace) namespaces.add(namespace);
  return [...namespaces];
}

export function routeGateways(route: GatewayRoute): ObjectKey[] {
  return route.parentRefs.map(({ namespace, name }) => `${namespace}/${name}`);
}

export function gatewayClassTerms(gateway: Gateway): string[] {
  return [gateway.gatewayClassName];
}
