// The embedded Kubernetes API as a value: a store, and a handler that serves it over HTTP.

import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

import { administrator, anonymous, type Authentication } from '../access/authentication.ts';
import { rbacAuthorizer } from '../access/rbac.ts';
import { Tokens } from '../access/tokens.ts';
import type { Admission, KubeObject, ResourceType } from '../objects.ts';
import { toTable } from '../printing/table.ts';
import { resourceTypes } from '../schema/resourceTypes.ts';
import type { EnterPod } from '../streams/exec.ts';
import { connectionRefused } from '../streams/portForward.ts';
import { type DialPodPort, PodStreams } from '../streams/podStreams.ts';
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
  /** Where port-forwards go; nobody listens in any Pod when absent. */
  dialPodPort?: DialPodPort;
  /** How commands get into Pods (pods/exec); a simulated Pod has no programs when absent. */
  enterPod?: EnterPod;
  /** Whoever brings no token may do nothing, instead of everything. */
  needsToken?: boolean;
  extraRoutes?: readonly ExtraRoute[];
  /** Told of what a subscriber of the store throws. */
  onListenerError?: (error: unknown) => void;
}

/** What a server of `node:http` or `node:https` is to call. */
export interface Listeners {
  handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** Of HTTP Upgrade. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

export interface EmbeddedApi extends Listeners {
  store: Store;
  /** Serves the mounted routes and nothing else: what a TLS port says to plain HTTP. */
  plain: Listeners;
  /** A token by which its bearer is the administrator, for as long as the API lives. */
  adminToken: () => string;
  /** A token of this ServiceAccount, good for an hour. */
  accountToken: (namespace: string, name: string) => string;
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
  const authentication: Authentication = {
    authorizer: options.authorizer ?? rbacAuthorizer(store),
    tokens,
    nobody: options.needsToken ? anonymous : administrator,
  };
  const requests = new RequestHandler({
    store,
    ...authentication,
    toTable: options.toTable ?? toTable,
    clock,
    bookmarkIntervalMs: options.bookmarkIntervalMs ?? BOOKMARK_INTERVAL_MS,
    faults: options.faults ?? (() => undefined),
    podLog: options.podLog ?? simulatedLog,
  });
  const streams = new PodStreams({
    store,
    ...authentication,
    dialPodPort: options.dialPodPort ?? refusePort,
    enterPod: options.enterPod ?? (() => undefined),
  });
  const routeOf = (request: IncomingMessage): ExtraRoute | undefined =>
    routes.find(({ prefix }) => request.url?.startsWith(prefix));
  const listeners = (others: Listeners): Listeners => ({
    handler(request, response) {
      const fault = browserFault(request);
      const route = routeOf(request);
      if (fault !== undefined) respondError(response, fault);
      else (route?.handle ?? others.handler)(request, response);
    },
    upgrade(request, socket, head) {
      const route = routeOf(request);
      if (browserFault(request) !== undefined) socket.destroy();
      else if (route === undefined) others.upgrade(request, socket, head);
      else if (route.upgrade === undefined) socket.destroy();
      else route.upgrade(request, socket, head);
    },
  });
  return {
    store,
    ...listeners({
      handler: (request, response) => void requests.handle(request, response),
      upgrade: (request, socket, head) => streams.upgrade(request, socket, head),
    }),
    plain: listeners({
      handler: (_request, response) => {
        response.writeHead(400, { 'content-type': 'text/plain' });
        response.end('Client sent an HTTP request to an HTTPS server.\n');
      },
      upgrade: (_request, socket) => void socket.destroy(),
    }),
    adminToken: () => tokens.issueFor(administrator),
    accountToken: (namespace, name) => tokens.issue(namespace, name, 3600).token,
    mount: (route) => void routes.push(route),
    close: () => requests.close(),
  };
}

function refusePort(pod: KubeObject, port: number): Promise<never> {
  return Promise.reject(connectionRefused(pod, port));
}
