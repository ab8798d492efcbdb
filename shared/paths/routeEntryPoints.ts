import type { Service } from '../model/service.ts';
import type { World } from '../state/world.ts';
import type { EntryPoint } from '../wire/topology.ts';

/** The Ingress and Gateway API ways to a Service (S94, S95). None are derived yet. */
export function routeEntryPointsOf(_world: World, _service: Service): EntryPoint[] {
  return [];
}
