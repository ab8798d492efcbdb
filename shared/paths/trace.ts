// The whole way of a new connection, from a vantage point to the endpoints, with the rules that decide.
import type { Node } from '../model/cluster.ts';
import type { World } from '../state/world.ts';
import type { Trace, TraceHop } from '../wire/trace.ts';
import { clientOf, sourceTo, type Client, type ClientOptions } from './client.ts';
import { defaultClusterDomain } from './entryPoints.ts';
import { precededBy, toTrace, type Journey, type TraceContext } from './journey.ts';
import { madeUp } from './madeUp.ts';
import { readProxyConfig, type ProxyMode } from './proxyConfig.ts';
import { reason, type Reason } from './reason.ts';
import { parseTarget, type Target } from './target.ts';
import { toEndpoint, toName, toService } from './toTarget.ts';
import { travel } from './route.ts';
import { parseVantage, type VantagePoint } from './vantage.ts';

export interface TraceRequest {
  /** `pod:NS/NAME`, `node:NAME`, `outside`, `server`, `browser`, or an IP with `at`. */
  from: string;
  /** `IP:PORT[/PROTO]`, `NAME:PORT`, `svc:NS/NAME[:PORT]`, or `endpoint/ADDRESS:PORT/PROTO`. */
  to: string;
  /**
   * `node:NAME`: the node whose kube-proxy sees the packet. Needed with a bare source address; for
   * other vantages it takes the place of the node the route would lead to.
   */
  at?: string;
}

export interface TraceOptions {
  /** Instead of the mode the kube-proxy ConfigMap says. */
  proxyMode?: ProxyMode;
  /** `cluster.local` when absent. */
  clusterDomain?: string;
  /** Where the process of the `server` vantage stands: `outside` (default), `pod:NS/NAME`, `node:NAME`. */
  serverVantage?: string;
  /** How many endpoints get a hop of their own where one is chosen; all when absent. */
  endpointHops?: number;
}

export type TraceResult = Trace | { error: Reason };

/** One trace. For many, `tracerOf` reads the world's configuration once. */
export function traceFlow(
  world: World,
  request: TraceRequest,
  options: TraceOptions = {},
): TraceResult {
  return tracerOf(world, options)(request);
}

/** Traces in the world as it is now: take a new one after a change. */
export function tracerOf(
  world: World,
  options: TraceOptions = {},
): (request: TraceRequest) => TraceResult {
  const { config, assumptions } = readProxyConfig(world.proxyConfigText(), options.proxyMode);
  const context: TraceContext = {
    world,
    config,
    clusterDomain: options.clusterDomain ?? defaultClusterDomain,
    endpointHops: options.endpointHops ?? Infinity,
  };
  const assumed = [...assumptions, ...madeUp(world)];
  return (request) => trace(context, request, options.serverVantage ?? 'outside', assumed);
}

function trace(
  context: TraceContext,
  request: TraceRequest,
  serverVantage: string,
  assumptions: Reason[],
): TraceResult {
  const client = clientFrom(context, request.from, serverVantage);
  if ('error' in client) return client;
  const target = parseTarget(request.to);
  if ('error' in target) return target;
  const at = nodeNamed(context, request.at);
  if (at !== undefined && 'error' in at) return at;
  if (client.stands === 'bare' && at === undefined) return { error: reason('atNeeded') };
  const journey = wayTo(context, client, target, at);
  if ('error' in journey) return journey;
  const source = sourceHop(client, request.from);
  const whole = precededBy(
    { hops: [source], assumptions: [...assumptions, ...client.assumptions] },
    journey,
  );
  return toTrace(request.from, request.to, whole);
}

/** Who a vantage point is; undefined where nobody can stand there. The server stands outside. */
export function clientAt(
  world: World,
  vantage: string,
  options: ClientOptions,
): Client | undefined {
  const client = clientFrom({ world, ...options }, vantage, 'outside');
  return 'error' in client ? undefined : client;
}

function clientFrom(
  context: ClientOptions & Pick<TraceContext, 'world'>,
  text: string,
  serverVantage: string,
): Client | { error: Reason } {
  const vantage = parseVantage(text);
  if ('error' in vantage) return vantage;
  if (vantage.kind === 'server') {
    const server = parseVantage(serverVantage);
    if ('error' in server) return server;
    return clientOf(context.world, standing(server), context);
  }
  return clientOf(context.world, standing(vantage), context);
}

/** A browser stands outside; so does a server that is said to stand where it stands. */
function standing(vantage: VantagePoint): Exclude<VantagePoint, { kind: 'server' | 'browser' }> {
  return vantage.kind === 'server' || vantage.kind === 'browser' ? { kind: 'outside' } : vantage;
}

function nodeNamed(
  { world }: TraceContext,
  at: string | undefined,
): Node | { error: Reason } | undefined {
  if (at === undefined) return undefined;
  const vantage = parseVantage(at);
  if ('error' in vantage || vantage.kind !== 'node')
    return { error: reason('badAt', { text: at }) };
  return world.node(vantage.node) ?? { error: reason('noSuchNode', { node: vantage.node }) };
}

function wayTo(
  context: TraceContext,
  client: Client,
  target: Target,
  at: Node | undefined,
): Journey | { error: Reason } {
  switch (target.kind) {
    case 'address':
      return travel(context, client, target, at);
    case 'name':
      return toName(context, client, target, at);
    case 'service':
      return toService(context, client, target, at);
    case 'endpoint':
      return toEndpoint(context, client, target);
    default:
      return target;
  }
}

function sourceHop(client: Client, from: string): TraceHop {
  // The address towards IPv4 stands for all; without one, towards IPv6.
  const address = (sourceTo(client, '0.0.0.0') ?? sourceTo(client, '::'))?.ip ?? '';
  const params = { address, node: client.node?.metadata.name ?? '' };
  const code = (
    { pod: 'sourcePod', node: 'sourceNode', outside: 'sourceOutside', bare: 'sourceBare' } as const
  )[client.stands];
  return {
    kind: 'source',
    subject: from,
    rules: client.stands === 'pod' ? ['S67'] : client.stands === 'node' ? ['S68'] : [],
    reason: reason(code, params),
  };
}
