// The forms an object, a list or a watch event is answered in.

import type { KubeObject, ResourceType } from '../objects.ts';
import type { ListPage } from './lists.ts';
import type { AcceptedForm } from './negotiation.ts';
import { apiVersionOf } from './registry.ts';

export type TableOf = (
  type: ResourceType,
  objects: readonly KubeObject[],
  options: { now: number; includeObject: 'None' | 'Metadata' | 'Object' },
) => object;

/** How answers are shaped for one request. */
export interface Representation {
  type: ResourceType;
  form: AcceptedForm;
  toTable: TableOf;
  /** Wall clock, milliseconds since the epoch; a watch asks it anew for every row's age. */
  now: () => number;
  includeObject: 'None' | 'Metadata' | 'Object';
}

/** The `includeObject` of a request for a Table. */
export function includedObject(query: URLSearchParams): Representation['includeObject'] {
  const asked = query.get('includeObject');
  return asked === 'None' || asked === 'Object' ? asked : 'Metadata';
}

/** Versions of a group share their objects; each is answered under the version asked for. */
export function inVersion(type: ResourceType, object: KubeObject): KubeObject {
  const apiVersion = apiVersionOf(type);
  if (object.apiVersion === apiVersion && object.kind === type.kind) return object;
  return { ...object, apiVersion, kind: type.kind };
}

function metadataOnly(object: KubeObject): object {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: object.metadata,
  };
}

function asTable(
  { type, form, toTable, now, includeObject }: Representation,
  objects: readonly KubeObject[],
  metadata: object,
): object {
  const table = toTable(type, objects, { now: now(), includeObject });
  return { ...table, apiVersion: `meta.k8s.io/${form.version ?? 'v1'}`, metadata };
}

/** One object, e.g. the answer to a get, or what a watch event carries. */
export function representObject(wanted: Representation, object: KubeObject): object {
  const versioned = inVersion(wanted.type, object);
  const { as } = wanted.form;
  if (as === 'Table') {
    const { resourceVersion = '' } = object.metadata;
    return asTable(wanted, [versioned], { resourceVersion });
  }
  return as?.startsWith('PartialObjectMetadata') ? metadataOnly(object) : versioned;
}

export function representList(wanted: Representation, page: ListPage): object {
  const { type, form } = wanted;
  const items = page.items.map((object) => inVersion(type, object));
  if (form.as === 'Table') return asTable(wanted, items, page.metadata);
  if (form.as === 'PartialObjectMetadataList' || form.as === 'PartialObjectMetadata') {
    return {
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      metadata: page.metadata,
      items: items.map(metadataOnly),
    };
  }
  return plainList(type, page);
}

export function plainList(type: ResourceType, { items, metadata }: ListPage): object {
  return {
    kind: `${type.kind}List`,
    apiVersion: apiVersionOf(type),
    metadata,
    items: items.map((object) => inVersion(type, object)),
  };
}

/** A bookmark's object: nothing but the resourceVersion a watch has reached. */
export function representBookmark(
  wanted: Representation,
  resourceVersion: string,
  annotations?: Record<string, string>,
): object {
  const metadata = { resourceVersion, ...(annotations && { annotations }) };
  if (wanted.form.as === 'Table') return asTable(wanted, [], metadata);
  if (wanted.form.as !== undefined) {
    return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
  }
  return { kind: wanted.type.kind, apiVersion: apiVersionOf(wanted.type), metadata };
}
