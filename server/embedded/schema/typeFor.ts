import type { ResourceType } from '../objects.ts';
import { resourceTypes } from './resourceTypes.ts';

/** The built-in type of a kind, for tests; throws where there is none. */
export function typeFor(kind: string, group?: string): ResourceType {
  const found = resourceTypes.find(
    (type) => type.kind === kind && (group === undefined || type.group === group),
  );
  if (found === undefined) throw new Error(`no built-in kind ${kind}`);
  return found;
}
