import type { Labels, Metadata } from './metadata.ts';

export interface Node {
  kind: 'Node';
  metadata: Metadata;
  internalIPs: readonly string[];
  externalIPs: readonly string[];
  hostname?: string;
  /** Label `topology.kubernetes.io/zone`; absent when empty (S21). */
  zone?: string;
  podCIDRs: readonly string[];
  ready: 'True' | 'False' | 'Unknown';
  unschedulable: boolean;
  /** Where a reader's own machine may dial this node (embedded cluster only): annotation `portolan.dev/dial-address`. */
  dialAddress?: string;
}

export interface Namespace {
  kind: 'Namespace';
  metadata: Metadata;
  phase: 'Active' | 'Terminating';
}

/** A Deployment, ReplicaSet, StatefulSet or DaemonSet. */
export interface Workload {
  kind: 'Deployment' | 'ReplicaSet' | 'StatefulSet' | 'DaemonSet';
  metadata: Metadata;
  /** `spec.replicas`; for a DaemonSet `status.desiredNumberScheduled`. */
  replicas: number;
  readyReplicas: number;
  selector: LabelSelector;
  templateLabels: Labels;
  /** StatefulSet only. */
  serviceName?: string;
}

export interface PersistentVolumeClaim {
  kind: 'PersistentVolumeClaim';
  metadata: Metadata;
  phase: string;
  storageClassName?: string;
  /** e.g. `1Gi`. */
  capacity?: string;
}

export interface LabelSelector {
  matchLabels: Labels;
  matchExpressions: readonly {
    key: string;
    operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    values: readonly string[];
  }[];
}

/** The `kube-system/kube-proxy` ConfigMap, by name; only its `config.conf` is kept. */
export interface ProxyConfigMap {
  kind: 'ConfigMap';
  metadata: Metadata;
  configConf: string;
}
