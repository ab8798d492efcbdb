// What every kept object carries. Labels are Maps: a label may be called `constructor`.

/** Label or annotation set. Equal sets are the same (interned) Map, so 1,000 Pods share one. */
export type Labels = ReadonlyMap<string, string>;

/** `namespace/name`, or the bare name for cluster-scoped kinds. */
export type ObjectKey = string;

export interface Metadata {
  name: string;
  /** Empty for cluster-scoped kinds. */
  namespace: string;
  /** Empty when the object comes from a file. */
  uid: string;
  /** Opaque; empty when the object comes from a file. */
  resourceVersion: string;
  labels: Labels;
  /** Only the annotations Portolan reads (see `keptAnnotations`). */
  annotations: Labels;
  /** RFC 3339; absent while the object is not being deleted. */
  deletionTimestamp?: string;
  /** RFC 3339. */
  creationTimestamp?: string;
  /** The controlling owner, if any. */
  controller?: OwnerReference;
  /** Fields Portolan made up because the file did not give them, e.g. `spec.clusterIP`. */
  simulated?: readonly string[];
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
}

export function objectKey(metadata: Pick<Metadata, 'namespace' | 'name'>): ObjectKey {
  return metadata.namespace === '' ? metadata.name : `${metadata.namespace}/${metadata.name}`;
}
