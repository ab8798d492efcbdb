import type { Words } from '@portolan/shared/words/say.ts';
import { sourceWords } from '@portolan/shared/words/source.ts';
import { expect, test } from 'vitest';
import { connectionError, type ProblemCode } from './apiError.ts';

test.each([
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['ETIMEDOUT', 'timeout'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ECONNRESET', 'reset'],
  ['CERT_HAS_EXPIRED', 'tls'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
  ['SOMETHING_NEW', 'reset'],
])('%s is %s', (code, expected) => {
  const error = connectionError(Object.assign(new Error('x'), { code }), 'https://api');
  expect(error.problem).toMatchObject({ code: expected, params: { server: 'https://api' } });
});

test('what was thrown without being an error is a reset', () => {
  expect(connectionError(undefined, 'https://api').problem.code).toBe('reset');
});

test('every problem has words in both languages', () => {
  const words: Words<ProblemCode> = sourceWords;
  for (const { en, zh } of Object.values(words)) expect([en, zh]).not.toContain('');
});
