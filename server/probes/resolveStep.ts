// The first step of a probe: a name becomes addresses, and what was asked on the way is kept.
import { isIP } from 'node:net';
import type { NameEvidence, Outcome } from '@portolan/shared/wire/probe.ts';
import { deadline, stopwatch } from './deadline.ts';
import { type Asked, type Dialer, errnoOf } from './dialer.ts';
import type { Observation } from './vantage/vantage.ts';

/** NXDOMAIN, SERVFAIL: a resolver answered; else none did. */
const nameOutcomes = new Map<string, Outcome>([
  ['ENOTFOUND', 'nameError'],
  ['ENODATA', 'nameError'],
  ['ESERVFAIL', 'nameError'],
  ['EREFUSED', 'nameError'],
  ['EBADNAME', 'nameError'],
  ['EAI_AGAIN', 'dnsTimeout'],
  ['ETIMEOUT', 'dnsTimeout'],
  ['ECONNREFUSED', 'dnsTimeout'],
]);

export type ResolveStep =
  { addresses: readonly string[]; dns?: NameEvidence; ms?: number } | { failed: Observation };

/** Addresses as they are; a name's, within `limit` milliseconds. Rejects only when `signal` aborts. */
export async function resolveStep(
  dialer: Dialer,
  { from, address }: { from: string; address: string },
  limit: number,
  signal: AbortSignal,
): Promise<ResolveStep> {
  if (isIP(address) !== 0) return { addresses: [address] };
  const asked: Asked[] = [];
  const elapsed = stopwatch();
  const step = deadline(limit, signal);
  const evidenceOf = (errno: string): Observation['evidence'] =>
    asked.length === 0 ? { errno } : { errno, dns: { asked, addresses: [] } };
  try {
    const onAsked = (each: Asked) => void asked.push(each);
    const found = await step.race(dialer.resolve(from, address, onAsked, step.signal));
    if (found.addresses.length === 0) {
      return { failed: { outcome: 'nameError', evidence: evidenceOf('ENODATA') } };
    }
    return { addresses: found.addresses, dns: { asked, ...found }, ms: elapsed() };
  } catch (error) {
    signal.throwIfAborted();
    const errno = step.signal.aborted ? 'ETIMEOUT' : errnoOf(error);
    const outcome = nameOutcomes.get(errno) ?? 'unusable';
    return { failed: { outcome, evidence: evidenceOf(errno) } };
  } finally {
    step.done();
  }
}
