import { at, entriesAt, listAt, textAt, textsAt } from '../schema/read.ts';

/** Labels in the order of their keys, `app=web,tier=front`; `<none>` for none. */
export function formatLabels(labels: unknown): string {
  const pairs = entriesAt(labels).map(([key, value]) => `${key}=${String(value)}`);
  return pairs.toSorted().join(',') || '<none>';
}

/** A label selector as kubectl takes it (`app=web,tier in (a,b),!old`); `<none>` for none or an empty one. */
export function formatSelector(selector: unknown): string {
  const equal = entriesAt(selector, 'matchLabels').map(
    ([key, value]) => [key, `${key}=${String(value)}`] as const,
  );
  const expressions = listAt(selector, 'matchExpressions').map(
    (expression) => [textAt(expression, 'key'), formatExpression(expression)] as const,
  );
  const terms = [...equal, ...expressions].toSorted(([left], [right]) => compare(left, right));
  return terms.map(([, term]) => term).join(',') || '<none>';
}

function formatExpression(expression: unknown): string {
  const key = textAt(expression, 'key');
  const values = textsAt(expression, 'values').toSorted().join(',');
  switch (at(expression, 'operator')) {
    case 'In':
      return `${key} in (${values})`;
    case 'NotIn':
      return `${key} notin (${values})`;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return key;
  }
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
