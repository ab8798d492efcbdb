// What the controllers write on the slices they make.

import type { EndpointPort, EndpointSlice } from '../model/endpointSlice.ts';
import type { Labels, Metadata, OwnerReference } from '../model/metadata.ts';

export const serviceNameLabel = 'kubernetes.io/service-name';
export const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
export const headlessLabel = 'service.kubernetes.io/headless';
export const sliceController = 'endpointslice-controller.k8s.io';
export const mirroringController = 'endpointslicemirroring-controller.k8s.io';

/** A new, empty slice; `uid` and `resourceVersion` are the API server's to give. */
export function newSlice(
  fields: Pick<EndpointSlice, 'addressType' | 'ports' | 'serviceName'> & {
    name: string;
    namespace: string;
    labels: Labels;
    annotations?: Labels;
    controller: OwnerReference;
  },
): EndpointSlice {
  const { name, namespace, labels, annotations = new Map(), controller, ...slice } = fields;
  const metadata: Metadata = {
    name,
    namespace,
    uid: '',
    resourceVersion: '',
    labels,
    annotations,
    controller,
  };
  return { kind: 'EndpointSlice', metadata, endpoints: [], ...slice };
}

/** Equal for port lists that say the same in whatever order (S25). */
export function portsKey(ports: readonly EndpointPort[]): string {
  return JSON.stringify(ports.map(portKey).toSorted());
}

function portKey({ name, protocol, port, appProtocol }: EndpointPort): string {
  return JSON.stringify([name ?? null, protocol, port ?? null, appProtocol ?? null]);
}

export function sameLabels(a: Labels, b: Labels): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (b.get(key) !== value) return false;
  return true;
}

/** Slices wanted, those to be created still without a name of their own. */
export interface SliceChanges {
  kept: EndpointSlice[];
  created: EndpointSlice[];
  removed: EndpointSlice[];
}

/**
 * A new slice takes the place of one that would go, when their families agree: fewer changes for
 * every watcher than a delete and a create.
 */
export function recycle(
  changes: SliceChanges,
  mayReuse: (removed: EndpointSlice) => boolean,
): EndpointSlice[] {
  const created = [...changes.created];
  const reused: EndpointSlice[] = [];
  for (const old of changes.removed) {
    const last = created.at(-1);
    if (!last || last.addressType !== old.addressType || !mayReuse(old)) continue;
    created.pop();
    reused.push({ ...last, metadata: { ...old.metadata, ...replacedMetadata(last.metadata) } });
  }
  return [...changes.kept, ...reused, ...created];
}

function replacedMetadata(metadata: Metadata) {
  const { labels, annotations, controller } = metadata;
  return { labels, annotations, ...(controller && { controller }) };
}
