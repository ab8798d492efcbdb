// Names: which are legal, and how generateName makes them.

import type { ResourceType } from '../objects.ts';
import type { StatusCause } from './errors.ts';

/** The alphabet of the real server: no vowels, nothing easily confused. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;
/** A generated name is cut so that it fits a DNS label. */
const LONGEST_PREFIX = 63 - SUFFIX_LENGTH;

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/** `random` gives numbers in [0, 1). */
export function generateName(prefix: string, random: () => number): string {
  const suffix = Array.from({ length: SUFFIX_LENGTH }, () =>
    ALPHABET.charAt(Math.floor(random() * ALPHABET.length)),
  );
  return prefix.slice(0, LONGEST_PREFIX) + suffix.join('');
}

/** What is wrong with a name as a path segment and, outside RBAC, as a DNS subdomain. */
export function nameFault(type: ResourceType, name: string): StatusCause | undefined {
  const field = 'metadata.name';
  if (name === '') {
    const message = 'Required value: name or generateName is required';
    return { reason: 'FieldValueRequired', message, field };
  }
  const refuse = (rule: string): StatusCause => ({
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(name)}: ${rule}`,
    field,
  });
  if (name === '.' || name === '..') return refuse(`may not be '${name}'`);
  if (/[/%]/.test(name)) return refuse(`may not contain '${name.includes('/') ? '/' : '%'}'`);
  if (type.group === 'rbac.authorization.k8s.io') return undefined;
  if (name.length > 253) return refuse('must be no more than 253 characters');
  return SUBDOMAIN.test(name) ? undefined : refuse(SUBDOMAIN_RULE);
}
