import { expect, test } from 'vitest';
import { say } from './say.ts';

const words = {
  ready: {
    en: '{ready} of {total} {total|endpoint|endpoints} ready',
    zh: '{ready}/{total} 个端点就绪',
  },
} as const;

test.each([
  ['en', { ready: 1, total: 1 }, '1 of 1 endpoint ready'],
  ['en', { ready: 0, total: 3 }, '0 of 3 endpoints ready'],
  ['zh', { ready: 2, total: 3 }, '2/3 个端点就绪'],
] as const)('%s %o', (language, params, expected) => {
  expect(say(words, language, 'ready', params)).toBe(expected);
});

test('an unknown code, even `constructor`, comes back as itself', () => {
  expect(say(words, 'en', 'constructor')).toBe('constructor');
});

test('a missing parameter stays visible', () => {
  expect(say(words, 'en', 'ready', { ready: 1 })).toBe(
    '1 of {total} {total|endpoint|endpoints} ready',
  );
});
