import type { ObjectKey } from '../model/metadata.ts';
import type { ModelKind } from '../model/object.ts';

/** An object that is gone, or was replaced by another of the same name (F12). */
export interface Gone {
  kind: ModelKind;
  key: ObjectKey;
  uid: string;
}

/**
 * What a change may have touched. A Service that is not in `services` has the paths it had before,
 * unless a flag says that something they all share is different.
 */
export interface Dirty {
  services: Set<ObjectKey>;
  /** Kinds of which some kept content is different: a heartbeat alone does not count. */
  kinds: Set<ModelKind>;
  gone: Gone[];
  /** Something about a node: the vantage points on it, and every NodePort grid. */
  nodesChanged: boolean;
  /** A namespace came, went or changed its labels, which policies and Gateways elsewhere may select. */
  namespacesChanged: boolean;
  /** A policy changed: besides its own namespace's Services, what its Pods may reach (S84). */
  policiesChanged: boolean;
  /** What may be read: all that was unknown may be known, and the other way round. */
  accessChanged: boolean;
  /** How kube-proxy runs, on every node. */
  proxyConfigChanged: boolean;
}

export function createDirty(): Dirty {
  return {
    services: new Set(),
    kinds: new Set(),
    gone: [],
    nodesChanged: false,
    namespacesChanged: false,
    policiesChanged: false,
    accessChanged: false,
    proxyConfigChanged: false,
  };
}

/** Adds what `more` marks to `dirty`, as when several changes make up one tick. */
export function mergeDirty(dirty: Dirty, more: Dirty): void {
  for (const key of more.services) dirty.services.add(key);
  for (const kind of more.kinds) dirty.kinds.add(kind);
  for (const gone of more.gone) dirty.gone.push(gone);
  dirty.nodesChanged ||= more.nodesChanged;
  dirty.namespacesChanged ||= more.namespacesChanged;
  dirty.policiesChanged ||= more.policiesChanged;
  dirty.accessChanged ||= more.accessChanged;
  dirty.proxyConfigChanged ||= more.proxyConfigChanged;
}

/** Whether a change touched anything at all. */
export function isClean(dirty: Dirty): boolean {
  return (
    dirty.services.size === 0 &&
    dirty.kinds.size === 0 &&
    dirty.gone.length === 0 &&
    !dirty.accessChanged
  );
}
