// Which listeners of a Gateway take a route, and for which hosts (S94).
import type { Gateway, GatewayListener, GatewayRoute, RouteParentRef } from '../model/routes.ts';
import { namespaceLabels } from '../policy/peers.ts';
import { matchesSelector } from '../state/matching.ts';
import type { World } from '../state/world.ts';
import { routeReason, type RouteReason } from './routeBackend.ts';
import { commonHosts } from './routeHosts.ts';

export interface Attachment {
  gateway?: Gateway;
  /** Absent where none takes the route, or the Gateway is not to be seen. */
  listener?: GatewayListener;
  /** `''` is any; never empty. */
  hosts: string[];
  invalid?: RouteReason;
}

/** One for each listener that takes the route; one that says why, where none does. */
export function attach(world: World, route: GatewayRoute, parent: RouteParentRef): Attachment[] {
  const hosts = route.hostnames.length === 0 ? [''] : [...route.hostnames];
  const key = `${parent.namespace}/${parent.name}`;
  const gateway = gatewayAt(world, parent);
  if (gateway === undefined) {
    if (!world.readable('Gateway', parent.namespace)) return [{ hosts }];
    return [{ hosts, invalid: routeReason('noSuchGateway', { gateway: key }) }];
  }
  const asked = gateway.listeners.filter(
    ({ name, port }) =>
      (parent.sectionName === undefined || parent.sectionName === name) &&
      (parent.port === undefined || parent.port === port),
  );
  const ofKind = asked.filter((listener) => takesKind(listener, route));
  const ofNamespace = ofKind.filter((listener) => takesNamespace(world, gateway, listener, route));
  const taken = ofNamespace.flatMap((listener): Attachment[] => {
    const common = hostsOf(listener, route);
    return common.length === 0 ? [] : [{ gateway, listener, hosts: common }];
  });
  if (taken.length > 0) return taken;
  const counts = [asked.length, ofKind.length, ofNamespace.length] as const;
  return [{ gateway, hosts, invalid: refusal(route, key, counts) }];
}

function gatewayAt(world: World, { namespace, name }: RouteParentRef): Gateway | undefined {
  for (const gateway of world.gateways()) {
    const { metadata } = gateway;
    if (metadata.namespace === namespace && metadata.name === name) return gateway;
  }
  return undefined;
}

/** The first condition that left no listener. */
function refusal(
  { kind, metadata: { namespace } }: GatewayRoute,
  gateway: string,
  [asked, ofKind, ofNamespace]: readonly [number, number, number],
): RouteReason {
  if (asked === 0) return routeReason('noSuchListener', { gateway });
  if (ofKind === 0) return routeReason('routeKindNotAllowed', { gateway, kind });
  if (ofNamespace === 0) return routeReason('routeNamespaceNotAllowed', { gateway, namespace });
  return routeReason('routeHostsApart', { gateway });
}

const kindsByProtocol: ReadonlyMap<string, readonly string[]> = new Map([
  ['HTTP', ['HTTPRoute', 'GRPCRoute']],
  ['HTTPS', ['HTTPRoute', 'GRPCRoute']],
  ['TLS', ['TLSRoute', 'TCPRoute']],
  ['TCP', ['TCPRoute']],
]);

/** Kinds the listener names narrow those its protocol allows. */
function takesKind({ allowedKinds, protocol }: GatewayListener, { kind }: GatewayRoute): boolean {
  const byProtocol = kindsByProtocol.get(protocol) ?? [];
  const isNamed = allowedKinds.length === 0 || allowedKinds.some((one) => one.kind === kind);
  return isNamed && byProtocol.includes(kind);
}

function takesNamespace(
  world: World,
  gateway: Gateway,
  { allowedNamespaces: { from, selector } }: GatewayListener,
  { metadata }: GatewayRoute,
): boolean {
  if (from === 'All') return true;
  if (from === 'Same') return metadata.namespace === gateway.metadata.namespace;
  return (
    selector !== undefined && matchesSelector(selector, namespaceLabels(world, metadata.namespace))
  );
}

/** TCP carries no host. */
function hostsOf(listener: GatewayListener, { kind, hostnames }: GatewayRoute): string[] {
  return kind === 'TCPRoute' ? [''] : commonHosts(listener.hostname, hostnames);
}
