// delete and deletecollection.

import { type ApiRequest, isDryRun } from './apiRequest.ts';
import { badRequest, deleted, methodNotAllowed } from './errors.ts';
import { fieldOf } from './json.ts';
import { listPage } from './lists.ts';
import type { Reply } from './reply.ts';
import { inVersion, plainList } from './representation.ts';
import { readObject } from './requestBody.ts';
import type { DeleteOptions } from './store.ts';

function propagation(value: unknown, orphanDependents: unknown): DeleteOptions['propagation'] {
  if (value === 'Foreground' || value === 'Background' || value === 'Orphan') return value;
  if (value !== undefined && value !== null) {
    throw badRequest(
      `Invalid value: ${JSON.stringify(value)}: propagationPolicy: Unsupported value`,
    );
  }
  return orphanDependents === true ? 'Orphan' : 'Background';
}

/** From the body, else from the query string. */
async function deleteOptions({ incoming, query }: ApiRequest): Promise<DeleteOptions> {
  const body = await readObject(incoming);
  const grace = fieldOf(body, 'gracePeriodSeconds') ?? query.get('gracePeriodSeconds') ?? undefined;
  const preconditions = fieldOf(body, 'preconditions');
  const uid = fieldOf(preconditions, 'uid');
  const resourceVersion = fieldOf(preconditions, 'resourceVersion');
  const policy = fieldOf(body, 'propagationPolicy') ?? query.get('propagationPolicy') ?? undefined;
  const dryRun = fieldOf(body, 'dryRun');
  const wanted = propagation(policy, fieldOf(body, 'orphanDependents'));
  return {
    dryRun: isDryRun(query) || (Array.isArray(dryRun) && dryRun.includes('All')),
    ...(wanted && { propagation: wanted }),
    ...(grace !== undefined && grace !== null && { gracePeriodSeconds: seconds(grace) }),
    ...(typeof uid === 'string' && { uid }),
    ...(typeof resourceVersion === 'string' && { resourceVersion }),
  };
}

function seconds(value: unknown): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0) return number;
  throw badRequest(
    `gracePeriodSeconds: Invalid value: ${String(value)}: must be a whole number of seconds`,
  );
}

/** DELETE on an object: a Status when it is gone, the object while it is not. */
export async function deleteObject(request: ApiRequest): Promise<Reply> {
  const { store, target } = request;
  const { type, namespace, name = '' } = target;
  if (target.subresource !== undefined) throw methodNotAllowed();
  const options = await deleteOptions(request);
  const ref = { group: type.group, plural: type.plural, name };
  const last = store.delete({ ...ref, ...(namespace !== undefined && { namespace }) }, options);
  const left = store.find(type, namespace, name);
  if (left === undefined || (options.dryRun && left.metadata.deletionTimestamp === undefined)) {
    return { code: 200, body: deleted(type, name, last.metadata.uid) };
  }
  return { code: 200, body: inVersion(type, left) };
}

/** DELETE on a collection, all of it or what selectors match. */
export async function deleteCollection(request: ApiRequest): Promise<Reply> {
  const { store, target, query } = request;
  const { type, namespace } = target;
  const options = await deleteOptions(request);
  const page = listPage(store, type, namespace, query);
  for (const { metadata } of page.items) {
    const ref = { group: type.group, plural: type.plural, name: metadata.name };
    const inNamespace = metadata.namespace !== undefined && { namespace: metadata.namespace };
    // One may have gone with another, its owner.
    if (store.find(type, metadata.namespace, metadata.name) === undefined) continue;
    store.delete({ ...ref, ...inNamespace }, options);
  }
  const { resourceVersion } = page.metadata;
  return { code: 200, body: plainList(type, { items: page.items, metadata: { resourceVersion } }) };
}
