import { expect, test } from 'vitest';
import { objectProblemText } from './objectProblem.ts';

test.each([
  [{ code: 'required', path: 'metadata.name', params: {} }, 'metadata.name: required, but missing'],
  [
    {
      code: 'invalid',
      path: 'spec.ports[0].port',
      params: { value: '99999', min: 1, max: 65_535 },
    },
    'spec.ports[0].port: 99999 is not valid (1–65535)',
  ],
  [
    { code: 'wrongType', path: '', params: { expected: 'object', actual: 'null' } },
    'must be object, is null',
  ],
  [{ code: 'ofTomorrow', params: {} }, 'ofTomorrow'],
])('%o', (problem, expected) => {
  expect(objectProblemText(problem)).toBe(expected);
});

test('Chinese', () => {
  expect(objectProblemText({ code: 'required', path: 'kind', params: {} }, 'zh')).toBe(
    'kind: 必填，但缺失',
  );
});
