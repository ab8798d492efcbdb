import type { GatewayRoute, RouteBackendRef, RouteMatch, RouteParentRef } from '../routes.ts';
import type { Fields } from './fields.ts';
import { gatewayGroup } from './gateway.ts';
import { parseMetadata } from './metadata.ts';

export function parseGatewayRoute(object: Fields, kind: GatewayRoute['kind']): GatewayRoute {
  const spec = object.child('spec');
  const metadata = parseMetadata(object, 'namespaced');
  return {
    kind,
    metadata,
    parentRefs: spec.children('parentRefs').map((ref) => parseParentRef(ref, metadata.namespace)),
    hostnames: spec.strings('hostnames'),
    rules: spec.children('rules').map((rule) => ({
      matches: rule.children('matches').map((match) => parseMatch(match, kind)),
      backendRefs: rule
        .children('backendRefs')
        .map((ref) => parseBackendRef(ref, metadata.namespace)),
    })),
  };
}

function parseParentRef(fields: Fields, namespace: string): RouteParentRef {
  const ref: RouteParentRef = {
    group: fields.string('group') ?? gatewayGroup,
    kind: fields.nonEmpty('kind') ?? 'Gateway',
    namespace: fields.nonEmpty('namespace') ?? namespace,
    name: fields.string('name') ?? '',
  };
  const sectionName = fields.nonEmpty('sectionName');
  if (sectionName !== undefined) ref.sectionName = sectionName;
  const port = fields.optionalPort('port');
  if (port !== undefined) ref.port = port;
  return ref;
}

function parseBackendRef(fields: Fields, namespace: string): RouteBackendRef {
  const ref: RouteBackendRef = {
    group: fields.string('group') ?? '',
    kind: fields.nonEmpty('kind') ?? 'Service',
    namespace: fields.nonEmpty('namespace') ?? namespace,
    name: fields.string('name') ?? '',
    // S94
    weight: fields.integer('weight', 0, 1_000_000) ?? 1,
  };
  const port = fields.optionalPort('port');
  if (port !== undefined) ref.port = port;
  return ref;
}

function parseMatch(fields: Fields, kind: GatewayRoute['kind']): RouteMatch {
  const match: RouteMatch = { headers: fields.children('headers').map(parseHeader) };
  if (kind === 'GRPCRoute') {
    const method = fields.optionalChild('method');
    if (method !== undefined) match.grpc = parseGRPCMethod(method);
    return match;
  }
  const path = fields.optionalChild('path');
  if (path !== undefined)
    match.path = {
      type: path.nonEmpty('type') ?? 'PathPrefix',
      value: path.string('value') ?? '/',
    };
  const method = fields.nonEmpty('method');
  if (method !== undefined) match.method = method;
  return match;
}

function parseGRPCMethod(fields: Fields): NonNullable<RouteMatch['grpc']> {
  const grpc: NonNullable<RouteMatch['grpc']> = {};
  const service = fields.nonEmpty('service');
  if (service !== undefined) grpc.service = service;
  const method = fields.nonEmpty('method');
  if (method !== undefined) grpc.method = method;
  return grpc;
}

function parseHeader(fields: Fields): RouteMatch['headers'][number] {
  return {
    name: fields.string('name') ?? '',
    type: fields.nonEmpty('type') ?? 'Exact',
    value: fields.string('value') ?? '',
  };
}
