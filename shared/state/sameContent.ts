import type { ModelObject } from '../model/object.ts';

/**
 * Whether two versions of an object say the same, resourceVersion apart: most updates of a Node and
 * many of a Pod change nothing that is kept. Shared (interned) parts compare by identity.
 */
export function sameContent(left: ModelObject, right: ModelObject): boolean {
  return (
    left === right ||
    (sameFields(left.metadata, right.metadata, 'resourceVersion') &&
      sameFields(left, right, 'metadata'))
  );
}

function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  if (left === null || right === null) return false;
  if (left instanceof Map) return right instanceof Map && sameMaps(left, right);
  if (Array.isArray(left)) return Array.isArray(right) && sameItems(left, right);
  return sameFields(left, right);
}

function sameMaps(
  left: ReadonlyMap<unknown, unknown>,
  right: ReadonlyMap<unknown, unknown>,
): boolean {
  if (left.size !== right.size) return false;
  for (const [key, value] of left) if (right.get(key) !== value) return false;
  return true;
}

function sameItems(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((item, index) => same(item, right[index]));
}

function sameFields(left: object, right: object, except?: string): boolean {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every(
    (name) =>
      name === except ||
      (Object.hasOwn(right, name) && same(Reflect.get(left, name), Reflect.get(right, name))),
  );
}
