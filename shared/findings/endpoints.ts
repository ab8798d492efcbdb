// Hand-written Endpoints, and Services without a selector (S8, S27, S31).

import type { Endpoints } from '../model/endpoints.ts';
import { objectKey } from '../model/metadata.ts';
import { isHeadless, type Service } from '../model/service.ts';
import { isMirrored } from '../simulate/mirroring.ts';
import type { World } from '../state/world.ts';
import type { Finding } from '../wire/finding.ts';
import { found, isPartial, type Scene } from './finding.ts';
import { isPart, isSlip } from './likeness.ts';

const overCapacity = 'endpoints.kubernetes.io/over-capacity';
const leader = 'control-plane.alpha.kubernetes.io/leader';

export function endpointsFindings(scene: Scene): Finding[] {
  const { world, service, key } = scene;
  if (service.type === 'ExternalName') return [];
  const endpoints = world.endpoints(key);
  return [
    ...(endpoints ? writtenFindings(scene, endpoints) : []),
    ...withoutSelector(scene, endpoints),
  ];
}

function writtenFindings({ world, service, key }: Scene, endpoints: Endpoints): Finding[] {
  if (endpoints.metadata.annotations.get(overCapacity) === 'truncated') {
    const path = `metadata.annotations[${overCapacity}]`;
    return [found('endpointsTruncated', endpoints, { path })];
  }
  if (service.selector) {
    // Those a cluster holds are its controller's own.
    if (endpoints.metadata.uid !== '' || endpoints.subsets.length === 0) return [];
    return [found('endpointsBesideSelector', endpoints)];
  }
  if (endpoints.subsets.length === 0) return [];
  if (!isMirrored(service, endpoints)) {
    // Whoever writes its slices as well has no need of the mirror, as the API server for its own.
    const hasSlices = world.slicesOf(key).length > 0;
    if (hasSlices || endpoints.metadata.annotations.has(leader)) return [];
    return [found('endpointsNotMirrored', endpoints, { path: 'metadata.labels' })];
  }
  return isHeadless(service) ? [] : portMismatches(service, endpoints);
}

/** S4: mirrored ports keep their names, by which they join the Service's. */
function portMismatches(service: Service, endpoints: Endpoints): Finding[] {
  const joins = (name: string, protocol: string) =>
    service.ports.some((port) => port.name === name && port.protocol === protocol);
  const all = endpoints.subsets.flatMap(({ ports }) => ports);
  const unserved = service.ports.filter(
    ({ name, protocol }) => !all.some((port) => port.name === name && port.protocol === protocol),
  );
  if (unserved.length === 0) return [];
  const wanted = unserved
    .map(({ name, protocol }) => `${name === '' ? '""' : name}/${protocol}`)
    .join(', ');
  return endpoints.subsets.flatMap(({ ports }, subset) =>
    ports.flatMap(({ name, protocol }, index) =>
      joins(name, protocol)
        ? []
        : found('endpointsPortMismatch', endpoints, {
            path: `subsets[${subset}].ports[${index}].name`,
            params: { name: `${name === '' ? '""' : name}/${protocol}`, wanted },
            fix: { code: 'renameEndpointsPort' },
          }),
    ),
  );
}

/** S8: nobody manages the endpoints of such a Service. */
function withoutSelector(scene: Scene, endpoints: Endpoints | undefined): Finding[] {
  const { world, service, key, namespace, partial, slices } = scene;
  if (service.selector && service.selector.size > 0) return [];
  // The API server writes its own.
  if (key === 'default/kubernetes') return [];
  if (!world.readable('EndpointSlice', namespace)) return [];
  const hasAny = slices.some((slice) => slice.endpoints.length > 0);
  // A near name, or what keeps the Endpoints from being mirrored, is told by itself.
  if (hasAny || (endpoints?.subsets.length ?? 0) > 0 || misnamed(world, service)) return [];
  const code = partial || isHeadless(service) ? 'noEndpointsGiven' : 'noEndpointsWritten';
  const fix = { code: 'writeSlice' } as const;
  return [
    found(code, service, { path: 'spec.selector', ...(code === 'noEndpointsWritten' && { fix }) }),
  ];
}

/** Endpoints that no Service has the name of, but one without endpoints nearly has. */
function misnamed(world: World, service: Service): Endpoints | undefined {
  const { namespace, name } = service.metadata;
  if (service.selector || service.type === 'ExternalName') return undefined;
  const own = world.endpoints(objectKey(service.metadata));
  if (own !== undefined) return undefined;
  return [...world.allEndpoints(namespace)].find(
    ({ metadata, subsets }) =>
      subsets.length > 0 &&
      !metadata.annotations.has(leader) &&
      world.service(objectKey(metadata)) === undefined &&
      (isSlip(name, metadata.name) || isPart(name, metadata.name)),
  );
}

/** Endpoints without a Service of their name; leader elections and storage keep such ones. */
export function strayedEndpoints(world: World): Finding[] {
  const near = new Map<Endpoints, Service>();
  for (const service of world.services()) {
    const endpoints = misnamed(world, service);
    if (endpoints) near.set(endpoints, service);
  }
  return [...world.allEndpoints()].flatMap((endpoints) => {
    const { metadata, subsets } = endpoints;
    if (world.service(objectKey(metadata)) !== undefined) return [];
    if (metadata.annotations.has(leader) || subsets.length === 0) return [];
    const service = near.get(endpoints);
    if (service !== undefined) {
      const params = { name: metadata.name, service: service.metadata.name };
      const fix = { code: 'renameEndpoints' } as const;
      return [found('endpointsServiceNearMiss', endpoints, { path: 'metadata.name', params, fix })];
    }
    if (!world.readable('Service', metadata.namespace) || isPartial(world)) return [];
    return [found('endpointsWithoutService', endpoints, { path: 'metadata.name' })];
  });
}
