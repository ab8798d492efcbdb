// Rows of one lane, kept where they were: nothing jumps when a Pod comes or goes. A row that leaves
// a hole leaves it for the next of its group; a group that cannot grow in place goes on further down.
import type { DiagramRow } from './elements.ts';

/** In pixels. */
export interface SizedRow extends DiagramRow {
  readonly height: number;
}
export interface RowGaps {
  readonly rowGap: number;
  /** Above a framed group. */
  readonly frameGap: number;
  /** Below a framed group, where its label hangs. */
  readonly labelGap: number;
}

export interface PlacedRow {
  readonly id: string;
  readonly y: number;
  readonly height: number;
  readonly group: string | undefined;
}

/**
 * A place for every row, from the top of the lane. Rows of `previous` that still fit stay exactly
 * where they were; the result does not depend on anything else. Sorted by y, never overlapping.
 */
export function placeRows(
  rows: readonly SizedRow[],
  gaps: RowGaps,
  previous: readonly PlacedRow[] = [],
): readonly PlacedRow[] {
  const gap = gapOf(gaps);
  const wanted = new Map(rows.map((row) => [row.id, row]));
  const placed = keepRows(wanted, previous, gap);
  const kept = new Set(placed.map(({ id }) => id));
  for (const row of rows) {
    if (!kept.has(row.id)) insertRow(placed, row, gap);
  }
  return placed;
}

/** Those that are still there, in the same group, and have not grown into the next one. */
function keepRows(
  wanted: ReadonlyMap<string, SizedRow>,
  previous: readonly PlacedRow[],
  gap: Gap,
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

function insertRow(placed: PlacedRow[], row: SizedRow, gap: Gap): void {
  const spot = spotFor(placed, row, true, gap) ?? spotFor(placed, row, false, gap);
  if (!spot) return;
  placed.splice(spot.index, 0, { id: row.id, y: spot.y, height: row.height, group: row.group });
}

/** The first gap that holds the row: beside its own group, or anywhere. The end always does. */
function spotFor(
  placed: readonly PlacedRow[],
  { height, group }: SizedRow,
  beside: boolean,
  gap: Gap,
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

type Gap = (above: string | undefined, below: string | undefined) => number;

function gapOf({ rowGap, frameGap, labelGap }: RowGaps): Gap {
  return (above, below) => {
    if (above === below) return rowGap;
    return above === undefined ? frameGap : labelGap;
  };
}

/** Where the last row ends. */
export function bottomOf(rows: readonly PlacedRow[]): number {
  const last = rows.at(-1);
  return last ? last.y + last.height : 0;
}

/** The same rows, further down. */
export function lowered(rows: readonly PlacedRow[], by: number): readonly PlacedRow[] {
  return by === 0 ? rows : rows.map((row) => Object.assign({}, row, { y: row.y + by }));
}
