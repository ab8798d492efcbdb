// Loopback addresses that stand for the nodes, so that a browser on this machine can dial NodePorts.

import { createServer, type Server } from 'node:net';

/** Below the NodePort range; holding it on a block's first address claims the block. */
const CLAIM_PORT = 29_731;
const FIRST_HOST = 11;
const BLOCKS = 64;

export interface DialBlock {
  /** The loopback address of the node with this index (0, 1, …). */
  addressOf(index: number): string;
  /** False where one address serves all nodes, so that each NodePort needs a port of its own. */
  perNode: boolean;
  release(): Promise<void>;
}

/**
 * Claims 127.0.0.11 and up, or the next block that no other embedded cluster holds (127.0.1.11, …).
 * Where the system has only 127.0.0.1, as macOS does, every node shares that.
 */
export async function claimDialBlock(): Promise<DialBlock> {
  for (let block = 0; block < BLOCKS; block += 1) {
    const claim = await tryListen(`127.0.${block}.${FIRST_HOST}`, CLAIM_PORT);
    if (claim === 'unavailable') break;
    if (claim === 'taken') continue;
    return {
      addressOf: (index) => `127.0.${block}.${FIRST_HOST + index}`,
      perNode: true,
      release: () => new Promise((resolve) => claim.close(() => resolve())),
    };
  }
  return { addressOf: () => '127.0.0.1', perNode: false, release: async () => undefined };
}

function tryListen(host: string, port: number): Promise<Server | 'taken' | 'unavailable'> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'EADDRINUSE' ? 'taken' : 'unavailable');
    });
    server.listen(port, host, () => resolve(server));
  });
}
