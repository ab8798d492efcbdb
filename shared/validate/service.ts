import type { RawObject } from '../simulate/rawObject.ts';
import type { FieldError } from './fieldError.ts';

/** Inclusive. */
export interface PortRange {
  from: number;
  to: number;
}

/** S7. */
export const defaultNodePortRange: PortRange = { from: 30000, to: 32767 };

/** All faults of a Service as create would find them, defaults having been applied. */
export function validateService(_service: RawObject): FieldError[] {
  return [];
}

/** All faults of replacing `old` by `service`: those of the new one, and what may not change. */
export function validateServiceUpdate(_service: RawObject, _old: RawObject): FieldError[] {
  return [];
}
