// What the API server refuses of an Endpoints object, all faults at once.

import type { RawObject } from '../simulate/rawObject.ts';
import { required, type FieldError } from './fieldError.ts';
import { FieldReader } from './fieldReader.ts';
import { validateEndpointIP, validateIP } from './ipAddress.ts';
import { validateMetadata, validateMetadataUpdate } from './metadata.ts';
import {
  dns1123LabelFlaws,
  dns1123SubdomainFlaws,
  textErrors,
  validatePortNumber,
} from './names.ts';
import { validateAppProtocol, validateProtocol } from './servicePorts.ts';

/** All faults of an Endpoints object whose defaults have been applied (S30). */
export function validateEndpoints(endpoints: RawObject): FieldError[] {
  const faults: FieldError[] = [];
  const object = new FieldReader(endpoints, '', faults);
  const errors = [
    ...validateMetadata(object, dns1123SubdomainFlaws),
    ...object.objects('subsets').flatMap(subsetErrors),
  ];
  return [...faults, ...errors];
}

export function validateEndpointsUpdate(endpoints: RawObject, old: RawObject): FieldError[] {
  const [after, before] = [new FieldReader(endpoints, '', []), new FieldReader(old, '', [])];
  return [...validateMetadataUpdate(after, before), ...validateEndpoints(endpoints)];
}

function subsetErrors(subset: FieldReader): FieldError[] {
  const addresses = [...subset.objects('addresses'), ...subset.objects('notReadyAddresses')];
  const ports = subset.objects('ports');
  return [
    ...(addresses.length === 0 ? [required(subset.path, 'addressesRequired')] : []),
    ...addresses.flatMap(addressErrors),
    ...ports.flatMap((port) => portErrors(port, ports.length > 1)),
  ];
}

function addressErrors(address: FieldReader): FieldError[] {
  const ip = address.string('ip');
  const hostname = address.string('hostname');
  const nodeName = address.optionalString('nodeName');
  return [
    ...validateIP(address.at('ip'), ip),
    ...(hostname === ''
      ? []
      : textErrors(address.at('hostname'), hostname, dns1123LabelFlaws(hostname))),
    ...(nodeName === undefined ? [] : validateNodeName(address.at('nodeName'), nodeName)),
    ...validateEndpointIP(address.at('ip'), ip),
  ];
}

export function validateNodeName(path: string, nodeName: string): FieldError[] {
  return textErrors(path, nodeName, dns1123SubdomainFlaws(nodeName));
}

function portErrors(port: FieldReader, nameMandatory: boolean): FieldError[] {
  const name = port.string('name');
  const appProtocol = port.optionalString('appProtocol');
  return [
    ...nameErrors(port.at('name'), name, nameMandatory),
    ...validatePortNumber(port.at('port'), port.integer('port')),
    ...validateProtocol(port.at('protocol'), port.string('protocol')),
    ...(appProtocol === undefined ? [] : validateAppProtocol(port.at('appProtocol'), appProtocol)),
  ];
}

function nameErrors(path: string, name: string, mandatory: boolean): FieldError[] {
  if (name === '') return mandatory ? [required(path)] : [];
  return textErrors(path, name, dns1123LabelFlaws(name));
}
