import type { Endpoint, EndpointPort, EndpointSlice, ObjectReference } from '../endpointSlice.ts';
import { ipFamily } from './address.ts';
import type { Fields } from './fields.ts';
import { parseMetadata } from './metadata.ts';
import { parseProtocol } from './protocol.ts';

const addressTypes = ['IPv4', 'IPv6', 'FQDN'] as const;
const serviceNameLabel = 'kubernetes.io/service-name';

export function parseEndpointSlice(object: Fields): EndpointSlice {
  const metadata = parseMetadata(object, 'namespaced');
  if (!object.has('addressType')) object.report('addressType', 'required');
  const addressType = object.oneOf('addressType', addressTypes) ?? 'IPv4';
  return {
    kind: 'EndpointSlice',
    metadata,
    serviceName: metadata.labels.get(serviceNameLabel) ?? '',
    addressType,
    endpoints: object.children('endpoints').map((each) => parseEndpoint(each, addressType)),
    ports: object.interner.value(object.children('ports').map(parsePort)),
  };
}

function parseEndpoint(fields: Fields, addressType: EndpointSlice['addressType']): Endpoint {
  const endpoint: Endpoint = { addresses: parseAddresses(fields, addressType) };
  const conditions = fields.child('conditions');
  const ready = conditions.boolean('ready');
  if (ready !== undefined) endpoint.ready = ready;
  const serving = conditions.boolean('serving');
  if (serving !== undefined) endpoint.serving = serving;
  const terminating = conditions.boolean('terminating');
  if (terminating !== undefined) endpoint.terminating = terminating;
  const hostname = fields.nonEmpty('hostname');
  if (hostname !== undefined) endpoint.hostname = hostname;
  const nodeName = fields.sharedString('nodeName');
  if (nodeName !== undefined && nodeName !== '') endpoint.nodeName = nodeName;
  const zone = fields.sharedString('zone');
  if (zone !== undefined && zone !== '') endpoint.zone = zone;
  const targetRef = fields.optionalChild('targetRef');
  if (targetRef !== undefined) endpoint.targetRef = parseReference(targetRef);
  readHints(fields, endpoint);
  return endpoint;
}

/** A slice holds one family (S33), so an address of another is as wrong as no address. */
function parseAddresses(
  fields: Fields,
  addressType: EndpointSlice['addressType'],
): readonly string[] {
  if (addressType === 'FQDN') return fields.strings('addresses');
  const addresses = fields.ips('addresses');
  for (const [index, address] of addresses.entries()) {
    if (ipFamily(address) !== addressType)
      fields.report(`addresses[${index}]`, 'invalid', { value: address });
  }
  return addresses;
}

function readHints(fields: Fields, endpoint: Endpoint): void {
  const hints = fields.optionalChild('hints');
  if (hints === undefined) return;
  const zones = parseHints(hints, 'forZones');
  if (zones !== undefined) endpoint.zoneHints = zones;
  const nodes = parseHints(hints, 'forNodes');
  if (nodes !== undefined) endpoint.nodeHints = nodes;
}

function parseHints(hints: Fields, name: string): readonly string[] | undefined {
  const names = hints.children(name).map((each) => each.string('name') ?? '');
  return names.length === 0 ? undefined : hints.interner.value(names);
}

function parsePort(fields: Fields): EndpointPort {
  const port: EndpointPort = { protocol: parseProtocol(fields) };
  const name = fields.string('name');
  if (name !== undefined) port.name = name;
  // 0 is storable, and ignored by kube-proxy (S34).
  const number = fields.integer('port', 0, 65_535);
  if (number !== undefined) port.port = number;
  const appProtocol = fields.string('appProtocol');
  if (appProtocol !== undefined) port.appProtocol = appProtocol;
  return port;
}

export function parseReference(fields: Fields): ObjectReference {
  return {
    kind: fields.sharedString('kind') ?? '',
    namespace: fields.sharedString('namespace') ?? '',
    name: fields.string('name') ?? '',
    uid: fields.string('uid') ?? '',
  };
}
