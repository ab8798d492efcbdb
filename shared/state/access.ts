import type { Access, ModelKind } from '../model/object.ts';

export interface Unknown {
  kind: ModelKind;
  /** Absent: every namespace that is not readable by itself. */
  namespace?: string;
  verb: string;
}

interface KindAccess {
  everywhere?: Access;
  byNamespace: Map<string, Access>;
}

/** What the reader may see. What was never spoken of counts as readable. */
export class AccessTable {
  readonly #kinds = new Map<ModelKind, KindAccess>();

  /** Whether anything is different afterwards. */
  set(kind: ModelKind, namespace: string | undefined, access: Access): boolean {
    const entry = this.#kinds.get(kind) ?? { byNamespace: new Map<string, Access>() };
    this.#kinds.set(kind, entry);
    const before = namespace === undefined ? entry.everywhere : entry.byNamespace.get(namespace);
    if (namespace === undefined) entry.everywhere = access;
    else entry.byNamespace.set(namespace, access);
    return !sameAccess(before ?? { state: 'readable' }, access);
  }

  /** What holds in a namespace: its own entry, else the one for everywhere. */
  at(kind: ModelKind, namespace: string): Access {
    const entry = this.#kinds.get(kind);
    return entry?.byNamespace.get(namespace) ?? entry?.everywhere ?? { state: 'readable' };
  }

  /** A kind the cluster does not have is known: there is none of it. */
  readable(kind: ModelKind, namespace?: string): boolean {
    if (namespace !== undefined) return this.at(kind, namespace).state !== 'denied';
    const entry = this.#kinds.get(kind);
    if (entry?.everywhere?.state !== 'denied') return true;
    return [...entry.byNamespace.values()].some(({ state }) => state !== 'denied');
  }

  /** By kind, then namespace. */
  unknowns(): Unknown[] {
    const found: Unknown[] = [];
    for (const [kind, { everywhere, byNamespace }] of this.#kinds) {
      if (everywhere?.state === 'denied') found.push({ kind, verb: everywhere.verb });
      for (const [namespace, access] of byNamespace)
        if (access.state === 'denied') found.push({ kind, namespace, verb: access.verb });
    }
    return found.toSorted((left, right) => compare(orderOf(left), orderOf(right)));
  }
}

const orderOf = ({ kind, namespace }: Unknown): string => `${kind}/${namespace ?? ''}`;

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function sameAccess(left: Access, right: Access): boolean {
  if (left.state !== 'denied' || right.state !== 'denied') return left.state === right.state;
  return left.verb === right.verb;
}
