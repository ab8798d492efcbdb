// What validation answers: every fault at once, with the API server's own field path and error type.

import type { Params } from '../words/say.ts';
import type { ValidationCode } from '../words/validation.ts';

/** The kinds of fault the API server tells apart; a Status cause's reason is `FieldValue` + kind. */
export type FieldErrorType =
  | 'Required'
  | 'Duplicate'
  | 'Invalid'
  | 'NotSupported'
  | 'Forbidden'
  | 'TooLong'
  | 'TooMany'
  | 'TypeInvalid';

export interface FieldError {
  /** e.g. `spec.ports[0].targetPort`. */
  path: string;
  type: FieldErrorType;
  /** The refused value; absent for the types that show none (Required, Forbidden, TooLong). */
  value?: unknown;
  /** A code of `shared/words/validation.ts`; absent when the type says it all. */
  code?: ValidationCode;
  params: Params;
}

export function required(path: string, code?: ValidationCode): FieldError {
  return { path, type: 'Required', ...(code && { code }), params: {} };
}

export function forbidden(path: string, code: ValidationCode, params: Params = {}): FieldError {
  return { path, type: 'Forbidden', code, params };
}

export function invalid(
  path: string,
  value: unknown,
  code: ValidationCode,
  params: Params = {},
): FieldError {
  return { path, type: 'Invalid', value, code, params };
}

export function duplicate(path: string, value: unknown): FieldError {
  return { path, type: 'Duplicate', value, params: {} };
}

export function notSupported(
  path: string,
  value: unknown,
  supported: readonly string[],
): FieldError {
  const values = supported.map((each) => JSON.stringify(each)).join(', ');
  return { path, type: 'NotSupported', value, code: 'supported', params: { values } };
}

/** `value` is how many there are. */
export function tooMany(path: string, value: number, max: number): FieldError {
  return { path, type: 'TooMany', value, code: 'tooMany', params: { max } };
}

export function tooLong(path: string, max: number): FieldError {
  return { path, type: 'TooLong', code: 'tooLong', params: { max } };
}

export function typeInvalid(path: string, value: unknown, expected: string): FieldError {
  return { path, type: 'TypeInvalid', value, code: 'wrongType', params: { expected } };
}

/** `labels[app]`: the path of one entry of a map. */
export function keyed(path: string, key: string): string {
  return `${path}[${key}]`;
}
