// The slices of the file world: given, mirrored, or made from Pods, in this order of preference.

import type { Node } from '../model/cluster.ts';
import type { EndpointSlice } from '../model/endpointSlice.ts';
import type { Endpoints } from '../model/endpoints.ts';
import { objectKey, type ObjectKey } from '../model/metadata.ts';
import type { ModelObject } from '../model/object.ts';
import type { Pod } from '../model/pod.ts';
import type { Service } from '../model/service.ts';
import { hashText } from './hashing.ts';
import { isMirrored, mirroredSlices } from './mirroring.ts';
import { desiredSlices } from './slices.ts';
import { marked } from './worldObject.ts';

const simulated = ['metadata.name', 'endpoints', 'ports'];

/** Slices for the Services that have none in the files. */
export function worldSlices(objects: readonly ModelObject[]): EndpointSlice[] {
  const world = sorted(objects);
  return world.services
    .filter((service) => !world.sliced.has(objectKey(service.metadata)))
    .flatMap((service) => slicesOf(service, world))
    .map((slice) => marked(slice, simulated));
}

interface Sorted {
  services: Service[];
  nodes: Node[];
  pods: Map<string, Pod[]>;
  endpoints: Map<ObjectKey, Endpoints>;
  /** Services that the files give slices for, by the slices' label (S29). */
  sliced: Set<ObjectKey>;
  sliceNames: Set<ObjectKey>;
}

function sorted(objects: readonly ModelObject[]): Sorted {
  const world: Sorted = {
    services: [],
    nodes: [],
    pods: new Map(),
    endpoints: new Map(),
    sliced: new Set(),
    sliceNames: new Set(),
  };
  for (const object of objects) {
    const { namespace } = object.metadata;
    const key = objectKey(object.metadata);
    if (object.kind === 'Service') world.services.push(object);
    else if (object.kind === 'Node') world.nodes.push(object);
    else if (object.kind === 'Pod') {
      const pods = world.pods.get(namespace) ?? [];
      world.pods.set(namespace, pods);
      pods.push(object);
    } else if (object.kind === 'Endpoints') world.endpoints.set(key, object);
    else if (object.kind === 'EndpointSlice') {
      world.sliceNames.add(key);
      world.sliced.add(`${namespace}/${object.serviceName}`);
    }
  }
  return world;
}

function slicesOf(service: Service, world: Sorted): EndpointSlice[] {
  const key = objectKey(service.metadata);
  const endpoints = world.endpoints.get(key);
  const name = (seed: string) => sliceName(service, seed, world.sliceNames);
  if (endpoints && isMirrored(service, endpoints)) {
    return mirroredSlices({ service, endpoints, name });
  }
  const pods = world.pods.get(service.metadata.namespace) ?? [];
  return desiredSlices({ service, pods, nodes: world.nodes, name });
}

/** Longest prefix that leaves room for five random characters in a DNS subdomain. */
const maxPrefixLength = 248;

function sliceName(service: Service, seed: string, taken: Set<ObjectKey>): string {
  const { namespace, name } = service.metadata;
  const prefix = `${name}-`.slice(0, maxPrefixLength);
  for (let attempt = 0; ; attempt += 1) {
    const drawn = `${prefix}${hashText(`slice ${namespace}/${name} ${seed} ${attempt}`, 5)}`;
    const key = `${namespace}/${drawn}`;
    if (taken.has(key)) continue;
    taken.add(key);
    return drawn;
  }
}
