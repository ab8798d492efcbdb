// The objects of one type, by namespace and name.

import type { KubeObject } from '../objects.ts';

function byNamespaceAndName(left: KubeObject, right: KubeObject): number {
  const a = storageOrder(left);
  const b = storageOrder(right);
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The key by which the real server orders lists: `namespace/name`. */
export function storageOrder(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return namespace === undefined ? name : `${namespace}/${name}`;
}

export class ObjectTable {
  /** Cluster-scoped objects are under the empty namespace. */
  private readonly namespaces = new Map<string, Map<string, KubeObject>>();

  get(namespace: string | undefined, name: string): KubeObject | undefined {
    return this.namespaces.get(namespace ?? '')?.get(name);
  }

  put(object: KubeObject): void {
    const { namespace = '', name } = object.metadata;
    const objects = this.namespaces.get(namespace) ?? new Map<string, KubeObject>();
    objects.set(name, object);
    this.namespaces.set(namespace, objects);
  }

  remove(object: KubeObject): void {
    const { namespace = '', name } = object.metadata;
    const objects = this.namespaces.get(namespace);
    objects?.delete(name);
    if (objects?.size === 0) this.namespaces.delete(namespace);
  }

  /** All objects, or one namespace's, by namespace and name. */
  list(namespace?: string): KubeObject[] {
    const tables =
      namespace === undefined
        ? [...this.namespaces.values()]
        : [this.namespaces.get(namespace) ?? new Map<string, KubeObject>()];
    const objects = tables.flatMap((byName) => Array.from(byName.values()));
    return objects.toSorted(byNamespaceAndName);
  }

  holds(namespace: string): boolean {
    return this.namespaces.has(namespace);
  }
}
