import type { ResourceType } from '../objects.ts';
import { modelOf } from './models.ts';
import type { Schema } from './openapiSchemas.ts';
import { kindSchemaName } from './schemaNames.ts';

const json = 'application/json';
const jsonPatches = ['application/json-patch+json', 'application/merge-patch+json'];
const strategicPatch = 'application/strategic-merge-patch+json';

/** The path every object of a group and version starts with, without a slash: `api/v1`, `apis/apps/v1`. */
export function groupVersionPath(type: Pick<ResourceType, 'group' | 'version'>): string {
  return type.group === '' ? `api/${type.version}` : `apis/${type.group}/${type.version}`;
}

/** `paths` of one kind: its collections and the object itself, with what clients look up there. */
export function kindPaths(type: ResourceType): Record<string, Schema> {
  const root = `/${groupVersionPath(type)}`;
  const everywhere = `${root}/${type.plural}`;
  const collection = type.namespaced ? `${root}/namespaces/{namespace}/${type.plural}` : everywhere;
  const namespace = type.namespaced ? [pathParameter('namespace')] : [];
  return {
    ...(type.namespaced && { [everywhere]: { get: operation(type, 'list') } }),
    [collection]: {
      get: operation(type, 'list'),
      post: { ...operation(type, 'post', writeParameters), requestBody: objectBody(type) },
      parameters: namespace,
    },
    [`${collection}/{name}`]: {
      get: operation(type, 'get'),
      put: { ...operation(type, 'put', writeParameters), requestBody: objectBody(type) },
      patch: {
        ...operation(type, 'patch', [...writeParameters, queryParameter('force', 'boolean')]),
        requestBody: patchBody(type),
      },
      delete: operation(type, 'delete', [queryParameter('dryRun', 'string')]),
      parameters: [pathParameter('name'), ...namespace],
    },
  };
}

// kubectl apply leaves checking to the server only where PATCH lists `fieldValidation`.
const writeParameters = ['dryRun', 'fieldManager', 'fieldValidation'].map((name) =>
  queryParameter(name, 'string'),
);

function operation(type: ResourceType, action: string, parameters: readonly Schema[] = []): Schema {
  const response = action === 'list' ? { schema: { type: 'object' } } : { schema: reference(type) };
  return {
    ...(parameters.length > 0 && { parameters }),
    responses: { 200: { description: 'OK', content: { [json]: response } } },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': {
      group: type.group,
      kind: type.kind,
      version: type.version,
    },
  };
}

function objectBody(type: ResourceType): Schema {
  return { required: true, content: { [json]: { schema: reference(type) } } };
}

/** Kinds without a model have no merge keys, and so no strategic merge. */
function patchBody(type: ResourceType): Schema {
  const kinds = modelOf(type) === undefined ? jsonPatches : [...jsonPatches, strategicPatch];
  return {
    required: true,
    content: Object.fromEntries(kinds.map((kind) => [kind, { schema: { type: 'object' } }])),
  };
}

function queryParameter(name: string, type: 'boolean' | 'string'): Schema {
  return { name, in: 'query', schema: { type, uniqueItems: true } };
}

function pathParameter(name: string): Schema {
  return { name, in: 'path', required: true, schema: { type: 'string', uniqueItems: true } };
}

function reference(type: ResourceType): Schema {
  return { $ref: `#/components/schemas/${kindSchemaName(type)}` };
}
