import type { LabelSelector } from '../cluster.ts';
import type { Fields } from './fields.ts';

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

export function parseLabelSelector(fields: Fields): LabelSelector {
  return {
    matchLabels: fields.labels('matchLabels'),
    matchExpressions: fields.interner.value(
      fields.children('matchExpressions').map(parseExpression),
    ),
  };
}

function parseExpression(fields: Fields): LabelSelector['matchExpressions'][number] {
  if (!fields.has('operator')) fields.report('operator', 'required');
  return {
    key: fields.required('key'),
    operator: fields.oneOf('operator', operators) ?? 'Exists',
    values: fields.strings('values'),
  };
}
