import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeRows, type PlacedRow, type SizedRow } from './rows.ts';

const gaps = { rowGap: 10, frameGap: 24, labelGap: 46 };

const aRow = (id: number): fc.Arbitrary<SizedRow> =>
  fc
    .record({ height: fc.constantFrom(32, 64, 96), group: fc.constantFrom(undefined, 'a', 'b') })
    .map(({ height, group }) =>
      group === undefined
        ? { id: `row-${id}`, lane: 'backend', height }
        : { id: `row-${id}`, lane: 'backend', height, group },
    );

/** Any selection of twenty rows, each with its own height and group, by id. */
const someRows = fc
  .tuple(...Array.from({ length: 20 }, (_, id) => aRow(id)))
  .chain((rows) => fc.array(fc.subarray(rows), { minLength: 1, maxLength: 6 }));

function steps(selections: readonly (readonly SizedRow[])[]): (readonly PlacedRow[])[] {
  const placed: (readonly PlacedRow[])[] = [];
  for (const rows of selections) placed.push(placeRows(rows, gaps, placed.at(-1)));
  return placed;
}

function pod(id: string, group = 'web'): SizedRow {
  return { id, lane: 'backend', height: 64, group };
}

describe('rows of a lane', () => {
  test('law: every row has a place, and no two overlap', () => {
    fc.assert(
      fc.property(someRows, (selections) => {
        for (const [index, placed] of steps(selections).entries()) {
          expect(placed.map(({ id }) => id).toSorted()).toEqual(
            selections[index]?.map(({ id }) => id).toSorted(),
          );
          const tops = placed.map(({ y }) => y);
          const bottoms = [-1, ...placed.map(({ y, height: tall }) => y + tall)];
          expect(tops.filter((top, at) => top <= (bottoms[at] ?? 0))).toEqual([]);
        }
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test('law: what was there and is there stays where it was', () => {
    fc.assert(
      fc.property(someRows, (selections) => {
        const all = steps(selections);
        for (const [index, placed] of all.entries()) {
          const before = new Map(all[index - 1]?.map((row) => [row.id, row.y]));
          const both = placed.filter(({ id }) => before.has(id));
          expect(both.map(({ id }) => before.get(id))).toEqual(both.map(({ y }) => y));
        }
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  test('law: the same rows in the same order get the same places', () => {
    fc.assert(
      fc.property(someRows, (selections) => {
        expect(steps(selections)).toEqual(steps(selections));
      }),
      { seed: 13, numRuns: 100 },
    );
  });

  test('a replacement takes the place of the Pod that went', () => {
    const before = placeRows([pod('one'), pod('two'), pod('three')], gaps);
    const after = placeRows([pod('one'), pod('three'), pod('four')], gaps, before);
    expect(after.find(({ id }) => id === 'four')?.y).toBe(before.find(({ id }) => id === 'two')?.y);
  });

  test('a group that cannot grow in place goes on below, moving nobody', () => {
    const before = placeRows([pod('one'), pod('other', 'db')], gaps);
    const after = placeRows([pod('one'), pod('two'), pod('other', 'db')], gaps, before);
    expect(after.map(({ id }) => id)).toEqual(['one', 'other', 'two']);
  });
});
