import type { LabelSelector } from '../model/cluster.ts';
import type { Labels, Metadata, ObjectKey } from '../model/metadata.ts';
import { KeyBag } from './keyBag.ts';
import { matchesSelector } from './matching.ts';
import type { Index } from './termIndex.ts';

/** Objects that share one label set. */
interface Group {
  labels: Labels;
  members: KeyBag;
}

interface NamespaceGroups {
  groups: Map<Labels, Group>;
  /** Label key → value → groups having the pair. */
  byPair: Map<string, Map<string, Set<Group>>>;
}

const noGroups: ReadonlySet<Group> = new Set();

/**
 * Finds objects by label selector. Label sets are shared (interned), so the inverted index holds one
 * entry per distinct set rather than per object: a question costs as much as it finds.
 */
export class LabelIndex<T extends { metadata: Metadata }> implements Index<T> {
  readonly #namespaces = new Map<string, NamespaceGroups>();

  update(key: ObjectKey, before: T | undefined, after: T | undefined): void {
    // The key holds the namespace, so it cannot change under a key.
    if (before?.metadata.labels === after?.metadata.labels) return;
    if (before !== undefined) this.#remove(before.metadata, key);
    if (after !== undefined) this.#add(after.metadata, key);
  }

  /** Keys of the matching objects, in order. */
  matching(namespace: string, selector: LabelSelector): ObjectKey[] {
    const found: ObjectKey[] = [];
    let groups = 0;
    for (const group of this.#candidates(namespace, selector)) {
      if (!matchesSelector(selector, group.labels)) continue;
      groups += 1;
      for (const key of group.members.sorted()) found.push(key);
    }
    return groups > 1 ? found.toSorted() : found;
  }

  /** The smallest set of groups that must hold every match. */
  #candidates(namespace: string, selector: LabelSelector): Iterable<Group> {
    const here = this.#namespaces.get(namespace);
    if (here === undefined) return noGroups;
    let best: ReadonlySet<Group> | undefined;
    for (const [key, value] of selector.matchLabels) {
      const groups = here.byPair.get(key)?.get(value) ?? noGroups;
      if (best === undefined || groups.size < best.size) best = groups;
    }
    return best ?? groupsByExpression(here, selector) ?? here.groups.values();
  }

  #add({ namespace, labels }: Metadata, key: ObjectKey): void {
    let here = this.#namespaces.get(namespace);
    if (here === undefined) {
      here = { groups: new Map(), byPair: new Map() };
      this.#namespaces.set(namespace, here);
    }
    let group = here.groups.get(labels);
    if (group === undefined) {
      group = { labels, members: new KeyBag() };
      here.groups.set(labels, group);
      addPairs(here, group);
    }
    group.members.add(key);
  }

  #remove({ namespace, labels }: Metadata, key: ObjectKey): void {
    const here = this.#namespaces.get(namespace);
    const group = here?.groups.get(labels);
    if (here === undefined || group === undefined) return;
    group.members.delete(key);
    if (group.members.size > 0) return;
    here.groups.delete(labels);
    deletePairs(here, group);
    if (here.groups.size === 0) this.#namespaces.delete(namespace);
  }
}

/** `In` and `Exists` name what a match must have; the others do not narrow. */
function groupsByExpression(
  here: NamespaceGroups,
  selector: LabelSelector,
): Iterable<Group> | undefined {
  for (const { key, operator, values } of selector.matchExpressions) {
    if (operator !== 'In' && operator !== 'Exists') continue;
    const byValue = here.byPair.get(key);
    if (byValue === undefined) return noGroups;
    return groupsWith(byValue, operator === 'In' ? new Set(values) : byValue.keys());
  }
  return undefined;
}

function* groupsWith(
  byValue: ReadonlyMap<string, ReadonlySet<Group>>,
  values: Iterable<string>,
): Generator<Group, void, undefined> {
  for (const value of values) yield* byValue.get(value) ?? noGroups;
}

function addPairs(here: NamespaceGroups, group: Group): void {
  for (const [key, value] of group.labels) {
    let byValue = here.byPair.get(key);
    if (byValue === undefined) here.byPair.set(key, (byValue = new Map()));
    let groups = byValue.get(value);
    if (groups === undefined) byValue.set(value, (groups = new Set()));
    groups.add(group);
  }
}

function deletePairs(here: NamespaceGroups, group: Group): void {
  for (const [key, value] of group.labels) {
    const byValue = here.byPair.get(key);
    const groups = byValue?.get(value);
    groups?.delete(group);
    if (groups?.size === 0) byValue?.delete(value);
    if (byValue?.size === 0) here.byPair.delete(key);
  }
}
