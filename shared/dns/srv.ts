// SRV records: `_port._proto` before the name of a Service (S76).
import { objectKey } from '../model/metadata.ts';
import { isHeadless, type Service } from '../model/service.ts';
import { reason, type Reason } from '../paths/reason.ts';
import type { World } from '../state/world.ts';
import { hostLabel, inZone } from './clusterZone.ts';
import { queriesFor, type Resolver } from './searchList.ts';

export interface SrvRecord {
  target: string;
  port: number;
}

export interface SrvResult {
  outcome: 'answered' | 'nxdomain' | 'unknown';
  /** The full name that decided. */
  name: string;
  /** By target, then port. */
  records: SrvRecord[];
  rules: string[];
  reason: Reason;
}

export function resolveSRV(
  world: World,
  resolver: Resolver,
  name: string,
  clusterDomain: string,
): SrvResult {
  if (resolver.server === 'host') {
    return nothing(name, ['S68'], reason('clusterNameOnHost', { name }));
  }
  let first: SrvResult | undefined;
  for (const query of queriesFor(resolver, name)) {
    const result = askSRV(world, query, clusterDomain);
    if (result.outcome !== 'nxdomain') return result;
    first ??= result;
  }
  return first ?? nothing(name, ['S81'], reason('noSuchName', { name }));
}

function askSRV(world: World, name: string, clusterDomain: string): SrvResult {
  const missing = nothing(name, ['S76', 'S81'], reason('noSuchName', { name }));
  const labels = inZone(name, clusterDomain) ?? [];
  const [portLabel = '', protocolLabel = '', serviceName = '', namespace = '', svc] = labels;
  const isAsked = portLabel.startsWith('_') && protocolLabel.startsWith('_');
  if (!isAsked || svc !== 'svc' || labels.length !== 5) return missing;
  const service = world.service(`${namespace}/${serviceName}`);
  if (service === undefined) {
    if (world.readable('Service', namespace)) return missing;
    return { ...missing, outcome: 'unknown', rules: [], reason: reason('servicesUnreadable') };
  }
  const port = { name: portLabel.slice(1), protocol: protocolLabel.slice(1).toUpperCase() };
  const owner = `${serviceName}.${namespace}.svc.${clusterDomain}`;
  if (isHeadless(service)) return ofEndpoints(world, service, port, owner, name);
  if (service.type === 'ExternalName') return missing;
  return answer(
    name,
    service.ports
      .filter((one) => one.name.toLowerCase() === port.name && one.protocol === port.protocol)
      .map((one) => ({ target: owner, port: one.port })),
  );
}

/** Headless: one for each ready endpoint, with the endpoint's port. */
function ofEndpoints(
  world: World,
  service: Service,
  port: { name: string; protocol: string },
  owner: string,
  name: string,
): SrvResult {
  if (!world.readable('EndpointSlice', service.metadata.namespace)) {
    const why = reason('slicesUnreadable');
    return { outcome: 'unknown', name, records: [], rules: [], reason: why };
  }
  const records = new Map<string, SrvRecord>();
  for (const { addressType, ports, endpoints } of world.slicesOf(objectKey(service.metadata))) {
    if (addressType === 'FQDN') continue;
    const numbers = ports.flatMap((one) =>
      one.name?.toLowerCase() === port.name && one.protocol === port.protocol
        ? (one.port ?? [])
        : [],
    );
    const labels = endpoints
      .filter(({ ready }) => ready ?? true)
      .flatMap(({ hostname, addresses }) => addresses.map((ip) => hostLabel(hostname, ip)));
    for (const label of labels) {
      for (const number of numbers) {
        const target = `${label}.${owner}`;
        records.set(`${target} ${number}`, { target, port: number });
      }
    }
  }
  return answer(name, [...records.values()]);
}

/** An unnamed port has no record: its label would be empty. */
function answer(name: string, records: SrvRecord[]): SrvResult {
  if (records.length === 0 || name.startsWith('_.')) {
    return nothing(name, ['S76'], reason('noSuchPortName', { name }));
  }
  const sorted = records.toSorted(
    (left, right) => compare(left.target, right.target) || left.port - right.port,
  );
  const why = reason('namesPorts', { count: sorted.length });
  return { outcome: 'answered', name, records: sorted, rules: ['S76'], reason: why };
}

function nothing(name: string, rules: string[], why: Reason): SrvResult {
  return { outcome: 'nxdomain', name, records: [], rules, reason: why };
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
