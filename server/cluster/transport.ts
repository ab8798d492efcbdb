import { AbortScope } from './abortScope.ts';
import type { Clock } from './clock.ts';
import { connect, type Target } from './connect.ts';
import { Http1Connection } from './http1.ts';
import { Http2Connection } from './http2.ts';

export interface TransportRequest {
  /** Path and query. */
  path: string;
  headers: ReadonlyMap<string, string | string[]>;
  /** Ends the request, and the body if it is still being read. */
  signal: AbortSignal;
}

export interface TransportResponse {
  status: number;
  header(name: string): string | undefined;
  body: AsyncIterable<Uint8Array>;
  /** True when the connection proves itself alive by pings, so that silence of the body means nothing (F1, F9). */
  guarded: boolean;
}

/** One open connection to the API server. */
export interface Connection {
  /** False when it is busy, closing or broken. */
  usable(): boolean;
  request(request: TransportRequest): Promise<TransportResponse>;
  close(): void;
}

/**
 * Connections to one API server. With TLS and HTTP/2 everything shares one connection, kept honest
 * by pings; with HTTP/1.1 each watch has its own and other requests share the idle ones.
 *
 * Why not undici: its HTTP/2 client (7.30) never gives up on a ping that is not answered, so a
 * half-open connection would stay unnoticed (F1), and after GOAWAY it fails only the first of the
 * open requests, so the other watches would hang.
 */
export class Transport {
  readonly #target: Target;
  readonly #clock: Clock;
  readonly #connections = new Set<Connection>();
  #opening: Promise<Connection> | undefined;
  /** Unknown until the first connection is open: only then is it clear whether one is enough. */
  #shared: boolean | undefined;
  readonly #closed = new AbortController();

  constructor(target: Target, clock: Clock) {
    this.#target = target;
    this.#clock = clock;
  }

  async request(request: TransportRequest): Promise<TransportResponse> {
    const kept = this.#usable();
    if (kept !== undefined) {
      try {
        return await kept.request(request);
      } catch (error) {
        // The server may have closed a kept connection just as it was used again; GET is safe to repeat.
        if (request.signal.aborted || this.#closed.signal.aborted || kept.usable()) throw error;
      }
    }
    const connection = await this.#open(request.signal);
    return await connection.request(request);
  }

  /** Breaks every connection; requests in flight fail. */
  close(): void {
    this.#closed.abort();
    for (const connection of this.#connections) connection.close();
    this.#connections.clear();
  }

  #usable(): Connection | undefined {
    for (const connection of this.#connections) if (connection.usable()) return connection;
    return undefined;
  }

  /** Until it is known that each request needs its own, one connection is opened at a time. */
  async #open(signal: AbortSignal): Promise<Connection> {
    while (this.#opening !== undefined && this.#shared !== false) {
      await Promise.race([this.#opening.catch(() => undefined), abortOf(signal)]);
      signal.throwIfAborted();
      const usable = this.#usable();
      if (usable !== undefined) return usable;
    }
    const opening = this.#dial(signal).finally(() => {
      if (this.#opening === opening) this.#opening = undefined;
    });
    this.#opening = opening;
    return await opening;
  }

  async #dial(signal: AbortSignal): Promise<Connection> {
    const scope = new AbortScope(signal, this.#closed.signal);
    const socket = await connect(this.#target, scope.signal).finally(() => {
      scope.release();
    });
    const forget = () => {
      this.#connections.delete(connection);
    };
    const h2 = 'alpnProtocol' in socket && socket.alpnProtocol === 'h2';
    this.#shared = h2;
    const connection: Connection = h2
      ? new Http2Connection(this.#target.server, socket, this.#clock, forget)
      : new Http1Connection(this.#target.server, socket, forget);
    this.#connections.add(connection);
    return connection;
  }
}

function abortOf(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
}
