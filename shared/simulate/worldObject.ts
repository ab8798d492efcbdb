// The objects of the file world on their way from JSON to the model.

import type { ModelObject } from '../model/object.ts';
import type { Interner } from '../model/parse/interner.ts';
import { parseObject } from '../model/parse/object.ts';
import { rawAt } from './rawFields.ts';
import type { RawObject } from './rawObject.ts';

/** One object: as a file gave it, or made up, or given and completed. */
export interface WorldObject {
  raw: RawObject;
  /** Paths of the fields that were made up. */
  simulated: readonly string[];
}

export function given(raw: RawObject): WorldObject {
  return { raw, simulated: [] };
}

/** The object with a top-level field replaced, and what of it was made up. */
export function completed(
  object: WorldObject,
  field: 'spec' | 'status',
  value: unknown,
  simulated: readonly string[],
): WorldObject {
  return {
    raw: { ...object.raw, [field]: value },
    simulated: [...object.simulated, ...simulated],
  };
}

export function worldKey({ metadata: { namespace = '', name } }: RawObject): string {
  return `${namespace}/${name}`;
}

/** By kind, namespace and name: what comes of a world must not hang on the order of its files. */
export function compareRaw(a: RawObject, b: RawObject): number {
  const [first, second] = [a, b].map((raw) => `${raw.kind} ${worldKey(raw)}`);
  if (first === undefined || second === undefined || first === second) return 0;
  return first < second ? -1 : 1;
}

/** The key of the workload that controls an object, e.g. `ReplicaSet default/web-7c5`. */
export function controllerKey(raw: RawObject): string | undefined {
  const owners = raw.metadata.ownerReferences;
  const owner = Array.isArray(owners)
    ? owners.find((each) => rawAt(each, 'controller') === true)
    : undefined;
  return owner && `${owner.kind} ${raw.metadata.namespace ?? ''}/${owner.name}`;
}

/** The slim object with its made-up fields named; undefined when the parser keeps no such kind. */
export function modelOf(
  { raw, simulated }: WorldObject,
  interner: Interner,
): ModelObject | undefined {
  const parsed = parseObject(raw, {}, interner);
  return parsed.ok === true ? marked(parsed.object, simulated) : undefined;
}

export function marked<T extends ModelObject>(object: T, simulated: readonly string[]): T {
  if (simulated.length === 0) return object;
  return { ...object, metadata: { ...object.metadata, simulated } };
}
