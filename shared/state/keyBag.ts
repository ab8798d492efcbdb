import type { ObjectKey } from '../model/metadata.ts';

/** Keys, read in order. Sorted when asked and only again after a change. */
export class KeyBag {
  readonly #keys = new Set<ObjectKey>();
  #sorted: readonly ObjectKey[] | undefined;

  get size(): number {
    return this.#keys.size;
  }

  add(key: ObjectKey): void {
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    this.#sorted = undefined;
  }

  delete(key: ObjectKey): void {
    if (this.#keys.delete(key)) this.#sorted = undefined;
  }

  sorted(): readonly ObjectKey[] {
    this.#sorted ??= [...this.#keys].toSorted();
    return this.#sorted;
  }
}
