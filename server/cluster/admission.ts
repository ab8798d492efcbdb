import type { ModelKind, ModelObject } from '@portolan/shared/model/object.ts';
import type { Door } from '@portolan/shared/model/parse/object.ts';
import { objectProblemText } from '@portolan/shared/words/objectProblem.ts';
import type { SourceProblem } from './source.ts';

/** What came through the door: an object, or the name of what did not and why. */
export type Admitted = { object: ModelObject } | { refused: SourceProblem };

/**
 * Parses objects of one kind. A list leaves kind and apiVersion out of its items, so they are
 * given; an object that says it is of another kind is refused.
 */
export function admit(door: Door, kind: ModelKind, apiVersion: string, raw: unknown): Admitted {
  const parsed = door.parse(raw, { kind, apiVersion });
  if (parsed.ok === true && parsed.object.kind === kind) return { object: parsed.object };
  if (parsed.ok === false) {
    return {
      refused: {
        kind,
        key: parsed.key,
        message: parsed.problems.map((each) => objectProblemText(each)).join('; '),
      },
    };
  }
  return {
    refused: { kind, key: '', message: objectProblemText({ code: 'otherKind', params: { kind } }) },
  };
}
