// From what a client sent to an object of its kind, checked as `fieldValidation` asks.

import type { KubeObject, ObjectMetadata, ResourceType } from '../objects.ts';
import { checkFields, dropUnknown } from '../schema/fields.ts';
import { badRequest } from './errors.ts';
import { fieldOf, isJsonObject, withoutNulls } from './json.ts';
import { apiVersionOf } from './registry.ts';
import type { ResourceTarget } from './requestInfo.ts';

export interface Decoded {
  object: KubeObject;
  /** For the `Warning` header. */
  warnings: string[];
}

function cannotHandle(type: ResourceType, why: string): Error {
  const { kind, version } = type;
  return badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`);
}

function checkKind(type: ResourceType, body: unknown): void {
  const apiVersion = fieldOf(body, 'apiVersion') ?? apiVersionOf(type);
  const kind = fieldOf(body, 'kind') ?? type.kind;
  if (apiVersion !== apiVersionOf(type)) {
    throw badRequest(
      `the API version in the data (${JSON.stringify(apiVersion)}) does not match the expected API version (${apiVersionOf(type)})`,
    );
  }
  if (kind !== type.kind) {
    throw badRequest(
      `the kind in the data (${JSON.stringify(kind)}) does not match the expected kind (${type.kind})`,
    );
  }
}

function unknownFields(type: ResourceType, body: unknown, validation: string | null): string[] {
  const { unknown, invalid } = checkFields(type, body);
  const [wrong] = invalid;
  if (wrong !== undefined) throw cannotHandle(type, wrong.message);
  const faults = unknown.map((path) => `unknown field "${path}"`);
  if (faults.length > 0 && validation === 'Strict') {
    throw cannotHandle(type, `strict decoding error: ${faults.join(', ')}`);
  }
  return validation === 'Ignore' ? [] : faults;
}

/** The fields of a JSON object that metadata may be, once `checkFields` has seen it. */
function asMetadata(value: unknown): ObjectMetadata {
  if (!isJsonObject(value)) return { name: '' };
  const name = value['name'];
  return { ...value, name: typeof name === 'string' ? name : '' };
}

/** Throws ApiError 400 naming the field at fault. */
export function decodeObject(
  type: ResourceType,
  sent: unknown,
  fieldValidation: string | null,
): Decoded {
  // kubectl rollout undo sends `creationTimestamp: null` back inside a template: kept, it would
  // make the template another one.
  const body = withoutNulls(sent);
  if (!isJsonObject(body)) throw cannotHandle(type, 'the body is not an object');
  checkKind(type, body);
  const complete = { ...body, apiVersion: apiVersionOf(type), kind: type.kind };
  const warnings = unknownFields(type, complete, fieldValidation);
  const known =
    warnings.length > 0 || fieldValidation === 'Ignore' ? dropUnknown(type, complete) : complete;
  return { object: { ...known, metadata: asMetadata(fieldOf(known, 'metadata')) }, warnings };
}

/** The object under the URL's namespace and, where the URL has one, name. Throws ApiError 400. */
export function addressed(object: KubeObject, target: ResourceTarget): KubeObject {
  const { metadata } = object;
  const { namespace, name, type } = target;
  if (metadata.namespace && namespace !== undefined && metadata.namespace !== namespace) {
    throw badRequest(
      `the namespace of the provided object does not match the namespace sent on the request`,
    );
  }
  if (name !== undefined && metadata.name !== '' && metadata.name !== name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  const { namespace: _namespace, ...rest } = metadata;
  return {
    ...object,
    metadata: {
      ...rest,
      ...(name !== undefined && { name }),
      ...(type.namespaced && namespace !== undefined && { namespace }),
    },
  };
}
