import { ApiError, connectionError } from './apiError.ts';
import type { Clock } from './clock.ts';
import type { Credentials } from './credentials.ts';
import { refusalOf } from './refusal.ts';
import { Transport, type TransportResponse } from './transport.ts';

export interface ApiRequest {
  path: string;
  query?: Readonly<Record<string, string>>;
  signal: AbortSignal;
  /** Milliseconds until the head of the answer must be there. */
  answerWithin?: number;
}

export interface ApiResponse {
  body: AsyncIterable<Uint8Array>;
  /** Silence of this body means nothing: its connection answers pings. */
  guarded: boolean;
}

/** What reflectors ask of an API server: GET, with credentials applied and refusals as `ApiError`. */
export interface ApiClient {
  /** @throws {ApiError} for every expected trouble; the signal's reason when that was aborted. */
  get(request: ApiRequest): Promise<ApiResponse>;
  /**
   * Calls `listener` when the server answers after it could not be reached; the result calls it
   * off. Whoever waits for it need wait no longer.
   */
  onReturn(listener: () => void): () => void;
}

const answerWithin = 10_000;

/** Asks one API server over its `Transport`, which is replaced when certificates change (F21). */
export class HttpApiClient implements ApiClient {
  readonly #server: URL;
  readonly #credentials: Credentials;
  readonly #clock: Clock;
  readonly #proxy: URL | undefined;
  #transport: Transport | undefined;
  #tlsVersion: number | undefined;
  #reachable = true;
  readonly #listeners = new Set<() => void>();

  constructor(server: URL, credentials: Credentials, clock: Clock, proxy?: URL) {
    this.#server = server;
    this.#credentials = credentials;
    this.#clock = clock;
    this.#proxy = proxy;
  }

  async get(request: ApiRequest): Promise<ApiResponse> {
    const { response, issue } = await this.#ask(request);
    if (response.status !== 401) return await this.#accept(response, request);
    const refusal = await refusalOf(response, request.path, this.#clock);
    // The token may have been rotated a moment ago: once more with a fresh one (F19).
    if (!this.#credentials.renew(issue)) throw refusal;
    const again = await this.#ask(request);
    return await this.#accept(again.response, request);
  }

  onReturn(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Breaks every connection; what was open is asked for anew by whoever still wants it. */
  reconnect(): void {
    this.#transport?.close();
    this.#transport = undefined;
  }

  close(): void {
    this.reconnect();
    this.#credentials.close();
  }

  async #accept(response: TransportResponse, request: ApiRequest): Promise<ApiResponse> {
    if (response.status === 200) return { body: response.body, guarded: response.guarded };
    throw await refusalOf(response, request.path, this.#clock);
  }

  async #ask(request: ApiRequest) {
    const deadline = new AbortController();
    const within = request.answerWithin ?? answerWithin;
    const cancel = this.#clock.after(within, () => {
      deadline.abort();
    });
    const signal = AbortSignal.any([request.signal, deadline.signal]);
    try {
      const { headers, transport, issue } = await this.#authorized(signal);
      const query = new URLSearchParams(request.query).toString();
      const prefix = this.#server.pathname.replace(/\/$/, '');
      const path = `${prefix}${request.path}${query === '' ? '' : `?${query}`}`;
      const response = await transport.request({ path, headers, signal });
      this.#answered();
      return { response, issue };
    } catch (error) {
      request.signal.throwIfAborted();
      this.#reachable = false;
      if (deadline.signal.aborted) throw this.#timeout(within);
      throw connectionError(error, this.#server.origin);
    } finally {
      cancel();
    }
  }

  #answered(): void {
    if (this.#reachable) return;
    this.#reachable = true;
    for (const listener of this.#listeners) listener();
  }

  #timeout(within: number): ApiError {
    const params = { server: this.#server.origin, seconds: within / 1000 };
    return new ApiError({ code: 'timeout', params });
  }

  async #authorized(signal: AbortSignal) {
    const { headers, tls, tlsVersion, issue } = await this.#credentials.current(signal);
    if (this.#transport !== undefined && this.#tlsVersion !== tlsVersion) this.reconnect();
    this.#tlsVersion = tlsVersion;
    this.#transport ??= new Transport(
      {
        server: this.#server,
        tls,
        ...(this.#proxy === undefined ? {} : { proxy: this.#proxy }),
      },
      this.#clock,
    );
    const all = new Map<string, string | string[]>([
      ['accept', 'application/json'],
      ['user-agent', 'portolan'],
      ...headers,
    ]);
    return { headers: all, transport: this.#transport, issue };
  }
}
