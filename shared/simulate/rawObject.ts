// A Kubernetes object as JSON, before any parser has admitted it. Simulated workloads and the
// embedded cluster's stored objects have this shape.

export interface RawObject {
  apiVersion: string;
  kind: string;
  metadata: RawMetadata;
  [field: string]: unknown;
}

export interface RawMetadata {
  name: string;
  namespace?: string;
  uid?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: RawOwnerReference[];
  [field: string]: unknown;
}

export interface RawOwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}
