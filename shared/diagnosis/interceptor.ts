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

/**
 * No rule has anybody behind it. A policy that nobody enforces lets Pods answer, and a network may
 * route Pod addresses further than a cluster needs: then there is somebody.
 */
function leadsNowhere({ result, endpoint }: Seen): boolean {
  const { verdict } = result.expected;
  return verdict !== 'drop' && (verdict !== 'noRoute' || endpoint === undefined);
}

export const interceptor: Rule = ({ view, seen }) => {
  const bad = seen.filter(isUnverified);
  const [one] = bad;
  if (one === undefined) return undefined;
  const froms = [...new Set(bad.map(({ from }) => from))];
  const isImpossible = bad.some(leadsNowhere);
  const elsewhere = seen.filter(
    ({ from, target, result }) =>
      !froms.includes(from) &&
      !['open', 'http'].includes(result.outcome) &&
      bad.some((each) => each.target.id === target.id),
  );
  return {
    cause: 'interceptor',
    confidence: isImpossible ? 0.9 : 0.45,
    params: { from: froms.join(', ') },
    evidence: observed(bad, elsewhere),
    tellApart: [],
    fix: { code: 'bypassInterceptor', params: { from: froms.join(', ') } },
    commands: [dialCommand(view, one), 'nc -z -w 3 198.51.100.1 80'],
    explains: bad,
  };
};
