// What the API server refuses of an EndpointSlice, all faults at once (S30).

import type { RawObject } from '../simulate/rawObject.ts';
import { validateNodeName } from './endpoints.ts';
import { duplicate, invalid, notSupported, required, tooMany } from './fieldError.ts';
import type { FieldError } from './fieldError.ts';
import { FieldReader } from './fieldReader.ts';
import { parseIP, validateEndpointIP } from './ipAddress.ts';
import { validateMetadata } from './metadata.ts';
import {
  dns1123LabelFlaws,
  dns1123SubdomainFlaws,
  labelValueFlaws,
  textErrors,
  validateLabels,
} from './names.ts';
import { validateAppProtocol, validateProtocol } from './servicePorts.ts';

const addressTypes = ['FQDN', 'IPv4', 'IPv6'] as const;
const maxEndpoints = 1000;
const maxAddresses = 100;
const maxPorts = 100;
const maxTopologyLabels = 16;
const maxHints = 8;

/** All faults of an EndpointSlice whose defaults have been applied. */
export function validateEndpointSlice(slice: RawObject): FieldError[] {
  const faults: FieldError[] = [];
  const object = new FieldReader(slice, '', faults);
  const addressType = object.string('addressType');
  const errors = [
    ...validateMetadata(object, dns1123SubdomainFlaws),
    ...addressTypeErrors(addressType),
    ...endpointsErrors(object, addressType),
    ...portsErrors(object),
  ];
  return [...faults, ...errors];
}

export function validateEndpointSliceUpdate(slice: RawObject, old: RawObject): FieldError[] {
  const addressType = new FieldReader(slice, '', []).string('addressType');
  const before = new FieldReader(old, '', []).string('addressType');
  const changed =
    addressType === before ? [] : [invalid('addressType', addressType, 'immutable' as const)];
  return [...validateEndpointSlice(slice), ...changed];
}

function addressTypeErrors(addressType: string): FieldError[] {
  if (addressType === '') return [required('addressType')];
  const known: readonly string[] = addressTypes;
  return known.includes(addressType)
    ? []
    : [notSupported('addressType', addressType, addressTypes)];
}

function endpointsErrors(slice: FieldReader, addressType: string): FieldError[] {
  const endpoints = slice.objects('endpoints');
  if (endpoints.length > maxEndpoints) {
    return [tooMany('endpoints', endpoints.length, maxEndpoints)];
  }
  return endpoints.flatMap((endpoint) => endpointErrors(endpoint, addressType));
}

function endpointErrors(endpoint: FieldReader, addressType: string): FieldError[] {
  return [
    ...addressesErrors(endpoint, addressType),
    ...placeErrors(endpoint),
    ...hintErrors(endpoint),
  ];
}

function addressesErrors(endpoint: FieldReader, addressType: string): FieldError[] {
  const path = endpoint.at('addresses');
  const addresses = endpoint.strings('addresses');
  const errors: FieldError[] = [];
  if (addresses.length === 0) errors.push(required(path, 'oneAddress'));
  if (addresses.length > maxAddresses) {
    errors.push(tooMany(path, addresses.length, maxAddresses));
  }
  addresses.forEach((address, index) => {
    errors.push(...addressErrors(`${path}[${index}]`, address, addressType));
  });
  return errors;
}

/** An address of a type nobody knows is not looked at. */
function addressErrors(path: string, address: string, addressType: string): FieldError[] {
  switch (addressType) {
    case 'IPv4':
    case 'IPv6': {
      const matches = parseIP(address)?.family === addressType;
      const code = addressType === 'IPv4' ? 'ipv4' : 'ipv6';
      const family = matches ? [] : [invalid(path, address, code)];
      return [...family, ...validateEndpointIP(path, address)];
    }
    case 'FQDN':
      return domainErrors(path, address);
    default:
      return [];
  }
}

/** At least two labels; a trailing dot is fine. Only the first fault is told. */
function domainErrors(path: string, address: string): FieldError[] {
  if (address === '') return [required(path)];
  const name = address.replace(/\.$/, '');
  const flaws = dns1123SubdomainFlaws(name);
  if (flaws.length > 0) return textErrors(path, name, flaws.slice(0, 1));
  const labels = name.split('.');
  if (labels.length < 2) return [invalid(path, name, 'domainSegments')];
  const bad = labels.find((label) => dns1123LabelFlaws(label).length > 0);
  return bad === undefined ? [] : textErrors(path, bad, dns1123LabelFlaws(bad).slice(0, 1));
}

function placeErrors(endpoint: FieldReader): FieldError[] {
  const nodeName = endpoint.optionalString('nodeName');
  const hostname = endpoint.optionalString('hostname');
  const topology = endpoint.stringMap('deprecatedTopology');
  const topologyPath = endpoint.at('deprecatedTopology');
  const errors: FieldError[] = [];
  if (nodeName !== undefined) errors.push(...validateNodeName(endpoint.at('nodeName'), nodeName));
  if (topology && topology.size > maxTopologyLabels) {
    errors.push(tooMany(topologyPath, topology.size, maxTopologyLabels));
  }
  errors.push(...validateLabels(topologyPath, topology));
  if (hostname !== undefined) {
    errors.push(...textErrors(endpoint.at('hostname'), hostname, dns1123LabelFlaws(hostname)));
  }
  return errors;
}

function hintErrors(endpoint: FieldReader): FieldError[] {
  const hints = endpoint.object('hints');
  if (!hints) return [];
  const zones = namesErrors(hints, 'forZones', (path, zone) =>
    textErrors(path, zone, labelValueFlaws(zone)),
  );
  return [...zones, ...namesErrors(hints, 'forNodes', validateNodeName)];
}

function namesErrors(
  hints: FieldReader,
  field: 'forZones' | 'forNodes',
  rule: (path: string, name: string) => FieldError[],
): FieldError[] {
  const named = hints.objects(field);
  if (named.length > maxHints) return [tooMany(hints.at(field), named.length, maxHints)];
  const seen = new Set<string>();
  return named.flatMap((hint) => {
    const name = hint.string('name');
    const errors = rule(hint.at('name'), name);
    if (seen.has(name)) errors.unshift(duplicate(hint.at('name'), name));
    seen.add(name);
    return errors;
  });
}

function portsErrors(slice: FieldReader): FieldError[] {
  const ports = slice.objects('ports');
  if (ports.length > maxPorts) return [tooMany('ports', ports.length, maxPorts)];
  const names = new Set<string>();
  return ports.flatMap((port) => portErrors(port, names));
}

function portErrors(port: FieldReader, names: Set<string>): FieldError[] {
  const name = port.string('name');
  const appProtocol = port.optionalString('appProtocol');
  const errors = name === '' ? [] : textErrors(port.at('name'), name, dns1123LabelFlaws(name));
  if (names.has(name)) errors.push(duplicate(port.at('name'), name));
  names.add(name);
  errors.push(...protocolErrors(port));
  if (appProtocol !== undefined) {
    errors.push(...validateAppProtocol(port.at('appProtocol'), appProtocol));
  }
  return errors;
}

/** An absent protocol is missing; an empty one is merely unsupported. */
function protocolErrors(port: FieldReader): FieldError[] {
  const path = port.at('protocol');
  const protocol = port.optionalString('protocol');
  if (protocol === '') return [notSupported(path, '', ['SCTP', 'TCP', 'UDP'])];
  return validateProtocol(path, protocol ?? '');
}
