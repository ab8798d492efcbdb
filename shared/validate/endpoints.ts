import type { RawObject } from '../simulate/rawObject.ts';
import type { FieldError } from './fieldError.ts';

/** All faults of an Endpoints object as create would find them. */
export function validateEndpoints(_endpoints: RawObject): FieldError[] {
  return [];
}

export function validateEndpointsUpdate(_endpoints: RawObject, _old: RawObject): FieldError[] {
  return [];
}
