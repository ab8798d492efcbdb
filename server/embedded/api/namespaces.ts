// The life of namespaces: those there at start, what each gets, and how one ends with its content.

import type { KubeObject, ResourceType, StoreEvent } from '../objects.ts';
import type { Store } from './store.ts';

const AT_START = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

function isNamespace(type: ResourceType): boolean {
  return type.group === '' && type.kind === 'Namespace';
}

function addServiceAccount(store: Store, namespace: string): void {
  if (store.registry.ofKind('v1', 'ServiceAccount') === undefined) return;
  store.create({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace },
  });
}

function namespacedTypes(store: Store): ResourceType[] {
  return store.registry.types.filter((type) => type.namespaced);
}

function deleteContent(store: Store, namespace: string): void {
  for (const { group, plural } of namespacedTypes(store)) {
    for (const object of store.list({ group, plural, namespace })) {
      if (object.metadata.deletionTimestamp !== undefined) continue;
      // Something else may have gone first, e.g. collected with its owner.
      if (!store.get({ group, plural, namespace, name: object.metadata.name })) continue;
      store.delete({ group, plural, namespace, name: object.metadata.name });
    }
  }
}

function finishWhenEmpty(store: Store, name: string): void {
  const namespace = store.get({ plural: 'namespaces', name });
  if (namespace?.metadata.deletionTimestamp === undefined) return;
  if (namespacedTypes(store).some((type) => store.tableOf(type).holds(name))) return;
  store.modify({ plural: 'namespaces', name }, (current: KubeObject) => ({
    ...current,
    spec: { ...Object(current['spec']), finalizers: [] },
  }));
}

function onEvent(store: Store, event: StoreEvent): void {
  const { metadata } = event.object;
  if (!isNamespace(event.resource)) {
    if (event.type === 'DELETED' && metadata.namespace !== undefined) {
      finishWhenEmpty(store, metadata.namespace);
    }
    return;
  }
  if (event.type === 'ADDED') addServiceAccount(store, metadata.name);
  if (event.type !== 'MODIFIED' || metadata.deletionTimestamp === undefined) return;
  if (event.previous?.metadata.deletionTimestamp !== undefined) return;
  deleteContent(store, metadata.name);
  finishWhenEmpty(store, metadata.name);
}

/** Creates the namespaces every cluster has and looks after all of them from then on. */
export function superviseNamespaces(store: Store): void {
  store.subscribe((event) => onEvent(store, event));
  for (const name of AT_START) {
    store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
}
