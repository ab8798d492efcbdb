import type { StatusCause } from '../../api/errors.ts';

// The faults of `k8s.io/apimachinery/pkg/util/validation/field`, in its words.

export function required(field: string, detail = ''): StatusCause {
  const message = detail === '' ? 'Required value' : `Required value: ${detail}`;
  return { reason: 'FieldValueRequired', message, field };
}

/** `value` is printed as Go would print it. */
export function invalidValue(field: string, value: unknown, detail: string): StatusCause {
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${goValue(value)}: ${detail}`,
    field,
  };
}

export function duplicate(field: string, value: unknown): StatusCause {
  return {
    reason: 'FieldValueDuplicate',
    message: `Duplicate value: ${goValue(value)}`,
    field,
  };
}

export function missing(field: string, value: unknown): StatusCause {
  return { reason: 'FieldValueNotFound', message: `Not found: ${goValue(value)}`, field };
}

export function forbiddenField(field: string, detail: string): StatusCause {
  return { reason: 'FieldValueForbidden', message: `Forbidden: ${detail}`, field };
}

/** Nothing when the value is one of those supported. */
export function supported(field: string, value: unknown, values: readonly string[]): StatusCause[] {
  if (typeof value === 'string' && values.includes(value)) return [];
  const listed = values.map((one) => JSON.stringify(one)).join(', ');
  const message = `Unsupported value: ${goValue(value)}: supported values: ${listed}`;
  return [{ reason: 'FieldValueNotSupported', message, field }];
}

/** A map of strings as Go's `%#v` prints it, keys in order; anything else as JSON. */
function goValue(value: unknown): string {
  if (value instanceof Map) {
    const pairs = [...value].map(([key, item]) => `${JSON.stringify(key)}:${JSON.stringify(item)}`);
    return `map[string]string{${pairs.toSorted().join(', ')}}`;
  }
  if (value instanceof LabelSelectorValue) {
    const { labels } = value;
    return `v1.LabelSelector{MatchLabels:${goValue(labels)}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}`;
  }
  return JSON.stringify(value ?? null);
}

/** A label selector to be named in a message. */
export class LabelSelectorValue {
  readonly labels: ReadonlyMap<string, unknown>;

  constructor(labels: ReadonlyMap<string, unknown>) {
    this.labels = labels;
  }
}
