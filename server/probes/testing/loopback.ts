// Real servers on this machine's loopback, and a dialer that leads every address to them: the safety
// rules stay as they are, since they judge the address that was asked for.
import { once } from 'node:events';
import { type Server, type Socket, connect, createServer } from 'node:net';
import { addressOf } from '../../http/listen.ts';
import type { Dialer } from '../dialer.ts';

export class Loopback {
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();
  /** Addresses and ports that were dialled, in order: `10.0.0.1:80`. */
  readonly dialled: string[] = [];

  /** A server that greets each connection like this; its port. */
  async serve(answer: (socket: Socket) => void = (socket) => socket.resume()): Promise<number> {
    return this.listen(createServer((socket) => answer(this.#keep(socket))));
  }

  /** Any other kind of server; its port. */
  async listen(server: Server): Promise<number> {
    server.on('connection', (socket) => this.#keep(socket));
    server.listen(0, '127.0.0.1');
    this.#servers.push(server);
    await once(server, 'listening');
    return addressOf(server).port;
  }

  /** Every address leads to this machine's loopback, at the port that was asked for. */
  dialer(overrides: Partial<Dialer> = {}): Dialer {
    return {
      simulated: false,
      resolve: async () => ({ addresses: ['10.0.0.1'] }),
      connect: ({ address, port }) =>
        new Promise((resolve, reject) => {
          this.dialled.push(`${address}:${port}`);
          const socket = this.#keep(connect(port, '127.0.0.1'));
          socket.once('error', reject);
          socket.once('connect', () => resolve({ socket }));
        }),
      ...overrides,
    };
  }

  /** Connections that are still open. */
  get open(): number {
    return [...this.#sockets].filter((socket) => !socket.destroyed).length;
  }

  close(): void {
    for (const server of this.#servers.splice(0)) server.close();
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
    this.dialled.length = 0;
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  }
}
