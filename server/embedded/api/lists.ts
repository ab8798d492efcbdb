// Lists: at a revision, in pages that agree with one another.

import type { KubeObject, ResourceType } from '../objects.ts';
import { ApiError, badRequest, continueExpired, tooLarge } from './errors.ts';
import { fieldOf } from './json.ts';
import { storageOrder } from './objectTable.ts';
import { storageKey } from './registry.ts';
import { requestFilter } from './selectors.ts';
import type { Store } from './store.ts';

export interface ListPage {
  items: readonly KubeObject[];
  metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number };
}

interface ContinueToken {
  revision: number;
  /** The last key of the page before. */
  after: string;
}

function encodeToken(token: ContinueToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function decodeToken(text: string): ContinueToken {
  try {
    const token: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    const revision = fieldOf(token, 'revision');
    const after = fieldOf(token, 'after');
    if (typeof revision === 'number' && typeof after === 'string') return { revision, after };
  } catch {
    // Not one of ours: refused below like any other.
  }
  throw badRequest('continue key is not valid: the token was not issued by this server');
}

/** A resourceVersion of a request; undefined when it is absent or `0`, which mean any. */
export function requestedRevision(query: URLSearchParams): number | undefined {
  const text = query.get('resourceVersion');
  if (text === null || text === '' || text === '0') return undefined;
  if (!/^\d+$/.test(text))
    throw badRequest(`resourceVersion: Invalid value: "${text}": not a number`);
  return Number(text);
}

/** The objects as they were: the present ones with every later write undone. */
export function objectsAt(
  store: Store,
  type: ResourceType,
  namespace: string | undefined,
  revision: number,
): KubeObject[] {
  const later = store.log
    .after(revision)
    .filter((event) => storageKey(event.resource) === storageKey(type));
  const present = store.tableOf(type).list(namespace);
  if (later.length === 0) return present;
  const objects = new Map(present.map((object) => [storageOrder(object), object]));
  for (const { object, previous } of later.toReversed()) {
    if (namespace !== undefined && object.metadata.namespace !== namespace) continue;
    if (previous === undefined) objects.delete(storageOrder(object));
    else objects.set(storageOrder(object), previous);
  }
  return [...objects.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, object]) => object);
}

function listRevision(store: Store, query: URLSearchParams): number {
  const asked = requestedRevision(query);
  const match = query.get('resourceVersionMatch');
  if (match && !query.get('resourceVersion')) {
    throw badRequest(
      'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  }
  if (asked !== undefined && asked > store.log.revision) throw tooLarge(asked, store.log.revision);
  return match === 'Exact' && asked !== undefined ? asked : store.log.revision;
}

function pageAt(
  store: Store,
  type: ResourceType,
  namespace: string | undefined,
  token: ContinueToken,
): KubeObject[] {
  try {
    const objects = objectsAt(store, type, namespace, token.revision);
    return objects.filter((object) => storageOrder(object) > token.after);
  } catch (error) {
    if (error instanceof ApiError && error.code === 410) throw continueExpired();
    throw error;
  }
}

/** Answers the list verb. Throws ApiError 400, 410 or 504. */
export function listPage(
  store: Store,
  type: ResourceType,
  namespace: string | undefined,
  query: URLSearchParams,
): ListPage {
  const filter = requestFilter(query);
  const continued = query.get('continue');
  const token = continued ? decodeToken(continued) : undefined;
  const revision = token?.revision ?? listRevision(store, query);
  const objects = token
    ? pageAt(store, type, namespace, token)
    : objectsAt(store, type, namespace, revision);
  const matching = filter ? objects.filter(filter) : objects;
  const limit = Number(query.get('limit') ?? 0);
  const metadata = { resourceVersion: String(revision) };
  if (!(limit > 0) || matching.length <= limit) return { items: matching, metadata };
  const items = matching.slice(0, limit);
  const last = items.at(-1);
  const after = last === undefined ? '' : storageOrder(last);
  return {
    items,
    metadata: {
      ...metadata,
      continue: encodeToken({ revision, after }),
      // As in the real server: with a selector it would have to read on to know.
      ...(!filter && { remainingItemCount: matching.length - limit }),
    },
  };
}
