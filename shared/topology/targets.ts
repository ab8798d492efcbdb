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
  /** Absent for a name that can only be resolved: an ExternalName without ports (S77). */
  port?: number;
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
  if (entry.port === undefined) return entry.kind === 'dns' ? [nameTarget(entry)] : [];
  const port = view.ports.find(({ name }) => (name ?? '') === entry.portName);
  return [
    {
      id: entry.id,
      kind: 'entryPoint',
      address: entry.address,
      port: entry.port,
      protocol: entry.protocol ?? 'TCP',
      // What the Service's port speaks, a TLS listener before it does not.
      http: entry.tls !== true && port !== undefined && speaksHttp(port),
    },
  ];
}

function nameTarget({ id, address }: EntryPoint): Target {
  return { id, kind: 'entryPoint', address, protocol: 'TCP', http: false };
}

/** What is dialled, as text: `10.0.0.1:80`, or the name alone. */
export function targetText({ address, port }: Target): string {
  return port === undefined ? address : hostPort(address, port);
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

/** Everything that can be dialled or resolved, entry points first. */
export function targetsOf(view: ServiceView): Target[] {
  return [
    ...view.entryPoints.flatMap((entry) => entryPointTarget(view, entry)),
    ...view.endpoints.flatMap((endpoint) => endpointTarget(view, endpoint)),
  ];
}
