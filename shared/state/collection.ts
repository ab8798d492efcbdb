import { objectKey, type Metadata, type ObjectKey } from '../model/metadata.ts';
import { TermIndex, type Index } from './termIndex.ts';

/** The objects of one kind, with the indexes that follow them. */
export class Collection<T extends { metadata: Metadata }> {
  readonly #objects = new Map<ObjectKey, T>();
  /** All keys in order, until one comes or goes. */
  #sorted: readonly ObjectKey[] | undefined;
  /** All objects in order, until one comes, goes or says something else. */
  #list: readonly T[] | undefined;
  readonly #byNamespace = new TermIndex<T>(({ metadata }) => [metadata.namespace]);
  readonly #indexes: readonly Index<T>[];

  constructor(indexes: readonly Index<T>[] = []) {
    this.#indexes = indexes;
  }

  get(key: ObjectKey): T | undefined {
    return this.#objects.get(key);
  }

  put(object: T): void {
    this.#list = undefined;
    this.renew(object);
  }

  /** Puts another version of an object that says the same: lists made before stay as they are. */
  renew(object: T): void {
    const key = objectKey(object.metadata);
    const before = this.#objects.get(key);
    this.#objects.set(key, object);
    if (before === undefined) {
      this.#sorted = undefined;
      this.#byNamespace.update(key, undefined, object);
    }
    for (const index of this.#indexes) index.update(key, before, object);
  }

  delete(key: ObjectKey): void {
    const before = this.#objects.get(key);
    if (before === undefined) return;
    this.#objects.delete(key);
    this.#sorted = undefined;
    this.#list = undefined;
    this.#byNamespace.update(key, before, undefined);
    for (const index of this.#indexes) index.update(key, before, undefined);
  }

  keys(namespace?: string): readonly ObjectKey[] {
    if (namespace !== undefined) return this.#byNamespace.at(namespace);
    this.#sorted ??= [...this.#objects.keys()].toSorted();
    return this.#sorted;
  }

  /** All, by key; perhaps with an older version of one that says the same. */
  list(): readonly T[] {
    this.#list ??= this.all(this.keys());
    return this.#list;
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
