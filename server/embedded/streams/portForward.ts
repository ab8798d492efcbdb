// Port-forward over SPDY streams, as kubelets serve it: for each connection the client opens a
// stream for errors and one for data, which bear the same request id.
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import type { KubeObject } from '../objects.ts';
import { serveSpdy } from './spdy/connection.ts';
import type { SpdyStream } from './spdy/stream.ts';

export const portForwardProtocol = 'portforward.k8s.io';

/** Connects to a port inside one Pod. Rejects, with words for the client, when nobody listens there. */
export type DialPort = (port: number) => Promise<Socket>;

/** In the words a kubelet has for it, which kubectl shows. */
export function connectionRefused({ metadata }: KubeObject, port: number): Error {
  const inside = `failed to connect to localhost:${port} inside the Pod`;
  const why = `dial tcp4 127.0.0.1:${port}: connect: connection refused`;
  return new Error(`error forwarding port ${port} to pod ${metadata.uid}, uid : ${inside}: ${why}`);
}

/** The two streams of a connection, of which one may come a moment before the other. */
interface Pair {
  error?: SpdyStream;
  data?: SpdyStream;
}

/** Until the client ends the connection. Rejects when it speaks something else. */
export function servePortForward(transport: Duplex, dial: DialPort): Promise<void> {
  const waiting = new Map<string, Pair>();
  return serveSpdy(transport, (stream) => {
    const type = stream.headers.get('streamtype');
    const request = stream.headers.get('requestid') ?? '';
    if (type !== 'error' && type !== 'data') {
      stream.destroy();
      return;
    }
    const { error, data }: Pair = {
      ...waiting.get(request),
      ...(type === 'error' ? { error: stream } : { data: stream }),
    };
    if (error === undefined || data === undefined) {
      waiting.set(request, error ? { error } : { ...(data && { data }) });
      stream.once('close', () => waiting.delete(request));
      return;
    }
    waiting.delete(request);
    void forward(data, error, dial);
  });
}

async function forward(data: SpdyStream, error: SpdyStream, dial: DialPort): Promise<void> {
  // The client writes nothing on it; to read its end lets it close.
  error.resume();
  try {
    join(data, await dial(portOf(data)));
    error.end();
  } catch (refusal) {
    error.end(refusal instanceof Error ? refusal.message : String(refusal));
    data.end();
  }
}

function portOf({ headers }: SpdyStream): number {
  const port = Number(headers.get('port'));
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`unable to parse ${JSON.stringify(headers.get('port') ?? '')} as a port`);
}

/** What one says the other hears; each direction ends by itself, and a failure ends both. */
export function join(one: Duplex, other: Duplex): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => to.destroy());
    from.on('close', () => {
      if (!from.readableEnded) to.destroy();
    });
    from.pipe(to);
  }
}
