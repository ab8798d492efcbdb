import type { Protocol } from '../net.ts';
import type { Fields } from './fields.ts';

const protocols: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

/** Defaults to TCP (S2). */
export function parseProtocol(fields: Fields): Protocol {
  return fields.oneOf('protocol', protocols) ?? 'TCP';
}
