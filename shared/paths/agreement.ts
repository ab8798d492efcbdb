import type { Outcome } from '../wire/probe.ts';
import type { Verdict } from '../wire/trace.ts';

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

/** Whether a live outcome is one the verdict allows. `unusable` says nothing, so it agrees with all. */
export function agrees(verdict: Verdict, outcome: Outcome): boolean {
  return verdict === 'unknown' || outcome === 'unusable' || agreeing[verdict].includes(outcome);
}
