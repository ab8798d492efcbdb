/** A Kubernetes object as the fake API keeps it. */
export interface FakeObject {
  metadata: { name: string; namespace?: string; uid: string; resourceVersion: string };
  [field: string]: unknown;
}

export interface FakeEvent {
  plural: string;
  version: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: FakeObject;
}

/** Objects and the log of their changes, under one resourceVersion counter, as etcd has it. */
export class FakeStore {
  readonly #objects = new Map<string, Map<string, FakeObject>>();
  #log: FakeEvent[] = [];
  readonly #listeners = new Set<(event: FakeEvent) => void>();
  #uids = 0;
  version = 100;
  /** History up to this version is forgotten. */
  compacted = 0;

  list(plural: string, namespace?: string): FakeObject[] {
    const all = [...(this.#objects.get(plural)?.values() ?? [])];
    return namespace === undefined
      ? all
      : all.filter(({ metadata }) => metadata.namespace === namespace);
  }

  get(plural: string, namespace: string | undefined, name: string): FakeObject | undefined {
    return this.#objects.get(plural)?.get(keyOf(namespace, name));
  }

  /** Creates or changes an object; `fresh` gives it a new uid, as delete and create would (F12). */
  put(
    plural: string,
    namespace: string | undefined,
    name: string,
    body: Record<string, unknown> = {},
    fresh = false,
  ): FakeObject {
    this.version += 1;
    const before = this.get(plural, namespace, name);
    const object: FakeObject = {
      ...body,
      metadata: {
        ...(typeof body['metadata'] === 'object' ? body['metadata'] : {}),
        name,
        ...(namespace === undefined ? {} : { namespace }),
        uid: before === undefined || fresh ? `uid-${(this.#uids += 1)}` : before.metadata.uid,
        resourceVersion: `${this.version}`,
      },
    };
    const kept = this.#objects.get(plural) ?? new Map<string, FakeObject>();
    kept.set(keyOf(namespace, name), object);
    this.#objects.set(plural, kept);
    this.#tell(plural, before === undefined ? 'ADDED' : 'MODIFIED', object);
    return object;
  }

  remove(plural: string, namespace: string | undefined, name: string): void {
    const object = this.get(plural, namespace, name);
    if (object === undefined) return;
    this.version += 1;
    this.#objects.get(plural)?.delete(keyOf(namespace, name));
    const metadata = { ...object.metadata, resourceVersion: `${this.version}` };
    this.#tell(plural, 'DELETED', { ...object, metadata });
  }

  /** Forgets history, as etcd's compaction does. */
  compact(): void {
    this.compacted = this.version;
    this.#log = [];
  }

  since(plural: string, version: number): FakeEvent[] {
    return this.#log.filter((event) => event.plural === plural && event.version > version);
  }

  subscribe(listener: (event: FakeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(plural: string, type: FakeEvent['type'], object: FakeObject): void {
    const event = { plural, version: this.version, type, object };
    this.#log.push(event);
    for (const listener of this.#listeners) listener(event);
  }
}

function keyOf(namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}
