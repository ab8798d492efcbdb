// NodePorts as real sockets: one listener per node and port, closed while the node refuses.

import { createServer, type Server, type Socket } from 'node:net';

import type { NetworkNode } from './clusterView.ts';
import { dialOutcome, relay } from './dialling.ts';
import type { DialBlock } from './dialBlock.ts';
import type { Responders } from './responders.ts';
import { route, type Outcome, type Routing } from './route.ts';
import { standingOf } from './vantage.ts';

/** Where each node's NodePorts are to be dialled; ports that are their own number are left out. */
export type DialPorts = ReadonlyMap<string, ReadonlyMap<number, number>>;

interface Listener {
  server: Server;
  sockets: Set<Socket>;
  /** The port it got; undefined until it listens. */
  port?: number;
}

export interface NodePortOptions {
  routing: Routing;
  responders: Responders;
  block: DialBlock;
  /** Called when the ports to dial have changed. */
  onPorts: (ports: DialPorts) => void;
  log: (message: string) => void;
}

export class NodePortListeners {
  private readonly options: NodePortOptions;
  private readonly listeners = new Map<string, Listener>();
  private closed = false;

  constructor(options: NodePortOptions) {
    this.options = options;
  }

  /** Opens what should accept or stay silent, closes what should refuse. */
  follow(): void {
    if (this.closed) return;
    const { routing } = this.options;
    const wanted = new Map<string, { node: NetworkNode; index: number; port: number }>();
    routing.view.nodeList().forEach((node, index) => {
      for (const port of routing.table(node).nodePorts()) {
        if (this.outcome(node, port).kind === 'refused') continue;
        wanted.set(`${node.model.metadata.name} ${port}`, { node, index, port });
      }
    });
    for (const [key, listener] of this.listeners) {
      if (wanted.has(key)) continue;
      this.listeners.delete(key);
      void end(listener);
    }
    for (const [key, target] of wanted) {
      if (!this.listeners.has(key)) this.open(key, target);
    }
    this.reportPorts();
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.listeners.values()].map(end));
    this.listeners.clear();
  }

  private outcome(node: NetworkNode, port: number): Outcome {
    const { routing } = this.options;
    const outside = standingOf(routing.view, 'outside');
    const [address] = node.model.internalIPs;
    if (outside === undefined || address === undefined) return { kind: 'refused' };
    return route(routing, outside, { address, port, protocol: 'TCP' });
  }

  private open(
    key: string,
    { node, index, port }: { node: NetworkNode; index: number; port: number },
  ): void {
    const { block, log } = this.options;
    const sockets = new Set<Socket>();
    const server = createServer((socket) => void this.accept(socket, sockets, node, port));
    const listener: Listener = { server, sockets };
    this.listeners.set(key, listener);
    const host = block.addressOf(index);
    server.on('error', (error: NodeJS.ErrnoException) => {
      // Somebody else has the port: any other will do, and the Node says which.
      if (error.code === 'EADDRINUSE' && !server.listening) server.listen(0, host);
      else log(`embedded network: NodePort ${port} of ${key}: ${error.message}`);
    });
    server.on('listening', () => {
      const address = server.address();
      if (address !== null && typeof address !== 'string') listener.port = address.port;
      this.reportPorts();
    });
    server.listen(block.perNode ? port : 0, host);
  }

  private async accept(
    socket: Socket,
    sockets: Set<Socket>,
    node: NetworkNode,
    port: number,
  ): Promise<void> {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const dialled = await dialOutcome(this.options.responders, this.outcome(node, port));
    if (dialled.result === 'refused') socket.resetAndDestroy();
    else if (dialled.result === 'silent') socket.resume();
    else if (socket.destroyed) dialled.socket.destroy();
    else relay(socket, dialled.socket);
  }

  private reportPorts(): void {
    const ports = new Map<string, Map<number, number>>();
    for (const [key, { port }] of this.listeners) {
      const [node = '', wanted = ''] = key.split(' ');
      const ofNode = ports.get(node) ?? new Map<number, number>();
      if (port !== undefined && port !== Number(wanted)) ofNode.set(Number(wanted), port);
      ports.set(node, ofNode);
    }
    this.options.onPorts(ports);
  }
}

function end({ server, sockets }: Listener): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
