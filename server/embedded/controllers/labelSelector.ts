import type { KubeObject } from '../objects.ts';
import { labelsAt, listAt, objectAt, textAt, textsAt, valueAt } from './reading.ts';

type Labels = ReadonlyMap<string, string>;

/** Equality of every listed label (S8). */
export function matchesLabels(wanted: Labels, labels: Labels): boolean {
  return [...wanted].every(([name, value]) => labels.get(name) === value);
}

/** One `matchExpressions` entry; Gt and Lt are those of node selectors. */
function matchesExpression(expression: unknown, labels: Labels): boolean {
  const found = labels.get(textAt(expression, 'key') ?? '');
  const values = textsAt(expression, 'values');
  switch (textAt(expression, 'operator') ?? '') {
    case 'In':
      return found !== undefined && values.includes(found);
    case 'NotIn':
      return found === undefined || !values.includes(found);
    case 'Exists':
      return found !== undefined;
    case 'DoesNotExist':
      return found === undefined;
    case 'Gt':
      return Number(found) > Number(values[0]);
    case 'Lt':
      return Number(found) < Number(values[0]);
    default:
      return false;
  }
}

export function matchesExpressions(expressions: readonly unknown[], labels: Labels): boolean {
  return expressions.every((expression) => matchesExpression(expression, labels));
}

/** A LabelSelector as JSON; an absent one matches nothing, an empty one everything. */
export function matchesSelector(selector: unknown, labels: Labels): boolean {
  if (selector === undefined || selector === null) return false;
  return (
    matchesLabels(labelsAt(selector, 'matchLabels'), labels) &&
    matchesExpressions(listAt(selector, 'matchExpressions'), labels)
  );
}

/** Whether `owner.spec.selector` picks the object. */
export function isSelectedBy(object: KubeObject, owner: KubeObject): boolean {
  return matchesSelector(
    valueAt(owner, 'spec', 'selector'),
    labelsAt(object, 'metadata', 'labels'),
  );
}

/** Whether a Node fits a Pod's nodeSelector and required node affinity. */
export function nodeFits(pod: KubeObject, node: KubeObject): boolean {
  const labels = labelsAt(node, 'metadata', 'labels');
  if (!matchesLabels(labelsAt(pod, 'spec', 'nodeSelector'), labels)) return false;
  const required = objectAt(
    pod,
    'spec',
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
  );
  const terms = listAt(required, 'nodeSelectorTerms');
  const fields = new Map([['metadata.name', node.metadata.name]]);
  return (
    terms.length === 0 ||
    terms.some(
      (term) =>
        matchesExpressions(listAt(term, 'matchExpressions'), labels) &&
        matchesExpressions(listAt(term, 'matchFields'), fields),
    )
  );
}
