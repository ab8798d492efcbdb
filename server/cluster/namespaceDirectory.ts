import { objectKey } from '@portolan/shared/model/metadata.ts';
import type { Change } from '@portolan/shared/model/object.ts';

/**
 * The namespaces to look into where all at once are denied (F25): those the user named, else every
 * one the cluster lists, else those the kubeconfig and the service account point to.
 */
export class NamespaceDirectory {
  readonly #named: ReadonlySet<string> | undefined;
  readonly #fallback: ReadonlySet<string>;
  #readable = false;
  #listed: Set<string> | undefined;
  readonly #listeners = new Set<() => void>();

  /** `named` is what the user asked for by flag; `fallback` is the context's or own namespace. */
  constructor(named: readonly string[], fallback: readonly string[]) {
    this.#named = named.length === 0 ? undefined : new Set(named);
    this.#fallback = new Set(fallback);
  }

  names(): ReadonlySet<string> {
    return this.#named ?? this.#listed ?? this.#fallback;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Follows the changes of kind Namespace; others are passed over. */
  follow(changes: readonly Change[]): void {
    let changed = false;
    for (const change of changes) changed = this.#apply(change) || changed;
    if (changed) for (const listener of this.#listeners) listener();
  }

  /** True when the namespaces may have changed. */
  #apply(change: Change): boolean {
    if (kindOf(change) !== 'Namespace') return false;
    if (change.type === 'set') {
      this.#listed ??= new Set();
      this.#listed.add(objectKey(change.object.metadata));
    } else if (change.type === 'delete') this.#listed?.delete(change.key);
    else if (change.type === 'access') {
      this.#readable = change.access.state === 'readable';
      this.#listed = undefined;
    } else if (this.#readable) {
      this.#listed = new Set(change.objects.map(({ metadata }) => objectKey(metadata)));
    }
    return true;
  }
}

function kindOf(change: Change): string {
  return change.type === 'set' ? change.object.kind : change.kind;
}
