// Rows of one lane, kept where they were: nothing jumps when a Pod comes or goes. A row that leaves
// a hole leaves it for the next of its group; a group that cannot grow in place goes on further down.
import type { DiagramRow } from './elements.ts';

export interface PlacedRow {
  readonly id: string;
  readonly y: number;
  readonly height: number;
  readonly group: string | undefined;
}

const rowGap = 10;
/** Between a framed group and its neighbour: two paddings and the line of the label. */
const groupGap = 46;

/**
 * A place for every row, from the top of the lane. Rows of `previous` that still fit stay exactly
 * where they were; the result does not depend on anything else. Sorted by y, never overlapping.
 */
export function placeRows(
  rows: readonly DiagramRow[],
  previous: readonly PlacedRow[] = [],
): readonly PlacedRow[] {
  const wanted = new Map(rows.map((row) => [row.id, row]));
  const placed = keepRows(wanted, previous);
  const kept = new Set(placed.map(({ id }) => id));
  for (const row of rows) {
    if (!kept.has(row.id)) insertRow(placed, row);
  }
  return placed;
}

/** Those that are still there, in the same group, and have not grown into the next one. */
function keepRows(
  wanted: ReadonlyMap<string, DiagramRow>,
  previous: readonly PlacedRow[],
): PlacedRow[] {
  const placed: PlacedRow[] = [];
  for (const old of previous) {
    const row = wanted.get(old.id);
    if (!row || row.group !== old.group) continue;
    const last = placed.at(-1);
    if (last && last.y + last.height + gap(last.group, old.group) > old.y) continue;
    placed.push({ ...old, height: row.height });
  }
  return placed;
}

function insertRow(placed: PlacedRow[], row: DiagramRow): void {
  const spot = spotFor(placed, row, true) ?? spotFor(placed, row, false);
  if (!spot) return;
  placed.splice(spot.index, 0, { id: row.id, y: spot.y, height: row.height, group: row.group });
}

/** The first gap that holds the row: beside its own group, or anywhere. The end always does. */
function spotFor(
  placed: readonly PlacedRow[],
  { height, group }: DiagramRow,
  beside: boolean,
): { index: number; y: number } | undefined {
  if (beside && group === undefined) return undefined;
  for (let index = 0; index <= placed.length; index += 1) {
    const above = placed[index - 1];
    const below = placed[index];
    const joinsAbove = above !== undefined && above.group === group;
    const joinsBelow = below !== undefined && below.group === group;
    if (beside && !joinsAbove && !joinsBelow) continue;
    const top = above ? above.y + above.height + gap(above.group, group) : 0;
    const bottom = below ? below.y - gap(group, below.group) - height : Infinity;
    if (top > bottom) continue;
    return { index, y: !joinsAbove && joinsBelow ? bottom : top };
  }
  return undefined;
}

function gap(above: string | undefined, below: string | undefined): number {
  return above === below ? rowGap : groupGap;
}
