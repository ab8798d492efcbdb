import { resourceTypes } from '../schema/resourceTypes.ts';
import type { Cell } from './column.ts';
import { toTable } from './table.ts';

/** The time of every table test: an hour after `made`. */
export const now = Date.parse('2026-01-01T01:00:00Z');
const made = '2026-01-01T00:00:00Z';

/** For tests: one object's cells, by column, as an hour-old object called `a` of that kind. */
export function printed(
  kind: string,
  fields: Readonly<Record<string, unknown>>,
  metadata: Readonly<Record<string, unknown>> = {},
): Record<string, Cell | undefined> {
  const type = resourceTypes.find((candidate) => candidate.kind === kind);
  if (type === undefined) throw new Error(`no built-in kind ${kind}`);
  const object = {
    apiVersion: type.group === '' ? type.version : `${type.group}/${type.version}`,
    kind,
    metadata: { name: 'a', creationTimestamp: made, ...metadata },
    ...fields,
  };
  const table = toTable(type, [object], { now, includeObject: 'None' });
  const cells = table.rows[0]?.cells ?? [];
  return Object.fromEntries(
    table.columnDefinitions.map((column, index) => [column.name, cells[index]]),
  );
}
