import type {
  LabelSelector,
  Namespace,
  Node,
  PersistentVolumeClaim,
  Workload,
} from '../model/cluster.ts';
import type { EndpointSlice } from '../model/endpointSlice.ts';
import type { Endpoints } from '../model/endpoints.ts';
import { routeKinds, workloadKinds } from '../model/kinds.ts';
import { objectKey, type Labels, type Metadata, type ObjectKey } from '../model/metadata.ts';
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
import { AccessTable, type Unknown } from './access.ts';
import { ContestedAddresses } from './contestedAddresses.ts';
import { selects } from './matching.ts';
import { createIndexes, createStores, storeOf, type Indexes, type Stores } from './stores.ts';
import type { World } from './world.ts';

const proxyConfigKey = 'kube-system/kube-proxy';
const noExpressions: LabelSelector['matchExpressions'] = [];

/** The cluster as Portolan knows it. Changed by `applyChange` alone. */
export class ClusterState implements World {
  readonly indexes: Indexes = createIndexes();
  readonly stores: Stores = createStores(this.indexes);
  readonly access = new AccessTable();
  readonly #contested = new ContestedAddresses(
    this.indexes.servicesByAddress,
    this.indexes.nodesByAddress,
  );

  /** Any object, by kind. */
  object(kind: ModelKind, key: ObjectKey): ModelObject | undefined {
    return storeOf(this.stores, kind).get(key);
  }

  /** What may not be read: unknown, not missing. */
  unknowns(): Unknown[] {
    return this.access.unknowns();
  }

  readable(kind: ModelKind, namespace?: string): boolean {
    return this.access.readable(kind, namespace);
  }

  service(key: ObjectKey): Service | undefined {
    return this.stores.Service.get(key);
  }

  services(namespace?: string): Iterable<Service> {
    return this.stores.Service.values(namespace);
  }

  servicesAtAddress(ip: string): readonly Service[] {
    return this.stores.Service.all(this.indexes.servicesByAddress.at(ip));
  }

  servicesAtNodePort(port: number): readonly Service[] {
    return this.stores.Service.all(this.indexes.servicesByNodePort.at(String(port)));
  }

  servicesSelecting(namespace: string, labels: Labels): readonly Service[] {
    const candidates = this.indexes.servicesBySelector.candidates(namespace, labels);
    return this.stores.Service.all(candidates).filter(
      ({ selector }) => selector !== undefined && selects(selector, labels),
    );
  }

  slicesOf(service: ObjectKey): readonly EndpointSlice[] {
    return this.stores.EndpointSlice.all(this.indexes.slicesByService.at(service));
  }

  slices(namespace?: string): Iterable<EndpointSlice> {
    return this.stores.EndpointSlice.values(namespace);
  }

  endpoints(key: ObjectKey): Endpoints | undefined {
    return this.stores.Endpoints.get(key);
  }

  allEndpoints(namespace?: string): Iterable<Endpoints> {
    return this.stores.Endpoints.values(namespace);
  }

  pod(key: ObjectKey): Pod | undefined {
    return this.stores.Pod.get(key);
  }

  pods(namespace?: string): Iterable<Pod> {
    return this.stores.Pod.values(namespace);
  }

  podsAtAddress(ip: string): readonly Pod[] {
    return this.stores.Pod.all(this.indexes.podsByAddress.at(ip));
  }

  podsSelected(namespace: string, selector: Labels): Iterable<Pod> {
    return this.podsMatching(namespace, {
      matchLabels: selector,
      matchExpressions: noExpressions,
    });
  }

  podsMatching(namespace: string, selector: LabelSelector): Iterable<Pod> {
    return this.stores.Pod.each(this.indexes.podsByLabels.matching(namespace, selector));
  }

  node(name: string): Node | undefined {
    return this.stores.Node.get(name);
  }

  nodes(): readonly Node[] {
    return this.stores.Node.list();
  }

  nodeAtAddress(ip: string): Node | undefined {
    const [name] = this.indexes.nodesByAddress.at(ip);
    return name === undefined ? undefined : this.node(name);
  }

  contestedNodeAddresses(): readonly string[] {
    return this.#contested.all();
  }

  isInPodRange(ip: string): boolean {
    return this.indexes.podRanges.has(ip);
  }

  namespace(name: string): Namespace | undefined {
    return this.stores.Namespace.get(name);
  }

  namespaces(): Iterable<Namespace> {
    return this.stores.Namespace.values();
  }

  workload(kind: Workload['kind'], key: ObjectKey): Workload | undefined {
    return this.stores[kind].get(key);
  }

  workloads(namespace?: string): Iterable<Workload> {
    return byKey(workloadKinds.map((kind) => this.stores[kind].values(namespace)));
  }

  claim(key: ObjectKey): PersistentVolumeClaim | undefined {
    return this.stores.PersistentVolumeClaim.get(key);
  }

  policies(namespace: string): readonly NetworkPolicy[] {
    return this.stores.NetworkPolicy.all(this.stores.NetworkPolicy.keys(namespace));
  }

  ingresses(namespace?: string): Iterable<Ingress> {
    return this.stores.Ingress.values(namespace);
  }

  ingressClasses(): Iterable<IngressClass> {
    return this.stores.IngressClass.values();
  }

  gateways(): Iterable<Gateway> {
    return this.stores.Gateway.values();
  }

  gatewayClasses(): Iterable<GatewayClass> {
    return this.stores.GatewayClass.values();
  }

  routes(namespace?: string): Iterable<GatewayRoute> {
    return byKey(routeKinds.map((kind) => this.stores[kind].values(namespace)));
  }

  routesTo(service: ObjectKey): readonly (Ingress | GatewayRoute)[] {
    const ingresses = this.stores.Ingress.all(this.indexes.ingressesByService.at(service));
    const routes = routeKinds.map((kind) =>
      this.stores[kind].all(this.indexes.routes[kind].byService.at(service)),
    );
    return byKey<Ingress | GatewayRoute>([ingresses, ...routes]);
  }

  referenceGrants(namespace: string): Iterable<ReferenceGrant> {
    return this.stores.ReferenceGrant.values(namespace);
  }

  proxyConfigText(): string | undefined {
    return this.stores.ConfigMap.get(proxyConfigKey)?.configConf;
  }
}

export function createState(): ClusterState {
  return new ClusterState();
}

/** Several kinds in one order: by key, kinds of the same key in the order given. */
function byKey<T extends { metadata: Metadata }>(kinds: readonly Iterable<T>[]): T[] {
  const all = kinds.flatMap((objects) => [...objects]);
  const keyed = all.map((object) => ({ key: objectKey(object.metadata), object }));
  return keyed.toSorted((left, right) => compare(left.key, right.key)).map(({ object }) => object);
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
