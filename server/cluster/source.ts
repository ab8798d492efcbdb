import type { Change, ModelKind } from '@portolan/shared/model/object.ts';
import type { SourceStatus } from '@portolan/shared/wire/stream.ts';
import type { ApiCalls } from './apiCalls.ts';

/** Which object a reader wants to see whole. `namespace` is absent for cluster-scoped kinds. */
export interface ObjectReference {
  kind: ModelKind;
  namespace?: string;
  name: string;
}

/** A Kubernetes object as JSON, as the API server (or the file) has it, without `managedFields`. */
export type RawObject = Readonly<Record<string, unknown>>;

/** Something that was skipped: an object, a document or a watch line that could not be understood. */
export interface SourceProblem {
  /** The kind as the object calls it, or as it was asked for. */
  kind: string;
  /** `namespace/name`; for a file `FILE:LINE` when the object has no name. */
  key: string;
  /** What is wrong and where, e.g. `spec.ports[0].port: …`. Empty: nothing is wrong with it any more. */
  message: string;
}

export interface SourceInfo {
  kind: SourceStatus['kind'];
  /** Context name, or the files' names. */
  name: string;
  /** URL of the API server. */
  server?: string;
}

/** Where a source tells what it learns. Its methods are called in order and must not throw. */
export interface SourceSink {
  /** What happened since the last call, oldest first: apply all of it, then recompute once. */
  change(changes: readonly Change[]): void;
  /** The state of the source changed. */
  status(status: SourceStatus): void;
  problem(problem: SourceProblem): void;
}

/**
 * Where the picture of a cluster comes from: a live cluster, the embedded one, or files.
 *
 * What a source promises:
 *
 * 1. **Eventual consistency.** Once faults have healed, folding every change gives what the API
 *    server holds: by key, uid and resourceVersion, no object too many, none missing.
 * 2. **Order per object.** Changes of one object arrive in the order of its resourceVersions, and
 *    never go back in time while the history they come from goes on. Across kinds there is no
 *    order: a Pod may arrive before its Node.
 * 3. **A kind begins with `replace`.** The first change of a kind (and namespace, where access is
 *    per namespace) is a complete list; a later `replace` follows when the history was lost and
 *    stands for the deletes that were missed. What `replace` does not hold is gone.
 * 4. **Not everything is seen.** Quick successions may arrive as one change, a delete and a new
 *    object of the same name as one `set` with another uid: identity is the uid.
 * 5. **Repeats are harmless.** The same `set` may come twice; applying it again changes nothing.
 * 6. **Unknown is said.** Before a kind's data comes its `access`. What may not be read is
 *    `denied` with the verb, what the cluster does not have is `absent`; data known before is
 *    removed right after. A denied kind may be readable in single namespaces.
 * 7. **It never stops by itself** and never throws: trouble is told in the status, and is retried
 *    until `stop`. Status is honest: `live` only when every readable kind is listed and watched;
 *    `stale` at most 5 s after a break is known, 45 s after one that nobody announced.
 * 8. **Bad objects are skipped** and reported as problems; the rest goes on.
 * 9. After `stop` has resolved, the sink is not called again and no timer or socket is left.
 */
export interface Source {
  readonly info: SourceInfo;
  /** For what is asked only when somebody switched it on; absent where there is no API server. */
  readonly calls?: ApiCalls;
  /** Begins to list and watch. Call it once. */
  start(sink: SourceSink): void;
  stop(): Promise<void>;
  /**
   * The whole object, now. Undefined when there is none.
   * @throws {ApiError} when the API server cannot be asked or refuses.
   */
  fetchObject(reference: ObjectReference): Promise<RawObject | undefined>;
}
