// What a URL asks for, in the API's own terms.

import type { ResourceType } from '../objects.ts';
import type { Registry } from './registry.ts';

export type Verb =
  'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

/** A path under a type the API serves. */
export interface ResourceTarget {
  type: ResourceType;
  namespace?: string;
  name?: string;
  subresource?: string;
}

const PATH =
  /^\/(?:api\/(?<coreVersion>[^/]+)|apis\/(?<group>[^/]+)\/(?<version>[^/]+))\/(?<rest>.+)$/;

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** Undefined when nothing is served at the path. */
export function parseTarget(registry: Registry, path: string): ResourceTarget | undefined {
  const groups = PATH.exec(path)?.groups;
  if (groups === undefined) return undefined;
  const group = groups['group'] ?? '';
  const version = groups['coreVersion'] ?? groups['version'] ?? '';
  const segments = (groups['rest'] ?? '').split('/').map(decode);
  if (segments.some((segment) => segment === undefined || segment === '')) return undefined;
  const [first, namespace, plural, ...rest] = segments;
  // `namespaces/x/status` is the Namespace's own subresource; `namespaces/x/pods` its Pods.
  if (first === 'namespaces' && plural !== undefined) {
    const type = registry.atUrl(group, version, plural);
    if (type?.namespaced === true && rest.length <= 2) {
      return { type, ...(namespace && { namespace }), ...tail(rest) };
    }
  }
  const type = registry.atUrl(group, version, first ?? '');
  if (type === undefined || segments.length > 3) return undefined;
  // A single namespaced object has no address outside its namespace.
  if (type.namespaced && segments.length > 1) return undefined;
  return { type, ...tail(segments.slice(1)) };
}

function tail([name, subresource]: (string | undefined)[]): Omit<ResourceTarget, 'type'> {
  return { ...(name !== undefined && { name }), ...(subresource !== undefined && { subresource }) };
}

export function isTrue(value: string | null): boolean {
  return value === 'true' || value === '1';
}

/** Undefined when the method means nothing there. */
export function verbOf(
  method: string,
  target: ResourceTarget,
  query: URLSearchParams,
): Verb | undefined {
  const named = target.name !== undefined;
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (isTrue(query.get('watch'))) return 'watch';
      return named ? 'get' : 'list';
    case 'POST':
      return named && target.subresource === undefined ? undefined : 'create';
    case 'PUT':
      return named ? 'update' : undefined;
    case 'PATCH':
      return named ? 'patch' : undefined;
    case 'DELETE':
      return named ? 'delete' : 'deletecollection';
    default:
      return undefined;
  }
}
