// What an Ingress and a Gateway route have in common: an address, a host, a path, a Service port.
import type { Service, ServicePort } from '../model/service.ts';
import type { World } from '../state/world.ts';
import type { EntryPoint } from '../wire/topology.ts';
import type { Coded } from '../wire/trace.ts';
import type { RouteCode } from '../words/route.ts';
import { familyOf } from './addresses.ts';

/** A code of the route family with its parameters. */
export interface RouteReason extends Coded {
  code: RouteCode;
}

export function routeReason(code: RouteCode, params: Coded['params']): RouteReason {
  return { code, params };
}

/** TCP where the number is open for several protocols. */
export function portBy(
  service: Service,
  matches: (port: ServicePort) => boolean,
): ServicePort | undefined {
  const found = service.ports.filter(matches);
  return found.find(({ protocol }) => protocol === 'TCP') ?? found[0];
}

export function invalidity(
  ...reasons: readonly (RouteReason | undefined)[]
): Pick<EntryPoint, 'invalid'> {
  const first = reasons.find((one) => one !== undefined);
  return first === undefined ? {} : { invalid: first };
}

/**
 * Where clients dial. Without an address of its own, the host stands for it, and cannot be dialled. An
 * IP address gets a port when a Service or a node of the cluster has it: what another machine does
 * with it cannot be told from here.
 */
export function dialAddresses(
  world: World,
  addresses: readonly string[],
  host: string,
  port: number,
): Pick<EntryPoint, 'address' | 'port' | 'protocol'>[] {
  if (addresses.length === 0) return [{ address: host === '' ? '*' : host }];
  return addresses.map((address) =>
    isOfCluster(world, address) ? { address, port, protocol: 'TCP' as const } : { address },
  );
}

function isOfCluster(world: World, address: string): boolean {
  return (
    familyOf(address) === undefined ||
    world.servicesAtAddress(address).length > 0 ||
    world.nodeAtAddress(address) !== undefined
  );
}

export type Dial = ReturnType<typeof dialAddresses>[number];

/** One entry an address; the first, which is mostly the only one, goes without saying in the id. */
export function entriesAt(
  id: string,
  dials: readonly Dial[],
  entry: Omit<EntryPoint, 'id' | 'address'>,
): EntryPoint[] {
  return dials.map((dial, index) =>
    entryAt(index === 0 ? id : `${id}/${dial.address}`, dial, entry),
  );
}

function entryAt(
  id: string,
  { address, ...port }: Dial,
  { kind, ...rest }: Omit<EntryPoint, 'id' | 'address'>,
): EntryPoint {
  return { id, kind, address, ...port, ...rest };
}

/** Each id once: of two ways that are called the same, the later ones are counted. */
export function withDistinctIds(entries: readonly EntryPoint[]): EntryPoint[] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const count = (seen.get(entry.id) ?? 0) + 1;
    seen.set(entry.id, count);
    return count === 1 ? entry : { ...entry, id: `${entry.id}#${count}` };
  });
}
