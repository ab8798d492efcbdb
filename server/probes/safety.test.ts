import { expect, test } from 'vitest';
import { mayDial } from './safety.ts';

test.each([
  '169.254.169.254',
  '127.0.0.1',
  '127.8.8.8',
  '0.0.0.0',
  '::1',
  '::',
  '::ffff:127.0.0.1',
  '::ffff:169.254.169.254',
  'fe80::1',
  'fd00:ec2::254',
  'fd00:0ec2:0:0::254',
  '100.100.100.200',
  '64:ff9b::a9fe:a9fe',
  '2002:7f00:1::',
  '224.0.0.1',
  '255.255.255.255',
  'metadata.google.internal',
  'localhost',
  '',
])('F43: %s is refused before connecting', (address) => {
  expect(mayDial(address)).toBe(false);
});

test.each(['10.96.0.10', '172.18.0.2', '192.168.1.4', '8.8.8.8', 'fd00::10', '2a00:1450::1'])(
  '%s may be dialled',
  (address) => {
    expect(mayDial(address)).toBe(true);
  },
);
