import { at, listAt, textAt } from '../schema/read.ts';

/** The status of one of `status.conditions`: `True`, `False`, `Unknown`, or empty when it is not there. */
export function conditionAt(object: unknown, type: string): string {
  const found = listAt(object, 'status', 'conditions').find(
    (condition) => at(condition, 'type') === type,
  );
  return textAt(found, 'status');
}
