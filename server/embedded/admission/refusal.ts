import type { FieldError } from '@portolan/shared/validate/fieldError.ts';
import { fieldErrorMessage } from '@portolan/shared/words/fieldError.ts';
import { invalid } from '../api/errors.ts';
import type { AdmissionRequest, KubeObject } from '../objects.ts';

/** Throws a 422 that names every fault; does nothing when there is none. */
export function refuse(
  { resource, object }: AdmissionRequest,
  errors: readonly FieldError[],
): void {
  if (errors.length === 0) return;
  const causes = errors.map((error) => ({
    reason: `FieldValue${error.type}`,
    message: fieldErrorMessage(error),
    field: error.path,
  }));
  throw invalid(resource, object.metadata.name, causes);
}

/** Whether a request writes objects of a core kind, other than their status. */
export function writes({ verb, resource }: AdmissionRequest, plural: string, group = ''): boolean {
  const written = verb === 'create' || verb === 'update';
  return written && resource.plural === plural && resource.group === group;
}

/** The object as an update is judged: a client need not say which version it replaces. */
export function withVersionOf(object: KubeObject, previous: KubeObject): KubeObject {
  const { resourceVersion = previous.metadata.resourceVersion ?? '0' } = object.metadata;
  return { ...object, metadata: { ...object.metadata, resourceVersion } };
}
