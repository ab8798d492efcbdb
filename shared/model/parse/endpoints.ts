import type { EndpointAddress, Endpoints, EndpointsPort, EndpointSubset } from '../endpoints.ts';
import { parseReference } from './endpointSlice.ts';
import type { Fields } from './fields.ts';
import { parseMetadata } from './metadata.ts';
import { parseProtocol } from './protocol.ts';

export function parseEndpoints(object: Fields): Endpoints {
  return {
    kind: 'Endpoints',
    metadata: parseMetadata(object, 'namespaced'),
    subsets: object.children('subsets').map(parseSubset),
  };
}

function parseSubset(fields: Fields): EndpointSubset {
  return {
    addresses: fields.children('addresses').map(parseAddress),
    notReadyAddresses: fields.children('notReadyAddresses').map(parseAddress),
    ports: fields.interner.value(fields.children('ports').map(parsePort)),
  };
}

function parseAddress(fields: Fields): EndpointAddress {
  if (!fields.has('ip')) fields.report('ip', 'required');
  const address: EndpointAddress = { ip: fields.ip('ip') ?? '' };
  const hostname = fields.nonEmpty('hostname');
  if (hostname !== undefined) address.hostname = hostname;
  const nodeName = fields.sharedString('nodeName');
  if (nodeName !== undefined && nodeName !== '') address.nodeName = nodeName;
  const targetRef = fields.optionalChild('targetRef');
  if (targetRef !== undefined) address.targetRef = parseReference(targetRef);
  return address;
}

function parsePort(fields: Fields): EndpointsPort {
  const port: EndpointsPort = {
    name: fields.string('name') ?? '',
    port: fields.requiredPort('port'),
    protocol: parseProtocol(fields),
  };
  const appProtocol = fields.string('appProtocol');
  if (appProtocol !== undefined) port.appProtocol = appProtocol;
  return port;
}
