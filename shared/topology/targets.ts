// What can be tested of a Service: its entry points, and each endpoint by itself.
import { hostPort } from '../paths/addresses.ts';
import type { EntryPoint, TopologyEndpoint, TopologyPort } from '../wire/topology.ts';
import type { ServiceView } from '../wire/view.ts';

export interface Target {
  /** Entry point id, or `endpoint/ADDRESS:PORT/PROTO`. */
  id: string;
  kind: 'entryPoint' | 'endpoint';
  /** IP address or name. */
  address: string;
  port: number;
  protocol: 'TCP' | 'UDP' | 'SCTP';
  /** The port says it speaks HTTP/1.1. */
  http: boolean;
}

export function endpointTargetId(endpoint: TopologyEndpoint): string {
  return `endpoint/${hostPort(endpoint.address, endpoint.port ?? 0)}/${endpoint.protocol}`;
}

/**
 * Whether HTTP/1.1 bytes may be sent to this port: its appProtocol says so, or, without one, its
 * name does, as meshes read names (`http`, `http-…`).
 */
export function speaksHttp(port: Pick<TopologyPort, 'name' | 'appProtocol'>): boolean {
  if (port.appProtocol !== undefined) return /^http(\/1\.1)?$/i.test(port.appProtocol);
  return port.name === 'http' || (port.name?.startsWith('http-') ?? false);
}

function entryPointTarget(view: ServiceView, entry: EntryPoint): Target[] {
  if (entry.port === undefined) return [];
  const port = view.ports.find(({ name }) => (name ?? '') === entry.portName);
  return [
    {
      id: entry.id,
      kind: 'entryPoint',
      address: entry.address,
      port: entry.port,
      protocol: entry.protocol ?? 'TCP',
      http: port !== undefined && speaksHttp(port),
    },
  ];
}

function endpointTarget(view: ServiceView, endpoint: TopologyEndpoint): Target[] {
  if (endpoint.port === undefined) return [];
  const port = view.ports.find(({ name }) => (name ?? '') === (endpoint.portName ?? ''));
  return [
    {
      id: endpointTargetId(endpoint),
      kind: 'endpoint',
      address: endpoint.address,
      port: endpoint.port,
      protocol: endpoint.protocol,
      http: port !== undefined && speaksHttp(port),
    },
  ];
}

/** Everything with an address and a port, entry points first. */
export function targetsOf(view: ServiceView): Target[] {
  return [
    ...view.entryPoints.flatMap((entry) => entryPointTarget(view, entry)),
    ...view.endpoints.flatMap((endpoint) => endpointTarget(view, endpoint)),
  ];
}
