import type { LabelSelector } from './cluster.ts';
import type { Metadata } from './metadata.ts';
import type { PortRef, Protocol } from './net.ts';

export interface PolicyPeer {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
  ipBlock?: { cidr: string; except: readonly string[] };
}

export interface PolicyPort {
  protocol: Protocol;
  /** Absent means every port of the protocol (S88). */
  port?: PortRef;
  endPort?: number;
}

export interface PolicyRule {
  /** Empty means every peer (S85). */
  peers: readonly PolicyPeer[];
  /** Empty means every port (S85). */
  ports: readonly PolicyPort[];
}

/** `policyTypes` is defaulted (S83). */
export interface NetworkPolicy {
  kind: 'NetworkPolicy';
  metadata: Metadata;
  podSelector: LabelSelector;
  policyTypes: readonly ('Ingress' | 'Egress')[];
  ingress: readonly PolicyRule[];
  egress: readonly PolicyRule[];
}
