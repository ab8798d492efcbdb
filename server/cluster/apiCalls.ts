// What is asked of an API server only when somebody switched it on: reviews, Jobs, and the streams
// of a Pod. Rare, so each has a connection of its own; what is watched goes through `ApiClient`.
import http from 'node:http';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { connect } from './connect.ts';
import type { Credentials } from './credentials.ts';

export interface ApiCall {
  method: 'GET' | 'POST' | 'DELETE';
  /** Path and query. */
  path: string;
  body?: unknown;
}

export interface ApiAnswer {
  status: number;
  text: string;
}

/** The server did not switch to a WebSocket: it refused, or does not know how. */
export class UpgradeError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const longestAnswer = 1 << 20;
/** WebSockets and one request after another need nothing newer. */
const protocols = ['http/1.1'];

export class ApiCalls {
  readonly #server: URL;
  readonly #credentials: Credentials;
  readonly #proxy: URL | undefined;

  constructor(server: URL, credentials: Credentials, proxy?: URL) {
    this.#server = server;
    this.#credentials = credentials;
    this.#proxy = proxy;
  }

  /** The answer, whatever its status. Rejects when there is none. */
  async send({ method, path, body }: ApiCall, signal: AbortSignal): Promise<ApiAnswer> {
    const { socket, headers } = await this.#open(signal);
    try {
      const request = http.request({
        createConnection: () => socket,
        method,
        path: this.#pathOf(path),
        headers: {
          ...headers,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          connection: 'close',
        },
        signal,
      });
      request.end(body === undefined ? undefined : JSON.stringify(body));
      const [response]: http.IncomingMessage[] = await once(request, 'response', { signal });
      if (!response) throw new Error('no response');
      let text = '';
      response.setEncoding('utf8');
      for await (const chunk of response) {
        text += String(chunk);
        if (text.length > longestAnswer) break;
      }
      return { status: response.statusCode ?? 0, text };
    } finally {
      socket.destroy();
    }
  }

  /**
   * Messages may come with the answer itself, before whoever waits for it goes on: they go to
   * `hear`. Rejects with `UpgradeError` where the server answers something else.
   */
  async webSocket(
    path: string,
    subprotocols: readonly string[],
    hear: (message: Buffer) => void,
    signal: AbortSignal,
  ): Promise<WebSocket> {
    const { socket, headers } = await this.#open(signal);
    const url = new URL(this.#pathOf(path), this.#server);
    url.protocol = 'ws:';
    // The socket is open already, with TLS where there is any.
    const client = new WebSocket(url, [...subprotocols], {
      createConnection: () => socket,
      headers,
      perMessageDeflate: false,
      followRedirects: false,
    });
    client.on('message', (message: Buffer) => hear(message));
    return new Promise((resolve, reject) => {
      const stop = () => {
        client.terminate();
        socket.destroy();
        reject(new Error('aborted'));
      };
      const settle = (action: () => void) => {
        signal.removeEventListener('abort', stop);
        action();
      };
      signal.addEventListener('abort', stop, { once: true });
      client.once('open', () => settle(() => resolve(client)));
      client.once('error', (error) => settle(() => reject(error)));
      client.once('unexpected-response', (_request, response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.once('close', () => {
          settle(() => reject(new UpgradeError(response.statusCode ?? 0, text)));
          socket.destroy();
        });
      });
      // A later error ends what waits for messages by the close that follows.
      client.on('error', () => undefined);
    });
  }

  #pathOf(path: string): string {
    return `${this.#server.pathname.replace(/\/$/, '')}${path}`;
  }

  async #open(signal: AbortSignal) {
    const { headers, tls } = await this.#credentials.current(signal);
    const target = { server: this.#server, tls, ...(this.#proxy && { proxy: this.#proxy }) };
    const socket = await connect(target, signal, protocols);
    socket.on('error', () => undefined);
    return {
      socket,
      headers: {
        host: this.#server.host,
        accept: 'application/json',
        'user-agent': 'portolan',
        ...Object.fromEntries(headers),
      },
    };
  }
}
