// Port-forward over the channels of a WebSocket, the older way that libraries such as client-node
// speak: the query names the ports; the n-th has channel 2n for data and 2n+1 for errors, and each
// channel begins with its port as two bytes, little-endian.
import type { Socket } from 'node:net';

import type { WebSocket } from 'ws';

import type { DialPort } from './portForward.ts';

export const channelProtocol = 'v4.channel.k8s.io';

/** Bytes the client may leave unread before the Pod has to wait. */
const UNREAD_LIMIT = 1 << 20;

export function servePortForwardChannels(
  client: WebSocket,
  ports: readonly number[],
  dial: DialPort,
): void {
  const connections = new Map<number, Promise<Socket | undefined>>();
  ports.forEach((port, index) => {
    const channel = 2 * index;
    for (const each of [channel, channel + 1]) send(client, each, portBytes(port));
    const connection = dial(port).catch((error: unknown) => {
      send(
        client,
        channel + 1,
        Buffer.from(error instanceof Error ? error.message : String(error)),
      );
      return undefined;
    });
    connections.set(channel, connection);
    void connection.then((socket) => socket && listen(client, channel, socket));
  });
  client.on('message', (message: Buffer) => {
    const [channel = 0] = message;
    void connections.get(channel)?.then((socket) => socket?.write(message.subarray(1)));
  });
  // The close that follows is what ends the connections.
  client.on('error', () => undefined);
  client.on('close', () => {
    for (const connection of connections.values())
      void connection.then((socket) => socket?.destroy());
  });
}

function listen(client: WebSocket, channel: number, socket: Socket): void {
  socket.on('data', (data) => {
    send(client, channel, data, () => socket.resume());
    if (client.bufferedAmount > UNREAD_LIMIT) socket.pause();
  });
  socket.on('error', () => socket.destroy());
  // The protocol has no word for the end of one channel.
  socket.on('close', () => client.close());
}

function send(client: WebSocket, channel: number, data: Buffer, done?: () => void): void {
  if (client.readyState !== client.OPEN) return;
  client.send(Buffer.concat([Buffer.from([channel]), data]), () => done?.());
}

function portBytes(port: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(port);
  return bytes;
}
