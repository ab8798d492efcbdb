// Who controls what: owner references, and the keys of owners that an event concerns.

import type { KubeObject, ObjectMetadata, StoreEvent } from '../objects.ts';
import { keyOf } from './reading.ts';

type OwnerReference = NonNullable<ObjectMetadata['ownerReferences']>[number];

export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true);
}

export function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
  return controllerOf(object)?.uid === owner.metadata.uid;
}

export function controllerReference(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** The key of the object itself when it is of this kind, else of the owner of this kind. */
export function* keysOfKind(event: StoreEvent, kind: string): Iterable<string> {
  if (event.resource.kind === kind) {
    yield keyOf(event.object);
    return;
  }
  for (const object of [event.object, event.previous]) {
    const owner = object && controllerOf(object);
    if (owner?.kind === kind) yield `${object?.metadata.namespace}/${owner.name}`;
  }
}
