// The shapes of names, labels and ports that every Kubernetes object shares.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ValidationCode } from '../words/validation.ts';
import type { Params } from '../words/say.ts';
import { invalid, type FieldError } from './fieldError.ts';

/** One thing wrong with a text. */
export interface Flaw {
  code: ValidationCode;
  params?: Params;
}

export type NameRule = (name: string) => Flaw[];

const label1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const label1123 = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain1123 = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const qualifiedPart = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const maxLabel = 63;
const maxSubdomain = 253;
/** RFC 6335 service names. */
const maxPortName = 15;

/** Length limits count bytes, as Go does. */
export function byteLength(text: string): number {
  return utf8ToBytes(text).length;
}

function lengthFlaws(text: string, max: number, code: ValidationCode): Flaw[] {
  return byteLength(text) > max ? [{ code, params: { max } }] : [];
}

export function dns1035LabelFlaws(text: string): Flaw[] {
  const flaws = lengthFlaws(text, maxLabel, 'maxLength');
  if (!label1035.test(text)) flaws.push({ code: 'dns1035Label' });
  return flaws;
}

export function dns1123LabelFlaws(text: string): Flaw[] {
  const flaws = lengthFlaws(text, maxLabel, 'maxLength');
  if (!label1123.test(text)) {
    flaws.push({ code: subdomain1123.test(text) ? 'noDots' : 'dns1123Label' });
  }
  return flaws;
}

export function dns1123SubdomainFlaws(text: string): Flaw[] {
  const flaws = lengthFlaws(text, maxSubdomain, 'maxLength');
  if (!subdomain1123.test(text)) flaws.push({ code: 'dns1123Subdomain' });
  return flaws;
}

/** A label or annotation key, an appProtocol, a load balancer class: `[PREFIX/]NAME`. */
export function qualifiedNameFlaws(text: string): Flaw[] {
  const parts = text.split('/');
  if (parts.length > 2) return [{ code: 'qualifiedName' }];
  const name = parts.at(-1) ?? '';
  const flaws = parts.length === 2 ? prefixFlaws(parts[0] ?? '') : [];
  if (name === '') flaws.push({ code: 'namePartEmpty' });
  else flaws.push(...lengthFlaws(name, maxLabel, 'namePartLength'));
  if (!qualifiedPart.test(name)) flaws.push({ code: 'namePart' });
  return flaws;
}

function prefixFlaws(prefix: string): Flaw[] {
  if (prefix === '') return [{ code: 'prefixEmpty' }];
  const flaws = lengthFlaws(prefix, maxSubdomain, 'prefixLength');
  if (!subdomain1123.test(prefix)) flaws.push({ code: 'prefixPart' });
  return flaws;
}

export function labelValueFlaws(text: string): Flaw[] {
  const flaws = lengthFlaws(text, maxLabel, 'maxLength');
  if (text !== '' && !qualifiedPart.test(text)) flaws.push({ code: 'labelValue' });
  return flaws;
}

/** An IANA service name, as a named targetPort must be. */
export function portNameFlaws(text: string): Flaw[] {
  const flaws = lengthFlaws(text, maxPortName, 'maxLength');
  if (!/^[-a-z0-9]+$/.test(text)) flaws.push({ code: 'portNameCharacters' });
  if (!/[a-z]/.test(text)) flaws.push({ code: 'portNameLetter' });
  if (text.includes('--')) flaws.push({ code: 'portNameHyphens' });
  if (text.startsWith('-') || text.endsWith('-')) flaws.push({ code: 'portNameEnds' });
  return flaws;
}

/** Each flaw of a text as an error at its path. */
export function textErrors(path: string, text: string, flaws: readonly Flaw[]): FieldError[] {
  return flaws.map(({ code, params }) => invalid(path, text, code, params));
}

export function validatePortNumber(path: string, port: number): FieldError[] {
  if (port >= 1 && port <= 65535) return [];
  return [invalid(path, port, 'portRange', { from: 1, to: 65535 })];
}

/** Keys and values of labels or of a selector; the API server blames the map, not the key. */
export function validateLabels(
  path: string,
  labels: ReadonlyMap<string, string> | undefined,
): FieldError[] {
  return [...(labels ?? [])].flatMap(([key, value]) => labelErrors(path, key, value));
}

function labelErrors(path: string, key: string, value: string): FieldError[] {
  return [
    ...textErrors(path, key, qualifiedNameFlaws(key)),
    ...textErrors(path, value, labelValueFlaws(value)),
  ];
}
