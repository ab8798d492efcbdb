// What NetworkPolicies say of a stretch of the way, as hops (S82–S92).
import type { Pod } from '../model/pod.ts';
import { evaluatePolicies } from '../policy/evaluate.ts';
import type { TraceHop } from '../wire/trace.ts';
import { hostPort } from './addresses.ts';
import { sourceTo, type Client } from './client.ts';
import type { Dialled } from './destination.ts';
import type { TraceContext } from './journey.ts';
import type { Reason } from './reason.ts';

export interface PolicyStretch {
  allowed: boolean;
  /** One for each direction in which a Pod is isolated; the last one denies when not allowed. */
  hops: (TraceHop & { reason: Reason })[];
  assumptions: Reason[];
}

export interface PolicyEnds extends Dialled {
  /** The source as the destination sees it. */
  sourceIP: string;
  /** The Pod dialled, if it is one. */
  destination: Pod | undefined;
  /** Both when absent. */
  direction?: 'egress' | 'ingress';
}

export function policyStretch(
  { world }: TraceContext,
  client: Client,
  { ip, ...ends }: PolicyEnds,
): PolicyStretch {
  const verdict = evaluatePolicies(world, { ...ends, source: client.pod, destinationIP: ip });
  const hops = verdict.directions.map(({ allowed, rules, reason: why }) => ({
    kind: 'policy' as const,
    subject: hostPort(ip, ends.port),
    verdict: allowed ? ('forward' as const) : ('drop' as const),
    rules,
    reason: why,
  }));
  return { allowed: verdict.allowed, hops, assumptions: verdict.assumptions };
}

/** Where another machine rewrites the address, the client's egress is judged at the one dialled (S91). */
export function egressStretch(
  context: TraceContext,
  client: Client,
  dialled: Dialled,
): PolicyStretch {
  const sourceIP = sourceTo(client, dialled.ip)?.ip ?? '';
  return policyStretch(context, client, {
    ...dialled,
    sourceIP,
    destination: undefined,
    direction: 'egress',
  });
}
