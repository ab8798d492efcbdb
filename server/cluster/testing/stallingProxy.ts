import net from 'node:net';

/** A TCP relay to 127.0.0.1 that can fall silent without closing: what a dead network looks like (F1). */
export class StallingProxy {
  /** Nothing passes any more, in either direction. */
  stalled = false;
  connections = 0;
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();

  private constructor(port: number) {
    this.#server = net.createServer((near) => {
      this.connections += 1;
      const far = net.connect(port, '127.0.0.1');
      this.#relay(near, far);
      this.#relay(far, near);
    });
  }

  static async start(port: number): Promise<StallingProxy> {
    const proxy = new StallingProxy(port);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
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

  #relay(from: net.Socket, to: net.Socket): void {
    this.#sockets.add(from);
    from.on('data', (chunk) => {
      if (!this.stalled) to.write(chunk);
    });
    from.on('error', () => {});
    from.on('close', () => {
      this.#sockets.delete(from);
      if (!this.stalled) to.destroy();
    });
  }
}
