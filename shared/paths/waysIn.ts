// Where a client that has no route to a Service's address can dial instead (S45, S69).
import type { Service } from '../model/service.ts';
import type { World } from '../state/world.ts';
import type { EntryPoint } from '../wire/topology.ts';
import type { Trace } from '../wire/trace.ts';
import { entryPointsOf } from './entryPoints.ts';
import { hasForeignProxy } from './proxiedServices.ts';

const open: ReadonlySet<EntryPoint['kind']> = new Set(['nodePort', 'loadBalancer', 'externalIP']);

/**
 * Entry points of the same Service port that machines outside may have a route to; undefined where
 * the trace is not one that ends for want of a route to a Service.
 */
export function waysInInstead(
  trace: Trace,
  world: World,
): { type: Service['type']; entryPoints: EntryPoint[] } | undefined {
  const last = trace.hops.at(-1);
  if (trace.verdict !== 'noRoute' || last?.kind !== 'route') return undefined;
  const service = world
    .servicesAtAddress(last.subject)
    .find((each) => each.clusterIPs.includes(last.subject));
  if (service === undefined || hasForeignProxy(service.metadata.labels)) return undefined;
  const entryPoints = entryPointsOf(world, service).filter(({ kind }) => open.has(kind));
  return { type: service.type, entryPoints };
}
