// The objects of one type, by namespace and name.

import type { KubeObject } from '../objects.ts';

/** The key by which the real server orders lists: `namespace/name`. */
export function storageOrder(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** The objects of one namespace, kept in order so that a list need not be sorted. */
class NamespaceTable {
  readonly byName = new Map<string, KubeObject>();
  readonly inOrder: KubeObject[] = [];

  put(object: KubeObject): void {
    const { name } = object.metadata;
    const replaces = this.byName.has(name) ? 1 : 0;
    this.inOrder.splice(this.#placeOf(name), replaces, object);
    this.byName.set(name, object);
  }

  remove(name: string): void {
    if (this.byName.delete(name)) this.inOrder.splice(this.#placeOf(name), 1);
  }

  /** Where the name stands, or would. */
  #placeOf(name: string): number {
    let low = 0;
    let high = this.inOrder.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.inOrder[middle]?.metadata.name ?? '') < name) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export class ObjectTable {
  /** Cluster-scoped objects are under the empty namespace. */
  private readonly namespaces = new Map<string, NamespaceTable>();

  get(namespace: string | undefined, name: string): KubeObject | undefined {
    return this.namespaces.get(namespace ?? '')?.byName.get(name);
  }

  put(object: KubeObject): void {
    const { namespace = '' } = object.metadata;
    const table = this.namespaces.get(namespace) ?? new NamespaceTable();
    table.put(object);
    this.namespaces.set(namespace, table);
  }

  remove(object: KubeObject): void {
    const { namespace = '', name } = object.metadata;
    const table = this.namespaces.get(namespace);
    table?.remove(name);
    if (table?.byName.size === 0) this.namespaces.delete(namespace);
  }

  /** All objects, or one namespace's, by namespace and name. */
  list(namespace?: string): KubeObject[] {
    if (namespace !== undefined) return [...(this.namespaces.get(namespace)?.inOrder ?? [])];
    return [...this.namespaces.entries()]
      .toSorted(([left], [right]) => (`${left}/` < `${right}/` ? -1 : 1))
      .flatMap(([, { inOrder }]) => inOrder);
  }

  holds(namespace: string): boolean {
    return this.namespaces.has(namespace);
  }
}
