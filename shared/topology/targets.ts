// What can be tested of a Service: its entry points, and each endpoint by itself.
import { hostPort } from '../paths/addresses.ts';
import type { ProbeKind } from '../wire/probe.ts';
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
  /** How it may be tested: what its port says it speaks. */
  test: ProbeKind;
  /** The host to ask for, where it is not the address: a route's, when it is one name. */
  host?: string;
  /** NodePort: the node whose own address it is. */
  node?: string;
}

export function endpointTargetId(endpoint: TopologyEndpoint): string {
  return `endpoint/${hostPort(endpoint.address, endpoint.port ?? 0)}/${endpoint.protocol}`;
}

type PortWords = Pick<TopologyPort, 'name' | 'appProtocol'>;

/** What a port says it speaks, where that may be tested; HTTP and TLS bytes go nowhere else. */
type Spoken = 'http' | 'https' | 'tls' | 'dns';

const spokenByProtocol = new Map<string, Spoken>([
  ['http', 'http'],
  ['http/1.1', 'http'],
  ['https', 'https'],
  ['tls', 'tls'],
  // WebSockets over TLS: the handshake can be tested, HTTP need not be served beside them.
  ['kubernetes.io/wss', 'tls'],
]);

const dnsPort = 53;

/**
 * Its appProtocol decides or, without one, its name, as meshes read names (`http`, `http-…`). Never
 * a number, but for DNS by UDP: a question there is a question to nobody else.
 */
function spokenBy(port: PortWords): Spoken | undefined {
  if (port.appProtocol !== undefined) return spokenByProtocol.get(port.appProtocol.toLowerCase());
  const [word] = (port.name ?? '').split('-');
  if (word === 'http' || word === 'https' || word === 'tls' || word === 'dns') return word;
  return undefined;
}

function testOf(
  protocol: Target['protocol'],
  port: TopologyPort | undefined,
  behindTls = false,
): ProbeKind {
  const spoken = port && spokenBy(port);
  switch (protocol) {
    case 'UDP':
      return spoken === 'dns' || port?.port === dnsPort ? 'dns' : 'udp';
    case 'SCTP':
      return 'none';
    case 'TCP':
      break;
  }
  // A listener that ends TLS passes on what the Service's port speaks.
  if (behindTls) return spoken === 'http' || spoken === 'https' ? 'https' : 'tls';
  return spoken === undefined || spoken === 'dns' ? 'tcp' : spoken;
}

function entryPointTarget(view: ServiceView, entry: EntryPoint): Target[] {
  if (entry.port === undefined) return entry.kind === 'dns' ? [nameTarget(entry)] : [];
  const port = view.ports.find(({ name }) => (name ?? '') === entry.portName);
  const protocol = entry.protocol ?? 'TCP';
  return [
    {
      id: entry.id,
      kind: 'entryPoint',
      address: entry.address,
      port: entry.port,
      protocol,
      test: testOf(protocol, port, entry.tls),
      ...(entry.host !== undefined && !entry.host.startsWith('*') && { host: entry.host }),
      ...(entry.node !== undefined && { node: entry.node }),
    },
  ];
}

function nameTarget({ id, address }: EntryPoint): Target {
  return { id, kind: 'entryPoint', address, protocol: 'TCP', test: 'name' };
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
      test: testOf(endpoint.protocol, port),
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
