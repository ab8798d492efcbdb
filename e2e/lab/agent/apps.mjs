// The apps of a Pod or host: each answers in its own way, most saying who they are and whom they see.
import { once } from 'node:events';
import { createServer as createHttp } from 'node:http';
import { connect, createServer } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { createSocket } from 'node:dgram';

/** Milliseconds a slow app takes. */
const slowness = 400;

const plainAddress = (address) => address.replace(/^::ffff:/, '');

const kinds = {
  http: ({ name, status = 200, delay = 0 }) =>
    createHttp((request, response) => {
      const text = JSON.stringify({ name, source: plainAddress(request.socket.remoteAddress) });
      setTimeout(() => response.writeHead(status, { connection: 'close' }).end(text), delay);
    }),
  slow: (app) => kinds.http({ ...app, delay: slowness }),
  /** Accepts, and says nothing ever after. */
  silent: () => createServer((socket) => socket.on('error', () => undefined).resume()),
  reset: () => createServer((socket) => socket.resetAndDestroy()),
  /** Hands on to a socket in the file system, which is the same in every network namespace. */
  relay: ({ socketPath }) =>
    createServer((socket) => {
      const onward = connect(socketPath).on('error', () => socket.destroy());
      socket.pipe(onward).pipe(socket);
    }),
  /** Speaks TLS but has no certificate to show. */
  tlsRefusing: () => createTls().on('tlsClientError', () => undefined),
};

function listenTcp({ kind, port, host = '::', ...app }) {
  const server = kinds[kind](app);
  const sockets = new Set();
  server.on('connection', (socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen({ port, host });
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { server, close };
}

/** `echo` says who it is; `servfail` answers any question to a DNS server with SERVFAIL. */
function listenUdp({ kind, port, host = '::', name }) {
  const server = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4' });
  server.on('message', (message, { address, port: from }) => {
    const source = plainAddress(address);
    const reply = kind === 'servfail' ? servfail(message) : JSON.stringify({ name, source });
    server.send(reply, from, address);
  });
  server.bind(port, host);
  return { server, close: () => server.close() };
}

/** The question sent back as a response (QR) with RCODE 2. */
function servfail(question) {
  const reply = Buffer.from(question);
  reply[2] |= 0x80;
  reply[3] = (reply[3] & 0xf0) | 2;
  return reply;
}

const running = new Map();

/** Runs exactly these apps: new ones start, others end. */
export async function serve(apps) {
  const wanted = new Map(apps.map((app) => [JSON.stringify(app), app]));
  for (const [key, { server, close }] of running) {
    if (wanted.has(key)) continue;
    running.delete(key);
    const closed = once(server, 'close');
    close();
    await closed;
  }
  for (const [key, app] of wanted) {
    if (running.has(key)) continue;
    const isUdp = app.kind === 'echo' || app.kind === 'servfail';
    const listening = isUdp ? listenUdp(app) : listenTcp(app);
    await once(listening.server, 'listening');
    running.set(key, listening);
  }
}
