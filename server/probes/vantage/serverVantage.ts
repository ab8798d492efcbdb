// This process: on somebody's laptop, in a Pod, or on a node's own network.
import type { Dialer } from '../dialer.ts';
import { probe } from '../probe.ts';
import { NodeRoute, type NodeRouteOptions, noRoute } from './nodeRoute.ts';
import type { Capability, ProbeLimits, Vantage } from './vantage.ts';

export interface ServerVantageOptions extends NodeRouteOptions {
  dialer: Dialer;
  limits: ProbeLimits;
  /** Where this process stands, as the cluster sees it: `outside`, `pod:NS/NAME` or `node:NAME`. */
  standing(): string;
}

export function serverVantage(options: ServerVantageOptions): Vantage {
  const { dialer, limits } = options;
  const route = new NodeRoute(options);
  return {
    id: 'server',
    simulated: false,
    capability: async () => capability(options.standing(), route),
    async probe(target, kind, signal) {
      const asked = { dialer, from: 'server', target, kind };
      // From inside the cluster, silence of a node is not for want of a route.
      const isOutside = options.standing() === 'outside';
      if (!isOutside || target.node === undefined || !route.mayLackRoute(target.address)) {
        return probe(asked, limits, signal);
      }
      if (route.isSettled()) {
        return noRoute({ errno: 'ENETUNREACH', address: target.address });
      }
      return route.judge(await probe(asked, limits, signal));
    },
  };
}

/** The kind of place, and what it cannot reach, once for all paths. */
function capability(standing: string, route: NodeRoute): Capability {
  if (route.isMissing) return { available: true, code: 'noRouteToNodes', params: {} };
  if (standing.startsWith('pod:')) {
    return { available: true, code: 'inPod', params: { pod: standing.slice('pod:'.length) } };
  }
  if (standing.startsWith('node:')) {
    return { available: true, code: 'onNode', params: { node: standing.slice('node:'.length) } };
  }
  return { available: true, code: 'laptop', params: {} };
}
