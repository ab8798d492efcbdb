import { duplicate, forbidden, invalid, notSupported, required } from './fieldError.ts';
import type { FieldError } from './fieldError.ts';
import { keyed } from './fieldError.ts';
import { parseIP, validateCIDR, validateEndpointIP, validateIP } from './ipAddress.ts';
import { dns1123SubdomainFlaws, textErrors } from './names.ts';
import { isHeadlessSpec, type ServiceFields } from './serviceFields.ts';

const families = ['IPv4', 'IPv6'] as const;
const familyPolicies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'] as const;
const sourceRangesAnnotation = 'service.beta.kubernetes.io/load-balancer-source-ranges';

/** What the Service's type forbids or demands of its addresses (S1, S9). */
export function validateTypeAddresses(service: ServiceFields): FieldError[] {
  const { type } = service;
  if (type === 'ExternalName') return externalNameErrors(service);
  if ((type === 'LoadBalancer' || type === 'NodePort') && isHeadlessSpec(service)) {
    return [invalid('spec.clusterIPs[0]', 'None', 'headlessForbidden', { type })];
  }
  return [];
}

function externalNameErrors(service: ServiceFields): FieldError[] {
  const errors: FieldError[] = [];
  if (service.clusterIPs.length > 0) {
    errors.push(forbidden('spec.clusterIPs', 'externalNameForbidden'));
  }
  if (service.ipFamilies.length > 0) {
    errors.push(forbidden('spec.ipFamilies', 'externalNameForbidden'));
  }
  if (service.ipFamilyPolicy !== undefined) {
    errors.push(forbidden('spec.ipFamilyPolicy', 'externalNameForbidden'));
  }
  // A trailing dot says that the name is complete.
  const name = service.externalName.replace(/\.$/, '');
  const path = 'spec.externalName';
  if (name === '') return [...errors, required(path)];
  return [...errors, ...textErrors(path, name, dns1123SubdomainFlaws(name))];
}

/** clusterIP, clusterIPs, ipFamilies and ipFamilyPolicy among themselves (S11). */
export function validateClusterIPs(service: ServiceFields): FieldError[] {
  if (service.type === 'ExternalName') return [];
  const errors = [...syncErrors(service), ...familyErrors(service), ...policyErrors(service)];
  const { clusterIPs } = service;
  const unreadable = clusterIPErrors(clusterIPs);
  errors.push(...unreadable);
  if (clusterIPs.length > 2) errors.push(invalid('spec.clusterIPs', clusterIPs, 'atMostTwo'));
  // With an unreadable address in between, the rest would only mislead.
  if (unreadable.length > 0) return errors;
  return [...errors, ...dualStackErrors(clusterIPs), ...familyMismatches(service)];
}

function syncErrors({ clusterIP, clusterIPs }: ServiceFields): FieldError[] {
  const path = 'spec.clusterIPs';
  if (clusterIP === '') {
    return clusterIPs.length === 0 ? [] : [invalid(path, clusterIPs, 'clusterIPsEmpty')];
  }
  if (clusterIPs.length === 0) return [required(path)];
  return clusterIPs[0] === clusterIP ? [] : [invalid(path, clusterIPs, 'clusterIPsFirst')];
}

function familyErrors({ ipFamilies }: ServiceFields): FieldError[] {
  const known: readonly string[] = families;
  return ipFamilies.flatMap((family, index) => {
    const path = `spec.ipFamilies[${index}]`;
    const errors = known.includes(family) ? [] : [notSupported(path, family, families)];
    if (ipFamilies.indexOf(family) < index) errors.push(duplicate(path, family));
    return errors;
  });
}

function policyErrors({ ipFamilyPolicy }: ServiceFields): FieldError[] {
  const known: readonly string[] = familyPolicies;
  if (ipFamilyPolicy === undefined || known.includes(ipFamilyPolicy)) return [];
  return [notSupported('spec.ipFamilyPolicy', ipFamilyPolicy, familyPolicies)];
}

function clusterIPErrors(clusterIPs: readonly string[]): FieldError[] {
  return clusterIPs.flatMap((ip, index) => {
    if (index > 0 || ip !== 'None') return validateIP(`spec.clusterIPs[${index}]`, ip);
    return clusterIPs.length > 1 ? [invalid('spec.clusterIPs', clusterIPs, 'noneAlone')] : [];
  });
}

function dualStackErrors(clusterIPs: readonly string[]): FieldError[] {
  const found = new Set(clusterIPs.map((ip) => parseIP(ip)?.family));
  if (clusterIPs.length < 2 || (found.has('IPv4') && found.has('IPv6'))) return [];
  return [invalid('spec.clusterIPs', clusterIPs, 'onePerFamily')];
}

function familyMismatches(service: ServiceFields): FieldError[] {
  if (isHeadlessSpec(service)) return [];
  return service.clusterIPs.flatMap((ip, index) => {
    const family = service.ipFamilies[index];
    const mismatch =
      (family === 'IPv4' || family === 'IPv6') && parseIP(ip)?.family !== family && ip !== '';
    if (!mismatch) return [];
    return [invalid(`spec.clusterIPs[${index}]`, ip, 'familyMismatch', { family, index })];
  });
}

/** S13. */
export function validateExternalIPs({ externalIPs }: ServiceFields): FieldError[] {
  return externalIPs.flatMap((ip, index) => {
    const path = `spec.externalIPs[${index}]`;
    const errors = validateIP(path, ip);
    return errors.length > 0 ? errors : validateEndpointIP(path, ip);
  });
}

/** From the field or, if that is empty, from the annotation it replaced (S52). */
export function validateSourceRanges(service: ServiceFields): FieldError[] {
  const ranges = service.loadBalancerSourceRanges;
  if (ranges.length > 0) {
    // The API server itself writes this one with a capital.
    const path = 'spec.LoadBalancerSourceRanges';
    const cidrs = ranges.flatMap((range, index) => validateCIDR(`${path}[${index}]`, range.trim()));
    return [...loadBalancerOnly(service, path), ...cidrs];
  }
  const annotation = service.annotations.get(sourceRangesAnnotation);
  if (annotation === undefined) return [];
  const path = keyed('metadata.annotations', sourceRangesAnnotation);
  const listed = annotation.trim() === '' ? [] : annotation.split(',');
  const cidrs = listed.flatMap((range) => validateCIDR(path, range.trim()));
  return [...loadBalancerOnly(service, path), ...cidrs];
}

function loadBalancerOnly({ type }: ServiceFields, path: string): FieldError[] {
  return type === 'LoadBalancer' ? [] : [forbidden(path, 'loadBalancerOnly')];
}
