// The endpoints that join a Service port: the slices' side of S36.
import type { Endpoint, EndpointSlice } from '../model/endpointSlice.ts';
import { objectKey, type ObjectKey } from '../model/metadata.ts';
import type { IPFamily } from '../model/net.ts';
import type { Service, ServicePort } from '../model/service.ts';
import type { World } from '../state/world.ts';
import { canonicalIP, familyOf, hostPort } from './addresses.ts';
import { isProxiedSlice } from './proxiedServices.ts';
import { podOf } from './serviceEndpoints.ts';

/** One ip:port behind a Service port, conditions with their defaults (S32). */
export interface CandidateEndpoint {
  address: string;
  port: number;
  ready: boolean;
  serving: boolean;
  terminating: boolean;
  /** Its nodeName is this node's (S35: never without a nodeName). */
  local: boolean;
  node?: string;
  zone?: string;
  /** `namespace/name`. */
  pod?: ObjectKey;
  zoneHints: readonly string[];
  nodeHints: readonly string[];
  slice: string;
}

/**
 * Distinct by ip:port, where a local duplicate wins, else the first (S36); only addresses[0] counts
 * (S33), and only slices of the family that kube-proxy reads (S10, S33).
 */
export function candidatesOf(
  world: World,
  service: Service,
  port: ServicePort,
  family: IPFamily,
  nodeName: string,
): CandidateEndpoint[] {
  const candidates = new Map<string, CandidateEndpoint>();
  for (const slice of world.slicesOf(objectKey(service.metadata))) {
    if (slice.addressType !== family || !isProxiedSlice(slice.metadata.labels)) continue;
    for (const number of joinedNumbers(slice, port)) {
      for (const endpoint of slice.endpoints) {
        const candidate = toCandidate({ world, service, slice, endpoint, number, nodeName });
        if (candidate === undefined) continue;
        const key = hostPort(candidate.address, candidate.port);
        if (!candidates.has(key) || candidate.local) candidates.set(key, candidate);
      }
    }
  }
  return [...candidates.values()];
}

/** S4, S34: by name and protocol, never by number; a null name, a null or zero number never joins. */
function joinedNumbers(slice: EndpointSlice, port: ServicePort): number[] {
  return slice.ports.flatMap((one) =>
    one.name === port.name && one.protocol === port.protocol && one.port ? [one.port] : [],
  );
}

function toCandidate(occurrence: {
  world: World;
  service: Service;
  slice: EndpointSlice;
  endpoint: Endpoint;
  number: number;
  nodeName: string;
}): CandidateEndpoint | undefined {
  const { world, service, slice, endpoint, number, nodeName } = occurrence;
  const address = endpoint.addresses[0];
  if (address === undefined || familyOf(address) !== slice.addressType) return undefined;
  const pod = podOf(world, service.metadata.namespace, endpoint, address);
  const node = endpoint.nodeName;
  return {
    address: canonicalIP(address),
    port: number,
    ready: endpoint.ready ?? true,
    serving: endpoint.serving ?? true,
    terminating: endpoint.terminating ?? false,
    local: node !== undefined && node !== '' && node === nodeName,
    ...(node === undefined ? {} : { node }),
    ...(endpoint.zone === undefined ? {} : { zone: endpoint.zone }),
    ...(pod === undefined ? {} : { pod }),
    zoneHints: endpoint.zoneHints ?? [],
    nodeHints: endpoint.nodeHints ?? [],
    slice: slice.metadata.name,
  };
}
