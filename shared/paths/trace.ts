import type { World } from '../state/world.ts';
import type { Trace } from '../wire/trace.ts';
import type { ProxyMode } from './proxyConfig.ts';
import type { Reason } from './reason.ts';
import { parseTarget } from './target.ts';
import { parseVantage } from './vantage.ts';

export interface TraceRequest {
  /** `pod:NS/NAME`, `node:NAME`, `outside`, `server`, `browser`, or an IP with `at`. */
  from: string;
  /** `IP:PORT[/PROTO]`, `NAME:PORT`, `svc:NS/NAME[:PORT]`, or `endpoint/ADDRESS:PORT/PROTO`. */
  to: string;
  /** `node:NAME`; the node whose kube-proxy sees the packet, for a bare source address. */
  at?: string;
}

export interface TraceOptions {
  /** Instead of the mode the kube-proxy ConfigMap says. */
  proxyMode?: ProxyMode;
  /** `cluster.local` when absent. */
  clusterDomain?: string;
  /** Where the process of the `server` vantage stands: `outside` (default), `pod:NS/NAME`, `node:NAME`. */
  serverVantage?: string;
}

/** The whole way of a new connection, from a vantage point to the endpoints, with the rules that decide. */
export function traceFlow(
  _world: World,
  request: TraceRequest,
  _options: TraceOptions = {},
): Trace | { error: Reason } {
  const vantage = parseVantage(request.from);
  if ('error' in vantage) return vantage;
  const target = parseTarget(request.to);
  if ('error' in target) return target;
  return {
    from: request.from,
    to: request.to,
    verdict: 'unknown',
    rules: [],
    backends: [],
    masquerade: false,
    hops: [],
    assumptions: [],
  };
}
