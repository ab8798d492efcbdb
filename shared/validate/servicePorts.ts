import { duplicate, forbidden, notSupported, required } from './fieldError.ts';
import type { FieldError } from './fieldError.ts';
import {
  dns1123LabelFlaws,
  portNameFlaws,
  qualifiedNameFlaws,
  textErrors,
  validatePortNumber,
} from './names.ts';
import { isHeadlessSpec, type ServiceFields, type ServicePortFields } from './serviceFields.ts';

export const protocols = ['SCTP', 'TCP', 'UDP'] as const;

/** Every port by itself, then against the others (S4, S5, S7). */
export function validateServicePorts(service: ServiceFields): FieldError[] {
  const { ports, type } = service;
  const errors = missingPorts(service);
  const names = new Set<string>();
  for (const port of ports) {
    errors.push(...nameErrors(port, ports.length > 1, names), ...portErrors(port));
  }
  if (type === 'ClusterIP') errors.push(...forbiddenNodePorts(ports));
  return [...errors, ...duplicateNodePorts(ports), ...duplicatePorts(ports)];
}

function missingPorts(service: ServiceFields): FieldError[] {
  const mayHaveNone = isHeadlessSpec(service) || service.type === 'ExternalName';
  return service.ports.length === 0 && !mayHaveNone ? [required('spec.ports')] : [];
}

/** Names are mandatory and unique when there is more than one port (S4). */
function nameErrors(
  { path, name }: ServicePortFields,
  mandatory: boolean,
  names: Set<string>,
): FieldError[] {
  const at = `${path}.name`;
  if (name === '') return mandatory ? [required(at)] : [];
  const errors = textErrors(at, name, dns1123LabelFlaws(name));
  if (names.has(name)) errors.push(duplicate(at, name));
  names.add(name);
  return errors;
}

function portErrors({ path, port, protocol, targetPort, appProtocol }: ServicePortFields) {
  return [
    ...validatePortNumber(`${path}.port`, port),
    ...validateProtocol(`${path}.protocol`, protocol),
    ...targetPortErrors(`${path}.targetPort`, targetPort),
    ...(appProtocol === undefined ? [] : validateAppProtocol(`${path}.appProtocol`, appProtocol)),
  ];
}

export function validateProtocol(path: string, protocol: string): FieldError[] {
  if (protocol === '') return [required(path)];
  const known: readonly string[] = protocols;
  return known.includes(protocol) ? [] : [notSupported(path, protocol, protocols)];
}

/** S6. */
export function validateAppProtocol(path: string, appProtocol: string): FieldError[] {
  return textErrors(path, appProtocol, qualifiedNameFlaws(appProtocol));
}

function targetPortErrors(path: string, targetPort: number | string): FieldError[] {
  if (typeof targetPort === 'number') return validatePortNumber(path, targetPort);
  return textErrors(path, targetPort, portNameFlaws(targetPort));
}

/** S7. */
function forbiddenNodePorts(ports: readonly ServicePortFields[]): FieldError[] {
  return ports
    .filter(({ nodePort }) => nodePort !== 0)
    .map(({ path }) => forbidden(`${path}.nodePort`, 'nodePortForbidden'));
}

function duplicateNodePorts(ports: readonly ServicePortFields[]): FieldError[] {
  const seen = new Set<string>();
  return ports.flatMap(({ path, protocol, nodePort }) => {
    const key = `${protocol}/${nodePort}`;
    if (nodePort === 0) return [];
    if (seen.has(key)) return [duplicate(`${path}.nodePort`, nodePort)];
    seen.add(key);
    return [];
  });
}

function duplicatePorts(ports: readonly ServicePortFields[]): FieldError[] {
  const seen = new Set<string>();
  return ports.flatMap(({ path, protocol, port }) => {
    const key = `${protocol}/${port}`;
    if (seen.has(key)) return [duplicate(path, { protocol, port })];
    seen.add(key);
    return [];
  });
}
