import http2 from 'node:http2';
import type { Socket } from 'node:net';
import type { Clock } from './clock.ts';
import type { Connection, TransportRequest, TransportResponse } from './transport.ts';

/** Milliseconds: a half-open connection is noticed after at most the sum (F1: 45 s). */
const pingEvery = 20_000;
const pingAnswerWithin = 10_000;
/** Bytes in flight; Node's 64 KiB would make a list wait for the round trip again and again. */
const streamWindow = 1 << 20;
const sessionWindow = 1 << 24;
/** Streams on one connection, should the server not say (kube-apiserver allows 100 to 1000). */
const assumedStreams = 100;

/** One HTTP/2 connection, shared by all requests and watches, proven alive by pings. */
export class Http2Connection implements Connection {
  readonly #session: http2.ClientHttp2Session;
  readonly #clock: Clock;
  #open = 0;
  #cancelTimer: () => void = () => {};

  constructor(server: URL, socket: Socket, clock: Clock, closed: () => void) {
    this.#clock = clock;
    this.#session = http2.connect(server.origin, {
      createConnection: () => socket,
      settings: { enablePush: false, initialWindowSize: streamWindow },
    });
    this.#session.once('connect', (session) => {
      session.setLocalWindowSize(sessionWindow);
    });
    this.#session.on('error', () => {
      // Every open stream hears of it too.
    });
    this.#session.once('close', () => {
      this.#cancelTimer();
      closed();
    });
    this.#schedulePing();
  }

  usable(): boolean {
    const session = this.#session;
    const allowed = session.remoteSettings.maxConcurrentStreams ?? assumedStreams;
    return !session.closed && !session.destroyed && this.#open < allowed;
  }

  request({ path, headers, signal }: TransportRequest): Promise<TransportResponse> {
    return new Promise((resolve, reject) => {
      const stream = this.#session.request({ ':path': path, ...Object.fromEntries(headers) });
      this.#open += 1;
      const abort = () => {
        stream.close(http2.constants.NGHTTP2_CANCEL);
      };
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
      stream.once('response', (answer) => {
        resolve({
          status: answer[':status'] ?? 0,
          header: (name) => {
            const value = answer[name];
            return Array.isArray(value) ? value[0] : value?.toString();
          },
          body: stream,
          guarded: true,
        });
      });
      stream.on('error', reject);
      stream.once('close', () => {
        this.#open -= 1;
        signal.removeEventListener('abort', abort);
        reject(Object.assign(new Error('stream closed'), { code: 'ECONNRESET' }));
      });
    });
  }

  close(): void {
    this.#cancelTimer();
    // With an error, or a list that is being read would seem to end here.
    this.#session.destroy(Object.assign(new Error('given up'), { code: 'ECONNRESET' }));
  }

  #schedulePing(): void {
    this.#cancelTimer = this.#clock.after(pingEvery, () => {
      this.#ping();
    });
  }

  #ping(): void {
    const session = this.#session;
    if (session.closed || session.destroyed) return;
    this.#cancelTimer = this.#clock.after(pingAnswerWithin, () => {
      session.destroy(Object.assign(new Error('no answer to ping'), { code: 'ETIMEDOUT' }));
    });
    session.ping((error) => {
      this.#cancelTimer();
      if (error === null) this.#schedulePing();
    });
  }
}
