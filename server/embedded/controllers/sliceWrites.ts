import type { EndpointSlice } from '@portolan/shared/model/endpointSlice.ts';
import { rawEndpointSlice } from '@portolan/shared/simulate/render.ts';

import type { ObjectStore } from '../objects.ts';

/** Makes the stored slices those wanted; a slice that is the same object as before is left alone. */
export function writeSlices(
  store: ObjectStore,
  existing: readonly EndpointSlice[],
  wanted: readonly EndpointSlice[],
): void {
  const before = new Set(existing);
  const names = new Set(existing.map(({ metadata }) => metadata.name));
  const kept = new Set(wanted.map(({ metadata }) => metadata.name));
  for (const slice of wanted) {
    if (before.has(slice)) continue;
    if (names.has(slice.metadata.name)) replaceSlice(store, slice);
    else store.create(rawEndpointSlice(slice));
  }
  for (const { metadata } of existing) {
    if (!kept.has(metadata.name)) store.delete(refOf(metadata));
  }
}

function refOf({ namespace, name }: EndpointSlice['metadata']) {
  return { plural: 'endpointslices', group: 'discovery.k8s.io', namespace, name };
}

function replaceSlice(store: ObjectStore, slice: EndpointSlice): void {
  const raw = rawEndpointSlice(slice);
  store.modify(refOf(slice.metadata), (current) => {
    const { resourceVersion: _written, ...metadata } = raw.metadata;
    return { ...raw, metadata: { ...current.metadata, ...metadata, name: slice.metadata.name } };
  });
}
