import type {
  LabelSelector,
  Namespace,
  Node,
  PersistentVolumeClaim,
  Workload,
} from '../model/cluster.ts';
import type { EndpointSlice } from '../model/endpointSlice.ts';
import type { Endpoints } from '../model/endpoints.ts';
import type { Labels, ObjectKey } from '../model/metadata.ts';
import type { NetworkPolicy } from '../model/networkPolicy.ts';
import type { ModelKind } from '../model/object.ts';
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

/**
 * What the engine may ask of a cluster. `ClusterState` answers each from an index, so that no
 * question costs more as the cluster grows; iteration order is by key, so that results repeat.
 */
export interface World {
  service(key: ObjectKey): Service | undefined;
  services(namespace?: string): Iterable<Service>;
  /** Services one of whose clusterIPs, externalIPs or load balancer IPs is this address. */
  servicesAtAddress(ip: string): readonly Service[];
  servicesAtNodePort(port: number): readonly Service[];
  /** Services in the namespace whose selector matches these labels (S8). */
  servicesSelecting(namespace: string, labels: Labels): readonly Service[];
  /** Slices labelled with the Service's name, in its namespace (S29), by name. */
  slicesOf(service: ObjectKey): readonly EndpointSlice[];
  /** All slices of the namespace, among them those with no Service name. */
  slices(namespace?: string): Iterable<EndpointSlice>;
  endpoints(key: ObjectKey): Endpoints | undefined;
  /** Among them those that no Service has the name of. */
  allEndpoints(namespace?: string): Iterable<Endpoints>;
  pod(key: ObjectKey): Pod | undefined;
  pods(namespace?: string): Iterable<Pod>;
  /** Pods with this address; several when they use the host network. */
  podsAtAddress(ip: string): readonly Pod[];
  podsSelected(namespace: string, selector: Labels): Iterable<Pod>;
  podsMatching(namespace: string, selector: LabelSelector): Iterable<Pod>;
  node(name: string): Node | undefined;
  /** The very same array until a node comes, goes or says something else. */
  nodes(): readonly Node[];
  /** By any internal or external IP. */
  nodeAtAddress(ip: string): Node | undefined;
  /** Node addresses that a Service claims too (S71), in order. */
  contestedNodeAddresses(): readonly string[];
  /** In some node's Pod range. */
  isInPodRange(ip: string): boolean;
  namespace(name: string): Namespace | undefined;
  namespaces(): Iterable<Namespace>;
  workload(kind: Workload['kind'], key: ObjectKey): Workload | undefined;
  workloads(namespace?: string): Iterable<Workload>;
  claim(key: ObjectKey): PersistentVolumeClaim | undefined;
  policies(namespace: string): readonly NetworkPolicy[];
  ingresses(namespace?: string): Iterable<Ingress>;
  ingressClasses(): Iterable<IngressClass>;
  gateways(): Iterable<Gateway>;
  gatewayClasses(): Iterable<GatewayClass>;
  routes(namespace?: string): Iterable<GatewayRoute>;
  /** Ingresses and routes that name this Service as a backend. */
  routesTo(service: ObjectKey): readonly (Ingress | GatewayRoute)[];
  referenceGrants(namespace: string): Iterable<ReferenceGrant>;
  /** `config.conf` of the kube-proxy ConfigMap; undefined when it is not there or not readable. */
  proxyConfigText(): string | undefined;
  /** False when the kind may not be read there (or nowhere, without a namespace): unknown, not missing. */
  readable(kind: ModelKind, namespace?: string): boolean;
}
