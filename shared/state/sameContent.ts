import type { ModelObject } from '../model/object.ts';

/**
 * Whether two versions of an object say the same, resourceVersion apart: most updates of a Node and
 * many of a Pod change nothing that is kept. Shared (interned) parts compare by identity.
 */
export function sameContent(left: ModelObject, right: ModelObject): boolean {
  return left === right || sameFields(left, right, true);
}

function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  if (left === null || right === null) return false;
  if (left instanceof Map) return right instanceof Map && sameMaps(left, right);
  if (Array.isArray(left)) return Array.isArray(right) && sameItems(left, right);
  return sameFields(left, right, false);
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

function sameFields(left: object, right: object, top: boolean): boolean {
  const values = new Map<string, unknown>(Object.entries(right));
  let count = 0;
  for (const [name, value] of Object.entries(left)) {
    count += 1;
    if (top && name === 'metadata') {
      if (!sameMetadata(value, values.get(name))) return false;
    } else if (!values.has(name) || !same(value, values.get(name))) return false;
  }
  return count === values.size;
}

function sameMetadata(left: unknown, right: unknown): boolean {
  return same(withoutVersion(left), withoutVersion(right));
}

function withoutVersion(metadata: unknown): unknown {
  if (typeof metadata !== 'object' || metadata === null) return metadata;
  return { ...metadata, resourceVersion: '' };
}
