// Defaulting without changing what was given: what needs nothing is handed back itself, so that a
// write stores only what is new.

import { isJsonObject } from './jsonObject.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A field's value; null is as good as absent, as it is to the API server. */
export function fieldOf(object: unknown, name: string): unknown {
  if (!isJsonObject(object) || !Object.hasOwn(object, name)) return undefined;
  return object[name] ?? undefined;
}

/** The value at a path of field names. */
export function valueAt(object: unknown, ...path: readonly string[]): unknown {
  return path.reduce(fieldOf, object);
}

export function listAt(object: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = valueAt(object, ...path);
  return Array.isArray(found) ? found : [];
}

/** The object with a value for each field it lacks. */
export function filled<T extends JsonObject>(object: T, defaults: JsonObject): T {
  const missing = Object.entries(defaults).filter(([name]) => fieldOf(object, name) === undefined);
  return missing.length === 0 ? object : { ...object, ...Object.fromEntries(missing) };
}

/** The object with one field changed. Where the field is absent nothing is, unless `absent` says what stands for it. */
export function withField<T extends JsonObject>(
  object: T,
  name: string,
  change: (value: JsonObject) => JsonObject,
  absent?: JsonObject,
): T {
  const value = fieldOf(object, name) ?? absent;
  if (!isJsonObject(value)) return object;
  const changed = change(value);
  return changed === fieldOf(object, name) ? object : { ...object, [name]: changed };
}

/** The object with every item of one list changed. */
export function withItems<T extends JsonObject>(
  object: T,
  name: string,
  change: (item: JsonObject) => JsonObject,
): T {
  const list = fieldOf(object, name);
  if (!Array.isArray(list)) return object;
  const items = list.map((item: unknown) => (isJsonObject(item) ? change(item) : item));
  return items.every((item, index) => item === list[index]) ? object : { ...object, [name]: items };
}

/** The fields of an object, whatever their names; none where there is no object. */
export function entriesAt(object: unknown, ...path: readonly string[]): [string, unknown][] {
  const found = valueAt(object, ...path);
  return isJsonObject(found) ? Object.entries(found) : [];
}

/** The text at a path, empty where there is none. */
export function textAt(object: unknown, ...path: readonly string[]): string {
  const found = valueAt(object, ...path);
  return typeof found === 'string' ? found : '';
}
