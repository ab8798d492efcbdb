// Routes that their Gateway does not take up, or that may not leave their namespace (S94).

import type { Gateway, GatewayListener, GatewayRoute } from '../model/routes.ts';
import { namespaceLabels } from '../policy/peers.ts';
import { matchesSelector } from '../state/matching.ts';
import type { World } from '../state/world.ts';
import type { Finding } from '../wire/finding.ts';
import { found, isPartial } from './finding.ts';
import { meantName } from './likeness.ts';

export function gatewaysOfWorld(world: World): Finding[] {
  return [
    ...[...world.routes()].flatMap((route) =>
      [parents(world, route), grants(world, route), weights(route)].flat(),
    ),
    ...classes(world),
  ];
}

function parents(world: World, route: GatewayRoute): Finding[] {
  return route.parentRefs.flatMap((parent, index) => {
    const { kind, namespace, name, sectionName, port } = parent;
    if (kind !== 'Gateway' || !world.readable('Gateway', namespace)) return [];
    const path = `spec.parentRefs[${index}]`;
    const gateway = gatewayNamed(world, namespace, name);
    const params = { gateway: `${namespace}/${name}` };
    if (gateway === undefined) return missingGateway(world, route, path, params.gateway, name);
    const listeners = gateway.listeners.filter(
      (listener) =>
        (sectionName === undefined || listener.name === sectionName) &&
        (port === undefined || listener.port === port),
    );
    if (listeners.length === 0) {
      const names = gateway.listeners.map((listener) => `${listener.name}:${listener.port}`);
      const wanted = sectionName ?? String(port ?? '');
      const evidence = { ...params, listener: wanted, listeners: names.join(', ') || '–' };
      const field = sectionName === undefined ? 'port' : 'sectionName';
      return [
        found('gatewayListenerMissing', route, { path: `${path}.${field}`, params: evidence }),
      ];
    }
    const open = listeners.filter((listener) => admits(world, gateway, listener, route));
    if (open.length === 0) {
      if (isPartial(world) && listeners.some(isSelecting)) return [];
      return [found('gatewayRefusesNamespace', route, { path, params })];
    }
    if (open.some((listener) => sharesHostname(listener, route))) return [];
    const hostnames = route.hostnames.join(', ');
    return [
      found('gatewayHostnameMismatch', route, {
        path: 'spec.hostnames',
        params: { ...params, hostnames },
      }),
    ];
  });
}

function gatewayNamed(world: World, namespace: string, name: string): Gateway | undefined {
  return [...world.gateways()].find(
    ({ metadata }) => metadata.namespace === namespace && metadata.name === name,
  );
}

function missingGateway(
  world: World,
  route: GatewayRoute,
  path: string,
  gateway: string,
  name: string,
): Finding[] {
  const meant = meantName(
    name,
    [...world.gateways()].map(({ metadata }) => metadata.name),
  );
  if (isPartial(world) && meant === undefined) return [];
  const params = { gateway, meant: meant ?? '–' };
  return [found('gatewayMissing', route, { path: `${path}.name`, params })];
}

function isSelecting({ allowedNamespaces }: GatewayListener): boolean {
  return allowedNamespaces.from === 'Selector';
}

function admits(
  world: World,
  gateway: Gateway,
  { allowedNamespaces }: GatewayListener,
  route: GatewayRoute,
): boolean {
  const { namespace } = route.metadata;
  if (allowedNamespaces.from === 'All') return true;
  if (allowedNamespaces.from === 'Same') return namespace === gateway.metadata.namespace;
  const { selector } = allowedNamespaces;
  return selector !== undefined && matchesSelector(selector, namespaceLabels(world, namespace));
}

/** Without hostnames on one side, whatever the other says. */
function sharesHostname({ hostname }: GatewayListener, { hostnames }: GatewayRoute): boolean {
  if (hostname === undefined || hostname === '' || hostnames.length === 0) return true;
  return hostnames.some((each) => overlap(hostname.toLowerCase(), each.toLowerCase()));
}

function overlap(one: string, other: string): boolean {
  if (one === other) return true;
  return covers(one, other) || covers(other, one);
}

/** `*.example.com` covers any name below `example.com`, wildcards too. */
function covers(wildcard: string, name: string): boolean {
  return wildcard.startsWith('*.') && name.endsWith(wildcard.slice(1));
}

function grants(world: World, route: GatewayRoute): Finding[] {
  const own = route.metadata.namespace;
  return route.rules.flatMap(({ backendRefs }, rule) =>
    backendRefs.flatMap(({ group, kind, namespace, name }, index) => {
      if (group !== '' || kind !== 'Service' || namespace === own) return [];
      if (!world.readable('ReferenceGrant', namespace)) return [];
      // Files that do not give the Service do not give its namespace's grants.
      if (world.service(`${namespace}/${name}`) === undefined) return [];
      const isGranted = [...world.referenceGrants(namespace)].some(
        ({ from, to }) =>
          from.some((each) => each.kind === route.kind && each.namespace === own) &&
          to.some(
            (each) =>
              each.group === '' &&
              each.kind === 'Service' &&
              (each.name === undefined || each.name === '' || each.name === name),
          ),
      );
      if (isGranted) return [];
      return [
        found('referenceGrantMissing', route, {
          path: `spec.rules[${rule}].backendRefs[${index}].namespace`,
          params: { service: `${namespace}/${name}`, namespace },
          fix: { code: 'grantReference' },
        }),
      ];
    }),
  );
}

/** S94: weights share; all zero is nobody. */
function weights(route: GatewayRoute): Finding[] {
  return route.rules.flatMap(({ backendRefs }, rule) =>
    backendRefs.length > 0 && backendRefs.every(({ weight }) => weight === 0)
      ? found('routeWeightsZero', route, { path: `spec.rules[${rule}].backendRefs` })
      : [],
  );
}

function classes(world: World): Finding[] {
  if (isPartial(world) || !world.readable('GatewayClass')) return [];
  const names = new Set([...world.gatewayClasses()].map(({ metadata }) => metadata.name));
  return [...world.gateways()].flatMap((gateway) => {
    const { gatewayClassName } = gateway;
    if (names.has(gatewayClassName)) return [];
    const params = { class: gatewayClassName, classes: [...names].join(', ') || '–' };
    return [found('gatewayClassMissing', gateway, { path: 'spec.gatewayClassName', params })];
  });
}
