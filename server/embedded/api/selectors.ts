// Label and field selectors as the list and watch verbs take them in the query string.

import type { KubeObject } from '../objects.ts';
import { badRequest } from './errors.ts';
import { valueAt } from './json.ts';

export type ObjectFilter = (object: KubeObject) => boolean;
type LabelTest = (value: string | undefined) => boolean;

interface Requirement {
  key: string;
  test: LabelTest;
}

const NOT_IN_PARENTHESES = /,(?![^(]*\))/;
const SET_BASED = /^([^\s!=<>(),]+)\s+(in|notin)\s*\(([^()]*)\)$/;
const COMPARED = /^([^\s!=<>(),]+)\s*(==|=|!=|>|<)\s*([^\s!=<>(),]*)$/;
const PRESENCE = /^(!?)\s*([^\s!=<>(),]+)$/;

function oneOf(list: string): ReadonlySet<string> {
  return new Set(list.split(',').map((value) => value.trim()));
}

function compare(operator: string, wanted: string): LabelTest {
  if (operator === '!=') return (value) => value !== wanted;
  if (operator === '>') return (value) => value !== undefined && Number(value) > Number(wanted);
  if (operator === '<') return (value) => value !== undefined && Number(value) < Number(wanted);
  return (value) => value === wanted;
}

function parseRequirement(text: string): Requirement {
  const setBased = SET_BASED.exec(text);
  if (setBased !== null) {
    const [, key = '', operator, list = ''] = setBased;
    const values = oneOf(list);
    // As Kubernetes has it, `notin` also takes objects without the label.
    if (operator === 'notin') return { key, test: (value) => !values.has(value ?? '\0') };
    return { key, test: (value) => value !== undefined && values.has(value) };
  }
  const compared = COMPARED.exec(text);
  if (compared !== null) {
    const [, key = '', operator = '', wanted = ''] = compared;
    return { key, test: compare(operator, wanted) };
  }
  const presence = PRESENCE.exec(text);
  if (presence === null) {
    throw badRequest(`unable to parse requirement: found '${text}', expected: a label requirement`);
  }
  const [, absent, key = ''] = presence;
  return { key, test: (value) => (value === undefined) === (absent === '!') };
}

/** Throws ApiError 400 when the selector cannot be parsed. */
export function labelFilter(selector: string): ObjectFilter {
  const requirements = selector
    .split(NOT_IN_PARENTHESES)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseRequirement);
  return ({ metadata: { labels = {} } }) =>
    requirements.every(({ key, test }) =>
      test(Object.hasOwn(labels, key) ? labels[key] : undefined),
    );
}

const FIELD_TERM = /^([^=!]+)(==|=|!=)(.*)$/s;
const UNESCAPED_COMMA = /(?<!\\),/;

function fieldText(object: KubeObject, path: string): string {
  const value = valueAt(object, path.split('.'));
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function fieldTerm(text: string): ObjectFilter {
  const term = FIELD_TERM.exec(text.trim());
  if (term === null) {
    throw badRequest(`invalid field selector; can't understand '${text}'`);
  }
  const [, path = '', operator, escaped = ''] = term;
  const wanted = escaped.replaceAll(/\\([\\,=])/g, '$1');
  return (object) => (fieldText(object, path) === wanted) === (operator !== '!=');
}

/** Equality on any dotted path; an absent field reads as empty. Throws ApiError 400. */
export function fieldFilter(selector: string): ObjectFilter {
  const terms = selector
    .split(UNESCAPED_COMMA)
    .filter((part) => part.trim() !== '')
    .map(fieldTerm);
  return (object) => terms.every((term) => term(object));
}

/** Both selectors of a request; undefined when it has neither. */
export function requestFilter(query: URLSearchParams): ObjectFilter | undefined {
  const filters = [
    ...query.getAll('labelSelector').filter(Boolean).map(labelFilter),
    ...query.getAll('fieldSelector').filter(Boolean).map(fieldFilter),
  ];
  if (filters.length === 0) return undefined;
  return (object) => filters.every((filter) => filter(object));
}
