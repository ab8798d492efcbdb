// RFC 6902 and RFC 7386: the two patch forms that need no schema.

import { type Operation, applyPatch } from 'rfc6902';

import { badRequest, failure } from '../errors.ts';
import { isJsonObject } from '../json.ts';

const OPERATIONS = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);

function isOperation(value: unknown): value is Operation {
  return (
    isJsonObject(value) &&
    typeof value['op'] === 'string' &&
    OPERATIONS.has(value['op']) &&
    typeof value['path'] === 'string'
  );
}

/** Throws ApiError 400 for what is not a patch, 422 for one that cannot be applied. */
export function applyJsonPatch(current: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch) || !patch.every(isOperation)) {
    throw badRequest('error decoding patch: a JSON patch is a list of operations with op and path');
  }
  // The library changes its argument in place.
  const patched: unknown = structuredClone(current);
  const faults = applyPatch(patched, patch).filter((fault) => fault !== null);
  if (faults.length === 0) return patched;
  const why = faults.map((fault) => fault.message).join('; ');
  const message = 'the server rejected our request due to an error in our request';
  throw failure(422, 'Invalid', `${message}: ${why}`, {});
}

/** Null removes, objects merge, all else replaces. */
export function applyMergePatch(current: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return patch;
  const fields = new Map(Object.entries(isJsonObject(current) ? current : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) fields.delete(name);
    else fields.set(name, applyMergePatch(fields.get(name), value));
  }
  return Object.fromEntries(fields);
}
