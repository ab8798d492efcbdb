import { expect, it } from 'vitest';

import { PodAddresses } from './podAddresses.ts';

it('gives each Pod an address of its own, and the same one again', () => {
  const addresses = new PodAddresses();
  expect([
    addresses.allocate('10.244.1.0/24', 'a'),
    addresses.allocate('10.244.1.0/24', 'b'),
    addresses.allocate('10.244.1.0/24', 'a'),
  ]).toEqual(['10.244.1.2', '10.244.1.3', '10.244.1.2']);
});

it('does not hand a freed address on at once', () => {
  const addresses = new PodAddresses();
  addresses.allocate('10.244.1.0/24', 'a');
  addresses.release('a');
  expect(addresses.allocate('10.244.1.0/24', 'b')).toBe('10.244.1.3');
});

it('runs out, and has room again after a release', () => {
  const addresses = new PodAddresses();
  const range = '10.244.1.0/29';
  const given = ['a', 'b', 'c', 'd', 'e'].map((uid) => addresses.allocate(range, uid));
  expect(new Set(given).size).toBe(5);
  expect(addresses.allocate(range, 'f')).toBeUndefined();
  addresses.release('c');
  expect(addresses.allocate(range, 'f')).toBe(given[2]);
});
