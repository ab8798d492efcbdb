import { expect, test } from 'vitest';

import { editDistance, nearestField } from './nearest.ts';

const fields = ['externalName', 'externalIPs', 'ports', 'selector', 'type', 'image', 'clusterIP'];

test.each([
  ['ExternalName', 'externalName'],
  ['externalname', 'externalName'],
  ['externalIps', 'externalIPs'],
  ['port', 'ports'],
  ['slector', 'selector'],
  ['imagee', 'image'],
  ['iamge', 'image'],
  ['clusterIp', 'clusterIP'],
  ['replicas', undefined],
  ['foo', undefined],
  ['', undefined],
  ['constructor', undefined],
])('%s was meant to be %s', (name, meant) => {
  expect(nearestField(name, fields)).toBe(meant);
});

test('the better capitals win, then the first', () => {
  expect(nearestField('hostIp', ['HOSTIP', 'hostIP'])).toBe('hostIP');
  expect(nearestField('hostIPs', ['hostIPS', 'hostIpS', 'hostiPs', 'hosTIPs'])).toBe('hostIPS');
});

test.each([
  ['', '', 0],
  ['abc', '', 3],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['ab', 'ba', 1],
  ['ca', 'abc', 3],
])('%s and %s are %i apart', (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance);
});
