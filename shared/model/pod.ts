import type { Metadata } from './metadata.ts';
import type { Protocol } from './net.ts';

export interface ContainerPort {
  /** Empty when unnamed. */
  name: string;
  containerPort: number;
  protocol: Protocol;
  hostPort?: number;
}

export interface Container {
  name: string;
  ports: readonly ContainerPort[];
  /** On init containers: `Always` makes it a sidecar, whose named ports count (S23). */
  restartPolicy?: string;
  /** The readiness probe in short, to explain why a Pod is not ready. */
  readinessProbe?: {
    type: 'httpGet' | 'tcpSocket' | 'exec' | 'grpc';
    port?: number | string;
    path?: string;
  };
}

export interface PodCondition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
}

export interface ContainerState {
  name: string;
  ready: boolean;
  restartCount: number;
  state: 'waiting' | 'running' | 'terminated' | 'unknown';
  /** e.g. CrashLoopBackOff, ImagePullBackOff, Error, OOMKilled. */
  reason?: string;
  message?: string;
}

export interface Pod {
  kind: 'Pod';
  metadata: Metadata;
  nodeName?: string;
  hostNetwork: boolean;
  hostname?: string;
  subdomain?: string;
  dnsPolicy: string;
  dnsConfig?: { searches: readonly string[]; ndots?: number; nameservers: readonly string[] };
  containers: readonly Container[];
  initContainers: readonly Container[];
  readinessGates: readonly string[];
  /** Names of the PersistentVolumeClaims its volumes use. */
  claims: readonly string[];
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  /** Canonical; empty until assigned. */
  podIPs: readonly string[];
  hostIP?: string;
  conditions: readonly PodCondition[];
  containerStates: readonly ContainerState[];
  /** status.reason, e.g. Evicted. */
  reason?: string;
  message?: string;
}
