import type { PersistentVolumeClaim } from '../cluster.ts';
import type { Fields } from './fields.ts';
import { parseMetadata } from './metadata.ts';

export function parseClaim(object: Fields): PersistentVolumeClaim {
  const spec = object.child('spec');
  const status = object.child('status');
  const claim: PersistentVolumeClaim = {
    kind: 'PersistentVolumeClaim',
    metadata: parseMetadata(object, 'namespaced'),
    phase: status.sharedString('phase') ?? 'Pending',
  };
  const storageClassName = spec.sharedString('storageClassName');
  if (storageClassName !== undefined && storageClassName !== '')
    claim.storageClassName = storageClassName;
  // What was bound, else what is asked for.
  const capacity =
    quantity(status.child('capacity')) ?? quantity(spec.child('resources').child('requests'));
  if (capacity !== undefined) claim.capacity = capacity;
  return claim;
}

/** A quantity may also be written as a bare number. */
function quantity(fields: Fields): string | undefined {
  const value = fields.stringOrNumber('storage');
  return value === undefined || value === '' ? undefined : `${value}`;
}
