// UDP: an answer or a refusal proves something, silence does not, except of DNS, which must answer.
import { deadline, stopwatch } from './deadline.ts';
import { type DialTarget, type Dialer, errnoOf } from './dialer.ts';
import { answerCode, dnsQuestion } from './dnsQuestion.ts';
import { connectOutcomes } from './outcomes.ts';
import { type Observation, unusable } from './vantage/vantage.ts';

/** One datagram and what comes back within `limit` milliseconds. Rejects only when `signal` aborts. */
export async function datagramStep(
  dialer: Dialer,
  target: DialTarget,
  kind: 'dns' | 'udp',
  limit: number,
  signal: AbortSignal,
): Promise<Observation> {
  const { address } = target;
  if (!dialer.datagram) return unusable('EPROTONOSUPPORT', { address });
  const payload = kind === 'dns' ? dnsQuestion() : Buffer.alloc(0);
  const elapsed = stopwatch();
  const step = deadline(limit, signal);
  try {
    const answer = await step.race(dialer.datagram(target, payload, step.signal));
    const ms = elapsed();
    const phases = { firstByte: ms };
    if (kind === 'udp') return { outcome: 'open', ms, evidence: { address, phases } };
    const rcode = answerCode(payload, answer);
    const read = rcode === undefined ? { detail: 'noDns' } : { rcode };
    return { outcome: 'open', ms, evidence: { address, phases, ...read } };
  } catch (error) {
    signal.throwIfAborted();
    if (!step.signal.aborted) return failed(errnoOf(error), address, elapsed());
    if (kind === 'udp') return unusable('ETIMEDOUT', { address, detail: 'silenceProvesNothing' });
    return { outcome: 'timeout', ms: elapsed(), evidence: { errno: 'ETIMEDOUT', address } };
  } finally {
    step.done();
  }
}

function failed(errno: string, address: string, ms: number): Observation {
  const outcome = connectOutcomes.get(errno);
  return outcome ? { outcome, ms, evidence: { errno, address } } : unusable(errno, { address });
}
