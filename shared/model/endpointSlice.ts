import type { Metadata } from './metadata.ts';
import type { Protocol } from './net.ts';

export interface ObjectReference {
  kind: string;
  namespace: string;
  name: string;
  uid: string;
}

export interface Endpoint {
  addresses: readonly string[];
  /** Absent conditions keep their null defaults: ready and serving true, terminating false (S32). */
  ready?: boolean;
  serving?: boolean;
  terminating?: boolean;
  hostname?: string;
  nodeName?: string;
  zone?: string;
  targetRef?: ObjectReference;
  /** `hints.forZones[].name`; absent when there are no hints. */
  zoneHints?: readonly string[];
  /** `hints.forNodes[].name`. */
  nodeHints?: readonly string[];
}

export interface EndpointPort {
  /** Absent means null: kube-proxy ignores it (S34). `''` is the unnamed port. */
  name?: string;
  protocol: Protocol;
  /** Absent means null: kube-proxy ignores it (S34). */
  port?: number;
  appProtocol?: string;
}

export interface EndpointSlice {
  kind: 'EndpointSlice';
  metadata: Metadata;
  /** From the label `kubernetes.io/service-name` (S29); empty when it is absent. */
  serviceName: string;
  addressType: 'IPv4' | 'IPv6' | 'FQDN';
  endpoints: readonly Endpoint[];
  ports: readonly EndpointPort[];
}
