import type { Admission, AdmissionRequest, KubeObject, ObjectStore } from '../objects.ts';
import { typeFor } from './typeFor.ts';

function unused(): never {
  throw new Error('these admissions look at nothing but the object');
}

const store: ObjectStore = {
  get: unused,
  list: unused,
  create: unused,
  update: unused,
  updateStatus: unused,
  modify: unused,
  delete: unused,
  subscribe: unused,
};

/** For tests: an object called `a` of a built-in kind. */
export function objectOf(
  kind: string,
  fields: Readonly<Record<string, unknown>>,
  metadata: Readonly<Record<string, unknown>> = {},
): KubeObject {
  const { group, version } = typeFor(kind);
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return { apiVersion, kind, metadata: { name: 'a', ...metadata }, ...fields };
}

/** For tests: what an admission makes of an object that is created, or updated from `previous`. */
export function admitted(
  admission: Admission,
  object: KubeObject,
  previous?: KubeObject,
  verb: AdmissionRequest['verb'] = previous === undefined ? 'create' : 'update',
): KubeObject {
  return admission({
    verb,
    resource: typeFor(object.kind),
    object,
    ...(previous && { previous }),
    store,
    now: 0,
  });
}
