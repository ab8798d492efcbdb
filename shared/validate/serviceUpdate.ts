// What may not change when a Service is replaced.

import type { RawObject } from '../simulate/rawObject.ts';
import { forbidden, invalid, notSupported, required, type FieldError } from './fieldError.ts';
import { FieldReader } from './fieldReader.ts';
import { parseIP, validateIP } from './ipAddress.ts';
import { validateMetadataUpdate } from './metadata.ts';
import { dns1123SubdomainFlaws, textErrors } from './names.ts';
import { validateService } from './service.ts';
import {
  isHeadlessSpec,
  needsHealthCheck,
  readService,
  type ServiceFields,
} from './serviceFields.ts';
import { validateLoadBalancerClass } from './serviceTraffic.ts';

/** All faults of replacing `old` by `service`: what may not change, then those of the new one. */
export function validateServiceUpdate(service: RawObject, old: RawObject): FieldError[] {
  const before = readService(old, []);
  const after = readService(service, []);
  return [
    ...validateMetadataUpdate(after.object, before.object),
    ...clusterIPChanges(before, after),
    ...familyChanges(before, after),
    ...classChanges(before, after),
    ...healthCheckChanges(before, after),
    ...validateService(service),
  ];
}

/** The first address is fixed; the second may come and, with SingleStack, go (S11). */
function clusterIPChanges(before: ServiceFields, after: ServiceFields): FieldError[] {
  if (before.type === 'ExternalName' || after.type === 'ExternalName') return [];
  const [had, has] = [before.clusterIPs, after.clusterIPs];
  if (had.length === has.length) {
    return had.flatMap((ip, index) =>
      ip === has[index] ? [] : [invalid(`spec.clusterIPs[${index}]`, has, 'mayNotChange')],
    );
  }
  const errors = primaryErrors(had, has, 'clusterIPs', has);
  if (had.length < has.length) return errors;
  if (has.length === 0) return [invalid('spec.clusterIPs[0]', has, 'primaryIPUnset'), ...errors];
  return [...errors, ...releaseErrors(after, has, 'singleStackToReleaseIP')];
}

function familyChanges(before: ServiceFields, after: ServiceFields): FieldError[] {
  if (before.type === 'ExternalName' || after.type === 'ExternalName') return [];
  if (isHeadlessSpec(before) || isHeadlessSpec(after)) return [];
  const [had, has] = [before.ipFamilies, after.ipFamilies];
  if (had.length === has.length) {
    return had.flatMap((family, index) =>
      family === has[index] ? [] : [invalid('spec.ipFamilies[0]', has, 'mayNotChange')],
    );
  }
  const errors = primaryErrors(had, has, 'ipFamilies', after.clusterIPs);
  if (had.length < has.length) return errors;
  const unset = after.clusterIPs.length === 0;
  return [
    ...(unset ? [invalid('spec.ipFamilies[0]', has, 'primaryFamilyUnset')] : []),
    ...errors,
    ...releaseErrors(after, has, 'singleStackToReleaseFamily'),
  ];
}

function primaryErrors(
  had: readonly string[],
  has: readonly string[],
  field: 'clusterIPs' | 'ipFamilies',
  shown: readonly string[],
): FieldError[] {
  if (had.length === 0 || has.length === 0 || had[0] === has[0]) return [];
  return [invalid(`spec.${field}[0]`, shown, 'mayNotChange')];
}

function releaseErrors(
  after: ServiceFields,
  has: readonly string[],
  code: 'singleStackToReleaseIP' | 'singleStackToReleaseFamily',
): FieldError[] {
  if (has.length !== 1 || after.ipFamilyPolicy === 'SingleStack') return [];
  return [invalid('spec.ipFamilyPolicy', after.ipFamilyPolicy ?? null, code)];
}

/** S14. The API server looks at the class itself here too, so its faults are told twice. */
function classChanges(before: ServiceFields, after: ServiceFields): FieldError[] {
  const own = validateLoadBalancerClass(after);
  const both = before.type === 'LoadBalancer' && after.type === 'LoadBalancer';
  if (!both || before.loadBalancerClass === after.loadBalancerClass) return own;
  const value = after.loadBalancerClass ?? null;
  return [invalid('spec.loadBalancerClass', value, 'mayNotChange'), ...own];
}

function healthCheckChanges(before: ServiceFields, after: ServiceFields): FieldError[] {
  if (!needsHealthCheck(before) || !needsHealthCheck(after)) return [];
  if (before.healthCheckNodePort === after.healthCheckNodePort) return [];
  return [forbidden('spec.healthCheckNodePort', 'immutable')];
}

const ipModes = ['Proxy', 'VIP'] as const;

/** All faults of a new `status`: only a LoadBalancer has ingress points (S14, S54). */
export function validateServiceStatusUpdate(service: RawObject, old: RawObject): FieldError[] {
  const faults: FieldError[] = [];
  const after = new FieldReader(service, '', faults);
  const before = new FieldReader(old, '', []);
  const ingress = after.object('status')?.object('loadBalancer')?.objects('ingress') ?? [];
  const type = after.object('spec')?.string('type');
  const errors =
    type !== 'LoadBalancer' && ingress.length > 0
      ? [forbidden('status.loadBalancer.ingress', 'loadBalancerStatusOnly')]
      : ingress.flatMap(ingressErrors);
  return [...faults, ...validateMetadataUpdate(after, before), ...errors];
}

function ingressErrors(ingress: FieldReader): FieldError[] {
  const ip = ingress.string('ip');
  const hostname = ingress.string('hostname');
  return [
    ...(ip === '' ? [] : validateIP(ingress.at('ip'), ip)),
    ...ipModeErrors(ingress, ip),
    ...(hostname === '' ? [] : hostnameErrors(ingress.at('hostname'), hostname)),
  ];
}

function ipModeErrors(ingress: FieldReader, ip: string): FieldError[] {
  const path = ingress.at('ipMode');
  const mode = ingress.optionalString('ipMode');
  if (mode === undefined) return ip === '' ? [] : [required(path, 'ipModeRequired')];
  if (ip === '') return [forbidden(path, 'ipModeForbidden')];
  const known: readonly string[] = ipModes;
  return known.includes(mode) ? [] : [notSupported(path, mode, ipModes)];
}

function hostnameErrors(path: string, hostname: string): FieldError[] {
  const errors = textErrors(path, hostname, dns1123SubdomainFlaws(hostname));
  return parseIP(hostname) ? [...errors, invalid(path, hostname, 'hostnameNotIP')] : errors;
}
