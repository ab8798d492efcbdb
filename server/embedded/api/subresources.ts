// Subresources that are read and written like objects: views of the object they belong to.

import type { KubeObject, ResourceType } from '../objects.ts';
import { invalid } from './errors.ts';
import { fieldOf, isJsonObject, valueAt } from './json.ts';

/** How a part of an object is shown and taken back. */
export interface View {
  /** The type whose fields the view has. */
  typeOf(type: ResourceType): ResourceType;
  read(type: ResourceType, object: KubeObject): KubeObject;
  /** The object with the view's changes in it. */
  apply(type: ResourceType, view: KubeObject, object: KubeObject): KubeObject;
  /** Which of the store's writes takes it. */
  writes: 'object' | 'status';
}

const scaleType: ResourceType = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  plural: 'scales',
  singular: 'scale',
  shortNames: [],
  categories: [],
  namespaced: true,
  subresources: [],
};

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function labelsAsSelector(labels: unknown): string {
  if (!isJsonObject(labels)) return '';
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${String(value)}`)
    .toSorted()
    .join(',');
}

function expressionAsSelector(expression: unknown): string {
  const key = String(fieldOf(expression, 'key'));
  const values = fieldOf(expression, 'values');
  const list = Array.isArray(values) ? values.join(',') : '';
  switch (fieldOf(expression, 'operator')) {
    case 'In':
      return `${key} in (${list})`;
    case 'NotIn':
      return `${key} notin (${list})`;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return key;
  }
}

function selectorText(object: KubeObject): string {
  const selector = valueAt(object, ['spec', 'selector']);
  // A ReplicationController's selector is a plain map of labels.
  if (object.kind === 'ReplicationController') return labelsAsSelector(selector);
  const expressions = fieldOf(selector, 'matchExpressions');
  return [
    labelsAsSelector(fieldOf(selector, 'matchLabels')),
    ...(Array.isArray(expressions) ? expressions.map(expressionAsSelector) : []),
  ]
    .filter(Boolean)
    .join(',');
}

function readScale(_type: ResourceType, object: KubeObject): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      ...(uid !== undefined && { uid }),
      ...(resourceVersion !== undefined && { resourceVersion }),
      ...(creationTimestamp !== undefined && { creationTimestamp }),
    },
    spec: { replicas: count(valueAt(object, ['spec', 'replicas'])) },
    status: {
      replicas: count(valueAt(object, ['status', 'replicas'])),
      selector: selectorText(object),
    },
  };
}

function applyScale(type: ResourceType, scale: KubeObject, object: KubeObject): KubeObject {
  const replicas = count(valueAt(scale, ['spec', 'replicas']));
  if (replicas < 0) {
    const message = `Invalid value: ${replicas}: must be greater than or equal to 0`;
    throw invalid(type, object.metadata.name, [
      { reason: 'FieldValueInvalid', message, field: 'spec.replicas' },
    ]);
  }
  const { resourceVersion } = scale.metadata;
  return {
    ...object,
    metadata: { ...object.metadata, ...(resourceVersion && { resourceVersion }) },
    spec: { ...Object(object['spec']), replicas },
  };
}

function wholeObject(writes: View['writes']): View {
  return {
    typeOf: (type) => type,
    read: (_type, object) => object,
    apply: (_type, view) => view,
    writes,
  };
}

const main = wholeObject('object');
const views = new Map<string, View>([
  ['status', wholeObject('status')],
  ['finalize', main],
  ['scale', { typeOf: () => scaleType, read: readScale, apply: applyScale, writes: 'object' }],
]);

/** What a type's URL may end in: its views, and what only this API does with Pods and Namespaces. */
export function subresourcesOf(type: ResourceType): readonly string[] {
  if (type.group !== '') return type.subresources;
  if (type.kind === 'Pod')
    return [...type.subresources, 'log', 'eviction', 'binding', 'portforward', 'exec'];
  if (type.kind === 'ServiceAccount') return [...type.subresources, 'token'];
  return type.kind === 'Namespace' ? [...type.subresources, 'finalize'] : type.subresources;
}

/** The view a URL addresses; undefined where the type has no such subresource. */
export function viewOf(type: ResourceType, subresource: string | undefined): View | undefined {
  if (subresource === undefined) return main;
  return subresourcesOf(type).includes(subresource) ? views.get(subresource) : undefined;
}
