// The contract between the embedded API (which stores), its controllers and its network.

/** A Kubernetes object as JSON, whatever its kind. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMetadata;
  [field: string]: unknown;
}

export interface ObjectMetadata {
  name: string;
  namespace?: string;
  generateName?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: {
    apiVersion: string;
    kind: string;
    name: string;
    uid: string;
    controller?: boolean;
    blockOwnerDeletion?: boolean;
  }[];
  finalizers?: string[];
  [field: string]: unknown;
}

/** One stored resource type, e.g. `{ group: 'apps', version: 'v1', plural: 'deployments', kind: 'Deployment' }`. */
export interface ResourceType {
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
  /** Lower-case plural, as in the URL. */
  plural: string;
  singular: string;
  shortNames: readonly string[];
  categories: readonly string[];
  namespaced: boolean;
  /** `status`, `scale`, … */
  subresources: readonly string[];
}

/** Which stored object: `namespace` is absent for cluster-scoped kinds. */
export interface ObjectRef {
  /** Lower-case plural, e.g. `endpointslices`. */
  plural: string;
  /** API group; absent means the one group that serves this plural. */
  group?: string;
  namespace?: string;
  name: string;
}

export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  resource: ResourceType;
  object: KubeObject;
  /** The object before, for MODIFIED and DELETED. */
  previous?: KubeObject;
}

/**
 * The one store behind the embedded API. Objects handed out are frozen; every write takes the next
 * resourceVersion from one log. Writes pass through defaulting, validation and allocation just as
 * the REST verbs do, and throw `ApiError` with a Kubernetes `Status` when refused.
 */
export interface ObjectStore {
  get(ref: ObjectRef): KubeObject | undefined;
  list(query: { plural: string; group?: string; namespace?: string }): readonly KubeObject[];
  create(object: KubeObject): KubeObject;
  /** Replaces all but status; checks `metadata.resourceVersion` when it is given. */
  update(object: KubeObject): KubeObject;
  /** Replaces status alone. */
  updateStatus(object: KubeObject): KubeObject;
  /**
   * Reads, changes and writes in one synchronous step; returning undefined writes nothing.
   * `subresource: 'status'` writes status alone.
   */
  modify(
    ref: ObjectRef,
    change: (current: KubeObject) => KubeObject | undefined,
    subresource?: 'status',
  ): KubeObject | undefined;
  /**
   * As the DELETE verb: a Pod with a grace period, or an object with finalizers, is first marked
   * with `deletionTimestamp`; `gracePeriodSeconds: 0` removes it at once.
   */
  delete(ref: ObjectRef, options?: { gracePeriodSeconds?: number; uid?: string }): void;
  /** Called synchronously after each write, in log order. */
  subscribe(listener: (event: StoreEvent) => void): () => void;
}

/** What may change or refuse an object on its way into the store (defaults, validation, allocation). */
export interface AdmissionRequest {
  verb: 'create' | 'update' | 'updateStatus' | 'delete';
  resource: ResourceType;
  object: KubeObject;
  previous?: KubeObject;
  store: ObjectStore;
  /** Wall clock, milliseconds since the epoch. */
  now: number;
}

/** Returns the object to store; throws `ApiError` to refuse. Called in order, last before the write. */
export type Admission = (request: AdmissionRequest) => KubeObject;
