import type { StatusCause } from '../../api/errors.ts';
import { entriesAt, fieldOf, listAt } from '../read.ts';
import { required, supported } from './causes.ts';
import { labelCauses } from './syntax.ts';

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** What is wrong with a label selector at `field`. */
export function selectorCauses(field: string, selector: unknown): StatusCause[] {
  return [
    ...labelCauses(`${field}.matchLabels`, new Map(entriesAt(selector, 'matchLabels'))),
    ...listAt(selector, 'matchExpressions').flatMap((expression, index) =>
      expressionCauses(`${field}.matchExpressions[${index}]`, expression),
    ),
  ];
}

function expressionCauses(field: string, expression: unknown): StatusCause[] {
  const operator = fieldOf(expression, 'operator');
  const values = listAt(expression, 'values');
  const needsValues = operator === 'In' || operator === 'NotIn';
  if (!needsValues) return supported(`${field}.operator`, operator ?? '', operators);
  if (values.length > 0) return [];
  return [required(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
}

/** Whether a selector requires anything at all. */
export function isEmptySelector(selector: unknown): boolean {
  return (
    entriesAt(selector, 'matchLabels').length === 0 &&
    listAt(selector, 'matchExpressions').length === 0
  );
}

/** Whether labels meet a selector (S17). */
export function selects(selector: unknown, labels: ReadonlyMap<string, unknown>): boolean {
  return (
    entriesAt(selector, 'matchLabels').every(([key, value]) => labels.get(key) === value) &&
    listAt(selector, 'matchExpressions').every((expression) => meets(expression, labels))
  );
}

function meets(expression: unknown, labels: ReadonlyMap<string, unknown>): boolean {
  const value = labels.get(String(fieldOf(expression, 'key')));
  const listed = listAt(expression, 'values').includes(value);
  switch (fieldOf(expression, 'operator')) {
    case 'In':
      return value !== undefined && listed;
    case 'NotIn':
      return value === undefined || !listed;
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}
