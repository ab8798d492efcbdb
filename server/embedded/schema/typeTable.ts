import type { ResourceType } from '../objects.ts';

/** What sets one kind apart; the rest follows from its group and name. */
export interface TypeRow {
  kind: string;
  /** Absent: the kind in lower case with an `s`. */
  plural?: string;
  shortNames?: readonly string[];
  categories?: readonly string[];
  /** Absent: namespaced. */
  clusterScoped?: true;
  subresources?: readonly string[];
}

/** The resource types of one group and version, in the order given. */
export function typesOf(
  group: string,
  version: string,
  rows: readonly TypeRow[],
): readonly ResourceType[] {
  return rows.map((row) => {
    const singular = row.kind.toLowerCase();
    return {
      group,
      version,
      kind: row.kind,
      plural: row.plural ?? `${singular}s`,
      singular,
      shortNames: row.shortNames ?? [],
      categories: row.categories ?? [],
      namespaced: row.clusterScoped !== true,
      subresources: row.subresources ?? [],
    };
  });
}
