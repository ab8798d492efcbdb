import type { KubeObject } from '../objects.ts';
import { since } from './duration.ts';

export type Cell = string | number | boolean | null;

/** One column of a kind's table. */
export interface Column {
  /** As the real server names it; kubectl prints it in capitals. */
  name: string;
  type: 'boolean' | 'date' | 'integer' | 'string';
  /** Shown by `-o wide` alone. */
  wide: boolean;
  /** `now` in milliseconds since the epoch. */
  cell: (object: KubeObject, now: number) => Cell;
}

/** The columns of each kind, by kind: the Gateway API has no kind named as a built-in one. */
export type ColumnsByKind = Readonly<Record<string, readonly Column[]>>;

export function textColumn(name: string, cell: Column['cell']): Column {
  return { name, type: 'string', wide: false, cell };
}

export function integerColumn(name: string, cell: Column['cell']): Column {
  return { name, type: 'integer', wide: false, cell };
}

export function wide(column: Column): Column {
  return { ...column, wide: true };
}

export const nameColumn = textColumn('Name', (object) => object.metadata.name);

export const ageColumn = textColumn('Age', (object, now) =>
  since(object.metadata.creationTimestamp, now),
);

/** What the printers of roles and definitions show in place of an age. */
export const createdColumn: Column = {
  name: 'Created At',
  type: 'date',
  wide: false,
  cell: (object) => object.metadata.creationTimestamp ?? null,
};
