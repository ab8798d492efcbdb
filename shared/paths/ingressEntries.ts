// The ways an Ingress leads to a Service (S94).
import { objectKey } from '../model/metadata.ts';
import type { Ingress, IngressBackend } from '../model/routes.ts';
import type { Service } from '../model/service.ts';
import type { World } from '../state/world.ts';
import type { EntryPoint } from '../wire/topology.ts';
import {
  dialAddresses,
  entriesAt,
  invalidity,
  portBy,
  routeReason,
  type RouteReason,
} from './routeBackend.ts';
import { coversOneLabel } from './routeHosts.ts';

interface Way {
  /** Empty for any. */
  host: string;
  /** Absent for the default backend. */
  path?: string;
  backend: IngressBackend;
}

/** The API defines no ports: controllers listen on these. */
const httpPort = 80;
const httpsPort = 443;

/** By rule and path as written, the default backend last. */
export function ingressEntries(world: World, service: Service, ingress: Ingress): EntryPoint[] {
  const { name, namespace } = ingress.metadata;
  const className = classOf(world, ingress);
  const addresses = ingress.addresses.flatMap(({ ip, hostname }) => ip ?? hostname ?? []);
  return waysTo(ingress, service).flatMap(({ host, path, backend }) => {
    const tls = isSecured(ingress, host);
    const { portName, invalid } = portOf(service, backend);
    const dials = dialAddresses(world, addresses, host, tls ? httpsPort : httpPort);
    const id = [`ingress/${namespace}/${name}`, ...idOf(host, path)].join('/');
    return entriesAt(id, dials, {
      kind: 'ingress',
      ...(portName === undefined ? {} : { portName }),
      ...(host === '' ? {} : { host }),
      ...(path === undefined ? {} : { path }),
      ...(tls ? { tls } : {}),
      ...(className === undefined ? {} : { class: className }),
      route: { kind: 'Ingress', namespace, name },
      ...invalidity(invalid, unserved(world, className)),
    });
  });
}

/** Paths start with a slash. */
function idOf(host: string, path: string | undefined): string[] {
  return path === undefined ? [] : [`${host === '' ? '*' : host}${path === '' ? '/' : path}`];
}

function waysTo(ingress: Ingress, service: Service): Way[] {
  const { defaultBackend, rules } = ingress;
  const ways = rules.flatMap(({ host, paths }) =>
    paths.flatMap(({ path, backend }) => (backend === undefined ? [] : [{ host, path, backend }])),
  );
  const all: Way[] =
    defaultBackend === undefined ? ways : [...ways, { host: '', backend: defaultBackend }];
  return all.filter(({ backend }) => backend.serviceName === service.metadata.name);
}

/** An entry without hosts stands for whatever the controller serves. */
function isSecured({ tls }: Ingress, host: string): boolean {
  return tls.some(
    ({ hosts }) => hosts.length === 0 || hosts.some((one) => coversOneLabel(one, host)),
  );
}

/** By number or by name (S94). */
function portOf(
  service: Service,
  { portName, portNumber }: IngressBackend,
): { portName?: string; invalid?: RouteReason } {
  const key = objectKey(service.metadata);
  const wanted = portName ?? portNumber;
  if (wanted === undefined) return { invalid: routeReason('routePortNeeded', { service: key }) };
  const port = portBy(service, (one) =>
    portName === undefined ? one.port === portNumber : one.name === portName,
  );
  if (port !== undefined) return { portName: port.name };
  return { invalid: routeReason('routePortMissing', { service: key, port: wanted }) };
}

/** Its own, else the default one, the newest where several claim to be. */
function classOf(world: World, ingress: Ingress): string | undefined {
  if (ingress.ingressClassName !== undefined) return ingress.ingressClassName;
  let newest: { name: string; created: string } | undefined;
  for (const { isDefault, metadata } of world.ingressClasses()) {
    const created = metadata.creationTimestamp ?? '';
    if (isDefault && (newest === undefined || created > newest.created)) {
      newest = { name: metadata.name, created };
    }
  }
  return newest?.name;
}

/** Where there are classes and none is meant; files and old controllers do without any. */
function unserved(world: World, className: string | undefined): RouteReason | undefined {
  if (className !== undefined || !world.readable('IngressClass')) return undefined;
  const hasClasses = world.ingressClasses()[Symbol.iterator]().next().done !== true;
  return hasClasses ? routeReason('noDefaultIngressClass', {}) : undefined;
}
