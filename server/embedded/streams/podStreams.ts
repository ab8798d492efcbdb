// The subresources of Pods that are streams: one upgrade request from its URL to who serves it.
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws';

import { type Authentication, userOf } from '../access/authentication.ts';
import { authorize } from '../api/authorization.ts';
import { badRequest, unknownPath, upgradeRequired } from '../api/errors.ts';
import { fieldOf, valueAt } from '../api/json.ts';
import { parseTarget, type ResourceTarget } from '../api/requestInfo.ts';
import { statusOf } from '../api/respond.ts';
import type { Store } from '../api/store.ts';
import type { KubeObject } from '../objects.ts';
import { type EnterPod, execProtocols, serveExec } from './exec.ts';
import { type DialPort, portForwardProtocol, servePortForward } from './portForward.ts';
import { channelProtocol, servePortForwardChannels } from './portForwardChannels.ts';

/** Connects to a port inside a Pod. Rejects, with words for the client, when nobody listens there. */
export type DialPodPort = (pod: KubeObject, port: number) => Promise<Socket>;

export interface PodStreamsOptions extends Authentication {
  store: Store;
  dialPodPort: DialPodPort;
  /** How commands get into a Pod. */
  enterPod: EnterPod;
}

/** SPDY frames in the messages of a WebSocket, as kubectl since 1.31 does (KEP-4006). */
const TUNNEL = `SPDY/3.1+${portForwardProtocol}`;
const SPDY = 'SPDY/3.1';

export class PodStreams {
  private readonly options: PodStreamsOptions;
  private readonly portSockets = webSockets([TUNNEL, channelProtocol]);
  private readonly execSockets = webSockets(execProtocols);

  constructor(options: PodStreamsOptions) {
    this.options = options;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A client that goes while it is answered concerns nobody.
    socket.on('error', () => socket.destroy());
    try {
      this.serve(request, socket, head);
    } catch (error) {
      refuse(socket, error);
    }
  }

  private serve(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://embedded');
    const target = parseTarget(this.options.store.registry, pathname);
    if (target?.type.kind !== 'Pod') throw unknownPath();
    switch (target.subresource ?? '') {
      case 'portforward':
        this.forwardPorts(request, socket, head, this.allowedPod(request, target), searchParams);
        return;
      case 'exec':
        this.execute(request, socket, head, this.allowedPod(request, target), searchParams);
        return;
      default:
        throw unknownPath();
    }
  }

  /** Over WebSockets alone, as kubectl does since 1.31. */
  private execute(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    pod: KubeObject,
    query: URLSearchParams,
  ): void {
    const command = query.getAll('command');
    if (command.length === 0)
      throw badRequest('you must specify at least 1 command for the container');
    checkContainer(pod, query.get('container'));
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') throw upgradeRequired();
    this.execSockets.handleUpgrade(request, socket, head, (client) =>
      serveExec(client, pod, command, this.options.enterPod),
    );
  }

  private forwardPorts(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    pod: KubeObject,
    searchParams: URLSearchParams,
  ): void {
    const dial: DialPort = (port) => this.options.dialPodPort(pod, port);
    if (request.headers.upgrade?.toLowerCase() === 'websocket') {
      const ports = portsIn(searchParams);
      this.portSockets.handleUpgrade(request, socket, head, (client) => {
        if (client.protocol === TUNNEL) void ended(client, servePortForward(tunnel(client), dial));
        else servePortForwardChannels(client, ports, dial);
      });
      return;
    }
    if (request.headers.upgrade !== SPDY) throw upgradeRequired();
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${SPDY}\r\n` +
        `X-Stream-Protocol-Version: ${portForwardProtocol}\r\n\r\n`,
    );
    if (head.length > 0) socket.unshift(head);
    void ended(socket, servePortForward(socket, dial));
  }

  /**
   * A WebSocket begins with a GET, for which `get` alone would do; as API servers since 1.35, this
   * one wants `create` as well. @throws {ApiError} 401, 403 or 404; 400 for a Pod without a node.
   */
  private allowedPod(request: IncomingMessage, target: ResourceTarget): KubeObject {
    const user = userOf(request, this.options);
    const verbs = request.method === 'GET' ? (['get', 'create'] as const) : (['create'] as const);
    for (const verb of verbs) authorize(this.options.authorizer, user, verb, target);
    const { type, namespace, name = '' } = target;
    const pod = this.options.store.require(type, namespace, name);
    if (valueAt(pod, ['spec', 'nodeName'])) return pod;
    throw badRequest(`pod ${name} does not have a host assigned`);
  }
}

function webSockets(protocols: readonly string[]): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => protocols.find((protocol) => offered.has(protocol)) ?? false,
  });
}

/** @throws {ApiError} 400 for a container that the Pod does not have. */
function checkContainer(pod: KubeObject, container: string | null): void {
  const listed = valueAt(pod, ['spec', 'containers']);
  const names = Array.isArray(listed) ? listed.map((each) => fieldOf(each, 'name')) : [];
  if (container === null || container === '' || names.includes(container)) return;
  throw badRequest(`container ${container} is not valid for pod ${pod.metadata.name}`);
}

function tunnel(client: WebSocket): Duplex {
  return createWebSocketStream(client);
}

/** @throws {ApiError} 400. */
function portsIn(query: URLSearchParams): number[] {
  return query.getAll('ports').flatMap((list) =>
    list.split(',').map((text) => {
      const port = Number(text);
      if (/^\d+$/.test(text) && port > 0 && port < 65_536) return port;
      throw badRequest(`unable to parse ${JSON.stringify(text)} as a port`);
    }),
  );
}

/** What a client breaks off, or says wrongly, ends its own connection and nothing else. */
async function ended(
  connection: { terminate(): void } | { destroy(): void },
  served: Promise<void>,
): Promise<void> {
  await served.catch(() => undefined);
  if ('terminate' in connection) connection.terminate();
  else connection.destroy();
}

function refuse(socket: Duplex, error: unknown): void {
  const status = statusOf(error);
  const code = status.code ?? 500;
  const text = JSON.stringify(status);
  socket.end(
    `HTTP/1.1 ${code} ${STATUS_CODES[code] ?? ''}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}
