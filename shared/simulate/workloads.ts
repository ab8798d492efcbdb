// What the workload controllers make of a workload: raw objects in, raw objects out. The embedded
// controllers pass random names; the file world passes hashed ones.

import type { RawObject } from './rawObject.ts';

/** `spec.replicas` (1 when absent), or `spec.parallelism` of a Job; a DaemonSet has one Pod per node. */
export function replicasOf(_workload: RawObject, _nodes: number): number {
  return 1;
}

/** The hash a Deployment labels its ReplicaSet and Pods with: a function of the Pod template alone. */
export function podTemplateHash(_workload: RawObject): string {
  return '';
}

/** The ReplicaSet a Deployment makes for its present template, named `NAME-HASH`. */
export function replicaSetOf(deployment: RawObject): RawObject {
  return deployment;
}

/**
 * A Pod from a workload's template (ReplicaSet, ReplicationController, DaemonSet, Job or
 * StatefulSet): labels, annotations, owner reference; no node, no status.
 */
export function podOf(_workload: RawObject, name: string): RawObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name } };
}

/** Pod `NAME-ORDINAL` of a StatefulSet: its hostname, subdomain, labels and claims (S75). */
export function statefulPodOf(set: RawObject, ordinal: number): RawObject {
  return podOf(set, `${set.metadata.name}-${ordinal}`);
}

/** The PersistentVolumeClaims that Pod uses, from `volumeClaimTemplates`. */
export function claimsOf(_set: RawObject, _ordinal: number): RawObject[] {
  return [];
}
