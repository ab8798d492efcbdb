import { timestamp } from './clock.ts';
import { listAt, textAt } from './reading.ts';

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
}

/** The stored condition of a type, as JSON. */
export function conditionOf(object: unknown, type: string): unknown {
  return listAt(object, 'status', 'conditions').find((entry) => textAt(entry, 'type') === type);
}

export function conditionStatus(object: unknown, type: string): string | undefined {
  return textAt(conditionOf(object, type), 'status');
}

/**
 * The conditions to store: those given, each keeping its transition time while its status stays,
 * and after them the stored ones of other types, which somebody else keeps.
 */
export function mergeConditions(
  object: unknown,
  conditions: readonly Condition[],
  now: number,
): unknown[] {
  const ours = new Set(conditions.map(({ type }) => type));
  const others = listAt(object, 'status', 'conditions').filter(
    (entry) => !ours.has(textAt(entry, 'type') ?? ''),
  );
  return [...conditions.map((condition) => withTransition(object, condition, now)), ...others];
}

function withTransition(object: unknown, condition: Condition, now: number): unknown {
  const stored = conditionOf(object, condition.type);
  const since = textAt(stored, 'lastTransitionTime');
  const unchanged = textAt(stored, 'status') === condition.status;
  return { ...condition, lastTransitionTime: unchanged && since ? since : timestamp(now) };
}
