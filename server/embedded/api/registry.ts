// Which types the API serves, found by URL, by kind and by plural.

import type { ObjectRef, ResourceType } from '../objects.ts';
import { badRequest, failure } from './errors.ts';

/** `v1` or `apps/v1`. */
export function apiVersionOf(type: Pick<ResourceType, 'group' | 'version'>): string {
  return type.group === '' ? type.version : `${type.group}/${type.version}`;
}

/** Versions of one group's resource share their objects. */
export function storageKey(type: Pick<ResourceType, 'group' | 'plural'>): string {
  return `${type.group}/${type.plural}`;
}

export class Registry {
  readonly types: readonly ResourceType[];
  private readonly byUrl = new Map<string, ResourceType>();
  private readonly byKind = new Map<string, ResourceType>();
  private readonly byStorage = new Map<string, ResourceType>();
  private readonly byPlural = new Map<string, ResourceType>();

  constructor(types: readonly ResourceType[]) {
    this.types = types;
    for (const type of types) {
      this.byUrl.set(`${apiVersionOf(type)}/${type.plural}`, type);
      this.byKind.set(`${apiVersionOf(type)}/${type.kind}`, type);
      // The first one listed is preferred: the core group's events, a group's newest version.
      if (!this.byStorage.has(storageKey(type))) this.byStorage.set(storageKey(type), type);
      if (!this.byPlural.has(type.plural)) this.byPlural.set(type.plural, type);
    }
  }

  /** The type behind a URL such as `/apis/apps/v1/deployments`. */
  atUrl(group: string, version: string, plural: string): ResourceType | undefined {
    return this.byUrl.get(`${apiVersionOf({ group, version })}/${plural}`);
  }

  ofKind(apiVersion: string, kind: string): ResourceType | undefined {
    return this.byKind.get(`${apiVersion}/${kind}`);
  }

  /** Throws ApiError 400 for kinds this API does not serve. */
  ofObject(object: { apiVersion: string; kind: string }): ResourceType {
    const type = this.ofKind(object.apiVersion, object.kind);
    if (type !== undefined) return type;
    throw badRequest(`no kind "${object.kind}" is registered for version "${object.apiVersion}"`);
  }

  /** Throws ApiError 404 for plurals this API does not serve. */
  ofRef(ref: Pick<ObjectRef, 'plural' | 'group'>): ResourceType {
    const type =
      ref.group === undefined
        ? this.byPlural.get(ref.plural)
        : this.byStorage.get(storageKey({ group: ref.group, plural: ref.plural }));
    if (type !== undefined) return type;
    throw failure(404, 'NotFound', `no resource "${ref.plural}" is served`);
  }
}
