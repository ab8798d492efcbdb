import { expect, test } from 'vitest';
import { Interner } from './interner.ts';

test('equal label sets are one Map, whatever their order', () => {
  const interner = new Interner();
  const first = interner.labels(
    new Map([
      ['app', 'web'],
      ['tier', 'front'],
    ]),
  );
  const second = interner.labels(
    new Map([
      ['tier', 'front'],
      ['app', 'web'],
    ]),
  );
  expect(second).toBe(first);
});

test('sets that would run together as text stay apart', () => {
  const interner = new Interner();
  const first = interner.labels(new Map([['a', 'bc']]));
  const second = interner.labels(new Map([['ab', 'c']]));
  expect(second).not.toBe(first);
  expect([...second]).toEqual([['ab', 'c']]);
});

test('equal values are one value', () => {
  const interner = new Interner();
  const first = interner.value([{ name: 'main', ports: [] }]);
  expect(interner.value([{ name: 'main', ports: [] }])).toBe(first);
  expect(interner.value([{ name: 'side', ports: [] }])).not.toBe(first);
});

test('what is long gone is let go, what is in use is kept', () => {
  const interner = new Interner(2);
  const kept = interner.value({ kept: true });
  const gone = interner.value({ gone: true });
  for (let index = 0; index < 10; index += 1) {
    interner.value({ index });
    expect(interner.value({ kept: true })).toBe(kept);
  }
  expect(interner.value({ gone: true })).not.toBe(gone);
});
