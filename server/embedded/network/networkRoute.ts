// The network's own pages on the API's server: who can be dialled from where, names, and dialling.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

import type { ExtraRoute } from '../api/api.ts';
import { sendDatagram } from './datagrams.ts';
import { dialOutcome, relay } from './dialling.ts';
import { isDnsSilent } from './dnsReach.ts';
import { resolveName } from './names.ts';
import type { DialPorts } from './nodePortListeners.ts';
import type { Responders } from './responders.ts';
import { route, type Destination, type Routing } from './route.ts';
import { standingOf, vantagesOf } from './vantage.ts';

export interface NetworkRouteOptions {
  routing: Routing;
  responders: Responders;
  dialPorts: () => DialPorts;
}

const PREFIX = '/portolan/v1/';
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

export function networkRoute(options: NetworkRouteOptions): ExtraRoute {
  return {
    prefix: PREFIX,
    handle: (request, response) => answer(options, request, response),
    upgrade: (request, socket) => {
      socket.on('error', () => socket.destroy());
      void dial(options, request, socket);
    },
  };
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://embedded');
}

/** Dialling is for this machine alone, should the API be served to others (the API keeps pages out). */
function isTrusted({ socket }: IncomingMessage): boolean {
  const peer = socket.remoteAddress ?? '';
  return LOOPBACK.has(peer) || peer.startsWith('127.');
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function answer(
  options: NetworkRouteOptions,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { view } = options.routing;
  const { pathname, searchParams } = urlOf(request);
  if (!isTrusted(request)) {
    send(response, 403, { errno: 'EACCES', message: 'only this machine may ask' });
  } else if (pathname === `${PREFIX}network`) {
    send(response, 200, { version: 1, nodes: nodesOf(options), vantages: vantagesOf(view) });
  } else if (pathname === `${PREFIX}resolve`) {
    const standing = standingOf(view, searchParams.get('from') ?? '');
    const name = searchParams.get('name') ?? '';
    const found = standing && resolveName(view, standing, name);
    if (standing === undefined) send(response, 400, unknownVantage(searchParams));
    else if (isDnsSilent(options.routing, standing, name)) {
      send(response, 504, { errno: 'ETIMEOUT' });
    } else if (found === undefined) send(response, 404, { errno: 'ENOTFOUND' });
    else send(response, 200, found);
  } else if (pathname === `${PREFIX}datagram`) {
    // Who hangs up while asking, or asks a Pod that ends just now, gets no answer.
    datagram(options, request, response, searchParams).catch(() => response.destroy());
  } else if (pathname === `${PREFIX}dial`) {
    response.setHeader('upgrade', 'portolan-dial');
    send(response, 426, { errno: 'EPROTO', message: 'dial with Upgrade: portolan-dial' });
  } else {
    send(response, 404, { errno: 'ENOENT' });
  }
}

interface DialNode {
  name: string;
  address: string;
  /** Where this machine may dial the node's NodePorts. */
  dialAddress?: string;
  /** NodePorts that are dialled at another port than their own. */
  dialPorts?: Record<string, number>;
}

function nodesOf({ routing: { view }, dialPorts }: NetworkRouteOptions): DialNode[] {
  return view.nodeList().map(({ model }) => {
    const { name } = model.metadata;
    const node: DialNode = { name, address: model.internalIPs[0] ?? '' };
    if (model.dialAddress !== undefined) node.dialAddress = model.dialAddress;
    const ports = dialPorts().get(name);
    if (ports !== undefined && ports.size > 0) node.dialPorts = Object.fromEntries(ports);
    return node;
  });
}

function unknownVantage(query: URLSearchParams): { errno: string; message: string } {
  return { errno: 'EINVAL', message: `no such vantage: ${query.get('from')}` };
}

/** One datagram in the body, one in the answer; nothing is said while nobody answers. */
async function datagram(
  { routing, responders }: NetworkRouteOptions,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const standing = standingOf(routing.view, query.get('from') ?? '');
  const to = destinationOf(query, 'UDP');
  if (standing === undefined) send(response, 400, unknownVantage(query));
  else if (to === undefined) {
    send(response, 400, { errno: 'EINVAL', message: 'to must be IP:PORT, protocol UDP' });
  } else {
    const payload = await bodyOf(request);
    const hungUp = new AbortController();
    response.on('close', () => hungUp.abort());
    const outcome = route(routing, standing, to);
    const answered = await sendDatagram(responders, outcome, payload, hungUp.signal);
    if (answered === 'refused') send(response, 502, { errno: 'ECONNREFUSED' });
    else if (answered !== 'silent')
      response.writeHead(200, { 'content-type': octets }).end(answered);
  }
}

/** The most that a datagram over IPv4 can carry. */
const LONGEST_DATAGRAM = 65_507;

/** Rejects for more than a datagram holds. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  let body = Buffer.alloc(0);
  for await (const chunk of request) {
    if (Buffer.isBuffer(chunk)) body = Buffer.concat([body, chunk]);
    if (body.length > LONGEST_DATAGRAM) throw new RangeError('longer than a datagram');
  }
  return body;
}

const octets = 'application/octet-stream';

/** `IP:PORT` by this protocol; undefined for anything else. */
function destinationOf(
  query: URLSearchParams,
  wanted: Destination['protocol'] = 'TCP',
): Destination | undefined {
  const match = /^(\d+\.\d+\.\d+\.\d+):(\d{1,5})$/.exec(query.get('to') ?? '');
  const protocol = query.get('protocol') ?? 'TCP';
  const port = Number(match?.[2]);
  if (match?.[1] === undefined || port < 1 || port > 65_535 || protocol !== wanted)
    return undefined;
  return { address: match[1], port, protocol: wanted };
}

const REASONS = new Map([
  [400, 'Bad Request'],
  [403, 'Forbidden'],
  [502, 'Bad Gateway'],
]);

/** A whole HTTP answer on a socket that asked for an upgrade it does not get. */
function deny(socket: Duplex, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${status} ${REASONS.get(status) ?? ''}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`,
  );
}

async function dial(
  { routing, responders }: NetworkRouteOptions,
  request: IncomingMessage,
  socket: Duplex,
): Promise<void> {
  const { pathname, searchParams } = urlOf(request);
  const standing = standingOf(routing.view, searchParams.get('from') ?? '');
  const to = destinationOf(searchParams);
  if (!isTrusted(request)) deny(socket, 403, { errno: 'EACCES' });
  else if (pathname !== `${PREFIX}dial` || to === undefined) {
    deny(socket, 400, { errno: 'EINVAL', message: 'to must be IP:PORT, protocol TCP' });
  } else if (standing === undefined) deny(socket, 400, unknownVantage(searchParams));
  else {
    const dialled = await dialOutcome(responders, route(routing, standing, to));
    if (dialled.result === 'refused') deny(socket, 502, { errno: 'ECONNREFUSED' });
    // Dropped: nothing is said until the client hangs up; reading is what notices that it does.
    else if (dialled.result === 'silent') socket.on('end', () => socket.destroy()).resume();
    else if (socket.destroyed) dialled.socket.destroy();
    else {
      const { answeredBy } = dialled;
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: portolan-dial\r\n' +
          `${answeredBy === undefined ? '' : `portolan-answered-by: ${answeredBy}\r\n`}\r\n`,
      );
      relay(socket, dialled.socket);
    }
  }
}
