// The app in a simulated Pod: it says which Pod it is, over HTTP or to any TCP or UDP client.

import { createSocket } from 'node:dgram';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface Responder {
  /** The port on 127.0.0.1. */
  port: number;
  close(): void;
}

export interface Reply {
  /** HTTP status. */
  status: number;
  /** What the responder says of itself. */
  body: Readonly<Record<string, string | number>>;
  /** Milliseconds before it says so. */
  latencyMs: number;
  /** Accepts and reads, and never answers. */
  silent: boolean;
}

/** The byte of a DNS message whose first bit tells an answer from a question (RFC 1035, 4.1.1). */
const DNS_FLAGS = 2;

/** HTTP requests open with a method; HTTP/2's preface opens with PRI, which HTTP/1.1 cannot serve. */
const HTTP_START = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT) /;

/** `describe` is asked at every request, so that annotations take effect at once. */
export function openTcpResponder(describe: () => Reply): Promise<Responder> {
  const http = httpServer(describe);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Clients come and go as they like; a reset is theirs.
    socket.on('error', () => socket.destroy());
    socket.once('data', (chunk) => greet(http, socket, chunk, describe()));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.off('error', reject);
      resolve({
        port: portOf(server.address()),
        close() {
          server.close();
          for (const socket of sockets) socket.destroy();
        },
      });
    });
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the socket has no port');
  return address.port;
}

/** The first bytes tell an HTTP client from any other. */
function greet(http: HttpServer, socket: Socket, chunk: Buffer, reply: Reply): void {
  if (reply.silent) {
    socket.resume();
    return;
  }
  if (HTTP_START.test(chunk.toString('latin1', 0, 8))) {
    socket.pause();
    socket.unshift(chunk);
    http.emit('connection', socket);
    socket.resume();
    return;
  }
  setTimeout(() => {
    if (!socket.destroyed) socket.end(`${JSON.stringify(reply.body)}\n`);
  }, reply.latencyMs);
}

function httpServer(describe: () => Reply): HttpServer {
  return createHttpServer((request, response) => {
    const { status, body, latencyMs } = describe();
    request.resume();
    setTimeout(() => {
      response.writeHead(status, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
      });
      response.end(`${JSON.stringify(body)}\n`);
    }, latencyMs);
  });
}

/** Echoes every datagram; a DNS server marks what it echoes as an answer, without records. */
export function openUdpResponder(isDns: boolean): Promise<Responder> {
  const socket = createSocket('udp4');
  socket.on('message', (message, { port, address }) => {
    if (isDns && message.length > DNS_FLAGS) message[DNS_FLAGS] = (message[DNS_FLAGS] ?? 0) | 0x80;
    socket.send(message, port, address);
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', () => {
      socket.off('error', reject);
      resolve({ port: socket.address().port, close: () => socket.close() });
    });
  });
}
