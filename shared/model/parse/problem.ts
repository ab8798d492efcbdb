/**
 * Why an object was not admitted. `required`: the field is missing; `wrongType`: not the JSON type
 * the API has there (`params.expected`, `params.actual`); `invalid`: the type is right, the value
 * cannot be (`params.value`, and `params.min`/`params.max` for numbers); `unsupported`: not one of
 * `params.supported`.
 */
export type ProblemCode = 'required' | 'wrongType' | 'invalid' | 'unsupported';

export interface Problem {
  /** Field path as Kubernetes writes it, e.g. `spec.ports[0].port`; empty for the object itself. */
  path: string;
  code: ProblemCode;
  params: Readonly<Record<string, string | number>>;
}

/** The JSON type of a value, as a reader of the file would name it. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
