// The embedded API on a port.

import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';

import type { Certificate } from '../access/certificate.ts';
import type { EmbeddedApi, Listeners } from './api.ts';

export interface Listening {
  /** e.g. `http://127.0.0.1:41234`. */
  url: string;
  /** Ends every watch and connection, and resolves once the port is free. */
  close: () => Promise<void>;
}

export interface ListenOptions {
  /** Loopback when absent. */
  host?: string;
  /** 0, the default, takes a free one. */
  port?: number;
  /** Serves TLS with it; plain HTTP when absent. */
  certificate?: Certificate;
}

/** The first byte of a TLS handshake record (RFC 8446 §5.1). */
const TLS_HANDSHAKE = 0x16;

function urlOf({ address, family, port }: AddressInfo, protocol: string): string {
  return `${protocol}://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function plainServer({ handler, upgrade }: Listeners): Server {
  return createHttpServer(handler).on('upgrade', upgrade);
}

/**
 * One port for both, as the API server's own listener: TLS, and a plain HTTP request, which gets
 * what is served without credentials and otherwise 400.
 */
function frontDoor(secure: Server, plain: Server): (socket: Socket) => void {
  return (socket) => {
    // Until a server takes it: a client that goes again concerns nobody.
    socket.once('error', () => socket.destroy());
    socket.once('data', (chunk) => {
      socket.pause();
      socket.unshift(chunk);
      const isTls = chunk[0] === TLS_HANDSHAKE;
      (isTls ? secure : plain).emit('connection', socket);
      // TLS reads what there is by itself; to resume would take it away from there.
      if (!isTls) socket.resume();
    });
  };
}

/** Rejects with the socket's error, e.g. EADDRINUSE. */
export async function listenEmbeddedApi(
  api: EmbeddedApi,
  { host = '127.0.0.1', port = 0, certificate }: ListenOptions = {},
): Promise<Listening> {
  const sockets = new Set<Socket>();
  const plain = plainServer(certificate ? api.plain : api);
  const server =
    certificate === undefined
      ? plain
      : createServer(
          frontDoor(createHttpsServer(certificate, api.handler).on('upgrade', api.upgrade), plain),
        );
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: urlOf(address, certificate ? 'https' : 'http'),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        api.close();
        for (const socket of sockets) socket.destroy();
      }),
  };
}
