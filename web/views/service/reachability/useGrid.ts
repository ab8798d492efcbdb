// One stop for Tab in a whole grid; arrows move within it (the ARIA grid pattern).
import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { placeAfter, within, type GridPlace } from './gridMoves.ts';

export interface GridKeys {
  /** What the table needs to be one. */
  readonly grid: {
    readonly ref: RefObject<HTMLTableElement | null>;
    readonly role: 'grid';
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  };
  /** What the button at a place of the grid needs. */
  readonly at: (row: number, column: number) => GridStop;
}

interface GridStop {
  readonly tabIndex: 0 | -1;
  readonly 'data-place': string;
  readonly onFocus: () => void;
}

/** `rows` and `columns` count the headings, which are at 0. */
export function useGrid(rows: number, columns: number): GridKeys {
  const grid = useRef<HTMLTableElement>(null);
  const [place, setPlace] = useState<GridPlace>({ row: 1, column: 1 });
  const size = { rows, columns };
  const current = within(place, size);
  const focus = (next: GridPlace): boolean => {
    const stop = grid.current?.querySelector<HTMLElement>(`[data-place="${placeText(next)}"]`);
    stop?.focus();
    return stop !== undefined && stop !== null;
  };
  return {
    grid: {
      ref: grid,
      role: 'grid',
      onKeyDown: (event) => {
        if (event.altKey || event.metaKey) return;
        const next = placeAfter(current, event, size);
        if (!next) return;
        event.preventDefault();
        if (focus(next)) setPlace(next);
      },
    },
    at: (row, column) => ({
      tabIndex: row === current.row && column === current.column ? 0 : -1,
      'data-place': placeText({ row, column }),
      onFocus: () => setPlace({ row, column }),
    }),
  };
}

function placeText({ row, column }: GridPlace): string {
  return `${row} ${column}`;
}
