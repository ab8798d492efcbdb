// Which Services a change can affect. Every rule follows an index from the changed object to the
// Services it bears on, so the work is in proportion to what it finds. Marking too many costs a
// recompute; marking too few shows a stale path, so where in doubt these mark.

import type { Namespace, Node, PersistentVolumeClaim, Workload } from '../model/cluster.ts';
import { routeKinds } from '../model/kinds.ts';
import { objectKey, type Labels, type ObjectKey } from '../model/metadata.ts';
import type { NetworkPolicy } from '../model/networkPolicy.ts';
import type { ModelObject } from '../model/object.ts';
import type { Pod } from '../model/pod.ts';
import type { Gateway, ReferenceGrant } from '../model/routes.ts';
import type { Service } from '../model/service.ts';
import type { ClusterState } from './clusterState.ts';
import type { Dirty } from './dirty.ts';
import {
  defaultClass,
  hinted,
  ingressServices,
  onEveryNode,
  ownerTerm,
  routeServices,
  serviceAddresses,
  serviceNodePorts,
  sliceService,
} from './mentions.ts';

type Mark = (services: Iterable<ObjectKey>) => void;

/**
 * Marks the Services an object bears on, by the state as it is: call it before an object leaves and
 * after it has come.
 */
export function markAffected(state: ClusterState, object: ModelObject, dirty: Dirty): void {
  const mark: Mark = (services) => {
    for (const key of services) dirty.services.add(key);
  };
  dirty.kinds.add(object.kind);
  switch (object.kind) {
    case 'Service':
      return markService(state, object, mark);
    case 'EndpointSlice':
      return mark(sliceService(object));
    case 'Endpoints':
      return mark([objectKey(object.metadata)]);
    case 'Pod':
      return markPod(state, object, mark);
    case 'Node':
      dirty.nodesChanged = true;
      return markNode(state, object, mark);
    case 'Namespace':
      dirty.namespacesChanged = true;
      return markNamespace(state, object, mark);
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
      return markWorkload(state, object, mark);
    case 'PersistentVolumeClaim':
      return markClaim(state, object, mark);
    case 'NetworkPolicy':
      dirty.policiesChanged = true;
      return markPolicy(state, object, mark);
    case 'Ingress':
      return mark(ingressServices(object));
    case 'IngressClass':
      return markIngressClass(state, object.metadata.name, mark);
    case 'Gateway':
      return markGateway(state, object, mark);
    case 'GatewayClass':
      return markGatewayClass(state, object.metadata.name, mark);
    case 'HTTPRoute':
    case 'GRPCRoute':
    case 'TCPRoute':
    case 'TLSRoute':
      return mark(routeServices(object));
    case 'ReferenceGrant':
      return markReferenceGrant(state, object, mark);
    case 'ConfigMap':
      dirty.proxyConfigChanged = true;
  }
}

/**
 * Marks the ExternalName Services that point, perhaps through others, at a marked one (S77). A set
 * that grows while it is walked visits each Service once, loops included.
 */
export function markExternalNames(state: ClusterState, dirty: Dirty): void {
  for (const key of dirty.services) {
    for (const pointing of state.indexes.servicesByExternalName.at(key))
      dirty.services.add(pointing);
  }
}

/** Itself, Services that claim the same address or port (S13), and those it is an endpoint of (S30). */
function markService(state: ClusterState, service: Service, mark: Mark): void {
  const { servicesByAddress, servicesByNodePort, slicesByAddress } = state.indexes;
  mark([objectKey(service.metadata)]);
  for (const port of serviceNodePorts(service)) mark(servicesByNodePort.at(port));
  for (const address of serviceAddresses(service)) {
    mark(servicesByAddress.at(address));
    markSlices(state, slicesByAddress.at(address), mark);
  }
}

/** Services that select it, those whose slices hold it or its address, and those that claim it (S13). */
function markPod(state: ClusterState, pod: Pod, mark: Mark): void {
  markSelecting(state, pod.metadata.namespace, pod.metadata.labels, mark);
  markPodSlices(state, pod, mark);
  for (const address of pod.podIPs) mark(state.indexes.servicesByAddress.at(address));
}

function markPodSlices(state: ClusterState, pod: Pod, mark: Mark): void {
  const { slicesByPod, slicesByAddress } = state.indexes;
  markSlices(state, slicesByPod.at(objectKey(pod.metadata)), mark);
  for (const address of pod.podIPs) markSlices(state, slicesByAddress.at(address), mark);
}

function markPods(state: ClusterState, keys: readonly ObjectKey[], mark: Mark): void {
  // Pods of one workload share their labels: ask once.
  const asked = new Set<Labels>();
  for (const pod of state.stores.Pod.each(keys)) {
    const { labels, namespace } = pod.metadata;
    // Labels are shared between namespaces, but these Pods are all of one.
    if (!asked.has(labels)) markSelecting(state, namespace, labels, mark);
    asked.add(labels);
    markPodSlices(state, pod, mark);
  }
}

function markSelecting(state: ClusterState, namespace: string, labels: Labels, mark: Mark): void {
  mark(state.servicesSelecting(namespace, labels).map(({ metadata }) => objectKey(metadata)));
}

function markSlices(state: ClusterState, keys: readonly ObjectKey[], mark: Mark): void {
  for (const slice of state.stores.EndpointSlice.each(keys)) mark(sliceService(slice));
}

/**
 * Services that every node takes part in, those with hints (their choice on a node follows its
 * zone, S41), and those with an endpoint or a Pod on the node or at its address.
 */
function markNode(state: ClusterState, node: Node, mark: Mark): void {
  const { servicesOnEveryNode, slicesWithHints, slicesByNode, slicesByAddress, podsByNode } =
    state.indexes;
  const { name } = node.metadata;
  mark(servicesOnEveryNode.at(onEveryNode));
  markSlices(state, slicesWithHints.at(hinted), mark);
  markSlices(state, slicesByNode.at(name), mark);
  for (const address of [...node.internalIPs, ...node.externalIPs]) {
    markSlices(state, slicesByAddress.at(address), mark);
    mark(state.indexes.servicesByAddress.at(address));
  }
  markPodsOfManyNamespaces(state, podsByNode.at(name), mark);
}

function markPodsOfManyNamespaces(
  state: ClusterState,
  keys: readonly ObjectKey[],
  mark: Mark,
): void {
  for (const pod of state.stores.Pod.each(keys)) markPod(state, pod, mark);
}

/**
 * The namespace's Services, and those elsewhere that have its Pods for endpoints: a policy bears on
 * the Pod, not the Service (S91).
 */
function markPolicy(state: ClusterState, policy: NetworkPolicy, mark: Mark): void {
  const { namespace } = policy.metadata;
  mark(state.stores.Service.keys(namespace));
  for (const pod of state.podsMatching(namespace, policy.podSelector))
    markPodSlices(state, pod, mark);
}

/** Its Services, and what its routes lead to: Gateways may select the namespace by label. */
function markNamespace(state: ClusterState, namespace: Namespace, mark: Mark): void {
  const { name } = namespace.metadata;
  mark(state.stores.Service.keys(name));
  for (const route of state.routes(name)) mark(routeServices(route));
}

/** Services that show its Pods, and those that would select Pods it has not made. */
function markWorkload(state: ClusterState, workload: Workload, mark: Mark): void {
  const { podsByOwner, replicaSetsByOwner } = state.indexes;
  const { name, namespace } = workload.metadata;
  const own = ownerTerm(workload.kind, namespace, name);
  markSelecting(state, namespace, workload.templateLabels, mark);
  markPods(state, podsByOwner.at(own), mark);
  for (const key of replicaSetsByOwner.at(own)) {
    const replicaSet = state.workload('ReplicaSet', key);
    if (replicaSet === undefined) continue;
    const term = ownerTerm('ReplicaSet', namespace, replicaSet.metadata.name);
    markPods(state, podsByOwner.at(term), mark);
  }
}

function markClaim(state: ClusterState, claim: PersistentVolumeClaim, mark: Mark): void {
  markPods(state, state.indexes.podsByClaim.at(objectKey(claim.metadata)), mark);
}

/** Ingresses of the class, and those without one: it may be, or have been, the default. */
function markIngressClass(state: ClusterState, name: string, mark: Mark): void {
  const { ingressesByClass } = state.indexes;
  for (const term of [`class ${name}`, defaultClass]) {
    for (const ingress of state.stores.Ingress.each(ingressesByClass.at(term)))
      mark(ingressServices(ingress));
  }
}

function markGateway(state: ClusterState, gateway: Gateway, mark: Mark): void {
  const key = objectKey(gateway.metadata);
  markRoutes(state, 'byGateway', key, mark);
}

function markGatewayClass(state: ClusterState, name: string, mark: Mark): void {
  const gateways = state.stores.Gateway.each(state.indexes.gatewaysByClass.at(name));
  for (const gateway of gateways) markGateway(state, gateway, mark);
}

/** What other namespaces' routes lead to in this one (S94). */
function markReferenceGrant(state: ClusterState, grant: ReferenceGrant, mark: Mark): void {
  markRoutes(state, 'byForeignNamespace', grant.metadata.namespace, mark);
}

function markRoutes(
  state: ClusterState,
  index: 'byGateway' | 'byForeignNamespace',
  term: string,
  mark: Mark,
): void {
  for (const kind of routeKinds) {
    const keys = state.indexes.routes[kind][index].at(term);
    for (const route of state.stores[kind].each(keys)) mark(routeServices(route));
  }
}
