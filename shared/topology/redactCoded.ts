import type { Coded } from '../wire/trace.ts';
import type { Redaction } from './redaction.ts';

/** The code stays, and so do the numbers in its evidence. */
export function redactCoded({ code, params }: Coded, by: Redaction): Coded {
  const redacted = Object.entries(params).map(
    ([name, value]) => [name, typeof value === 'string' ? by.text(value) : value] as const,
  );
  return { code, params: Object.fromEntries(redacted) };
}
