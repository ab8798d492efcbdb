// Where a client can dial instead of an address it has no route to, or a port nobody has (S45, S65, S69).
import type { Service } from '../model/service.ts';
import type { World } from '../state/world.ts';
import type { EntryPoint } from '../wire/topology.ts';
import type { Trace } from '../wire/trace.ts';
import { entryPointsOf } from './entryPoints.ts';
import { hasForeignProxy } from './proxiedServices.ts';
import { parseTarget } from './target.ts';

const open: ReadonlySet<EntryPoint['kind']> = new Set(['nodePort', 'loadBalancer', 'externalIP']);

export interface WaysIn {
  /** Of the Service that was meant, where it is known. */
  type?: Service['type'];
  entryPoints: EntryPoint[];
}

/**
 * Entry points of the same Service port that machines outside may have a route to, or the NodePorts
 * of the node whose address was dialled at a port that nobody has; undefined where the trace ends
 * for another reason.
 */
export function waysInInstead(trace: Trace, world: World): WaysIn | undefined {
  const last = trace.hops.at(-1);
  if (last?.reason?.code === 'hostItself') return nodePortsOf(trace, last.subject, world);
  if (trace.verdict !== 'noRoute' || last?.kind !== 'route') return undefined;
  const service = world
    .servicesAtAddress(last.subject)
    .find((each) => each.clusterIPs.includes(last.subject));
  if (service === undefined || hasForeignProxy(service.metadata.labels)) return undefined;
  const entryPoints = entryPointsOf(world, service).filter(({ kind }) => open.has(kind));
  return { type: service.type, entryPoints };
}

function nodePortsOf({ to }: Trace, node: string, world: World): WaysIn | undefined {
  const target = parseTarget(to);
  if ('error' in target || target.kind !== 'address') return undefined;
  const entryPoints = [...world.services()].flatMap((service) =>
    entryPointsOf(world, service).filter(
      (each) => each.kind === 'nodePort' && each.node === node && each.address === target.ip,
    ),
  );
  return entryPoints.length === 0 ? undefined : { entryPoints };
}
