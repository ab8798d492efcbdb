import type { ObjectKey } from '../model/metadata.ts';
import { KeyBag } from './keyBag.ts';

/** What follows a collection's objects. `before` and `after` are absent for a new and a gone one. */
export interface Index<T> {
  update(key: ObjectKey, before: T | undefined, after: T | undefined): void;
}

const none: readonly string[] = [];

/**
 * Finds objects by what they mention: an address, a label, a name. Most terms have one object, so a
 * lone key is kept bare.
 */
export class TermIndex<T> implements Index<T> {
  readonly #termsOf: (object: T) => readonly string[];
  readonly #sameSource: (before: T, after: T) => boolean;
  readonly #keys = new Map<string, ObjectKey | KeyBag>();
  /** Grows whenever a term comes or goes, so that answers made of all terms can be kept. */
  version = 0;

  /** `sameSource` tells cheaply that the terms cannot have changed; most updates change none. */
  constructor(
    termsOf: (object: T) => readonly string[],
    sameSource: (before: T, after: T) => boolean = () => false,
  ) {
    this.#termsOf = termsOf;
    this.#sameSource = sameSource;
  }

  /** Keys of the objects that mention the term, in order. */
  at(term: string): readonly ObjectKey[] {
    const found = this.#keys.get(term);
    if (found === undefined) return none;
    return typeof found === 'string' ? [found] : found.sorted();
  }

  has(term: string): boolean {
    return this.#keys.has(term);
  }

  terms(): Iterable<string> {
    return this.#keys.keys();
  }

  update(key: ObjectKey, before: T | undefined, after: T | undefined): void {
    if (before !== undefined && after !== undefined && this.#sameSource(before, after)) return;
    const old = before === undefined ? none : this.#termsOf(before);
    const now = after === undefined ? none : this.#termsOf(after);
    if (same(old, now)) return;
    const kept = new Set(now);
    for (const term of old) if (!kept.has(term)) this.#delete(term, key);
    const had = new Set(old);
    for (const term of now) if (!had.has(term)) this.#add(term, key);
  }

  #add(term: string, key: ObjectKey): void {
    const found = this.#keys.get(term);
    if (found === undefined) {
      this.#keys.set(term, key);
      this.version += 1;
    } else if (typeof found !== 'string') found.add(key);
    else if (found !== key) {
      const bag = new KeyBag();
      bag.add(found);
      bag.add(key);
      this.#keys.set(term, bag);
    }
  }

  #delete(term: string, key: ObjectKey): void {
    const found = this.#keys.get(term);
    if (found === key) this.#forget(term);
    else if (found instanceof KeyBag) {
      found.delete(key);
      if (found.size === 0) this.#forget(term);
    }
  }

  #forget(term: string): void {
    this.#keys.delete(term);
    this.version += 1;
  }
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((term, index) => term === right[index]);
}
