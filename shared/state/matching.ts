import type { LabelSelector } from '../model/cluster.ts';
import type { Labels } from '../model/metadata.ts';

/** Whether every pair of a selector is among the labels (S8). */
export function selects(selector: Labels, labels: Labels): boolean {
  for (const [key, value] of selector) if (labels.get(key) !== value) return false;
  return true;
}

/** A LabelSelector as Kubernetes reads it; an empty one matches everything (S86). */
export function matchesSelector(selector: LabelSelector, labels: Labels): boolean {
  return (
    selects(selector.matchLabels, labels) &&
    selector.matchExpressions.every((expression) => meets(expression, labels))
  );
}

function meets(
  { key, operator, values }: LabelSelector['matchExpressions'][number],
  labels: Labels,
): boolean {
  const value = labels.get(key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      break;
  }
  return value === undefined;
}
