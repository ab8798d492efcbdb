import type { Outcome } from '@portolan/shared/wire/probe.ts';

/**
 * What the failure of a connection proves, by errno. Those that are missing (EACCES, EINVAL, …) come
 * of this machine's own policy and prove nothing of the path.
 */
export const connectOutcomes: ReadonlyMap<string, Outcome> = new Map<string, Outcome>([
  ['ECONNREFUSED', 'refused'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['ETIMEDOUT', 'timeout'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['EHOSTDOWN', 'unreachable'],
]);

/** From the one that says most of a path to the one that says least. */
const telling: readonly Outcome[] = [
  'http',
  'open',
  'tlsError',
  'reset',
  'refused',
  'unreachable',
  'timeout',
];

/** What a client that tries every address in turn ends with; `outcomes` is not empty. */
export function bestOf<Seen extends { outcome: Outcome }>(
  first: Seen,
  rest: readonly Seen[],
): Seen {
  const rank = ({ outcome }: Seen) => {
    const at = telling.indexOf(outcome);
    return at < 0 ? telling.length : at;
  };
  return rest.reduce((best, seen) => (rank(seen) < rank(best) ? seen : best), first);
}
