// Objects are read as they are stored, whatever their kind: what is absent or of another type reads
// as the empty value, and null is as good as absent, as it is to the API server's own decoder.

import { fieldOf as ownField, isJsonObject } from '../api/json.ts';

/** A field's value; keys such as `constructor` are data like any other. */
export function fieldOf(object: unknown, name: string): unknown {
  return ownField(object, name) ?? undefined;
}

/** The value at a path of field names; undefined where the path leads nowhere. */
export function at(object: unknown, ...path: readonly string[]): unknown {
  return path.reduce(fieldOf, object);
}

/** The text at a path, empty where there is none. */
export function textAt(object: unknown, ...path: readonly string[]): string {
  const found = at(object, ...path);
  return typeof found === 'string' ? found : '';
}

/** The number at a path, 0 where there is none. */
export function numberAt(object: unknown, ...path: readonly string[]): number {
  const found = at(object, ...path);
  return typeof found === 'number' ? found : 0;
}

export function listAt(object: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(object, ...path);
  return Array.isArray(found) ? found : [];
}

/** A list's texts, e.g. `spec.externalIPs`. */
export function textsAt(object: unknown, ...path: readonly string[]): readonly string[] {
  return listAt(object, ...path).filter((item) => typeof item === 'string');
}

/** The fields of the object at a path, whatever their names; none where there is no object. */
export function entriesAt(object: unknown, ...path: readonly string[]): [string, unknown][] {
  const found = at(object, ...path);
  return isJsonObject(found) ? Object.entries(found) : [];
}
