import type { Ingress, IngressBackend, IngressClass, IngressPath } from '../routes.ts';
import type { Fields } from './fields.ts';
import { parseMetadata } from './metadata.ts';

const pathTypes = ['Exact', 'Prefix', 'ImplementationSpecific'] as const;
/** Older than `spec.ingressClassName`, and still obeyed by controllers. */
const classAnnotation = 'kubernetes.io/ingress.class';

export function parseIngress(object: Fields): Ingress {
  const spec = object.child('spec');
  const metadata = parseMetadata(object, 'namespaced');
  const ingress: Ingress = {
    kind: 'Ingress',
    metadata,
    tls: spec.children('tls').map(parseTLS),
    rules: spec.children('rules').map((rule) => ({
      host: rule.string('host') ?? '',
      paths: rule.child('http').children('paths').map(parsePath),
    })),
    addresses: object.child('status').child('loadBalancer').children('ingress').map(parseAddress),
  };
  const className = spec.nonEmpty('ingressClassName') ?? metadata.annotations.get(classAnnotation);
  if (className !== undefined && className !== '') ingress.ingressClassName = className;
  const backend = parseBackend(spec, 'defaultBackend');
  if (backend !== undefined) ingress.defaultBackend = backend;
  return ingress;
}

function parsePath(fields: Fields): IngressPath {
  const path: IngressPath = {
    path: fields.string('path') ?? '',
    pathType: fields.oneOf('pathType', pathTypes) ?? 'ImplementationSpecific',
  };
  const backend = parseBackend(fields, 'backend');
  if (backend !== undefined) path.backend = backend;
  return path;
}

/** Undefined for a resource backend. */
function parseBackend(fields: Fields, name: string): IngressBackend | undefined {
  const service = fields.optionalChild(name)?.optionalChild('service');
  if (service === undefined) return undefined;
  const backend: IngressBackend = { serviceName: service.required('name') };
  const port = service.child('port');
  const portName = port.nonEmpty('name');
  const portNumber = port.optionalPort('number');
  if (portName !== undefined) backend.portName = portName;
  else if (portNumber !== undefined) backend.portNumber = portNumber;
  return backend;
}

function parseTLS(fields: Fields): Ingress['tls'][number] {
  const hosts = fields.strings('hosts');
  const secretName = fields.nonEmpty('secretName');
  return secretName === undefined ? { hosts } : { hosts, secretName };
}

function parseAddress(fields: Fields): Ingress['addresses'][number] {
  const address: { ip?: string; hostname?: string } = {};
  const ip = fields.ip('ip');
  if (ip !== undefined) address.ip = ip;
  const hostname = fields.nonEmpty('hostname');
  if (hostname !== undefined) address.hostname = hostname;
  return address;
}

export function parseIngressClass(object: Fields): IngressClass {
  const metadata = parseMetadata(object, 'cluster');
  return {
    kind: 'IngressClass',
    metadata,
    controller: object.child('spec').string('controller') ?? '',
    isDefault: metadata.annotations.get('ingressclass.kubernetes.io/is-default-class') === 'true',
  };
}
