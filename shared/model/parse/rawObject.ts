// Kubernetes JSON before it is parsed.

/** Any JSON object: nothing is known of its fields yet. */
export type RawObject = Readonly<Record<string, unknown>>;

export function isRawObject(value: unknown): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a list says of its items, which leave it out themselves. */
export interface RawContext {
  kind?: string;
  apiVersion?: string;
}

export interface RawItem {
  raw: unknown;
  context: RawContext;
}

/**
 * The objects of a `List` or `…List` kind, lists within lists included; anything else is its own
 * only item. Items of a typed list (`PodList`) get its kind and apiVersion as context.
 */
export function expandList(raw: unknown, context: RawContext = {}): RawItem[] {
  const found: RawItem[] = [];
  // A queue of our own: a hostile file may nest lists deeper than the call stack.
  const waiting: RawItem[] = [{ raw, context }];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    const list = listOf(item.raw);
    if (list === undefined) found.push(item);
    else
      for (const child of list.items.toReversed())
        waiting.push({ raw: child, context: list.context });
  }
  return found;
}

function listOf(raw: unknown): { items: readonly unknown[]; context: RawContext } | undefined {
  if (!isRawObject(raw)) return undefined;
  const { kind, apiVersion, items } = raw;
  if (typeof kind !== 'string' || !kind.endsWith('List')) return undefined;
  // Go writes an empty list as null.
  if (items !== undefined && items !== null && !Array.isArray(items)) return undefined;
  const context: RawContext = {};
  if (kind !== 'List') {
    context.kind = kind.slice(0, -'List'.length);
    if (typeof apiVersion === 'string') context.apiVersion = apiVersion;
  }
  return { items: items ?? [], context };
}
