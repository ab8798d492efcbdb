// Ingresses and routes whose backend is not there (S94, S95).

import { objectKey } from '../model/metadata.ts';
import type { GatewayRoute, Ingress } from '../model/routes.ts';
import type { Service } from '../model/service.ts';
import type { World } from '../state/world.ts';
import type { Finding } from '../wire/finding.ts';
import { found, isPartial, type Subject } from './finding.ts';
import { isPart, meantName } from './likeness.ts';

interface Backend {
  subject: Subject;
  servicePath: string;
  portPath: string;
  namespace: string;
  name: string;
  /** A Service port's name or number. */
  port: string | number | undefined;
}

/** Of an Ingress or route alone; `only` narrows it to one Service. */
export function routeFindings(
  world: World,
  route: Ingress | GatewayRoute,
  only?: string,
): Finding[] {
  return backendsOf(route)
    .filter(({ namespace, name }) => only === undefined || `${namespace}/${name}` === only)
    .flatMap((backend) => judge(world, backend));
}

export function routesOfWorld(world: World): Finding[] {
  return [
    ...[...world.ingresses()].flatMap((ingress) =>
      [routeFindings(world, ingress), classFindings(world, ingress)].flat(),
    ),
    ...[...world.routes()].flatMap((route) => routeFindings(world, route)),
  ];
}

function backendsOf(route: Ingress | GatewayRoute): Backend[] {
  return route.kind === 'Ingress' ? ingressBackends(route) : gatewayBackends(route);
}

/** The AWS controller's actions look like a backend and are none. */
const action = 'use-annotation';

function ingressBackends(ingress: Ingress): Backend[] {
  const { namespace } = ingress.metadata;
  const all = [
    { backend: ingress.defaultBackend, path: 'spec.defaultBackend' },
    ...ingress.rules.flatMap(({ paths }, rule) =>
      paths.map(({ backend }, index) => ({
        backend,
        path: `spec.rules[${rule}].http.paths[${index}].backend`,
      })),
    ),
  ];
  return all.flatMap(({ backend, path }) => {
    if (backend === undefined || backend.portName === action) return [];
    const { serviceName: name, portName, portNumber } = backend;
    return {
      subject: ingress,
      servicePath: `${path}.service.name`,
      portPath: `${path}.service.port.${portName === undefined ? 'number' : 'name'}`,
      namespace,
      name,
      port: portName ?? portNumber,
    };
  });
}

function gatewayBackends(route: GatewayRoute): Backend[] {
  return route.rules.flatMap(({ backendRefs }, rule) =>
    backendRefs.flatMap(({ group, kind, namespace, name, port }, index) => {
      if (group !== '' || kind !== 'Service') return [];
      const path = `spec.rules[${rule}].backendRefs[${index}]`;
      const paths = { servicePath: `${path}.name`, portPath: `${path}.port` };
      return { subject: route, ...paths, namespace, name, port };
    }),
  );
}

function judge(world: World, backend: Backend): Finding[] {
  const { subject, namespace, name } = backend;
  const service = world.service(`${namespace}/${name}`);
  if (service === undefined) return missing(world, backend);
  if (service.type === 'ExternalName') {
    const params = { service: objectKey(service.metadata), name: service.externalName ?? '' };
    return [found('routeToExternalName', subject, { path: backend.servicePath, params })];
  }
  return portFindings(service, backend);
}

/** What files do not give, an operator or another chart may make; a name that is nearly there is meant. */
function missing(world: World, backend: Backend): Finding[] {
  const { subject, namespace, name, servicePath: path } = backend;
  if (!world.readable('Service', namespace)) return [];
  const services = [...world.services(namespace)];
  const meant =
    meantName(
      name,
      services.map(({ metadata }) => metadata.name),
    ) ?? longerName(world, services, backend);
  const params = { service: `${namespace}/${name}`, meant: meant ?? '–' };
  const fix = meant === undefined ? undefined : ({ code: 'nameService' } as const);
  if (!isPartial(world) || meant !== undefined)
    return [found('routeServiceMissing', subject, { path, params, ...(fix && { fix }) })];
  if (services.length === 0) return [];
  return [found('routeServiceNotGiven', subject, { path, params: { service: params.service } })];
}

/** `web` for `web-svc`: a Service that no route leads to, and that has the port. */
function longerName(
  world: World,
  services: readonly Service[],
  { name, port: wanted }: Backend,
): string | undefined {
  const [only, ...more] = services.filter(
    ({ metadata, ports }) =>
      isPart(name, metadata.name) &&
      ports.some((each) => each.port === wanted || each.name === wanted) &&
      world.routesTo(objectKey(metadata)).length === 0,
  );
  return more.length === 0 ? only?.metadata.name : undefined;
}

function portFindings(service: Service, backend: Backend): Finding[] {
  const { subject, portPath: path, port: wanted } = backend;
  if (wanted === undefined) return [];
  if (service.ports.some(({ name, port }) => port === wanted || name === wanted)) return [];
  const ports = service.ports.map(({ name, port }) => (name === '' ? port : `${port} (${name})`));
  const params = {
    port: wanted,
    service: objectKey(service.metadata),
    ports: ports.join(', ') || '–',
  };
  return [found('routePortMissing', subject, { path, params, fix: { code: 'useServicePort' } })];
}

/** Classes are a cluster's, seldom in files. */
function classFindings(world: World, ingress: Ingress): Finding[] {
  if (isPartial(world) || !world.readable('IngressClass')) return [];
  const { ingressClassName } = ingress;
  const classes = [...world.ingressClasses()];
  const names = classes.map(({ metadata }) => metadata.name).join(', ') || '–';
  if (ingressClassName === undefined) {
    // The annotation is older than classes, and names no object.
    if (ingress.metadata.annotations.has('kubernetes.io/ingress.class')) return [];
    if (classes.length === 0 || classes.some(({ isDefault }) => isDefault)) return [];
    return [found('ingressWithoutClass', ingress, { params: { classes: names } })];
  }
  if (classes.some(({ metadata }) => metadata.name === ingressClassName)) return [];
  const params = { class: ingressClassName, classes: names };
  return [found('ingressClassMissing', ingress, { path: 'spec.ingressClassName', params })];
}
