import { objectKey, type ObjectKey } from '../metadata.ts';
import type { ModelObject } from '../object.ts';
import { Fields } from './fields.ts';
import { Interner } from './interner.ts';
import { parserOf } from './kinds.ts';
import { jsonType, type Problem } from './problem.ts';
import { proxyConfigMapKey } from './proxyConfigMap.ts';
import { isRawObject, type RawContext, type RawObject } from './rawObject.ts';

/** `ignored`: a kind Portolan does not keep. A refused object is named as far as it can be. */
export type Parsed =
  | { ok: true; object: ModelObject }
  | { ok: false; kind: string; key: ObjectKey; problems: readonly Problem[] }
  | { ok: 'ignored' };

/** Where objects of one source come in: what repeats among them is kept once. */
export interface Door {
  /** Never throws, whatever the JSON. */
  parse(raw: unknown, context?: RawContext): Parsed;
}

export function createDoor(interner = new Interner()): Door {
  return { parse: (raw, context) => parseObject(raw, context, interner) };
}

/**
 * Turns raw Kubernetes JSON into the slim object Portolan keeps, or says which fields are wrong.
 * `context` supplies kind and apiVersion for the items of a list. Unknown fields are passed over.
 */
export function parseObject(
  raw: unknown,
  context: RawContext = {},
  interner: Interner = new Interner(),
): Parsed {
  if (!isRawObject(raw)) return refuse(context.kind ?? '', '', notAnObject(raw));
  const problems: Problem[] = [];
  const fields = new Fields(raw, interner, problems);
  const kind =
    typeof raw['kind'] === 'string' ? raw['kind'] : (context.kind ?? fields.required('kind'));
  const apiVersion =
    typeof raw['apiVersion'] === 'string'
      ? raw['apiVersion']
      : (context.apiVersion ?? fields.required('apiVersion'));
  if (problems.length > 0) return refuse(kind, keyOf(raw), problems);
  const parser = parserOf(kind, apiVersion);
  if (parser === undefined) return { ok: 'ignored' };
  if (kind === 'ConfigMap' && keyOf(raw) !== proxyConfigMapKey) return { ok: 'ignored' };
  const object = parser.parse(fields);
  if (problems.length > 0) return refuse(kind, keyOf(raw), problems);
  return { ok: true, object };
}

function refuse(kind: string, key: ObjectKey, problems: readonly Problem[]): Parsed {
  return { ok: false, kind, key, problems };
}

function notAnObject(raw: unknown): Problem[] {
  const params = { expected: 'object', actual: jsonType(raw) };
  return [{ path: '', code: 'wrongType', params }];
}

/** The best name a broken object can be given; empty when it has none. */
function keyOf(raw: RawObject): ObjectKey {
  const metadata = raw['metadata'];
  if (!isRawObject(metadata)) return '';
  const { name, namespace } = metadata;
  return objectKey({
    name: typeof name === 'string' ? name : '',
    namespace: typeof namespace === 'string' ? namespace : '',
  });
}
