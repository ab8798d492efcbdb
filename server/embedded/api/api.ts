// The embedded Kubernetes API as a value: a store, and a handler that serves it over HTTP.

import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

import { rbacAuthorizer } from '../access/rbac.ts';
import { Tokens } from '../access/tokens.ts';
import type { Admission, ResourceType } from '../objects.ts';
import { toTable } from '../printing/table.ts';
import { resourceTypes } from '../schema/resourceTypes.ts';
import type { Authorizer } from './authorization.ts';
import { browserFault } from './browserGuard.ts';
import type { FaultHook } from './faults.ts';
import { collectGarbage } from './garbageCollection.ts';
import { RequestHandler } from './handler.ts';
import { superviseNamespaces } from './namespaces.ts';
import { type PodLog, simulatedLog } from './podActions.ts';
import type { TableOf } from './representation.ts';
import { respondError } from './respond.ts';
import { Store } from './store.ts';

/** Something else served on the same server, e.g. the network's dial endpoint. */
export interface ExtraRoute {
  /** Paths that start with it are the route's. */
  prefix: string;
  handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** HTTP Upgrade on the same paths. */
  upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

export interface EmbeddedApiOptions {
  /** The built-in kinds when absent. */
  types?: readonly ResourceType[];
  /** Defaulting, validation and allocation, in order. */
  admissions?: readonly Admission[];
  /** The RBAC objects in the store decide when absent. */
  authorizer?: Authorizer;
  /** The real server's columns when absent. */
  toTable?: TableOf;
  /** Wall clock, milliseconds since the epoch. */
  clock?: () => number;
  /** Numbers in [0, 1), for generated names. */
  random?: () => number;
  uid?: () => string;
  bookmarkIntervalMs?: number;
  /** How many writes a watch or a paged list can reach back. */
  logSize?: number;
  faults?: FaultHook;
  podLog?: PodLog;
  extraRoutes?: readonly ExtraRoute[];
  /** Told of what a subscriber of the store throws. */
  onListenerError?: (error: unknown) => void;
}

export interface EmbeddedApi {
  store: Store;
  /** A `node:http` request listener. */
  handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** A `node:http` upgrade listener. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Adds a route after the fact, for what is itself built over the store. */
  mount: (route: ExtraRoute) => void;
  /** Ends every watch. The store goes on. */
  close: () => void;
}

const BOOKMARK_INTERVAL_MS = 60_000;
const LOG_SIZE = 10_000;

export function createEmbeddedApi(options: EmbeddedApiOptions = {}): EmbeddedApi {
  const { clock = Date.now } = options;
  const store = new Store({
    types: options.types ?? resourceTypes,
    admissions: options.admissions ?? [],
    clock,
    random: options.random ?? Math.random,
    uid: options.uid ?? randomUUID,
    logSize: options.logSize ?? LOG_SIZE,
    onListenerError: options.onListenerError ?? ((error) => console.error(error)),
  });
  collectGarbage(store);
  superviseNamespaces(store);
  const tokens = new Tokens({ clock, secret: () => randomBytes(32).toString('base64url') });
  store.follow(({ type, resource, object: { metadata } }) => {
    if (type === 'DELETED' && resource.kind === 'ServiceAccount')
      tokens.revoke(metadata.namespace ?? '', metadata.name);
  });
  const routes = [...(options.extraRoutes ?? [])];
  const requests = new RequestHandler({
    store,
    authorizer: options.authorizer ?? rbacAuthorizer(store),
    tokens,
    toTable: options.toTable ?? toTable,
    clock,
    bookmarkIntervalMs: options.bookmarkIntervalMs ?? BOOKMARK_INTERVAL_MS,
    faults: options.faults ?? (() => undefined),
    podLog: options.podLog ?? simulatedLog,
  });
  const routeOf = (request: IncomingMessage): ExtraRoute | undefined =>
    routes.find(({ prefix }) => request.url?.startsWith(prefix));
  return {
    store,
    handler(request, response) {
      const fault = browserFault(request);
      if (fault !== undefined) {
        respondError(response, fault);
        return;
      }
      const route = routeOf(request);
      if (route === undefined) void requests.handle(request, response);
      else route.handle(request, response);
    },
    upgrade(request, socket, head) {
      const route = routeOf(request);
      if (route?.upgrade === undefined || browserFault(request) !== undefined) socket.destroy();
      else route.upgrade(request, socket, head);
    },
    mount: (route) => void routes.push(route),
    close: () => requests.close(),
  };
}
