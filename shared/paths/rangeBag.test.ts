import { array, assert, integer, ipV4, ipV6, nat, oneof, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { inAnyRange } from './addresses.ts';
import { RangeBag } from './rangeBag.ts';

const cidr = oneof(
  tuple(ipV4(), integer({ min: 0, max: 32 })),
  tuple(ipV6(), integer({ min: 0, max: 128 })),
).map(([ip, prefix]) => `${ip}/${prefix}`);

test('many ranges answer as one by one, those taken out again not at all', () => {
  assert(
    property(array(cidr, { maxLength: 5 }), nat(5), oneof(ipV4(), ipV6()), (cidrs, gone, ip) => {
      const bag = new RangeBag();
      for (const each of cidrs) bag.add(each);
      for (const each of cidrs.slice(0, gone)) bag.delete(each);
      const left = cidrs.slice(gone);
      for (const one of [ip, ...cidrs.map((each) => each.split('/')[0] ?? '')])
        expect(bag.has(one), one).toBe(inAnyRange(left, one));
    }),
    { seed: 52, numRuns: 300 },
  );
});

test('a range that was added twice is in until it is taken out twice', () => {
  const bag = new RangeBag();
  bag.add('10.0.0.0/24');
  bag.add('10.0.0.0/24');
  bag.delete('10.0.0.0/24');
  expect(bag.has('10.0.0.9')).toBe(true);
  bag.delete('10.0.0.0/24');
  expect(bag.has('10.0.0.9')).toBe(false);
});

test('what is no range holds nothing', () => {
  const bag = new RangeBag();
  bag.add('web');
  expect(bag.has('10.0.0.1')).toBe(false);
});
