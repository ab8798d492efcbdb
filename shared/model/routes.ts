import type { LabelSelector } from './cluster.ts';
import type { Metadata } from './metadata.ts';

/** By name or by number; exactly one is present. */
export interface IngressBackend {
  serviceName: string;
  portName?: string;
  portNumber?: number;
}

export interface IngressPath {
  path: string;
  pathType: 'Exact' | 'Prefix' | 'ImplementationSpecific';
  /** Absent for a resource backend. */
  backend?: IngressBackend;
}

export interface Ingress {
  kind: 'Ingress';
  metadata: Metadata;
  ingressClassName?: string;
  defaultBackend?: IngressBackend;
  tls: readonly { hosts: readonly string[]; secretName?: string }[];
  rules: readonly { host: string; paths: readonly IngressPath[] }[];
  /** `status.loadBalancer.ingress`. */
  addresses: readonly { ip?: string; hostname?: string }[];
}

export interface IngressClass {
  kind: 'IngressClass';
  metadata: Metadata;
  controller: string;
  isDefault: boolean;
}

export interface GatewayListener {
  name: string;
  protocol: string;
  port: number;
  hostname?: string;
  allowedNamespaces: { from: 'All' | 'Same' | 'Selector'; selector?: LabelSelector };
  allowedKinds: readonly { group: string; kind: string }[];
}

export interface Gateway {
  kind: 'Gateway';
  metadata: Metadata;
  gatewayClassName: string;
  listeners: readonly GatewayListener[];
  addresses: readonly { type: string; value: string }[];
}

export interface GatewayClass {
  kind: 'GatewayClass';
  metadata: Metadata;
  controllerName: string;
}

export interface RouteParentRef {
  group: string;
  kind: string;
  namespace: string;
  name: string;
  sectionName?: string;
  port?: number;
}

export interface RouteBackendRef {
  group: string;
  kind: string;
  namespace: string;
  name: string;
  port?: number;
  /** Defaulted to 1 (S94). */
  weight: number;
}

export interface RouteMatch {
  path?: { type: string; value: string };
  method?: string;
  headers: readonly { name: string; type: string; value: string }[];
  /** GRPCRoute. */
  grpc?: { service?: string; method?: string };
}

export interface GatewayRoute {
  kind: 'HTTPRoute' | 'GRPCRoute' | 'TCPRoute' | 'TLSRoute';
  metadata: Metadata;
  parentRefs: readonly RouteParentRef[];
  hostnames: readonly string[];
  rules: readonly { matches: readonly RouteMatch[]; backendRefs: readonly RouteBackendRef[] }[];
}

export interface ReferenceGrant {
  kind: 'ReferenceGrant';
  metadata: Metadata;
  from: readonly { group: string; kind: string; namespace: string }[];
  to: readonly { group: string; kind: string; name?: string }[];
}
