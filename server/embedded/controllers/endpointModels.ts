// What the endpoint controllers read of the store, as the slim objects the rules are written for.

import type { Node } from '@portolan/shared/model/cluster.ts';
import type { EndpointSlice } from '@portolan/shared/model/endpointSlice.ts';
import type { Endpoints } from '@portolan/shared/model/endpoints.ts';
import type { ModelObject } from '@portolan/shared/model/object.ts';
import { parseObject } from '@portolan/shared/model/parse/object.ts';
import type { Pod } from '@portolan/shared/model/pod.ts';
import type { Service } from '@portolan/shared/model/service.ts';

import type { KubeObject, ObjectStore } from '../objects.ts';

function modelOf(object: KubeObject | undefined): ModelObject | undefined {
  if (object === undefined) return undefined;
  const parsed = parseObject(object);
  return parsed.ok === true ? parsed.object : undefined;
}

export function serviceModel(
  store: ObjectStore,
  namespace: string,
  name: string,
): Service | undefined {
  const model = modelOf(store.get({ plural: 'services', group: '', namespace, name }));
  return model?.kind === 'Service' ? model : undefined;
}

export function endpointsModel(object: KubeObject | undefined): Endpoints | undefined {
  const model = modelOf(object);
  return model?.kind === 'Endpoints' ? model : undefined;
}

/** The namespace's Pods that carry every label of the Service's selector (S8). */
export function podModels(store: ObjectStore, service: Service): Pod[] {
  const { selector } = service;
  if (selector === undefined) return [];
  return store
    .list({ plural: 'pods', group: '', namespace: service.metadata.namespace })
    .filter((pod) => carries(pod, selector))
    .flatMap((pod) => {
      const model = modelOf(pod);
      return model?.kind === 'Pod' ? [model] : [];
    });
}

function carries(pod: KubeObject, selector: ReadonlyMap<string, string>): boolean {
  const labels = new Map(Object.entries(pod.metadata.labels ?? {}));
  return [...selector].every(([name, value]) => labels.get(name) === value);
}

export function nodeModels(store: ObjectStore): Node[] {
  return store.list({ plural: 'nodes', group: '' }).flatMap((node) => {
    const model = modelOf(node);
    return model?.kind === 'Node' ? [model] : [];
  });
}

/** The slices of a Service that one controller keeps, as its `managed-by` label says. */
export function sliceModels(
  store: ObjectStore,
  namespace: string,
  serviceName: string,
  managedBy: string,
): EndpointSlice[] {
  return store
    .list({ plural: 'endpointslices', group: 'discovery.k8s.io', namespace })
    .flatMap((slice) => {
      const { labels = {} } = slice.metadata;
      if (labels['kubernetes.io/service-name'] !== serviceName) return [];
      if (labels['endpointslice.kubernetes.io/managed-by'] !== managedBy) return [];
      const model = modelOf(slice);
      return model?.kind === 'EndpointSlice' ? [model] : [];
    });
}
