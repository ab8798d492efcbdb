// Which events of the log one watch sees, and as what.

import type { KubeObject, ResourceType } from '../objects.ts';
import type { LoggedEvent } from './eventLog.ts';
import { storageKey } from './registry.ts';
import type { ObjectFilter } from './selectors.ts';

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubeObject;
}

export interface WatchScope {
  type: ResourceType;
  namespace?: string;
  name?: string;
  filter?: ObjectFilter;
}

function inScope(scope: WatchScope, object: KubeObject): boolean {
  const { name, namespace } = object.metadata;
  if (scope.namespace !== undefined && namespace !== scope.namespace) return false;
  if (scope.name !== undefined && name !== scope.name) return false;
  return scope.filter?.(object) ?? true;
}

/** The objects a watch without a resourceVersion begins with. */
export function initialEvents(scope: WatchScope, objects: readonly KubeObject[]): WatchEvent[] {
  return objects
    .filter((object) => inScope(scope, object))
    .map((object) => ({ type: 'ADDED', object }));
}

/**
 * An object that enters the selector is ADDED, one that leaves it DELETED (with its last matching
 * state, at the revision of the change), whatever happened to it in the store.
 */
export function scopedEvent(scope: WatchScope, event: LoggedEvent): WatchEvent | undefined {
  if (storageKey(event.resource) !== storageKey(scope.type)) return undefined;
  const { object, previous } = event;
  const was = previous !== undefined && inScope(scope, previous);
  const is = event.type !== 'DELETED' && inScope(scope, object);
  if (is) return { type: was ? 'MODIFIED' : 'ADDED', object };
  if (!was) return undefined;
  if (event.type === 'DELETED') return { type: 'DELETED', object };
  const { resourceVersion = '' } = object.metadata;
  return {
    type: 'DELETED',
    object: { ...previous, metadata: { ...previous.metadata, resourceVersion } },
  };
}
