import { describe, expect, test } from 'vitest';
import { formatPlace, parsePlace, type Place } from './location.ts';

const places: readonly Place[] = [
  { page: 'services' },
  { page: 'services', namespace: 'default', filter: 'ns:a health:bad & "x"', sort: 'health' },
  { page: 'service', namespace: 'default', name: 'nginx-svc' },
  {
    page: 'service',
    namespace: 'constructor',
    name: '__proto__',
    selected: 'entry/nodePort/node-b/web',
    from: 'pod:default/client',
    outline: true,
  },
];

describe('a link', () => {
  test.each(places)('%o survives its address', (place) => {
    expect(parsePlace(formatPlace(place))).toEqual(place);
  });

  test.each(['', '#', '#/', '#/services', '#/services?sort=nonsense'])('%s is the list', (hash) => {
    expect(parsePlace(hash)).toEqual({ page: 'services' });
  });

  test.each(['#/nowhere', '#/services/one', '#/services/a/b/c'])('%s is lost', (hash) => {
    expect(parsePlace(hash).page).toBe('lost');
  });

  test('an address that cannot be decoded does not break the page', () => {
    expect(parsePlace('#/services/%E0%A4%A/x')).toMatchObject({ page: 'service', name: 'x' });
  });
});
