// How a schema says its fields merge.

/** Of one field: whether its list merges, and by which key of its items. */
export interface MergeRule {
  /** Absent for lists of plain values. */
  mergeKey?: string;
  strategy: 'merge' | 'replace' | 'retainKeys' | 'merge,retainKeys';
}

/** By the field's path from the object's root, list indexes left out. */
export type MergeRules = (path: readonly string[]) => MergeRule | undefined;

/** The rule under which a list merges; undefined when lists replace one another. */
export function listRule(rules: MergeRules, path: readonly string[]): MergeRule | undefined {
  const rule = rules(path);
  return rule?.strategy.includes('merge') ? rule : undefined;
}
