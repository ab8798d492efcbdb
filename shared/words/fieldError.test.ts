import { expect, test } from 'vitest';
import {
  duplicate,
  forbidden,
  invalid,
  notSupported,
  required,
  tooLong,
  tooMany,
  type FieldError,
} from '../validate/fieldError.ts';
import { fieldErrorMessage } from './fieldError.ts';
import { validationWords } from './validation.ts';

test.each<[FieldError, string]>([
  [required('a'), 'Required value'],
  [required('a', 'nameRequired'), 'Required value: name or generateName is required'],
  [duplicate('a', 'x'), 'Duplicate value: "x"'],
  [
    invalid('a', 0, 'portRange', { from: 1, to: 65535 }),
    'Invalid value: 0: must be between 1 and 65535, inclusive',
  ],
  [invalid('a', 'x', 'noDots'), 'Invalid value: "x": must not contain dots'],
  [
    notSupported('a', 'x', ['TCP', 'UDP']),
    'Unsupported value: "x": supported values: "TCP", "UDP"',
  ],
  [forbidden('a', 'immutable'), 'Forbidden: field is immutable'],
  [tooMany('a', 101, 100), 'Too many: 101: must have at most 100 items'],
  [tooLong('a', 63), 'Too long: may not be more than 63 bytes'],
])('%o', (error, expected) => {
  expect(fieldErrorMessage(error)).toBe(expected);
});

test('in Chinese the value stays as it is', () => {
  expect(fieldErrorMessage(invalid('a', 'x', 'noDots'), 'zh')).toBe('无效的值: "x": 不得含有点号');
});

/** The parameters a text names, each once. */
function taken(text: string): string {
  const names = [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name);
  return [...new Set(names)].toSorted().join();
}

test('both languages take the same parameters', () => {
  const differing = Object.entries(validationWords).filter(
    ([, { en, zh }]) => taken(en) !== taken(zh),
  );
  expect(differing).toEqual([]);
});
