import type { Outcome } from '../wire/probe.ts';
import type { TraceHop, Verdict } from '../wire/trace.ts';

/** `unmatched`: the node's own stack answers, per proxy mode (S62) and host firewall (S65). */
const agreeing: Readonly<Record<Exclude<Verdict, 'unknown'>, readonly Outcome[]>> = {
  forward: ['open', 'http'],
  reject: ['refused'],
  drop: ['timeout'],
  accept: ['open', 'http'],
  unmatched: ['refused', 'timeout'],
  noRoute: ['timeout', 'unreachable'],
  nameError: ['nameError'],
};

/** Where a name was asked for and nobody answered, no connection was tried (S81, S93). */
function isDnsSilent(hops: readonly TraceHop[]): boolean {
  return hops.some(({ kind, verdict }) => kind === 'dns' && verdict === 'drop');
}

/**
 * Whether a live outcome is one the verdict allows. `unusable` says nothing, so it agrees with all.
 * The hops of the trace tell a `drop` of the question to DNS from one of the connection.
 */
export function agrees(
  verdict: Verdict,
  outcome: Outcome,
  hops: readonly TraceHop[] = [],
): boolean {
  if (verdict === 'unknown' || outcome === 'unusable') return true;
  if (verdict === 'drop' && isDnsSilent(hops)) return outcome === 'dnsTimeout';
  return agreeing[verdict].includes(outcome);
}
