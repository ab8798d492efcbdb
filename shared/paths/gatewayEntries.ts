// The ways a Gateway API route leads to a Service (S94, S95).
import { objectKey } from '../model/metadata.ts';
import type {
  Gateway,
  GatewayListener,
  GatewayRoute,
  RouteBackendRef,
  RouteParentRef,
} from '../model/routes.ts';
import type { Service } from '../model/service.ts';
import type { World } from '../state/world.ts';
import type { EntryPoint } from '../wire/topology.ts';
import { attach, type Attachment } from './routeAttachment.ts';
import {
  dialAddresses,
  entriesAt,
  invalidity,
  portBy,
  routeReason,
  type Dial,
  type RouteReason,
} from './routeBackend.ts';

/** A rule's reference to the Service. */
interface Lead {
  paths: string[];
  ref: RouteBackendRef;
  /** Share of the rule's requests, 0–1. */
  share: number;
}

/** By parent, listener, host, rule and path. */
export function gatewayEntries(world: World, service: Service, route: GatewayRoute): EntryPoint[] {
  const leads = leadsTo(service, route);
  if (leads.length === 0) return [];
  return route.parentRefs
    .filter(({ group, kind }) => group === gatewayGroup && kind === 'Gateway')
    .flatMap((parent) =>
      attach(world, route, parent).flatMap((attachment) =>
        leads.flatMap((lead) => entriesOf(world, service, route, parent, attachment, lead)),
      ),
    );
}

export const gatewayGroup = 'gateway.networking.k8s.io';

/** Weight 0 sends nothing (S94). */
function leadsTo(service: Service, route: GatewayRoute): Lead[] {
  const { namespace, name } = service.metadata;
  return route.rules.flatMap(({ matches, backendRefs }) => {
    const sum = backendRefs.reduce((total, { weight }) => total + weight, 0);
    const paths = pathsOf(route, matches);
    return backendRefs
      .filter((ref) => ref.group === '' && ref.kind === 'Service' && ref.weight > 0)
      .filter((ref) => ref.namespace === namespace && ref.name === name)
      .map((ref) => ({ paths, ref, share: ref.weight / sum }));
  });
}

/** Distinct; TCP and TLS know none. */
function pathsOf(
  { kind }: GatewayRoute,
  matches: GatewayRoute['rules'][number]['matches'],
): string[] {
  if (kind === 'TCPRoute' || kind === 'TLSRoute') return [''];
  const paths = matches.map(({ path, grpc }) => {
    if (grpc === undefined) return path?.value ?? '/';
    return `/${grpc.service ?? '*'}/${grpc.method ?? '*'}`;
  });
  return paths.length === 0 ? ['/'] : [...new Set(paths)];
}

function entriesOf(
  world: World,
  service: Service,
  route: GatewayRoute,
  parent: RouteParentRef,
  { gateway, listener, hosts, invalid }: Attachment,
  { paths, ref, share }: Lead,
): EntryPoint[] {
  const { namespace, name } = route.metadata;
  const port = portBy(service, (one) => one.port === ref.port);
  const key = `${parent.namespace}/${parent.name}`;
  const wrong = invalidity(
    invalid,
    missingGrant(world, route, ref),
    missingPort(service, ref, port),
  );
  const stem = ['gateway', key, listener?.name ?? '*', route.kind, namespace, name].join('/');
  return hosts.flatMap((host) =>
    paths.flatMap((path) =>
      entriesAt(
        `${stem}/${host === '' ? '*' : host}${path}`,
        dialsOf(world, gateway, listener, host),
        {
          kind: 'gateway',
          ...(port === undefined ? {} : { portName: port.name }),
          ...(host === '' ? {} : { host }),
          ...(path === '' ? {} : { path }),
          ...(isSecured(listener) ? { tls: true } : {}),
          gateway: key,
          ...(listener === undefined ? {} : { listener: listener.name }),
          ...(share === 1 ? {} : { share }),
          route: { kind: route.kind, namespace, name },
          ...wrong,
        },
      ),
    ),
  );
}

function dialsOf(
  world: World,
  gateway: Gateway | undefined,
  listener: GatewayListener | undefined,
  host: string,
): Dial[] {
  const addresses = (gateway?.addresses ?? []).map(({ value }) => value);
  return listener === undefined
    ? dialAddresses(world, [], host, 0)
    : dialAddresses(world, addresses, host, listener.port);
}

function isSecured(listener: GatewayListener | undefined): boolean {
  return listener?.protocol === 'HTTPS' || listener?.protocol === 'TLS';
}

function missingPort(
  service: Service,
  { port }: RouteBackendRef,
  found: unknown,
): RouteReason | undefined {
  const key = objectKey(service.metadata);
  if (port === undefined) return routeReason('routePortNeeded', { service: key });
  return found === undefined ? routeReason('routePortMissing', { service: key, port }) : undefined;
}

/** S94: another namespace must agree; where its grants may not be read, it is taken to. */
function missingGrant(
  world: World,
  { kind, metadata }: GatewayRoute,
  { namespace, name }: RouteBackendRef,
): RouteReason | undefined {
  if (namespace === metadata.namespace || !world.readable('ReferenceGrant', namespace)) {
    return undefined;
  }
  for (const { from, to } of world.referenceGrants(namespace)) {
    const isFrom = from.some(
      (one) =>
        one.group === gatewayGroup && one.kind === kind && one.namespace === metadata.namespace,
    );
    const isTo = to.some(
      (one) =>
        one.group === '' && one.kind === 'Service' && (one.name === undefined || one.name === name),
    );
    if (isFrom && isTo) return undefined;
  }
  const service = `${namespace}/${name}`;
  return routeReason('referenceGrantMissing', {
    namespace,
    kind,
    from: metadata.namespace,
    service,
  });
}
