// Dials through the network of an embedded cluster, which advertises itself on its API. Only ever
// used when that API is on this machine's loopback.
import { get } from 'node:http';
import { hostPort } from '@portolan/shared/paths/addresses.ts';
import * as z from 'zod/mini';
import { type Connection, type Dialer, DialError } from './dialer.ts';

const Network = z.object({ version: z.literal(1), vantages: z.array(z.string()) });
const Resolved = z.object({ addresses: z.array(z.string()), cname: z.optional(z.string()) });
const Refusal = z.object({ errno: z.string() });

function isLoopback(url: URL): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
}

/**
 * The dialer of the embedded cluster behind this API server; undefined when the API is not on
 * loopback or answers that it has no such network. Rejects while the API does not answer: whether
 * addresses are simulated is then not known, and nothing may be dialled.
 */
export async function findEmbeddedNetwork(
  apiServer: string,
  signal: AbortSignal,
): Promise<Dialer | undefined> {
  const base = new URL(apiServer);
  if (!isLoopback(base)) return undefined;
  // On a port for TLS, too, an embedded cluster serves its network in the clear; a real API server
  // answers 400 there.
  base.protocol = 'http:';
  const response = await fetch(new URL('/portolan/v1/network', base), { signal });
  if (!response.ok) return undefined;
  const network = Network.safeParse(await response.json().catch(() => undefined));
  return network.success ? embeddedDialer(base) : undefined;
}

function embeddedDialer(base: URL): Dialer {
  return {
    simulated: true,
    async resolve(from, name, onAsked, signal) {
      const url = new URL('/portolan/v1/resolve', base);
      url.search = new URLSearchParams({ from, name }).toString();
      const response = await fetch(url, { signal });
      const body: unknown = await response.json();
      if (!response.ok) {
        onAsked({ name, answer: errno(body) });
        throw new DialError(errno(body));
      }
      const { addresses, cname } = Resolved.parse(body);
      onAsked({ name, answer: 'addresses' });
      return { addresses, answered: cname ?? name };
    },
    async datagram({ from, address, port }, payload, signal) {
      const url = new URL('/portolan/v1/datagram', base);
      url.search = new URLSearchParams({
        from,
        to: hostPort(address, port),
        protocol: 'UDP',
      }).toString();
      const request = { method: 'POST', body: new Uint8Array(payload), signal };
      const response = await fetch(url, request);
      if (response.ok) return Buffer.from(await response.arrayBuffer());
      throw new DialError(errno(await response.json().catch(() => undefined)));
    },
    connect({ from, address, port }, signal) {
      const url = new URL('/portolan/v1/dial', base);
      const to = hostPort(address, port);
      url.search = new URLSearchParams({ from, to, protocol: 'TCP' }).toString();
      return new Promise<Connection>((resolve, reject) => {
        const request = get(url, {
          signal,
          agent: false,
          headers: { Connection: 'Upgrade', Upgrade: 'portolan-dial' },
        });
        // The API itself not answering says nothing about the path.
        request.once('error', (cause) => reject(new DialError('ENETWORKGONE', { cause })));
        request.once('upgrade', (response, socket, head) => {
          if (head.length > 0) socket.unshift(head);
          const pod = response.headers['portolan-answered-by'];
          resolve({ socket, ...(typeof pod === 'string' && { answeredBy: pod }) });
        });
        request.once('response', (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (text += chunk));
          response.once('end', () => reject(new DialError(errno(parse(text)))));
        });
      });
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errno(body: unknown): string {
  const refusal = Refusal.safeParse(body);
  return refusal.success ? refusal.data.errno : 'EUNKNOWN';
}
