// What a destination address and port mean to the kube-proxy of one node (S45).
import type { Node } from '../model/cluster.ts';
import type { Protocol } from '../model/net.ts';
import type { Service, ServicePort } from '../model/service.ts';
import type { World } from '../state/world.ts';
import { canonicalIP, familyOf } from './addresses.ts';
import { isOwnAddress, nodePortListening, type NodePortListening } from './nodeAddresses.ts';
import type { ProxyConfig } from './proxyConfig.ts';
import { servicePortView, type ServicePortView } from './servicePortView.ts';

export type DestinationKind = 'clusterIP' | 'externalIP' | 'loadBalancer' | 'nodePort';

export type Destination =
  | { kind: DestinationKind; view: ServicePortView }
  | { kind: 'healthCheck'; service: Service }
  /** The address is a Service's ClusterIP, the port none of its own (S62). */
  | { kind: 'undefinedPort'; service: Service; otherProtocol: boolean }
  /** A NodePort, on an address of this node where the proxy does not listen (S63, S64). */
  | {
      kind: 'nodePortOff';
      view: ServicePortView;
      why: Exclude<NodePortListening, 'yes' | 'notOwn'>;
    }
  /** An address of this node that no rule of the proxy names (S65). */
  | { kind: 'host' }
  | { kind: 'none' };

export interface Dialled {
  ip: string;
  port: number;
  protocol: Protocol;
}

/** In the order of kube-proxy's rules: Service addresses first, NodePorts last. */
export function destinationOf(
  world: World,
  config: ProxyConfig,
  node: Node,
  dialled: Dialled,
): Destination {
  return (
    serviceAddress(world, dialled) ??
    nodePort(world, config, node, dialled) ??
    undefinedPort(world, dialled) ??
    (isOwnAddress(node, dialled.ip)
      ? (healthCheck(world, dialled) ?? { kind: 'host' })
      : { kind: 'none' })
  );
}

function viewsAt(
  services: readonly Service[],
  dialled: Dialled,
  isPort: (port: ServicePort) => boolean,
): ServicePortView[] {
  const family = familyOf(dialled.ip) ?? 'IPv4';
  return services.flatMap((service) =>
    service.ports
      .filter((port) => port.protocol === dialled.protocol && isPort(port))
      .flatMap((port) => servicePortView(service, port, family) ?? []),
  );
}

function serviceAddress(world: World, dialled: Dialled): Destination | undefined {
  const views = viewsAt(
    world.servicesAtAddress(dialled.ip),
    dialled,
    (port) => port.port === dialled.port,
  );
  const has = (ips: readonly string[]): boolean => ips.some((ip) => sameIP(ip, dialled.ip));
  const byKind: [DestinationKind, (view: ServicePortView) => boolean][] = [
    ['clusterIP', (view) => sameIP(view.clusterIP, dialled.ip)],
    ['externalIP', (view) => has(view.externalIPs)],
    ['loadBalancer', (view) => has(view.loadBalancerVIPs)],
  ];
  for (const [kind, matches] of byKind) {
    const view = views.find(matches);
    if (view !== undefined) return { kind, view };
  }
  return undefined;
}

function sameIP(left: string, right: string): boolean {
  return canonicalIP(left) === canonicalIP(right);
}

function nodePort(
  world: World,
  config: ProxyConfig,
  node: Node,
  dialled: Dialled,
): Destination | undefined {
  const listening = nodePortListening(config, node, dialled.ip);
  if (listening === 'notOwn') return undefined;
  const [view] = viewsAt(
    world.servicesAtNodePort(dialled.port),
    dialled,
    (port) => port.nodePort === dialled.port,
  );
  if (view === undefined) return undefined;
  return listening === 'yes'
    ? { kind: 'nodePort', view }
    : { kind: 'nodePortOff', view, why: listening };
}

function undefinedPort(world: World, dialled: Dialled): Destination | undefined {
  const family = familyOf(dialled.ip) ?? 'IPv4';
  for (const service of world.servicesAtAddress(dialled.ip)) {
    const [port] = service.ports;
    const view = port && servicePortView(service, port, family);
    if (view !== undefined && sameIP(view.clusterIP, dialled.ip)) {
      const otherProtocol = service.ports.some((one) => one.port === dialled.port);
      return { kind: 'undefinedPort', service, otherProtocol };
    }
  }
  return undefined;
}

/** S66: TCP, and only of a LoadBalancer with eTP Local. */
function healthCheck(world: World, dialled: Dialled): Destination | undefined {
  if (dialled.protocol !== 'TCP') return undefined;
  for (const service of world.servicesAtNodePort(dialled.port)) {
    if (
      service.healthCheckNodePort === dialled.port &&
      service.type === 'LoadBalancer' &&
      service.externalTrafficPolicy === 'Local'
    ) {
      return { kind: 'healthCheck', service };
    }
  }
  return undefined;
}
