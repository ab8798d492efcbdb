import { expect, it, test } from 'vitest';

import { ApiError } from './errors.ts';
import { fieldFilter, labelFilter } from './selectors.ts';
import { configMap, pod } from './testing/objects.ts';

const labelled = configMap('a', { labels: { app: 'web', tier: 'front', n: '5' } });

test.each([
  ['app=web', true],
  ['app==web', true],
  ['app = web', true],
  ['app!=web', false],
  ['missing!=web', true],
  ['app', true],
  ['!app', false],
  ['!missing', true],
  ['app in (api, web)', true],
  ['app notin (api, web)', false],
  ['missing notin (web)', true],
  ['app in (web),tier=back', false],
  ['app in (web),tier=front', true],
  ['n>4', true],
  ['n<4', false],
  ['constructor', false],
  ['__proto__!=x', true],
  ['app=', false],
])('labels %s: %s', (selector, matches) => {
  expect(labelFilter(selector)(labelled)).toBe(matches);
});

it('refuses labels it cannot parse', () => {
  expect(() => labelFilter('a in b')).toThrow(ApiError);
});

const running = {
  ...pod('p', { nodeName: 'n1', hostNetwork: true }),
  status: { phase: 'Running' },
};

test.each([
  ['metadata.name=p', true],
  ['metadata.name==q', false],
  ['metadata.namespace!=default', false],
  ['spec.nodeName=n1,status.phase=Running', true],
  ['spec.nodeName=n1,status.phase!=Running', false],
  ['spec.schedulerName=', true],
  ['spec.hostNetwork=true', true],
  ['spec.constructor=', true],
  [String.raw`metadata.name=a\,b`, false],
])('fields %s: %s', (selector, matches) => {
  expect(fieldFilter(selector)(running)).toBe(matches);
});

it('refuses fields it cannot parse', () => {
  expect(() => fieldFilter('metadata.name')).toThrow(ApiError);
});
