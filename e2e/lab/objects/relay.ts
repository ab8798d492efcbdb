// A way from a network namespace to this machine's loopback: a socket in the file system, which they share.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Relay {
  socketPath: string;
  close(): Promise<void>;
}

/** What connects to the socket is connected to this port of 127.0.0.1. */
export async function relayTo(port: number): Promise<Relay> {
  const folder = await mkdtemp(join(tmpdir(), 'portolan-lab-'));
  const socketPath = join(folder, 'relay');
  const server = createServer((socket) => {
    const onward = connect(port, '127.0.0.1').on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  });
  server.listen(socketPath);
  await once(server, 'listening');
  return {
    socketPath,
    async close() {
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
