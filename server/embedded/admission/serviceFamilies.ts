// Which IP families a Service gets, from what it asks and what the cluster has (S11).

import type { IPFamily } from '@portolan/shared/model/net.ts';
import { invalid, type FieldError } from '@portolan/shared/validate/fieldError.ts';
import { parseIP } from '@portolan/shared/validate/ipAddress.ts';
import type { ServiceFields } from '@portolan/shared/validate/serviceFields.ts';
import type { KubeObject } from '../objects.ts';
import { sameTexts, specOf, withSpec } from './serviceSpec.ts';

export interface FamilyChoice {
  service: KubeObject;
  errors: FieldError[];
}

const policyPath = 'spec.ipFamilyPolicy';

/** The Service with policy and families filled in; `configured` is the cluster's, primary first. */
export function chooseFamilies(
  service: KubeObject,
  previous: KubeObject | undefined,
  configured: readonly IPFamily[],
): FamilyChoice {
  const before = previous && specOf(previous);
  const asked = specOf(service);
  if (asked.type === 'ExternalName') return { service, errors: [] };
  if (before && isSettledPreference(asked, before)) return { service, errors: [] };
  const policy = asked.ipFamilyPolicy ?? before?.ipFamilyPolicy ?? defaultPolicy(asked);
  const spec = released({ ...asked, ipFamilyPolicy: policy }, before);
  const errors = [
    ...releaseErrors(spec, before),
    ...singleStackErrors(spec),
    ...unconfiguredIPs(spec, configured),
  ];
  const written = withFamiliesOfIPs(spec, configured);
  const anyFamily = isHeadless(spec) && isSelectorless(spec);
  if (errors.length === 0 && !anyFamily) errors.push(...clusterErrors(spec, written, configured));
  const ipFamilies = completed(written, policy, anyFamily ? ['IPv4', 'IPv6'] : configured);
  const clusterIPs = spec.clusterIPs.length > 0 ? spec.clusterIPs : undefined;
  return {
    service: withSpec(service, { ipFamilyPolicy: policy, ipFamilies, clusterIPs }),
    errors,
  };
}

/** A PreferDualStack Service is not changed by the mere fact that the cluster was. */
function isSettledPreference(after: ServiceFields, before: ServiceFields): boolean {
  return (
    after.type === before.type &&
    after.ipFamilyPolicy === 'PreferDualStack' &&
    before.ipFamilyPolicy === 'PreferDualStack' &&
    sameTexts(after.clusterIPs, before.clusterIPs) &&
    sameTexts(after.ipFamilies, before.ipFamilies)
  );
}

function isHeadless({ clusterIP, clusterIPs }: ServiceFields): boolean {
  return clusterIP === 'None' || clusterIPs[0] === 'None';
}

function isSelectorless({ selector }: ServiceFields): boolean {
  return selector === undefined || selector.size === 0;
}

function defaultPolicy(service: ServiceFields): string {
  return isHeadless(service) && isSelectorless(service) ? 'RequireDualStack' : 'SingleStack';
}

/** Going single-stack says clearly enough that the second address and family are to go. */
function released(after: ServiceFields, before: ServiceFields | undefined): ServiceFields {
  if (!before || after.ipFamilyPolicy !== 'SingleStack') return after;
  const { clusterIPs, ipFamilies } = after;
  return {
    ...after,
    clusterIPs: sameTexts(clusterIPs, before.clusterIPs) ? clusterIPs.slice(0, 1) : clusterIPs,
    ipFamilies: sameTexts(ipFamilies, before.ipFamilies) ? ipFamilies.slice(0, 1) : ipFamilies,
  };
}

function releaseErrors(after: ServiceFields, before: ServiceFields | undefined): FieldError[] {
  if (!before || after.ipFamilyPolicy === 'SingleStack') return [];
  const errors: FieldError[] = [];
  if (isReduced(after.clusterIPs, before.clusterIPs)) {
    errors.push(invalid(policyPath, after.ipFamilyPolicy, 'releaseIPPolicy'));
  }
  if (isReduced(after.ipFamilies, before.ipFamilies)) {
    errors.push(invalid(policyPath, after.ipFamilyPolicy, 'releaseFamilyPolicy'));
  }
  return errors;
}

/** The second of two taken away, the first left as it was. */
function isReduced(now: readonly string[], was: readonly string[]): boolean {
  return now.length > 0 && now.length < was.length && now[0] === was[0];
}

function singleStackErrors({ ipFamilyPolicy, clusterIPs, ipFamilies }: ServiceFields) {
  if (ipFamilyPolicy !== 'SingleStack') return [];
  const errors: FieldError[] = [];
  if (clusterIPs.length === 2) {
    errors.push(invalid(policyPath, ipFamilyPolicy, 'singleStackTwoIPs'));
  }
  if (ipFamilies.length === 2) {
    errors.push(invalid(policyPath, ipFamilyPolicy, 'singleStackTwoFamilies'));
  }
  return errors;
}

/** An address asked for says its family, which the cluster must have. */
function unconfiguredIPs(
  { clusterIPs, ipFamilies }: ServiceFields,
  configured: readonly IPFamily[],
): FieldError[] {
  return clusterIPs.flatMap((ip, index) => {
    const family = parseIP(ip)?.family;
    if (family === undefined || ipFamilies[index] !== undefined || configured.includes(family)) {
      return [];
    }
    return [
      invalid(`spec.clusterIPs[${index}]`, clusterIPs, 'familyOfIPNotConfigured', { family }),
    ];
  });
}

function withFamiliesOfIPs(
  { clusterIPs, ipFamilies }: ServiceFields,
  configured: readonly IPFamily[],
): string[] {
  const implied = clusterIPs.slice(ipFamilies.length).flatMap((ip) => {
    const family = parseIP(ip)?.family;
    return family !== undefined && configured.includes(family) ? [family] : [];
  });
  return [...ipFamilies, ...implied];
}

function clusterErrors(
  { ipFamilyPolicy }: ServiceFields,
  families: readonly string[],
  configured: readonly string[],
): FieldError[] {
  const single = ipFamilyPolicy === 'RequireDualStack' && configured.length < 2;
  const errors = single ? [invalid(policyPath, ipFamilyPolicy, 'dualStackNotConfigured')] : [];
  families.forEach((family, index) => {
    if (configured.includes(family)) return;
    errors.push(invalid(`spec.ipFamilies[${index}]`, family, 'familyNotConfigured'));
  });
  return errors;
}

/** The primary family, and the other where the policy and the cluster allow it. */
function completed(
  families: readonly string[],
  policy: string,
  configured: readonly IPFamily[],
): string[] {
  const [primary = configured[0] ?? 'IPv4', ...rest] = families;
  const other = primary === 'IPv4' ? 'IPv6' : 'IPv4';
  const wantsBoth = policy !== 'SingleStack' && rest.length === 0 && configured.includes(other);
  return wantsBoth ? [primary, other] : [primary, ...rest];
}
