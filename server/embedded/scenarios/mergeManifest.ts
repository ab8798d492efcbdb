import { isJsonObject } from '../api/json.ts';

/** A JSON merge patch: objects merge, everything else replaces, null takes away. */
export function mergeManifest(existing: unknown, given: unknown): Record<string, unknown> {
  const merged = new Map(Object.entries(isJsonObject(existing) ? existing : {}));
  for (const [name, value] of Object.entries(isJsonObject(given) ? given : {})) {
    if (value === null) merged.delete(name);
    else merged.set(name, isJsonObject(value) ? mergeManifest(merged.get(name), value) : value);
  }
  return Object.fromEntries(merged);
}
