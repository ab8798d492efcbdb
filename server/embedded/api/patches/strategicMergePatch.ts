// Kubernetes' strategic merge patch: as a merge patch, but lists merge by the keys of their items.
// https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md

import { badRequest } from '../errors.ts';
import { type JsonObject, equalJson, fieldOf, isJsonObject } from '../json.ts';
import { orderElements } from './elementOrder.ts';
import { type MergeRule, type MergeRules, listRule } from './mergeRule.ts';

const ORDER = '$setElementOrder/';
const DELETE_VALUES = '$deleteFromPrimitiveList/';

function isDirective(name: string): boolean {
  return (
    name === '$patch' ||
    name === '$retainKeys' ||
    name.startsWith(ORDER) ||
    name.startsWith(DELETE_VALUES)
  );
}

function plainFields(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !isDirective(name)));
}

function listUnder(patch: JsonObject, directive: string): unknown[] | undefined {
  const value = fieldOf(patch, directive);
  if (value === undefined || Array.isArray(value)) return value;
  throw badRequest(`${directive} of a strategic merge patch must be a list`);
}

/** The fields of the stored object that take part in the merge. */
function startingFields(current: JsonObject, patch: JsonObject): Map<string, unknown> {
  const retained = listUnder(patch, '$retainKeys');
  const entries = Object.entries(current);
  return new Map(retained ? entries.filter(([name]) => retained.includes(name)) : entries);
}

function deleteValues(fields: Map<string, unknown>, patch: JsonObject): void {
  for (const directive of Object.keys(patch).filter((name) => name.startsWith(DELETE_VALUES))) {
    const name = directive.slice(DELETE_VALUES.length);
    const values = fields.get(name);
    const gone = listUnder(patch, directive) ?? [];
    if (!Array.isArray(values)) continue;
    fields.set(
      name,
      values.filter((value: unknown) => !gone.includes(value)),
    );
  }
}

function orderLists(
  fields: Map<string, unknown>,
  current: JsonObject,
  patch: JsonObject,
  path: readonly string[],
  rules: MergeRules,
): void {
  for (const directive of Object.keys(patch).filter((name) => name.startsWith(ORDER))) {
    const name = directive.slice(ORDER.length);
    const list = fields.get(name);
    if (!Array.isArray(list)) continue;
    const before = fieldOf(current, name);
    const mergeKey = listRule(rules, [...path, name])?.mergeKey;
    const wanted = listUnder(patch, directive) ?? [];
    fields.set(name, orderElements(list, wanted, Array.isArray(before) ? before : [], mergeKey));
  }
}

function mergeObject(
  current: JsonObject,
  patch: JsonObject,
  path: readonly string[],
  rules: MergeRules,
): JsonObject {
  const directive = fieldOf(patch, '$patch');
  if (directive === 'replace') return plainFields(patch);
  if (directive === 'delete') return {};
  const fields = startingFields(current, patch);
  deleteValues(fields, patch);
  for (const [name, value] of Object.entries(plainFields(patch))) {
    if (value === null) fields.delete(name);
    else fields.set(name, mergeValue(fields.get(name), value, [...path, name], rules));
  }
  orderLists(fields, current, patch, path, rules);
  return Object.fromEntries(fields);
}

function mergeValue(
  current: unknown,
  patch: unknown,
  path: readonly string[],
  rules: MergeRules,
): unknown {
  if (isJsonObject(patch)) {
    return mergeObject(isJsonObject(current) ? current : {}, patch, path, rules);
  }
  const rule = Array.isArray(patch) ? listRule(rules, path) : undefined;
  if (!Array.isArray(patch) || rule === undefined) return patch;
  return mergeList(Array.isArray(current) ? current : [], patch, rule, path, rules);
}

function mergeList(
  current: readonly unknown[],
  patch: readonly unknown[],
  rule: MergeRule,
  path: readonly string[],
  rules: MergeRules,
): unknown[] {
  const { mergeKey } = rule;
  if (mergeKey === undefined) {
    return [...current, ...patch.filter((value) => !current.includes(value))];
  }
  const replaces = patch.some((item) => fieldOf(item, '$patch') === 'replace');
  const merged = replaces ? [] : [...current];
  for (const item of patch) {
    if (!isJsonObject(item))
      throw badRequest(`${path.join('.')}: items of the list must be objects`);
    mergeItem(merged, item, mergeKey, path, rules);
  }
  return merged;
}

/** Changes `merged`, which the caller made. */
function mergeItem(
  merged: unknown[],
  item: JsonObject,
  mergeKey: string,
  path: readonly string[],
  rules: MergeRules,
): void {
  const key = fieldOf(item, mergeKey);
  const directive = fieldOf(item, '$patch');
  if (directive === 'replace' && key === undefined) return;
  if (key === undefined) {
    throw badRequest(
      `map: ${JSON.stringify(item)} does not contain declared merge key: ${mergeKey}`,
    );
  }
  const at = merged.findIndex((one) => equalJson(fieldOf(one, mergeKey), key));
  if (directive === 'delete') {
    if (at >= 0) merged.splice(at, 1);
    return;
  }
  const before = at >= 0 && directive !== 'replace' ? merged[at] : {};
  const after = mergeObject(isJsonObject(before) ? before : {}, plainDirective(item), path, rules);
  if (at >= 0) merged[at] = after;
  else merged.push(after);
}

/** `$patch: replace` of a single item has done its work by then. */
function plainDirective(item: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(item).filter(([name]) => name !== '$patch'));
}

/** Throws ApiError 400 for what is not such a patch. */
export function applyStrategicMergePatch(
  current: unknown,
  patch: unknown,
  rules: MergeRules,
): unknown {
  if (!isJsonObject(patch)) throw badRequest('a strategic merge patch must be an object');
  return mergeObject(isJsonObject(current) ? current : {}, patch, [], rules);
}
