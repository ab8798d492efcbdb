import { objectKey, type Metadata, type ObjectKey } from '../model/metadata.ts';
import { KeyBag } from './keyBag.ts';
import { TermIndex, type Index } from './termIndex.ts';

/** The objects of one kind, with the indexes that follow them. */
export class Collection<T extends { metadata: Metadata }> {
  readonly #objects = new Map<ObjectKey, T>();
  readonly #keys = new KeyBag();
  readonly #byNamespace = new TermIndex<T>(({ metadata }) => [metadata.namespace]);
  readonly #indexes: readonly Index<T>[];

  constructor(indexes: readonly Index<T>[] = []) {
    this.#indexes = [this.#byNamespace, ...indexes];
  }

  get(key: ObjectKey): T | undefined {
    return this.#objects.get(key);
  }

  put(object: T): void {
    const key = objectKey(object.metadata);
    const before = this.#objects.get(key);
    this.#objects.set(key, object);
    this.#keys.add(key);
    for (const index of this.#indexes) index.update(key, before, object);
  }

  delete(key: ObjectKey): void {
    const before = this.#objects.get(key);
    if (before === undefined) return;
    this.#objects.delete(key);
    this.#keys.delete(key);
    for (const index of this.#indexes) index.update(key, before, undefined);
  }

  keys(namespace?: string): readonly ObjectKey[] {
    return namespace === undefined ? this.#keys.sorted() : this.#byNamespace.at(namespace);
  }

  /** By key. */
  values(namespace?: string): Iterable<T> {
    return this.each(this.keys(namespace));
  }

  *each(keys: Iterable<ObjectKey>): Generator<T, void, undefined> {
    for (const key of keys) {
      const object = this.#objects.get(key);
      if (object !== undefined) yield object;
    }
  }

  all(keys: readonly ObjectKey[]): readonly T[] {
    return [...this.each(keys)];
  }
}
