import type { Namespace } from '../cluster.ts';
import type { Fields } from './fields.ts';
import { parseMetadata } from './metadata.ts';

export function parseNamespace(object: Fields): Namespace {
  const terminating = object.child('status').string('phase') === 'Terminating';
  return {
    kind: 'Namespace',
    metadata: parseMetadata(object, 'cluster'),
    phase: terminating ? 'Terminating' : 'Active',
  };
}
