// Somebody accepts on the client's own side: a mesh's sidecar, a VPN, a sandbox. OPEN then says only
// that something accepted.
import type { Verdict } from '../wire/trace.ts';
import type { Rule } from './candidate.ts';
import { dialCommand } from './commands.ts';
import { isAccepted, isIdentified, type Seen } from './evidence.ts';
import { observed } from './observed.ts';

const closed = new Set<Verdict>(['reject', 'drop', 'noRoute', 'unmatched']);

function isUnverified(seen: Seen): boolean {
  return closed.has(seen.result.expected.verdict) && isAccepted(seen) && !isIdentified(seen);
}

export const interceptor: Rule = ({ view, seen }) => {
  const bad = seen.filter(isUnverified);
  const [one] = bad;
  if (one === undefined) return undefined;
  const froms = [...new Set(bad.map(({ from }) => from))];
  const verdicts = new Set(bad.map(({ result }) => result.expected.verdict));
  // A policy that nobody enforces lets the Pods answer; addresses without rule or route have nobody.
  const isImpossible =
    verdicts.has('reject') || verdicts.has('noRoute') || verdicts.has('unmatched');
  const elsewhere = seen.filter(
    ({ from, target, result }) =>
      !froms.includes(from) &&
      !['open', 'http'].includes(result.outcome) &&
      bad.some((each) => each.target.id === target.id),
  );
  return {
    cause: 'interceptor',
    confidence: isImpossible ? 0.9 : 0.6,
    params: { from: froms.join(', ') },
    evidence: observed(bad, elsewhere),
    tellApart: [],
    fix: { code: 'bypassInterceptor', params: { from: froms.join(', ') } },
    commands: [dialCommand(view, one), 'nc -z -w 3 198.51.100.1 80'],
    explains: bad,
  };
};
