import type { ModelKind, ModelObject } from '@portolan/shared/model/object.ts';
import type { Door } from '@portolan/shared/model/parse/object.ts';
import type { Problem } from '@portolan/shared/model/parse/problem.ts';
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
      refused: { kind, key: parsed.key, message: parsed.problems.map(sentence).join('; ') },
    };
  }
  return { refused: { kind, key: '', message: `not a ${kind}` } };
}

function sentence({ path, code, params }: Problem): string {
  const details = Object.entries(params).map(([name, value]) => `${name} ${value}`);
  return [path === '' ? code : `${path}: ${code}`, ...details].join(', ');
}
