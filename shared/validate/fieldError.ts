// What validation answers: every fault at once, with the API server's own field path and error type.

/** The kinds of `k8s.io/apimachinery/pkg/util/validation/field`. */
export type FieldErrorType =
  | 'NotFound'
  | 'Required'
  | 'Duplicate'
  | 'Invalid'
  | 'NotSupported'
  | 'Forbidden'
  | 'TooLong'
  | 'TooMany'
  | 'InternalError'
  | 'TypeInvalid';

export interface FieldError {
  /** e.g. `spec.ports[0].targetPort`. */
  path: string;
  type: FieldErrorType;
  /** The refused value, for the types that show one. */
  value?: unknown;
  /** A code of `shared/words/validation.ts`; empty when the type says it all (Duplicate, TooLong, …). */
  code: string;
  params: Readonly<Record<string, string | number | boolean>>;
}
