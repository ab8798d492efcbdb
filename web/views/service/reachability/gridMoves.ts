// Where the keyboard goes in a grid with a row and a column of headings (place 0).

export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

const steps = new Map<string, GridPlace>([
  ['ArrowUp', { row: -1, column: 0 }],
  ['ArrowDown', { row: 1, column: 0 }],
  ['ArrowLeft', { row: 0, column: -1 }],
  ['ArrowRight', { row: 0, column: 1 }],
]);

/** The place after `key`; undefined where the key moves nowhere. `size` counts headings too. */
export function placeAfter(
  { row, column }: GridPlace,
  { key, ctrlKey }: { readonly key: string; readonly ctrlKey: boolean },
  size: { readonly rows: number; readonly columns: number },
): GridPlace | undefined {
  const step = steps.get(key);
  if (step) return within({ row: row + step.row, column: column + step.column }, size);
  if (key === 'Home') return within({ row: ctrlKey ? 1 : row, column: 1 }, size);
  if (key === 'End') {
    return within({ row: ctrlKey ? size.rows - 1 : row, column: size.columns - 1 }, size);
  }
  return undefined;
}

/** The nearest place in a grid that may have shrunk; its corner holds nothing. */
export function within(
  { row, column }: GridPlace,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): GridPlace {
  const place = {
    row: Math.max(0, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  };
  return place.row === 0 && place.column === 0 ? { row: 1, column: 0 } : place;
}
