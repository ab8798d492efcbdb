// Reads of untyped JSON where anything of the wrong shape is as good as absent: what must be
// refused has been refused by then.

export type RawFields = Readonly<Record<string, unknown>>;

/** The object's own fields, or none. */
export function rawFields(value: unknown): RawFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

/** A field some levels down, e.g. `rawAt(pod, 'spec', 'nodeName')`. */
export function rawAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((at: unknown, key) => {
    const fields = rawFields(at);
    return Object.hasOwn(fields, key) ? fields[key] : undefined;
  }, value);
}

export function rawText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function rawNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function rawList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A map of strings, such as labels. */
export function rawLabels(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(rawFields(value)).flatMap(([key, text]) =>
      typeof text === 'string' ? [[key, text] as const] : [],
    ),
  );
}
