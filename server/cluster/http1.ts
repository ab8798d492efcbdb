import http from 'node:http';
import type { Socket } from 'node:net';
import { hostOf } from './connect.ts';
import type { Connection, TransportRequest, TransportResponse } from './transport.ts';

/** One HTTP/1.1 connection: one request at a time, kept for the next when an answer was read whole. */
export class Http1Connection implements Connection {
  readonly #server: URL;
  readonly #socket: Socket;
  readonly #agent: http.Agent;
  /** It begins in use: whoever opened it is about to ask. */
  #idle = false;

  constructor(server: URL, socket: Socket, closed: () => void) {
    this.#server = server;
    this.#socket = socket;
    this.#agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    this.#agent.createConnection = () => socket;
    this.#agent.on('free', () => {
      this.#idle = true;
    });
    socket.once('close', () => {
      this.#idle = false;
      this.#agent.destroy();
      closed();
    });
    // Without a listener, an error between two requests would end the process.
    socket.on('error', () => {});
  }

  usable(): boolean {
    return this.#idle && !this.#socket.destroyed;
  }

  request({ path, headers, signal }: TransportRequest): Promise<TransportResponse> {
    this.#idle = false;
    return new Promise((resolve, reject) => {
      const request = http.request({
        agent: this.#agent,
        host: hostOf(this.#server),
        port: this.#server.port,
        path,
        headers: { host: this.#server.host, ...Object.fromEntries(headers) },
        signal,
      });
      request.on('error', (error) => {
        this.#socket.destroy();
        reject(error);
      });
      request.on('response', (response) => {
        resolve({
          status: response.statusCode ?? 0,
          header: (name) => {
            const value = response.headers[name];
            return Array.isArray(value) ? value[0] : value;
          },
          body: response,
          guarded: false,
        });
      });
      request.end();
    });
  }

  close(): void {
    this.#socket.destroy();
  }
}
