// One test of one target: resolve, connect, and speak what the port says it speaks. A fresh
// connection each time; nothing is followed, sent along or kept (P3, F45).
import { isIP, isIPv6 } from 'node:net';
import type { Outcome, ProbeKind } from '@portolan/shared/wire/probe.ts';
import { connectStep } from './connectStep.ts';
import { datagramStep } from './datagramStep.ts';
import { type Deadline, deadline } from './deadline.ts';
import type { Dialer } from './dialer.ts';
import { bestOf } from './outcomes.ts';
import { resolveStep } from './resolveStep.ts';
import { mayDial } from './safety.ts';
import {
  type Observation,
  type ProbeLimits,
  type ProbeTarget,
  unusable,
} from './vantage/vantage.ts';

export interface Probe {
  dialer: Dialer;
  /** Vantage id. */
  from: string;
  target: ProbeTarget;
  kind: ProbeKind;
}

/** Tests the target once. Never rejects, except when `signal` aborts. */
export async function probe(
  asked: Probe,
  limits: ProbeLimits,
  signal: AbortSignal,
): Promise<Observation> {
  if (asked.kind === 'none') return unusable('EPROTONOSUPPORT');
  const whole = deadline(limits.total, signal);
  try {
    const { dialer, from, target } = asked;
    const resolved = await resolveStep(dialer, { from, ...target }, limits.connect, signal);
    if ('failed' in resolved) return resolved.failed;
    const seen = await probeAddresses(
      asked,
      onePerFamily(resolved.addresses),
      limits,
      whole,
      signal,
    );
    const { dns, ms } = resolved;
    if (dns) seen.evidence.dns = dns;
    if (ms !== undefined) seen.evidence.phases = { dns: ms, ...seen.evidence.phases };
    return seen;
  } finally {
    whole.done();
  }
}

/** Clients try both families, so each is tested (F38). */
function onePerFamily(addresses: readonly string[]): string[] {
  const firsts = [addresses.find((ip) => !isIPv6(ip)), addresses.find((ip) => isIPv6(ip))];
  return firsts.filter((ip) => ip !== undefined);
}

async function probeAddresses(
  asked: Probe,
  addresses: readonly string[],
  limits: ProbeLimits,
  whole: Deadline,
  signal: AbortSignal,
): Promise<Observation> {
  const [first, ...others] = await Promise.all(
    addresses.map((address) => probeAddress(asked, address, limits, whole, signal)),
  );
  if (first === undefined) return unusable('EINVAL');
  const best = bestOf(first, others);
  if (others.length > 0) best.evidence.families = outcomesByFamily([first, ...others]);
  return best;
}

function outcomesByFamily(seen: readonly Observation[]): { IPv4?: Outcome; IPv6?: Outcome } {
  return Object.fromEntries(
    seen.map(({ outcome, evidence }) => [
      isIPv6(evidence.address ?? '') ? 'IPv6' : 'IPv4',
      outcome,
    ]),
  );
}

/** Checked and pinned: the address that was checked is the one that is dialled (F43, F44). */
async function probeAddress(
  { dialer, from, target, kind }: Probe,
  address: string,
  limits: ProbeLimits,
  whole: Deadline,
  signal: AbortSignal,
): Promise<Observation> {
  if (!dialer.simulated && !mayDial(address)) return unusable('EREFUSEDBYPOLICY', { address });
  const { port } = target;
  if (kind === 'name' || kind === 'none' || port === undefined) {
    return { outcome: 'unusable', evidence: { address, detail: 'resolved' } };
  }
  if (kind === 'dns' || kind === 'udp') {
    return datagramStep(dialer, { from, address, port }, kind, limits.connect, whole.signal);
  }
  const asked = target.host ?? target.address;
  const connecting = {
    dialer,
    from,
    address,
    port,
    kind,
    host: hostOf(asked, port, kind),
    wantsAnswer: target.wantsAnswer === true,
    ...(isIP(asked) === 0 && { serverName: asked.replace(/\.$/, '') }),
  };
  return connectStep(connecting, limits, whole, signal);
}

function hostOf(name: string, port: number, kind: ProbeKind): string {
  const host = isIPv6(name) ? `[${name}]` : name;
  const isUsual = port === (kind === 'https' ? 443 : 80);
  return isUsual ? host : `${host}:${port}`;
}
