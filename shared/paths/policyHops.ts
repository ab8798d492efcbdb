// What NetworkPolicies say of a stretch of the way, as hops (S82–S92).
import type { Protocol } from '../model/net.ts';
import type { Pod } from '../model/pod.ts';
import { evaluatePolicies, isolatingPolicies, type PolicyFlow } from '../policy/evaluate.ts';
import { portsMatch } from '../policy/peers.ts';
import type { TraceHop } from '../wire/trace.ts';
import { hostPort } from './addresses.ts';
import { sourceTo, type Client } from './client.ts';
import type { Dialled } from './destination.ts';
import type { TraceContext } from './journey.ts';
import { reason, type Reason } from './reason.ts';

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
  { ip, port, protocol, sourceIP, destination, direction }: PolicyEnds,
): PolicyStretch {
  // Field by field: this is asked of every endpoint on every way, and rest patterns are slow.
  const flow: PolicyFlow = {
    source: client.pod,
    sourceIP,
    destination,
    destinationIP: ip,
    port,
    protocol,
  };
  if (direction !== undefined) flow.direction = direction;
  const verdict = evaluatePolicies(world, flow);
  const hops = verdict.directions.map(({ allowed, rules, reason: why }) => ({
    kind: 'policy' as const,
    subject: hostPort(ip, port),
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

/**
 * Egress to a name of the world, whose address is not known here: denied when no policy allows any
 * address, assumed to be allowed when one allows some.
 */
export function egressToName(
  context: TraceContext,
  client: Client,
  { name, ...port }: { name: string; port: number; protocol: Protocol },
): PolicyStretch {
  const stretch = egressStretch(context, client, { ...port, ip: '' });
  if (stretch.allowed || client.pod === undefined) return stretch;
  const isolating = isolatingPolicies(context.world, client.pod, 'Egress');
  const hops = stretch.hops.map((hop) => ({ ...hop, subject: `${name}:${port.port}` }));
  const dialled = { ...port, server: { ip: '' } };
  const allowsSome = isolating.some(({ egress }) =>
    egress.some(
      ({ peers, ports }) =>
        peers.some(({ ipBlock }) => ipBlock !== undefined) && portsMatch(ports, dialled),
    ),
  );
  if (!allowsSome) return { ...stretch, hops };
  return { allowed: true, hops: [], assumptions: [reason('policyOnUnknownAddress', { name })] };
}
