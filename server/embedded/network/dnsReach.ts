// Whether a client's questions get through to cluster DNS (S81, S93).

import ipaddr from 'ipaddr.js';

import { DNS_SERVICE_IP } from '../controllers/clusterObjects.ts';
import { asksClusterDns } from './names.ts';
import type { Backend } from './proxyRules.ts';
import { route, type Outcome, type Routing } from './route.ts';
import type { Standing } from './vantage.ts';

const QUESTION = { address: DNS_SERVICE_IP, port: 53, protocol: 'UDP' } as const;

/**
 * A name that cluster DNS would have to be asked for, and no question arrives there. Resolvers ask
 * again, so that one DNS Pod within reach is enough.
 */
export function isDnsSilent(routing: Routing, from: Standing, name: string): boolean {
  if (ipaddr.isValid(name) || !asksClusterDns(from)) return false;
  const services = [...routing.view.services.values()];
  // A cluster without its DNS Service has its names from somewhere else.
  if (!services.some(({ clusterIPs }) => clusterIPs.includes(DNS_SERVICE_IP))) return false;
  let backends: readonly Backend[] = [];
  const first = ask(routing, from, (all) => {
    backends = all;
    return 0;
  });
  if (first.kind === 'pod') return false;
  return !backends.some((_, index) => ask(routing, from, () => index).kind === 'pod');
}

function ask(
  routing: Routing,
  from: Standing,
  pick: (backends: readonly Backend[]) => number,
): Outcome {
  const choose: Routing['choose'] = (_node, { service }, backends) => {
    const backend = backends[pick(backends)];
    if (backend === undefined) throw new Error(`${service} has no backend to choose from`);
    return backend;
  };
  return route({ ...routing, choose }, from, QUESTION);
}
