import type { Labels, ObjectKey } from '../model/metadata.ts';
import type { Service } from '../model/service.ts';
import type { Index } from './termIndex.ts';

type ByPair = Map<string, Map<string, Set<ObjectKey>>>;

/**
 * Finds the Services that may select given labels (S8). A Service is filed under one pair of its
 * selector, the least crowded one, so that a Pod meets few Services that do not select it.
 */
export class SelectorIndex implements Index<Service> {
  readonly #namespaces = new Map<string, ByPair>();
  /** Which pair a Service was filed under. */
  readonly #filed = new Map<ObjectKey, { namespace: string; key: string; value: string }>();

  update(key: ObjectKey, before: Service | undefined, after: Service | undefined): void {
    if (before?.selector === after?.selector) return;
    this.#remove(key);
    if (after?.selector !== undefined) this.#add(key, after.metadata.namespace, after.selector);
  }

  /** Services one pair of whose selector is among the labels: a superset of those that match. */
  candidates(namespace: string, labels: Labels): ObjectKey[] {
    const here = this.#namespaces.get(namespace);
    if (here === undefined) return [];
    const found: ObjectKey[] = [];
    for (const [key, value] of labels) {
      for (const service of here.get(key)?.get(value) ?? []) found.push(service);
    }
    return found.toSorted();
  }

  #add(service: ObjectKey, namespace: string, selector: Labels): void {
    let here = this.#namespaces.get(namespace);
    if (here === undefined) this.#namespaces.set(namespace, (here = new Map()));
    const pair = leastCrowded(here, selector);
    if (pair === undefined) return;
    const [key, value] = pair;
    let byValue = here.get(key);
    if (byValue === undefined) here.set(key, (byValue = new Map()));
    let services = byValue.get(value);
    if (services === undefined) byValue.set(value, (services = new Set()));
    services.add(service);
    this.#filed.set(service, { namespace, key, value });
  }

  #remove(service: ObjectKey): void {
    const filed = this.#filed.get(service);
    if (filed === undefined) return;
    this.#filed.delete(service);
    const here = this.#namespaces.get(filed.namespace);
    const byValue = here?.get(filed.key);
    const services = byValue?.get(filed.value);
    services?.delete(service);
    if (services?.size === 0) byValue?.delete(filed.value);
    if (byValue?.size === 0) here?.delete(filed.key);
    if (here?.size === 0) this.#namespaces.delete(filed.namespace);
  }
}

function leastCrowded(here: ByPair, selector: Labels): readonly [string, string] | undefined {
  let best: readonly [string, string] | undefined;
  let fewest = Infinity;
  for (const pair of selector) {
    const crowd = here.get(pair[0])?.get(pair[1])?.size ?? 0;
    if (crowd < fewest) {
      best = pair;
      fewest = crowd;
    }
  }
  return best;
}
