import { nearestField } from '@portolan/shared/words/nearest.ts';

import type { ResourceType } from '../objects.ts';
import { goStruct } from './goTypes.ts';
import { isJsonObject } from '../api/json.ts';
import { cannotUnmarshal, type GoField, leafFault } from './leafValues.ts';
import { type FieldShape, fieldsOf, type ModelFields, modelOf } from './models.ts';

/** What a manifest says that its kind has no place for. Paths are as the API server prints them. */
export interface FieldReport {
  /** Paths of fields the kind does not have, e.g. `spec.template.spec.containers[0].imagee`, in the object's order. */
  unknown: readonly string[];
  /** Values of the wrong JSON type, in the real decoder's words where they are known. */
  invalid: readonly { path: string; message: string }[];
  /** For an unknown field, by its path: the name it was most likely meant to be, e.g. `externalName`. */
  nearest: ReadonlyMap<string, string>;
}

interface Findings {
  unknown: string[];
  invalid: { path: string; message: string }[];
  nearest: Map<string, string>;
}

/** Where the walk stands: `json` with indexes, `go` as the decoder names it. */
interface Place {
  json: string;
  go: GoField;
}

// Kinds without a model hold anything but wrong metadata.
const schemaless: ModelFields = new Map<string, FieldShape>([
  ['apiVersion', { is: 'string' }],
  ['kind', { is: 'string' }],
  ['metadata', { is: 'object', model: 'V1ObjectMeta' }],
]);

/**
 * Compares an object with the fields of its kind. Names are case-sensitive, as they are to the API
 * server; `null` is no value at all and always fits.
 */
export function checkFields(type: ResourceType, object: unknown): FieldReport {
  const found: Findings = { unknown: [], invalid: [], nearest: new Map() };
  const model = modelOf(type);
  const root = { json: '', go: { struct: type.kind, path: '' } };
  if (!isJsonObject(object)) {
    const shape: FieldShape = { is: 'object', model: model ?? type.kind };
    found.invalid.push({ path: '', message: cannotUnmarshal(object, shape, root.go) });
  } else if (model !== undefined) {
    checkModel(model, object, root, found);
  } else {
    checkKnown(schemaless, type.kind, object, root, found);
  }
  return found;
}

function check(shape: FieldShape, value: unknown, place: Place, found: Findings): void {
  if (value === null || value === undefined) return;
  if (shape.is === 'object' || shape.is === 'map') {
    if (!isJsonObject(value)) mismatch(shape, value, place, found);
    else if (shape.is === 'object') checkModel(shape.model, value, place, found);
    else checkMap(shape.of, value, place, found);
  } else if (shape.is === 'list') {
    if (!Array.isArray(value)) mismatch(shape, value, place, found);
    else {
      value.forEach((item: unknown, index) =>
        check(shape.of, item, { ...place, json: `${place.json}[${index}]` }, found),
      );
    }
  } else {
    const message = leafFault(shape, value, place.go);
    if (message !== undefined) found.invalid.push({ path: place.json, message });
  }
}

function mismatch(shape: FieldShape, value: unknown, place: Place, found: Findings): void {
  found.invalid.push({ path: place.json, message: cannotUnmarshal(value, shape, place.go) });
}

function checkMap(
  shape: FieldShape,
  value: Record<string, unknown>,
  place: Place,
  found: Findings,
): void {
  // A map's keys are data: Go names the map, JSON paths name the key.
  for (const [key, item] of Object.entries(value)) {
    check(shape, item, { ...place, json: `${place.json}.${key}` }, found);
  }
}

function checkModel(
  model: string,
  value: Record<string, unknown>,
  place: Place,
  found: Findings,
): void {
  const fields = fieldsOf(model) ?? new Map<string, FieldShape>();
  for (const name of Object.keys(value)) {
    if (fields.has(name)) continue;
    const path = joined(place.json, name);
    found.unknown.push(path);
    const nearest = nearestField(name, fields.keys());
    if (nearest !== undefined) found.nearest.set(path, nearest);
  }
  checkKnown(fields, goStruct(model), value, place, found);
}

function checkKnown(
  fields: ModelFields,
  struct: string,
  value: Record<string, unknown>,
  place: Place,
  found: Findings,
): void {
  for (const [name, item] of Object.entries(value)) {
    const shape = fields.get(name);
    if (shape === undefined) continue;
    const go = { struct, path: joined(place.go.path, name) };
    check(shape, item, { json: joined(place.json, name), go }, found);
  }
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

export { dropUnknown } from './dropUnknown.ts';
