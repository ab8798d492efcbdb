import net from 'node:net';
import tls from 'node:tls';
import { ApiError } from './apiError.ts';

/** What a TLS connection needs of the kubeconfig; certificates and keys are PEM. */
export interface TlsMaterial {
  ca?: Buffer;
  cert?: Buffer;
  key?: Buffer;
  /** The name to ask for and to verify instead of the URL's host. */
  serverName?: string;
  /** `insecure-skip-tls-verify`: only ever what the kubeconfig says. */
  insecure: boolean;
}

export interface Target {
  server: URL;
  tls: TlsMaterial;
  /** An http(s) proxy that is asked to CONNECT. */
  proxy?: URL;
}

/** TCP keepalive begins after 30 s of silence, as client-go's dialer. */
const keepAliveDelay = 30_000;
const longestProxyAnswer = 16_384;

/**
 * Opens a connection to the API server: TCP, through the proxy if there is one, then TLS for https.
 * Ask the result's `alpnProtocol` which HTTP it speaks.
 */
export async function connect(
  target: Target,
  signal: AbortSignal,
  protocols: readonly string[] = ['h2', 'http/1.1'],
): Promise<net.Socket> {
  const { server, proxy } = target;
  const base =
    proxy === undefined ? await dial(server, signal) : await tunnel(server, proxy, signal);
  if (server.protocol !== 'https:') return base;
  return await secure(base, hostOf(server), target.tls, signal, [...protocols]);
}

/** Node writes IPv6 hosts of URLs in brackets; sockets want them bare. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function dial(url: URL, signal: AbortSignal): Promise<net.Socket> {
  const socket = net.connect({
    host: hostOf(url),
    port: portOf(url),
    keepAlive: true,
    keepAliveInitialDelay: keepAliveDelay,
    noDelay: true,
  });
  return settled(socket, 'connect', signal);
}

function secure(
  base: net.Socket,
  host: string,
  material: TlsMaterial,
  signal: AbortSignal,
  protocols: string[],
): Promise<tls.TLSSocket> {
  const name = material.serverName ?? host;
  const socket = tls.connect({
    socket: base,
    ALPNProtocols: protocols,
    rejectUnauthorized: !material.insecure,
    // An address may not be sent as SNI (RFC 6066), but it is what the certificate must name.
    ...(net.isIP(name) === 0 ? { servername: name } : {}),
    checkServerIdentity: (_, certificate) => tls.checkServerIdentity(name, certificate),
    ...(material.ca === undefined ? {} : { ca: material.ca }),
    ...(material.cert === undefined ? {} : { cert: material.cert }),
    ...(material.key === undefined ? {} : { key: material.key }),
  });
  return settled(socket, 'secureConnect', signal);
}

/** Asks an HTTP proxy for a tunnel (RFC 9110 §9.3.6). */
async function tunnel(server: URL, proxy: URL, signal: AbortSignal): Promise<net.Socket> {
  if (proxy.protocol !== 'http:' && proxy.protocol !== 'https:') {
    throw proxyError(proxy, `unsupported ${proxy.protocol}`);
  }
  const plain = await dial(proxy, signal).catch((error: unknown) => {
    throw signal.aborted ? error : proxyError(proxy, detailOf(error));
  });
  const socket =
    proxy.protocol === 'https:'
      ? await secure(plain, hostOf(proxy), { insecure: false }, signal, ['http/1.1'])
      : plain;
  const authority = `${server.hostname}:${portOf(server)}`;
  socket.write(
    `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${proxyAuthorization(proxy)}\r\n`,
  );
  const head = await readHead(socket, signal);
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? '';
  if (status.startsWith('2')) return socket;
  socket.destroy();
  throw proxyError(proxy, status === '' ? 'not an HTTP proxy' : `HTTP ${status}`);
}

function proxyAuthorization(proxy: URL): string {
  if (proxy.username === '') return '';
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return `Proxy-Authorization: Basic ${Buffer.from(pair).toString('base64')}\r\n`;
}

function proxyError(proxy: URL, detail: string): ApiError {
  return new ApiError({ code: 'proxy', params: { proxy: proxy.host, detail } });
}

function detailOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
}

/** Reads to the end of the head of a proxy's answer; bytes after it go back to the socket. */
function readHead(socket: net.Socket, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = Buffer.alloc(0);
    const finish = (action: () => void) => {
      socket.off('readable', read);
      socket.off('error', fail);
      socket.off('end', ended);
      signal.removeEventListener('abort', aborted);
      action();
    };
    const fail = (error: Error) => {
      finish(() => {
        socket.destroy();
        reject(error);
      });
    };
    const ended = () => {
      fail(new Error('closed'));
    };
    const aborted = () => {
      fail(new Error('aborted'));
    };
    const read = () => {
      for (let chunk: unknown = socket.read(); chunk instanceof Buffer; chunk = socket.read()) {
        seen = Buffer.concat([seen, chunk]);
      }
      const end = seen.indexOf('\r\n\r\n');
      if (end === -1) {
        if (seen.length > longestProxyAnswer) fail(new Error('too long'));
        return;
      }
      finish(() => {
        if (seen.length > end + 4) socket.unshift(seen.subarray(end + 4));
        resolve(seen.subarray(0, end).toString('latin1'));
      });
    };
    socket.on('readable', read);
    socket.on('error', fail);
    socket.on('end', ended);
    signal.addEventListener('abort', aborted, { once: true });
  });
}

/** The socket once `event` has come; destroyed when it fails first or is given up. */
function settled<S extends net.Socket>(socket: S, event: string, signal: AbortSignal): Promise<S> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      socket.off('error', fail);
      socket.off(event, ready);
      socket.off('close', closed);
      signal.removeEventListener('abort', aborted);
    };
    const fail = (error: Error) => {
      finish();
      // A later error of a socket given up concerns nobody, yet must have a listener.
      socket.on('error', () => {});
      socket.destroy();
      reject(error);
    };
    const ready = () => {
      finish();
      resolve(socket);
    };
    const closed = () => {
      fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    };
    const aborted = () => {
      fail(new Error('aborted'));
    };
    socket.on('error', fail);
    socket.on(event, ready);
    socket.on('close', closed);
    if (signal.aborted) aborted();
    else signal.addEventListener('abort', aborted, { once: true });
  });
}
