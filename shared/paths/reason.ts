import type { TraceCode } from '../words/trace.ts';
import type { Coded } from '../wire/trace.ts';

/** A code of the trace family with its parameters; the type makes a code without words a type error. */
export interface Reason extends Coded {
  code: TraceCode;
}

export function reason(code: TraceCode, params: Coded['params'] = {}): Reason {
  return { code, params };
}
