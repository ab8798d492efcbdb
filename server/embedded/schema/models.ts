// Field by field, what each kind may hold, read from client-node's own generated model classes.
// Imported by their own entry point: the package's main one would load every client with them.
import * as classes from '@kubernetes/client-node/dist/gen/models/all.js';

import type { ResourceType } from '../objects.ts';
import { packageOf } from './apiPackages.ts';
import { isQuantity } from './quantityFields.ts';

/** What JSON a field takes. `model` names a class of the models, e.g. `V1ServiceSpec`. */
export type FieldShape =
  | { is: 'any' | 'boolean' | 'bytes' | 'double' | 'intOrString' | 'quantity' | 'string' }
  | { is: 'integer'; bits: 32 | 64 }
  | { is: 'time'; micro: boolean }
  | { is: 'list' | 'map'; of: FieldShape }
  | { is: 'object'; model: string };

interface Attribute {
  baseName: string;
  type: string;
  format: string;
}

/** Fields by the name they have in JSON, in the models' order. */
export type ModelFields = ReadonlyMap<string, FieldShape>;

const listType = /^Array<(.*)>$/;
const mapType = /^\{ \[key: string\]: (.*); \}$/;
const fieldsByModel = new Map<string, ModelFields | undefined>();

/** The model class of a built-in kind; undefined for kinds the models do not know (Gateway API, custom). */
export function modelOf(
  type: Pick<ResourceType, 'group' | 'version' | 'kind'>,
): string | undefined {
  if (packageOf(type.group) === undefined) return undefined;
  const version = type.version[0]?.toUpperCase() + type.version.slice(1);
  return [
    `${version}${type.kind}`,
    // Kinds that two groups share carry their group's first word: CoreV1Event, EventsV1Event.
    `${groupWord(type.group)}${version}${type.kind}`,
  ].find((name) => attributesOf(name) !== undefined);
}

function groupWord(group: string): string {
  const word = group.split('.')[0] || 'core';
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** A model's fields; undefined when there is no such model. */
export function fieldsOf(model: string): ModelFields | undefined {
  if (!fieldsByModel.has(model)) {
    const attributes = attributesOf(model);
    fieldsByModel.set(
      model,
      attributes &&
        new Map(attributes.map((attribute) => [attribute.baseName, fieldShape(model, attribute)])),
    );
  }
  return fieldsByModel.get(model);
}

function attributesOf(name: string): readonly Attribute[] | undefined {
  const byName: Readonly<Record<string, unknown>> = classes;
  const found = Object.hasOwn(byName, name) ? byName[name] : undefined;
  return isModelClass(found) ? found.getAttributeTypeMap() : undefined;
}

function isModelClass(value: unknown): value is { getAttributeTypeMap(): readonly Attribute[] } {
  return (
    typeof value === 'function' &&
    'getAttributeTypeMap' in value &&
    typeof value.getAttributeTypeMap === 'function'
  );
}

function fieldShape(model: string, attribute: Attribute): FieldShape {
  const leaf = isQuantity(model, attribute.baseName) ? 'quantity' : attribute.format;
  return shapeOf(attribute.type, leaf);
}

function shapeOf(type: string, format: string): FieldShape {
  const list = listType.exec(type)?.[1];
  if (list !== undefined) return { is: 'list', of: shapeOf(list, format) };
  const map = mapType.exec(type)?.[1];
  if (map !== undefined) return { is: 'map', of: shapeOf(map, format) };
  switch (type) {
    case 'string':
      return stringShape(format);
    case 'number':
      return format === 'double' ? { is: 'double' } : { is: 'integer', bits: bitsOf(format) };
    case 'boolean':
      return { is: 'boolean' };
    case 'IntOrString':
      return { is: 'intOrString' };
    case 'Date':
      return { is: 'time', micro: false };
    case 'V1MicroTime':
      return { is: 'time', micro: true };
    default:
      return attributesOf(type) === undefined ? { is: 'any' } : { is: 'object', model: type };
  }
}

function stringShape(format: string): FieldShape {
  if (format === 'byte') return { is: 'bytes' };
  return format === 'quantity' ? { is: 'quantity' } : { is: 'string' };
}

function bitsOf(format: string): 32 | 64 {
  return format === 'int32' ? 32 : 64;
}
