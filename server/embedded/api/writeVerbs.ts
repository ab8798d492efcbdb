// create, update and patch.

import type { KubeObject } from '../objects.ts';
import { mergeKeyOf } from '../schema/mergeKeys.ts';
import { type ApiRequest, isDryRun } from './apiRequest.ts';
import { type Decoded, addressed, decodeObject } from './decode.ts';
import { failure, methodNotAllowed, notFound, unsupportedMediaType } from './errors.ts';
import { applyConfiguration } from './patches/applyPatch.ts';
import { applyJsonPatch, applyMergePatch } from './patches/jsonPatches.ts';
import type { MergeRules } from './patches/mergeRule.ts';
import { applyStrategicMergePatch } from './patches/strategicMergePatch.ts';
import type { Reply } from './reply.ts';
import { inVersion } from './representation.ts';
import { mediaType, parseJson, parseYaml, readBody, readObject } from './requestBody.ts';
import { type View, viewOf } from './subresources.ts';

const PATCH_TYPES = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
];

function reply(code: number, { warnings }: Decoded, body: KubeObject): Reply {
  return { code, body, warnings };
}

/** POST on a collection. */
export async function createObject(request: ApiRequest): Promise<Reply> {
  const { store, target, query, incoming } = request;
  const { type, namespace } = target;
  if (type.namespaced && namespace === undefined) throw methodNotAllowed();
  const body = await readObject(incoming);
  const decoded = decodeObject(type, body, query.get('fieldValidation'));
  const object = addressed(decoded.object, target);
  return reply(201, decoded, store.create(object, { dryRun: isDryRun(query) }));
}

function requireView({ target }: ApiRequest): View {
  const view = viewOf(target.type, target.subresource);
  if (view === undefined) throw methodNotAllowed();
  return view;
}

function write(request: ApiRequest, view: View, object: KubeObject): KubeObject {
  const { store, query } = request;
  const options = { dryRun: isDryRun(query) };
  return view.writes === 'status'
    ? store.updateStatus(object, options)
    : store.update(object, options);
}

/** PUT on an object or one of its views. */
export async function updateObject(request: ApiRequest): Promise<Reply> {
  const { store, target, query, incoming } = request;
  const { type, namespace, name = '' } = target;
  const view = requireView(request);
  const body = await readObject(incoming);
  const decoded = decodeObject(view.typeOf(type), body, query.get('fieldValidation'));
  const given = addressed(decoded.object, target);
  const current = store.require(type, namespace, name);
  const written = write(request, view, view.apply(type, given, current));
  return reply(200, decoded, view.read(type, written));
}

function parsePatch(contentType: string, text: string): unknown {
  return contentType === 'application/apply-patch+yaml' ? parseYaml(text) : parseJson(text);
}

function rulesFor(request: ApiRequest, view: View): MergeRules {
  const type = view.typeOf(request.target.type);
  return (path) => mergeKeyOf(type, path);
}

function patched(request: ApiRequest, view: View, patch: unknown, current: KubeObject): unknown {
  switch (mediaType(request.incoming)) {
    case 'application/json-patch+json':
      return applyJsonPatch(current, patch);
    case 'application/merge-patch+json':
      return applyMergePatch(current, patch);
    case 'application/strategic-merge-patch+json':
      return applyStrategicMergePatch(current, patch, rulesFor(request, view));
    case 'application/apply-patch+yaml': {
      const { uid = '' } = current.metadata;
      const earlier = request.applied.get(uid, managerOf(request));
      return applyConfiguration(current, earlier, patch, rulesFor(request, view));
    }
    default:
      throw unsupportedMediaType(PATCH_TYPES);
  }
}

/** Throws ApiError 422: server-side apply cannot do without a manager's name. */
function managerOf({ query }: ApiRequest): string {
  const manager = query.get('fieldManager');
  if (manager) return manager;
  const message = 'Required value: is required for apply patch';
  throw failure(
    422,
    'Invalid',
    `PatchOptions.meta.k8s.io "" is invalid: fieldManager: ${message}`,
    { causes: [{ reason: 'FieldValueRequired', message, field: 'fieldManager' }] },
  );
}

function noteApplied(request: ApiRequest, patch: unknown, written: KubeObject): void {
  if (isDryRun(request.query)) return;
  request.applied.note(written.metadata.uid ?? '', managerOf(request), patch);
}

function createByApply(request: ApiRequest, patch: unknown): Reply {
  const { store, target, query } = request;
  const decoded = decodeObject(target.type, patch, query.get('fieldValidation'));
  const written = store.create(addressed(decoded.object, target), { dryRun: isDryRun(query) });
  noteApplied(request, patch, written);
  return reply(201, decoded, written);
}

/** PATCH on an object or one of its views. */
export async function patchObject(request: ApiRequest): Promise<Reply> {
  const { store, target, query, incoming } = request;
  const { type, namespace, name = '' } = target;
  const contentType = mediaType(incoming);
  if (!PATCH_TYPES.includes(contentType)) throw unsupportedMediaType(PATCH_TYPES);
  const applies = contentType === 'application/apply-patch+yaml';
  const view = requireView(request);
  if (applies) managerOf(request);
  const patch = parsePatch(contentType, String(await readBody(incoming)));
  const current = store.find(type, namespace, name);
  if (current === undefined) {
    if (applies && target.subresource === undefined) return createByApply(request, patch);
    throw notFound(type, name);
  }
  const shown = view.read(type, inVersion(type, current));
  const decoded = decodeObject(
    view.typeOf(type),
    patched(request, view, patch, shown),
    query.get('fieldValidation'),
  );
  const given = addressed(decoded.object, target);
  const written = write(request, view, view.apply(type, given, current));
  if (applies) noteApplied(request, patch, written);
  return reply(200, decoded, view.read(type, written));
}
