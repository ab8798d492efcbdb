import { findingsOf } from '../findings/findings.ts';
import { type Service, isHeadless } from '../model/service.ts';
import { entryPointsOf } from '../paths/entryPoints.ts';
import type { Kept } from '../paths/kept.ts';
import { endpointsOf } from '../paths/serviceEndpoints.ts';
import type { World } from '../state/world.ts';
import type {
  EntryPoint,
  Topology,
  TopologyPort,
  TopologyService,
  Unknown,
} from '../wire/topology.ts';
import { workloadsBehind } from './workloads.ts';

export interface TopologyOptions {
  /** The cluster's DNS zone, `cluster.local` unless told otherwise. */
  clusterDomain: string;
  keptNodePorts?: Kept<Service, readonly EntryPoint[]>;
}

/** One Service of `portolan topology`. */
export function topologyService(
  world: World,
  service: Service,
  options: TopologyOptions,
): TopologyService {
  const { metadata } = service;
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    ...(metadata.uid !== '' && { uid: metadata.uid }),
    type: service.type,
    clusterIPs: [...service.clusterIPs],
    ...(isHeadless(service) && { headless: true }),
    ...(service.selector && { selector: Object.fromEntries(service.selector) }),
    workloads: workloadsBehind(world, service),
    ports: service.ports.map(topologyPort),
    entryPoints: entryPointsOf(world, service, options),
    endpoints: endpointsOf(world, service),
    findings: findingsOf(world, service),
  };
}

function topologyPort(port: Service['ports'][number]): TopologyPort {
  return {
    ...(port.name !== '' && { name: port.name }),
    port: port.port,
    protocol: port.protocol,
    targetPort: port.targetPort,
    ...(port.nodePort !== undefined && { nodePort: port.nodePort }),
    ...(port.appProtocol !== undefined && { appProtocol: port.appProtocol }),
  };
}

/** The whole answer of `portolan topology`, Services by namespace and name. */
export function topologyOf(
  world: World,
  services: Iterable<Service>,
  unknown: readonly Unknown[],
  options: TopologyOptions,
): Topology {
  return {
    version: 1,
    services: [...services].map((service) => topologyService(world, service, options)),
    unknown: [...unknown],
  };
}
