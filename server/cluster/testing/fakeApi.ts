import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import type { Socket } from 'node:net';
import { FakeStore, type FakeEvent } from './fakeStore.ts';

export interface FakeRequest {
  verb: 'list' | 'watch' | 'get';
  path: string;
  /** Empty for discovery. */
  plural: string;
  namespace?: string;
  query: URLSearchParams;
  headers: http.IncomingHttpHeaders;
}

/** What goes wrong with one request; none: it is answered. */
export type Fault =
  | { status: number; message?: string; retryAfter?: number; causes?: { reason: string }[] }
  /** Never answered. */
  | { hang: true }
  /** The connection is reset before an answer. */
  | { reset: true }
  /** The connection is cut after this many bytes of the body. */
  | { cutAfter: number }
  /** This is the body, with status 200. */
  | { body: string };

interface OpenWatch {
  plural: string;
  namespace: string | undefined;
  write(text: string): void;
  end(): void;
  cut(): void;
}

export interface FakeApiOptions {
  /** PEM; with it the server speaks TLS, and HTTP/2 with whoever can. */
  tls?: { key: string; cert: string; http1Only?: boolean };
  /** Whether the Gateway API is served: version to its plurals. */
  gateway?: Readonly<Record<string, readonly string[]>>;
}

/**
 * A small Kubernetes API server that does what a test's script says: it lists with pages, watches,
 * compacts, and fails on demand. It knows nothing of validation or of single kinds.
 */
export class FakeApi {
  readonly store = new FakeStore();
  readonly requests: FakeRequest[] = [];
  /** Judges each request; the default lets all pass. */
  script: (request: FakeRequest) => Fault | undefined = () => undefined;
  /** Events are not told to open watches (F11). */
  deaf = false;
  readonly #options: FakeApiOptions;
  readonly #server: http.Server | http2.Http2SecureServer;
  readonly #sockets = new Set<Socket>();
  readonly #watches = new Set<OpenWatch>();

  private constructor(options: FakeApiOptions) {
    this.#options = options;
    this.#server = createServer(options);
    // The compatibility API of http2 has the shape of http's.
    this.#server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
      this.#handle(request, response);
    });
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.store.subscribe((event) => {
      if (!this.deaf) for (const watch of this.#watches) tell(watch, event);
    });
  }

  /** Listens on a free port (or on `port`) of 127.0.0.1. */
  static async start(options: FakeApiOptions = {}, port = 0): Promise<FakeApi> {
    const api = new FakeApi(options);
    await new Promise<void>((resolve) => api.#server.listen(port, '127.0.0.1', resolve));
    return api;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get url(): URL {
    return new URL(
      `${this.#options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${this.port}`,
    );
  }

  get connections(): number {
    return this.#sockets.size;
  }

  watches(plural?: string): number {
    return [...this.#watches].filter((watch) => plural === undefined || watch.plural === plural)
      .length;
  }

  count(verb: FakeRequest['verb'], plural: string): number {
    return this.requests.filter((each) => each.verb === verb && each.plural === plural).length;
  }

  /** Writes raw text to the open watches of a kind. */
  inject(plural: string, text: string): void {
    for (const watch of this.#watches) if (watch.plural === plural) watch.write(text);
  }

  bookmark(plural: string, version = this.store.version): void {
    const object = { metadata: { resourceVersion: `${version}` } };
    this.inject(plural, `${JSON.stringify({ type: 'BOOKMARK', object })}\n`);
  }

  /** Ends the open watches of a kind in good order. */
  endWatches(plural?: string): void {
    for (const watch of this.#watches)
      if (plural === undefined || watch.plural === plural) watch.end();
  }

  /** Breaks the connections of a kind's open watches. */
  cutWatches(plural?: string): void {
    for (const watch of this.#watches)
      if (plural === undefined || watch.plural === plural) watch.cut();
  }

  cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) =>
      this.#server.close(() => {
        resolve();
      }),
    );
    this.cutAll();
    await closed;
  }

  #handle(request: http.IncomingMessage, response: http.ServerResponse): void {
    const parsed = parseRequest(request);
    this.requests.push(parsed);
    const fault = this.script(parsed);
    if (fault === undefined || 'cutAfter' in fault) {
      this.#answer(parsed, response, fault?.cutAfter);
      return;
    }
    if ('hang' in fault) return;
    if ('reset' in fault) cut(request, response);
    else if ('body' in fault) response.end(fault.body);
    else refuse(response, fault);
  }

  #answer(request: FakeRequest, response: http.ServerResponse, cutAfter: number | undefined): void {
    if (request.plural === '') this.#discover(request, response);
    else if (request.verb === 'watch') this.#watch(request, response, cutAfter);
    else if (request.verb === 'get') this.#get(request, response);
    else this.#list(request, response, cutAfter);
  }

  #discover({ path }: FakeRequest, response: http.ServerResponse): void {
    const gateway = this.#options.gateway ?? {};
    const root = '/apis/gateway.networking.k8s.io';
    if (path === '/version') json(response, { gitVersion: 'v1.34.0' });
    else if (path === root && Object.keys(gateway).length > 0) {
      json(response, { versions: Object.keys(gateway).map((version) => ({ version })) });
    } else {
      const plurals = gateway[path.slice(root.length + 1)];
      if (!path.startsWith(`${root}/`) || plurals === undefined) refuse(response, { status: 404 });
      else json(response, { resources: plurals.map((name) => ({ name })) });
    }
  }

  #get({ plural, namespace, path }: FakeRequest, response: http.ServerResponse): void {
    const object = this.store.get(plural, namespace, path.split('/').at(-1) ?? '');
    if (object === undefined) refuse(response, { status: 404 });
    else json(response, object);
  }

  #list(request: FakeRequest, response: http.ServerResponse, cutAfter: number | undefined): void {
    const { plural, namespace, query } = request;
    const limit = Number(query.get('limit') ?? 0) || Infinity;
    const [version, offset] = (query.get('continue') ?? `${this.store.version}:0`)
      .split(':')
      .map(Number);
    if (version === undefined || offset === undefined || version < this.store.compacted) {
      refuse(response, { status: 410, message: 'The provided continue parameter is too old' });
      return;
    }
    const all = this.store.list(plural, namespace);
    const more = all.length > offset + limit;
    const text = JSON.stringify({
      kind: 'List',
      metadata: {
        resourceVersion: `${version}`,
        ...(more ? { continue: `${version}:${offset + limit}` } : {}),
      },
      items: all.slice(offset, offset + limit),
    });
    if (cutAfter === undefined) response.end(text);
    else writeThenCut(response, text.slice(0, cutAfter));
  }

  #watch(request: FakeRequest, response: http.ServerResponse, cutAfter: number | undefined): void {
    const { plural, namespace } = request;
    const from = Number(request.query.get('resourceVersion'));
    if (from < this.store.compacted) {
      refuse(response, { status: 410, message: 'too old resource version' });
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    let left = cutAfter ?? Infinity;
    const watch: OpenWatch = {
      plural,
      namespace,
      write: (text) => {
        if (text.length < left) response.write(text);
        else writeThenCut(response, text.slice(0, left));
        left -= text.length;
      },
      end: () => {
        this.#watches.delete(watch);
        response.end();
      },
      cut: () => {
        this.#watches.delete(watch);
        cut(undefined, response);
      },
    };
    this.#watches.add(watch);
    response.on('close', () => this.#watches.delete(watch));
    for (const event of this.store.since(plural, from)) tell(watch, event);
  }
}

function createServer({ tls }: FakeApiOptions): http.Server | http2.Http2SecureServer {
  if (tls === undefined) return http.createServer();
  if (tls.http1Only === true) return https.createServer(tls);
  return http2.createSecureServer({ ...tls, allowHTTP1: true });
}

function tell(watch: OpenWatch, event: FakeEvent): void {
  const { plural, type, object } = event;
  const inside = watch.namespace === undefined || object.metadata.namespace === watch.namespace;
  if (watch.plural === plural && inside) watch.write(`${JSON.stringify({ type, object })}\n`);
}

function parseRequest(request: http.IncomingMessage): FakeRequest {
  const url = new URL(request.url ?? '/', 'http://fake');
  const match =
    /^\/(?:api|apis\/[^/]+)\/[^/]+(?:\/namespaces\/([^/]+)(?=\/))?\/([^/]+)(?:\/([^/]+))?$/.exec(
      url.pathname,
    );
  const [, namespace, plural = '', name] = match ?? [];
  const watch = url.searchParams.get('watch') === 'true';
  return {
    verb: watch ? 'watch' : name === undefined ? 'list' : 'get',
    path: url.pathname,
    plural,
    ...(namespace === undefined ? {} : { namespace }),
    query: url.searchParams,
    headers: request.headers,
  };
}

function json(response: http.ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
}

/** Answers as the API server refuses: with a Status. */
function refuse(response: http.ServerResponse, fault: Extract<Fault, { status: number }>): void {
  response.statusCode = fault.status;
  if (fault.retryAfter !== undefined) response.setHeader('retry-after', `${fault.retryAfter}`);
  json(response, {
    kind: 'Status',
    code: fault.status,
    message: fault.message ?? '',
    ...(fault.causes === undefined ? {} : { details: { causes: fault.causes } }),
  });
}

function writeThenCut(response: http.ServerResponse, text: string): void {
  response.write(text, () => {
    cut(undefined, response);
  });
}

/** RST of the HTTP/1.1 connection, or of the one HTTP/2 stream. */
function cut(request: http.IncomingMessage | undefined, response: http.ServerResponse): void {
  const stream: unknown = 'stream' in response ? response.stream : undefined;
  if (stream instanceof Object && 'close' in stream && typeof stream.close === 'function') {
    stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
  } else (request?.socket ?? response.socket)?.resetAndDestroy();
}
