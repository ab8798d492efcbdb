import type { Gateway, GatewayClass, GatewayListener, ReferenceGrant } from '../routes.ts';
import type { Fields } from './fields.ts';
import { parseLabelSelector } from './labelSelector.ts';
import { parseMetadata } from './metadata.ts';

export const gatewayGroup = 'gateway.networking.k8s.io';

export function parseGateway(object: Fields): Gateway {
  const spec = object.child('spec');
  return {
    kind: 'Gateway',
    metadata: parseMetadata(object, 'namespaced'),
    gatewayClassName: spec.string('gatewayClassName') ?? '',
    listeners: spec.children('listeners').map(parseListener),
    addresses: object.child('status').children('addresses').map(parseAddress),
  };
}

function parseListener(fields: Fields): GatewayListener {
  const allowed = fields.child('allowedRoutes');
  const listener: GatewayListener = {
    name: fields.string('name') ?? '',
    protocol: fields.string('protocol') ?? '',
    port: fields.requiredPort('port'),
    allowedNamespaces: parseAllowedNamespaces(allowed.child('namespaces')),
    allowedKinds: allowed.children('kinds').map((each) => ({
      group: each.string('group') ?? gatewayGroup,
      kind: each.string('kind') ?? '',
    })),
  };
  const hostname = fields.nonEmpty('hostname');
  if (hostname !== undefined) listener.hostname = hostname;
  return listener;
}

/** The API's default is Same. */
function parseAllowedNamespaces(fields: Fields): GatewayListener['allowedNamespaces'] {
  const from = fields.oneOf('from', ['All', 'Same', 'Selector'] as const) ?? 'Same';
  const selector = fields.optionalChild('selector');
  return selector === undefined ? { from } : { from, selector: parseLabelSelector(selector) };
}

function parseAddress(fields: Fields): Gateway['addresses'][number] {
  return { type: fields.string('type') ?? 'IPAddress', value: fields.string('value') ?? '' };
}

export function parseGatewayClass(object: Fields): GatewayClass {
  return {
    kind: 'GatewayClass',
    metadata: parseMetadata(object, 'cluster'),
    controllerName: object.child('spec').string('controllerName') ?? '',
  };
}

export function parseReferenceGrant(object: Fields): ReferenceGrant {
  const spec = object.child('spec');
  return {
    kind: 'ReferenceGrant',
    metadata: parseMetadata(object, 'namespaced'),
    from: spec.children('from').map((each) => ({
      group: each.string('group') ?? '',
      kind: each.string('kind') ?? '',
      namespace: each.string('namespace') ?? '',
    })),
    to: spec.children('to').map(parseGrantTarget),
  };
}

function parseGrantTarget(fields: Fields): ReferenceGrant['to'][number] {
  const target = { group: fields.string('group') ?? '', kind: fields.string('kind') ?? '' };
  const name = fields.nonEmpty('name');
  return name === undefined ? target : { ...target, name };
}
