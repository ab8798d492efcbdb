// Server-side apply, simply: what a manager applied before and no longer names goes, the rest merges.
// Field ownership between managers is not kept, so there are no ownership conflicts.

import { equalJson, fieldOf, isJsonObject } from '../json.ts';
import { type MergeRules, listRule } from './mergeRule.ts';
import { applyStrategicMergePatch } from './strategicMergePatch.ts';

function dropItems(
  current: readonly unknown[],
  earlier: readonly unknown[],
  next: readonly unknown[],
  path: readonly string[],
  rules: MergeRules,
): unknown[] {
  const mergeKey = listRule(rules, path)?.mergeKey;
  const keyOf = (item: unknown): unknown => (mergeKey ? fieldOf(item, mergeKey) : item);
  const among = (list: readonly unknown[], item: unknown): unknown =>
    list.find((one) => equalJson(keyOf(one), keyOf(item)));
  return current
    .filter((item) => among(earlier, item) === undefined || among(next, item) !== undefined)
    .map((item) => dropUnnamed(item, among(earlier, item), among(next, item), path, rules));
}

/** `current` without what `earlier` named and `next` does not. */
function dropUnnamed(
  current: unknown,
  earlier: unknown,
  next: unknown,
  path: readonly string[],
  rules: MergeRules,
): unknown {
  if (Array.isArray(current) && Array.isArray(earlier) && Array.isArray(next)) {
    if (listRule(rules, path) === undefined) return current;
    return dropItems(current, earlier, next, path, rules);
  }
  if (!isJsonObject(current) || !isJsonObject(earlier) || !isJsonObject(next)) return current;
  const kept = Object.entries(current).filter(
    ([name]) => !Object.hasOwn(earlier, name) || Object.hasOwn(next, name),
  );
  return Object.fromEntries(
    kept.map(([name, value]) => [
      name,
      dropUnnamed(value, fieldOf(earlier, name), fieldOf(next, name), [...path, name], rules),
    ]),
  );
}

/** `earlier` is what the same manager applied last, if it did. */
export function applyConfiguration(
  current: unknown,
  earlier: unknown,
  next: unknown,
  rules: MergeRules,
): unknown {
  const left = earlier === undefined ? current : dropUnnamed(current, earlier, next, [], rules);
  return applyStrategicMergePatch(left, next, rules);
}

/** What each manager applied last to each object. */
export class AppliedConfigurations {
  private readonly byObject = new Map<string, Map<string, unknown>>();

  get(uid: string, manager: string): unknown {
    return this.byObject.get(uid)?.get(manager);
  }

  note(uid: string, manager: string, configuration: unknown): void {
    const byManager = this.byObject.get(uid) ?? new Map<string, unknown>();
    byManager.set(manager, configuration);
    this.byObject.set(uid, byManager);
  }

  forget(uid: string): void {
    this.byObject.delete(uid);
  }
}
