import { expect, test } from 'vitest';
import { canonicalIP, ipFamily } from './address.ts';

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['255.255.255.255', '255.255.255.255'],
  ['010.000.0.1', '10.0.0.1'],
  ['FD00:0:0::0001', 'fd00::1'],
  ['::', '::'],
  ['::ffff:127.0.0.1', '127.0.0.1'],
  ['2001:db8::1:0:0:1', '2001:db8::1:0:0:1'],
])('S20: %s is written %s', (text, canonical) => {
  expect(canonicalIP(text)).toBe(canonical);
});

test.each([
  '',
  '1',
  '1.2.3',
  '1.2.3.4.5',
  '256.0.0.1',
  '0x7f.0.0.1',
  '1.2.3.4/24',
  'fe80::1%eth0',
  'localhost',
  '1:2',
  '10.0.0.1.',
  ' 10.0.0.1',
])('%j is no address', (text) => {
  expect(canonicalIP(text)).toBeUndefined();
});

test('the family of an address', () => {
  expect([ipFamily('10.0.0.1'), ipFamily('fd00::1')]).toEqual(['IPv4', 'IPv6']);
});
