/**
 * The next values, but each one that says the same as its forerunner is that very forerunner: what
 * did not change is not drawn again. When nothing changed the previous array itself comes back.
 */
export function reconcile<Value extends { readonly id: string }>(
  previous: Value[],
  next: readonly Value[],
): Value[] {
  const known = new Map(previous.map((value) => [value.id, value]));
  const values = next.map((value) => {
    const old = known.get(value.id);
    return old && same(old, value) ? old : value;
  });
  const unchanged =
    values.length === previous.length && values.every((value, index) => value === previous[index]);
  return unchanged ? previous : values;
}

/** Deep equality of plain data. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const entries = Object.entries(a);
  const other = new Map(Object.entries(b));
  return (
    entries.length === other.size &&
    entries.every(([key, value]) => other.has(key) && same(value, other.get(key)))
  );
}
