// Field paths, as the API server prints them, found in the object they are about.
import { isRawObject } from '@portolan/shared/model/parse/rawObject.ts';

interface FoundField {
  /** With keys that hold dots in brackets: `metadata.labels[app.kubernetes.io/name]`. */
  path: string;
  /** The last key or index. */
  field: string;
  /** Undefined where the path leads to nothing. */
  value: unknown;
}

/**
 * Follows a path such as `spec.selector.app.kubernetes.io/name`: of the keys it could mean, the
 * longest that is there.
 */
export function findField(raw: unknown, path: string): FoundField {
  let value = raw;
  let rest = path;
  let found = '';
  let field = '';
  while (rest !== '') {
    const step = nextStep(value, rest);
    field = step.key;
    found += step.isIndex || /[.[\]]/.test(field) ? `[${field}]` : `${found && '.'}${field}`;
    value = childOf(value, field);
    rest = rest.slice(step.length).replace(/^\./, '');
  }
  return { path: found, field, value };
}

function nextStep(value: unknown, rest: string) {
  const bracketed = /^\[([^\]]*)\]/.exec(rest);
  if (bracketed) {
    const [all, key = ''] = bracketed;
    return { key, length: all.length, isIndex: true };
  }
  const keys = isRawObject(value) ? Object.keys(value) : [];
  const [key = /^[^.[]+/.exec(rest)?.[0] ?? rest] = keys
    .filter((each) => each !== '' && (rest === each || /^[.[]/.test(rest.slice(each.length))))
    .filter((each) => rest.startsWith(each))
    .toSorted((a, b) => b.length - a.length);
  return { key, length: Math.max(1, key.length), isIndex: false };
}

function childOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isRawObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
