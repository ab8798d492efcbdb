// Defaulting without changing what was given: what needs nothing is handed back itself, so that a
// write stores only what is new.

import { isJsonObject } from '../api/json.ts';
import { fieldOf } from './read.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

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
