import type { Metadata, OwnerReference } from '../metadata.ts';
import type { Fields } from './fields.ts';

/** The annotations Portolan reads; besides these, everything under `portolan.dev/`. */
export const keptAnnotations: readonly string[] = [
  // S27
  'endpoints.kubernetes.io/over-capacity',
  // S31
  'control-plane.alpha.kubernetes.io/leader',
  // S44
  'service.kubernetes.io/topology-mode',
  'service.kubernetes.io/topology-aware-hints',
  'ingressclass.kubernetes.io/is-default-class',
  'kubernetes.io/ingress.class',
];

const kept = new Set(keptAnnotations);
const isKept = (key: string): boolean => kept.has(key) || key.startsWith('portolan.dev/');

/** Whether a kind lives in namespaces, and whether a missing namespace means `default`. */
export type Scope = 'namespaced' | 'cluster';

export function parseMetadata(object: Fields, scope: Scope): Metadata {
  const fields = object.child('metadata');
  const metadata: Metadata = {
    name: fields.required('name'),
    namespace:
      scope === 'cluster' ? '' : fields.interner.text(fields.nonEmpty('namespace') ?? 'default'),
    uid: fields.string('uid') ?? '',
    resourceVersion: fields.string('resourceVersion') ?? '',
    labels: fields.labels('labels'),
    annotations: fields.labels('annotations', isKept),
  };
  const deleted = fields.nonEmpty('deletionTimestamp');
  if (deleted !== undefined) metadata.deletionTimestamp = deleted;
  const created = fields.sharedString('creationTimestamp');
  if (created !== undefined) metadata.creationTimestamp = created;
  const controller = parseController(fields);
  if (controller !== undefined) metadata.controller = controller;
  return metadata;
}

function parseController(fields: Fields): OwnerReference | undefined {
  if (!fields.has('ownerReferences')) return undefined;
  const owner = fields
    .children('ownerReferences')
    .find((each) => each.boolean('controller') === true);
  if (owner === undefined) return undefined;
  return fields.interner.value({
    apiVersion: owner.string('apiVersion') ?? '',
    kind: owner.string('kind') ?? '',
    name: owner.string('name') ?? '',
    uid: owner.string('uid') ?? '',
  });
}
