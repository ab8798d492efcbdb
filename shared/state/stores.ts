import type {
  Namespace,
  Node,
  PersistentVolumeClaim,
  ProxyConfigMap,
  Workload,
} from '../model/cluster.ts';
import type { EndpointSlice } from '../model/endpointSlice.ts';
import type { Endpoints } from '../model/endpoints.ts';
import type { Metadata, ObjectKey } from '../model/metadata.ts';
import type { NetworkPolicy } from '../model/networkPolicy.ts';
import type { ModelKind, ModelObject } from '../model/object.ts';
import type { Pod } from '../model/pod.ts';
import type {
  Gateway,
  GatewayClass,
  GatewayRoute,
  Ingress,
  IngressClass,
  ReferenceGrant,
} from '../model/routes.ts';
import type { Service } from '../model/service.ts';
import { Collection } from './collection.ts';
import { LabelIndex } from './labelIndex.ts';
import * as mentions from './mentions.ts';
import { PodRangeIndex } from './podRangeIndex.ts';
import { SelectorIndex } from './selectorIndex.ts';
import { TermIndex, type Index } from './termIndex.ts';

/** Every relation that is followed backwards. */
export function createIndexes() {
  return {
    servicesByAddress: new TermIndex(mentions.serviceAddresses),
    servicesByNodePort: new TermIndex(mentions.serviceNodePorts),
    servicesBySelector: new SelectorIndex(),
    servicesByExternalName: new TermIndex(mentions.externalNameTarget),
    servicesOnEveryNode: new TermIndex(mentions.servedByNodes),
    slicesByService: new TermIndex(mentions.sliceService),
    slicesByPod: new TermIndex(mentions.slicePods),
    slicesByAddress: new TermIndex(mentions.sliceAddresses),
    slicesByNode: new TermIndex(mentions.sliceNodes),
    slicesWithHints: new TermIndex(mentions.sliceHints),
    podsByLabels: new LabelIndex<Pod>(),
    podsByAddress: new TermIndex((pod: Pod) => pod.podIPs),
    podsByNode: new TermIndex(mentions.podNode, (old, now) => old.nodeName === now.nodeName),
    podsByOwner: new TermIndex(mentions.podOwners, sameOwner),
    podsByClaim: new TermIndex(mentions.podClaims, (old, now) => old.claims === now.claims),
    nodesByAddress: new TermIndex((node: Node) => [...node.internalIPs, ...node.externalIPs]),
    podRanges: new PodRangeIndex(),
    replicaSetsByOwner: new TermIndex(mentions.workloadOwners),
    ingressesByService: new TermIndex(mentions.ingressServices),
    ingressesByClass: new TermIndex(mentions.ingressClassTerms),
    gatewaysByClass: new TermIndex(mentions.gatewayClassTerms),
    routes: {
      HTTPRoute: createRouteIndexes(),
      GRPCRoute: createRouteIndexes(),
      TCPRoute: createRouteIndexes(),
      TLSRoute: createRouteIndexes(),
    },
  };
}

/** Shared (interned) parts are one while nothing about them changes. */
function sameOwner({ metadata: old }: Pod, { metadata: now }: Pod): boolean {
  return old.controller === now.controller && old.labels === now.labels;
}

function createRouteIndexes() {
  return {
    byService: new TermIndex(mentions.routeServices),
    byGateway: new TermIndex(mentions.routeGateways),
    byForeignNamespace: new TermIndex(mentions.routeForeignNamespaces),
  };
}

export type Indexes = ReturnType<typeof createIndexes>;

/** The objects of every kind, each followed by the indexes that concern it. */
export function createStores(indexes: Indexes) {
  return {
    Service: collect<Service>(
      indexes.servicesByAddress,
      indexes.servicesByNodePort,
      indexes.servicesBySelector,
      indexes.servicesByExternalName,
      indexes.servicesOnEveryNode,
    ),
    EndpointSlice: collect<EndpointSlice>(
      indexes.slicesByService,
      indexes.slicesByPod,
      indexes.slicesByAddress,
      indexes.slicesByNode,
      indexes.slicesWithHints,
    ),
    Endpoints: collect<Endpoints>(),
    Pod: collect<Pod>(
      indexes.podsByLabels,
      indexes.podsByAddress,
      indexes.podsByNode,
      indexes.podsByOwner,
      indexes.podsByClaim,
    ),
    Node: collect<Node>(indexes.nodesByAddress, indexes.podRanges),
    Namespace: collect<Namespace>(),
    Deployment: collect<Workload>(),
    ReplicaSet: collect<Workload>(indexes.replicaSetsByOwner),
    StatefulSet: collect<Workload>(),
    DaemonSet: collect<Workload>(),
    PersistentVolumeClaim: collect<PersistentVolumeClaim>(),
    NetworkPolicy: collect<NetworkPolicy>(),
    Ingress: collect<Ingress>(indexes.ingressesByService, indexes.ingressesByClass),
    IngressClass: collect<IngressClass>(),
    Gateway: collect<Gateway>(indexes.gatewaysByClass),
    GatewayClass: collect<GatewayClass>(),
    HTTPRoute: collectRoutes(indexes.routes.HTTPRoute),
    GRPCRoute: collectRoutes(indexes.routes.GRPCRoute),
    TCPRoute: collectRoutes(indexes.routes.TCPRoute),
    TLSRoute: collectRoutes(indexes.routes.TLSRoute),
    ReferenceGrant: collect<ReferenceGrant>(),
    ConfigMap: collect<ProxyConfigMap>(),
  };
}

function collect<T extends { metadata: Metadata }>(...indexes: Index<T>[]): Collection<T> {
  return new Collection(indexes);
}

function collectRoutes(indexes: ReturnType<typeof createRouteIndexes>): Collection<GatewayRoute> {
  return collect(indexes.byService, indexes.byGateway, indexes.byForeignNamespace);
}

export type Stores = ReturnType<typeof createStores>;

/** A store as code sees it that treats all kinds alike. */
export interface AnyStore {
  get(key: ObjectKey): ModelObject | undefined;
  /** The object must be of the store's kind. */
  put(object: ModelObject): void;
  /** Puts another version of an object that says the same. */
  renew(object: ModelObject): void;
  delete(key: ObjectKey): void;
  keys(namespace?: string): readonly ObjectKey[];
}

export function storeOf(stores: Stores, kind: ModelKind): AnyStore {
  return stores[kind];
}
