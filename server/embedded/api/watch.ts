// The watch verb: a response that stays open and carries the log.

import type { ServerResponse } from 'node:http';

import { ApiError, type Status, invalid } from './errors.ts';
import type { Fault } from './faults.ts';
import { objectsAt, requestedRevision } from './lists.ts';
import { type Representation, representBookmark, representObject } from './representation.ts';
import { isTrue } from './requestInfo.ts';
import type { Store } from './store.ts';
import { type WatchEvent, type WatchScope, initialEvents, scopedEvent } from './watchEvents.ts';

/** Bytes a reader may leave unread before it is cut off and has to resume. */
const UNREAD_LIMIT = 16 * 1024 * 1024;
/** Seconds a watch lasts when the client does not say. */
const DEFAULT_TIMEOUT_SECONDS = 1800;
const INITIAL_EVENTS_END = { 'k8s.io/initial-events-end': 'true' };

export interface WatchRequest {
  store: Store;
  scope: WatchScope;
  representation: Representation;
  query: URLSearchParams;
  response: ServerResponse;
  bookmarkIntervalMs: number;
  fault: Fault;
}

class WatchStream {
  private readonly request: WatchRequest;
  private sent = 0;

  constructor(request: WatchRequest) {
    this.request = request;
  }

  send({ type, object }: WatchEvent): void {
    const { representation, fault, response } = this.request;
    if (this.sent === fault.dropAfterEvents) {
      response.destroy();
      return;
    }
    this.write(type, representObject(representation, object));
    this.sent += 1;
  }

  bookmark(annotations?: Record<string, string>): void {
    const { representation, store } = this.request;
    const revision = String(store.log.revision);
    this.write('BOOKMARK', representBookmark(representation, revision, annotations));
  }

  error(status: Status): void {
    this.write('ERROR', status);
  }

  private write(type: string, object: object): void {
    const { response, fault } = this.request;
    if (fault.stall || response.writableEnded || response.destroyed) return;
    response.write(`${JSON.stringify({ type, object })}\n`);
    if (response.writableLength > UNREAD_LIMIT) response.destroy();
  }
}

function wantsInitialEvents(query: URLSearchParams): boolean {
  return isTrue(query.get('sendInitialEvents'));
}

/** Throws ApiError 422 as the real server does for half a streaming list. */
function checkInitialEvents({ query, scope }: WatchRequest): void {
  if (!wantsInitialEvents(query)) return;
  if (query.get('resourceVersionMatch') === 'NotOlderThan') return;
  const message =
    'Forbidden: resourceVersionMatch is required when sendInitialEvents is set: NotOlderThan';
  const field = 'resourceVersionMatch';
  throw invalid(scope.type, '', [{ reason: 'FieldValueForbidden', message, field }]);
}

/** What the watch begins with. Throws ApiError 410 when its revision is forgotten. */
function begin(request: WatchRequest, stream: WatchStream): void {
  const { store, scope, query } = request;
  const from = requestedRevision(query);
  if (from !== undefined && !wantsInitialEvents(query)) {
    for (const event of store.log.after(from)) {
      const seen = scopedEvent(scope, event);
      if (seen !== undefined) stream.send(seen);
    }
    return;
  }
  const objects = objectsAt(store, scope.type, scope.namespace, store.log.revision);
  for (const event of initialEvents(scope, objects)) stream.send(event);
  if (wantsInitialEvents(query)) stream.bookmark(INITIAL_EVENTS_END);
}

function timeoutMs(query: URLSearchParams): number {
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  return (seconds > 0 ? seconds : DEFAULT_TIMEOUT_SECONDS) * 1000;
}

function keepOpen(request: WatchRequest, stream: WatchStream): void {
  const { store, scope, query, response } = request;
  const unfollow = store.follow((event) => {
    const seen = scopedEvent(scope, event);
    if (seen !== undefined) stream.send(seen);
  });
  const bookmarks = isTrue(query.get('allowWatchBookmarks'))
    ? setInterval(() => stream.bookmark(), request.bookmarkIntervalMs)
    : undefined;
  const end = setTimeout(() => response.end(), timeoutMs(query));
  response.once('close', () => {
    unfollow();
    clearInterval(bookmarks);
    clearTimeout(end);
  });
}

/** Answers at once and returns; the watch goes on until either side ends it. */
export function serveWatch(request: WatchRequest): void {
  checkInitialEvents(request);
  const { response } = request;
  const stream = new WatchStream(request);
  response.writeHead(200, {
    'content-type': 'application/json',
    'cache-control': 'no-cache, private',
  });
  response.flushHeaders();
  try {
    begin(request, stream);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // The real server says 200 first as well, and the trouble as an event.
    stream.error(error.status);
    response.end();
    return;
  }
  keepOpen(request, stream);
}
