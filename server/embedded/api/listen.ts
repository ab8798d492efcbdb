// The embedded API on a port.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { EmbeddedApi } from './api.ts';

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
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** Rejects with the socket's error, e.g. EADDRINUSE. */
export async function listenEmbeddedApi(
  api: EmbeddedApi,
  { host = '127.0.0.1', port = 0 }: ListenOptions = {},
): Promise<Listening> {
  const server = createServer(api.handler);
  server.on('upgrade', api.upgrade);
  const upgraded = new Set<{ destroy: () => void }>();
  server.on('upgrade', (_request, socket) => {
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
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
    url: urlOf(address),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        api.close();
        for (const socket of upgraded) socket.destroy();
        server.closeAllConnections();
      }),
  };
}
