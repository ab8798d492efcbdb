import { expect, test } from 'vitest';
import { canonicalIP, familyOf, hostPort, isLoopback, parseRange } from './addresses.ts';

test.each([
  ['10.0.0.1', 'IPv4'],
  ['fd00::1', 'IPv6'],
  ['::ffff:10.0.0.1', 'IPv4'],
  ['10.0.1', undefined],
  ['010.0.0.1', undefined],
  ['web', undefined],
  ['', undefined],
])('family of %j: %s', (ip, family) => {
  expect(familyOf(ip)).toBe(family);
});

test('canonical, loopback, host and port', () => {
  expect(canonicalIP('FD00:0:0::1')).toBe('fd00::1');
  expect(canonicalIP('web')).toBe('web');
  expect(['127.9.9.9', '::1', '10.0.0.1'].map(isLoopback)).toEqual([true, true, false]);
  expect([hostPort('10.0.0.1', 80), hostPort('fd00::1', 80)]).toEqual([
    '10.0.0.1:80',
    '[fd00::1]:80',
  ]);
});

test('S52: a range, blanks around it ignored', () => {
  const range = parseRange(' 10.0.0.0/23 ');
  expect(['10.0.1.255', '10.0.2.0', 'fd00::1', 'web'].map((ip) => range?.contains(ip))).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect([0, 1, 256].map((offset) => range?.fromEnd(offset))).toEqual([
    '10.0.1.255',
    '10.0.1.254',
    '10.0.0.255',
  ]);
});

test.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'fd00::/129', 'web/8'])(
  'no range: %s',
  (cidr) => {
    expect(parseRange(cidr)).toBeUndefined();
  },
);
