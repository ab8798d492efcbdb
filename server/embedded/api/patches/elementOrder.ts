// The order a `$setElementOrder` directive gives a merged list.

import { equalJson, fieldOf } from '../json.ts';

/**
 * Items the directive names come in its order. Those only the server knows keep their place
 * relative to the ones they stood before.
 */
export function orderElements(
  merged: readonly unknown[],
  wanted: readonly unknown[],
  before: readonly unknown[],
  mergeKey: string | undefined,
): unknown[] {
  const keyOf = (item: unknown): unknown =>
    mergeKey === undefined ? item : fieldOf(item, mergeKey);
  const rank = (list: readonly unknown[], item: unknown): number =>
    list.findIndex((one) => equalJson(keyOf(one), keyOf(item)));
  const named = merged
    .filter((item) => rank(wanted, item) >= 0)
    .toSorted((left, right) => rank(wanted, left) - rank(wanted, right));
  const others = merged.filter((item) => rank(wanted, item) < 0);
  const ordered: unknown[] = [];
  let taken = 0;
  for (const item of named) {
    const place = rank(before, item);
    while (taken < others.length && rank(before, others[taken]) < place) {
      ordered.push(others[taken]);
      taken += 1;
    }
    ordered.push(item);
  }
  return [...ordered, ...others.slice(taken)];
}
