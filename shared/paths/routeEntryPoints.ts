// The Ingress and Gateway API ways to a Service (S94, S95).
import { objectKey } from '../model/metadata.ts';
import type { Service } from '../model/service.ts';
import type { World } from '../state/world.ts';
import type { EntryPoint } from '../wire/topology.ts';
import { gatewayEntries } from './gatewayEntries.ts';
import { ingressEntries } from './ingressEntries.ts';
import { withDistinctIds } from './routeBackend.ts';

/** By the key of the Ingress or route. A cluster without those kinds has none. */
export function routeEntryPointsOf(world: World, service: Service): EntryPoint[] {
  const routes = world.routesTo(objectKey(service.metadata));
  return withDistinctIds(
    routes.flatMap((route) =>
      route.kind === 'Ingress'
        ? ingressEntries(world, service, route)
        : gatewayEntries(world, service, route),
    ),
  );
}
