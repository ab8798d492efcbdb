import http from 'node:http';
import net from 'node:net';

/** An HTTP proxy that tunnels CONNECT to 127.0.0.1, whatever host is asked for. */
export class ConnectProxy {
  /** `host:port` of each tunnel that was asked for. */
  readonly asked: string[] = [];
  readonly authorizations: (string | undefined)[] = [];
  /** Answers every CONNECT with this status instead. */
  refuseWith: number | undefined;
  readonly #server = http.createServer();
  readonly #sockets = new Set<net.Socket>();

  static async start(): Promise<ConnectProxy> {
    const proxy = new ConnectProxy();
    proxy.#server.on('connect', (request: http.IncomingMessage, near: net.Socket) => {
      proxy.#tunnel(request, near);
    });
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): URL {
    const address = this.#server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return new URL(`http://127.0.0.1:${port}`);
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) =>
      this.#server.close(() => {
        resolve();
      }),
    );
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #tunnel(request: http.IncomingMessage, near: net.Socket): void {
    const authority = request.url ?? '';
    this.asked.push(authority);
    this.authorizations.push(request.headers['proxy-authorization']);
    near.on('error', () => {});
    this.#sockets.add(near);
    if (this.refuseWith !== undefined) {
      near.end(`HTTP/1.1 ${this.refuseWith} No\r\n\r\n`);
      return;
    }
    const far = net.connect(Number(authority.split(':').at(-1)), '127.0.0.1');
    this.#sockets.add(far);
    far.on('error', () => near.destroy());
    far.on('connect', () => {
      near.write('HTTP/1.1 200 Connection established\r\n\r\n');
      near.pipe(far).pipe(near);
    });
  }
}
