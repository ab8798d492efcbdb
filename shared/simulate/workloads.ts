// What the workload controllers make of a workload: raw objects in, raw objects out. The embedded
// controllers pass random names; the file world passes hashed ones.

import { hashText } from './hashing.ts';
import { rawAt, rawFields, rawLabels, rawList, rawNumber, rawText } from './rawFields.ts';
import type { RawMetadata, RawObject, RawOwnerReference } from './rawObject.ts';

const podTemplateHashLabel = 'pod-template-hash';
const revisionHashLabel = 'controller-revision-hash';

/** `spec.replicas`, or for a Job as many Pods as run at once; 1 when absent. A DaemonSet has `nodes`. */
export function replicasOf(workload: RawObject, nodes: number): number {
  const spec = rawFields(workload['spec']);
  switch (workload.kind) {
    case 'DaemonSet':
      return nodes;
    case 'Job': {
      const parallelism = rawNumber(spec['parallelism']) ?? 1;
      return Math.min(parallelism, rawNumber(spec['completions']) ?? parallelism);
    }
    default:
      return rawNumber(spec['replicas']) ?? 1;
  }
}

/** The hash a Deployment labels its ReplicaSet and Pods with: a function of the Pod template alone. */
export function podTemplateHash(workload: RawObject): string {
  return hashText(canonical(rawFields(rawAt(workload, 'spec', 'template'))), 10);
}

/** JSON with sorted keys: the same template is the same text however it was written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** The ReplicaSet a Deployment makes for its present template, named `NAME-HASH`. */
export function replicaSetOf(deployment: RawObject): RawObject {
  const hash = podTemplateHash(deployment);
  const spec = rawFields(deployment['spec']);
  const template = rawFields(spec['template']);
  const labels = {
    ...rawLabels(rawAt(template, 'metadata', 'labels')),
    [podTemplateHashLabel]: hash,
  };
  const matchLabels = {
    ...rawLabels(rawAt(spec, 'selector', 'matchLabels')),
    [podTemplateHashLabel]: hash,
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      ...ownedMetadata(deployment, `${deployment.metadata.name}-${hash}`),
      labels,
    },
    spec: {
      replicas: replicasOf(deployment, 0),
      selector: { ...rawFields(spec['selector']), matchLabels },
      template: { ...template, metadata: { ...rawFields(template['metadata']), labels } },
    },
  };
}

/**
 * A Pod from a workload's template (ReplicaSet, ReplicationController, DaemonSet, Job or
 * StatefulSet): labels, annotations, owner reference; no node, no status.
 */
export function podOf(workload: RawObject, name: string): RawObject {
  const template = rawAt(workload, 'spec', 'template');
  const annotations = rawLabels(rawAt(template, 'metadata', 'annotations'));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...ownedMetadata(workload, name),
      labels: { ...rawLabels(rawAt(template, 'metadata', 'labels')), ...kindLabels(workload) },
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: structuredClone(rawFields(rawAt(template, 'spec'))),
  };
}

/** Labels a controller adds to those of the template. */
function kindLabels(workload: RawObject): Record<string, string> {
  const { name, uid } = workload.metadata;
  switch (workload.kind) {
    case 'DaemonSet':
      return { [revisionHashLabel]: podTemplateHash(workload), 'pod-template-generation': '1' };
    case 'StatefulSet':
      return { [revisionHashLabel]: `${name}-${podTemplateHash(workload)}` };
    case 'Job':
      return {
        'batch.kubernetes.io/job-name': name,
        'job-name': name,
        ...(uid && { 'batch.kubernetes.io/controller-uid': uid, 'controller-uid': uid }),
      };
    default:
      return {};
  }
}

/** The ordinal of a StatefulSet's first Pod. */
export function firstOrdinal(set: RawObject): number {
  return rawNumber(rawAt(set, 'spec', 'ordinals', 'start')) ?? 0;
}

/** Pod `NAME-ORDINAL` of a StatefulSet: its hostname, subdomain, labels and claims (S75). */
export function statefulPodOf(set: RawObject, ordinal: number): RawObject {
  const name = `${set.metadata.name}-${ordinal}`;
  const pod = podOf(set, name);
  const spec = rawFields(pod['spec']);
  const subdomain = rawText(rawAt(set, 'spec', 'serviceName'));
  const labels = {
    ...pod.metadata.labels,
    'statefulset.kubernetes.io/pod-name': name,
    'apps.kubernetes.io/pod-index': String(ordinal),
  };
  return {
    ...pod,
    metadata: { ...pod.metadata, labels },
    spec: {
      ...spec,
      hostname: name,
      ...(subdomain && { subdomain }),
      ...claimVolumes(set, ordinal, rawList(spec['volumes'])),
    },
  };
}

/** The template's volumes, those of the same name as a claim template replaced by the claim. */
function claimVolumes(set: RawObject, ordinal: number, volumes: readonly unknown[]) {
  const claims = claimTemplates(set).map((template) =>
    rawText(rawAt(template, 'metadata', 'name')),
  );
  if (claims.length === 0 && volumes.length === 0) return {};
  const own = claims.map((name) => ({
    name,
    persistentVolumeClaim: { claimName: claimName(set, name, ordinal) },
  }));
  const others = volumes.filter((volume) => !claims.includes(rawText(rawAt(volume, 'name'))));
  return { volumes: [...own, ...others] };
}

function claimTemplates(set: RawObject): readonly unknown[] {
  return rawList(rawAt(set, 'spec', 'volumeClaimTemplates'));
}

function claimName(set: RawObject, template: string, ordinal: number): string {
  return `${template}-${set.metadata.name}-${ordinal}`;
}

/** The PersistentVolumeClaims that Pod uses, from `volumeClaimTemplates`; they outlive the Pod. */
export function claimsOf(set: RawObject, ordinal: number): RawObject[] {
  const selector = rawLabels(rawAt(set, 'spec', 'selector', 'matchLabels'));
  return claimTemplates(set).map((template) => {
    const metadata = rawFields(rawAt(template, 'metadata'));
    const annotations = rawLabels(metadata['annotations']);
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: claimName(set, rawText(metadata['name']), ordinal),
        ...namespaceOf(set),
        labels: Object.assign(rawLabels(metadata['labels']), selector),
        ...(Object.keys(annotations).length > 0 && { annotations }),
      },
      spec: structuredClone(rawFields(rawAt(template, 'spec'))),
    };
  });
}

function ownedMetadata(owner: RawObject, name: string): RawMetadata {
  return { name, ...namespaceOf(owner), ownerReferences: [ownerReference(owner)] };
}

function namespaceOf({ metadata: { namespace } }: RawObject) {
  return namespace === undefined ? {} : { namespace };
}

function ownerReference({ apiVersion, kind, metadata }: RawObject): RawOwnerReference {
  const { name, uid = '' } = metadata;
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}
