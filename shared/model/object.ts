import type {
  Namespace,
  Node,
  PersistentVolumeClaim,
  ProxyConfigMap,
  Workload,
} from './cluster.ts';
import type { EndpointSlice } from './endpointSlice.ts';
import type { Endpoints } from './endpoints.ts';
import type { ObjectKey } from './metadata.ts';
import type { NetworkPolicy } from './networkPolicy.ts';
import type { Pod } from './pod.ts';
import type {
  Gateway,
  GatewayClass,
  GatewayRoute,
  Ingress,
  IngressClass,
  ReferenceGrant,
} from './routes.ts';
import type { Service } from './service.ts';

/** Every kind Portolan keeps. */
export type ModelObject =
  | Service
  | EndpointSlice
  | Endpoints
  | Pod
  | Node
  | Namespace
  | Workload
  | PersistentVolumeClaim
  | NetworkPolicy
  | Ingress
  | IngressClass
  | Gateway
  | GatewayClass
  | GatewayRoute
  | ReferenceGrant
  | ProxyConfigMap;

export type ModelKind = ModelObject['kind'];

/** One step of the cluster's history, as a source tells it. */
export type Change =
  | { type: 'set'; object: ModelObject }
  | { type: 'delete'; kind: ModelKind; key: ObjectKey }
  /** A complete list: what is not in it is gone. `namespace` narrows it to that namespace. */
  | { type: 'replace'; kind: ModelKind; namespace?: string; objects: readonly ModelObject[] }
  /** What may be read: `denied` makes the kind unknown there (all namespaces when absent). */
  | { type: 'access'; kind: ModelKind; namespace?: string; access: Access };

/** `readable`, `denied` (403, with the verb that was refused), or `absent`: the cluster has no such kind. */
export type Access =
  { state: 'readable' } | { state: 'denied'; verb: string } | { state: 'absent' };
