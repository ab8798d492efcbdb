import { isJsonObject } from '../schema/jsonObject.ts';

// Objects are printed as they are stored, whatever their kind: what is absent or of another type
// reads as the empty value, as it does to the real printers.

/** The value at a path of field names; undefined where the path leads nowhere. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const name of path) {
    if (!isJsonObject(here) || !Object.hasOwn(here, name)) return undefined;
    here = here[name];
  }
  return here;
}

export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

export function numberAt(value: unknown, ...path: readonly string[]): number {
  const found = at(value, ...path);
  return typeof found === 'number' ? found : 0;
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

export function entriesAt(
  value: unknown,
  ...path: readonly string[]
): readonly (readonly [string, unknown])[] {
  const found = at(value, ...path);
  return typeof found === 'object' && found !== null ? Object.entries(found) : [];
}

/** A list's texts, e.g. `spec.externalIPs`. */
export function textsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  return listAt(value, ...path).filter((item) => typeof item === 'string');
}

/** The status of one of `status.conditions`: `True`, `False`, `Unknown`, or empty when it is not there. */
export function conditionAt(object: unknown, type: string): string {
  const found = listAt(object, 'status', 'conditions').find(
    (condition) => at(condition, 'type') === type,
  );
  return textAt(found, 'status');
}
