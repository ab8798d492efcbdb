import type { StatusCause } from '../../api/errors.ts';
import { invalidValue } from './causes.ts';

// Each rule answers what is wrong in the API server's words, or nothing.

const longestLabel = 63;
const longestSubdomain = 253;

const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const dnsSubdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const qualifiedName = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const environmentName = /^[^=\p{Cc}]+$/u;
const configKey = /^[-._a-zA-Z0-9]+$/;

const labelText =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const subdomainText =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const nameText =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const valueText =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

function tooLong(value: string, most: number): string[] {
  return value.length > most ? [`must be no more than ${most} characters`] : [];
}

export function dnsLabelFaults(value: string): string[] {
  return [...tooLong(value, longestLabel), ...(dnsLabel.test(value) ? [] : [labelText])];
}

function subdomainFaults(value: string): string[] {
  return [
    ...tooLong(value, longestSubdomain),
    ...(dnsSubdomain.test(value) ? [] : [subdomainText]),
  ];
}

/** A label's or annotation's key: a name with an optional DNS prefix and `/`. */
function keyFaults(key: string): string[] {
  const parts = key.split('/');
  if (parts.length > 2) {
    return [
      `a qualified name ${nameText} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const [first = '', second] = parts;
  const prefix = second === undefined ? undefined : first;
  const name = second ?? first;
  return [
    ...(prefix === '' ? ['prefix part must be non-empty'] : []),
    ...(prefix ? subdomainFaults(prefix).map((fault) => `prefix part ${fault}`) : []),
    ...(name === '' ? ['name part must be non-empty'] : []),
    ...tooLong(name, longestLabel).map((fault) => `name part ${fault}`),
    ...(qualifiedName.test(name) ? [] : [`name part ${nameText}`]),
  ];
}

function valueFaults(value: string): string[] {
  return [...tooLong(value, longestLabel), ...(labelValue.test(value) ? [] : [valueText])];
}

/** Keys and values of labels at `field`. */
export function labelCauses(field: string, labels: ReadonlyMap<string, unknown>): StatusCause[] {
  const causes: StatusCause[] = [];
  for (const [key, value] of labels) {
    const text = String(value);
    for (const fault of keyFaults(key)) causes.push(invalidValue(field, key, fault));
    for (const fault of valueFaults(text)) causes.push(invalidValue(field, text, fault));
  }
  return causes;
}

/** Keys of annotations at `field`; their case is free. */
export function annotationCauses(field: string, keys: Iterable<string>): StatusCause[] {
  return [...keys].flatMap((key) =>
    keyFaults(key.toLowerCase()).map((fault) => invalidValue(field, key, fault)),
  );
}

/** A port's name: at most 15 letters, digits and single hyphens, one letter at least. */
export function portNameFaults(name: string): string[] {
  return [
    ...(name.length > 15 ? ['must be no more than 15 characters'] : []),
    ...(/^[-a-z0-9]+$/.test(name)
      ? []
      : ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)']),
    ...(/[a-z]/.test(name) ? [] : ['must contain at least one letter (a-z)']),
    ...(name.includes('--') ? ['must not contain consecutive hyphens'] : []),
    ...(/^-|-$/.test(name) ? ['must not begin or end with a hyphen'] : []),
  ];
}

export function portNumberFaults(port: number): string[] {
  const legal = Number.isInteger(port) && port >= 1 && port <= 65535;
  return legal ? [] : ['must be between 1 and 65535, inclusive'];
}

export function environmentNameFaults(name: string): string[] {
  return environmentName.test(name)
    ? []
    : [
        "a valid environment variable name must consist only of printable ASCII characters other than '='",
      ];
}

export function configKeyFaults(key: string): string[] {
  return [
    ...tooLong(key, longestSubdomain),
    ...(configKey.test(key)
      ? []
      : [
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
        ]),
    ...(key === '.' || key === '..' ? [`must not be '${key}'`] : []),
  ];
}
