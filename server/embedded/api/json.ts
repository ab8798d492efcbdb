// JSON as values: told apart, compared, and frozen so that what the store hands out cannot change.

import { isDeepStrictEqual } from 'node:util';

export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own field `name`; keys such as `constructor` are data like any other. */
export function fieldOf(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The value at a path of field names, undefined where the path ends early. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce(fieldOf, value);
}

export function equalJson(left: unknown, right: unknown): boolean {
  return left === right || isDeepStrictEqual(left, right);
}

/**
 * A deeply frozen copy without undefined fields. Parts that are frozen already are shared, so
 * that a write costs in proportion to what it changes.
 */
export function frozenCopy<T>(value: T): T;
export function frozenCopy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value)) return Object.freeze(value.map((item: unknown) => frozenCopy(item)));
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.freeze(
    Object.fromEntries(fields.map(([name, field]) => [name, frozenCopy(field)])),
  );
}

/** Without null fields, which Go reads as absent; nulls in lists keep their place. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withoutNulls(item));
  if (!isJsonObject(value)) return value;
  const given = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(given.map(([name, field]) => [name, withoutNulls(field)]));
}
