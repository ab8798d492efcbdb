// The contract of every place a client can stand: this machine, the embedded network, a Pod by exec,
// a probe Pod, the browser. The runner knows no other way to the network.
import type { ProbeKind, ProbeResult } from '@portolan/shared/wire/probe.ts';
import type { Params } from '@portolan/shared/words/say.ts';

/** What is tested. Every field comes from the topology, none from a request (F42). */
export interface ProbeTarget {
  /** IP address or name. */
  address: string;
  /** Absent for kind `name`. */
  port?: number;
  /** The host asked for by HTTP and TLS where it is not the address: a route's. */
  host?: string;
  /** The node whose own address this is: a NodePort. */
  node?: string;
  /** Read the answer as far as `ProbeLimits.bytes` and give it back as `said`. */
  wantsAnswer?: boolean;
}

/** What one probe saw. */
export type Observation = Pick<ProbeResult, 'outcome' | 'ms' | 'evidence'> & {
  /** The answer's bytes as Latin-1, with its head; only where it was wanted, never on the wire. */
  said?: string;
};

/** Whether a client can stand there now; `code` is one of the vantage words, with its parameters. */
export type Capability =
  | {
      available: true;
      /** Such as `laptop`, told once to the reader. */ code?: string;
      params?: Params;
    }
  | { available: false; code: string; params: Params };

/** Milliseconds and bytes; the figures of the probing limits (P2). */
export interface ProbeLimits {
  connect: number;
  /** From the first question to the last byte. */
  total: number;
  /** Bytes of an answer that are read at most. */
  bytes: number;
}

export const defaultLimits: ProbeLimits = { connect: 3000, total: 5000, bytes: 64 * 1024 };

/** No probe takes longer, whatever was asked for; milliseconds. */
export const longestProbe = 10_000;

/**
 * What every vantage point promises (testing/vantageContract.ts holds each to it):
 *
 * 1. `capability` never rejects, and costs little when asked again: it is asked before every round.
 *    Where it is not available, `probe` answers `unusable` and dials nothing.
 * 2. `probe` never rejects, except when `signal` aborts; then within 200 ms, and nothing goes on.
 * 3. It ends within its limits: silence is `timeout`, silence of a resolver `dnsTimeout`, silence
 *    after the connection `open` with detail `noAnswer`.
 * 4. A name is resolved once; each address is checked with `mayDial` and then dialled itself (F43,
 *    F44). A vantage whose addresses are simulated checks nothing.
 * 5. A fresh connection each time; no redirect is followed, no credential or cookie sent, no more
 *    than `ProbeLimits.bytes` read, nothing decoded (P3, F45).
 * 6. HTTP bytes go out for kinds `http` and `https` alone, TLS for `tls` and `https`.
 * 7. What cannot be tested from there is `unusable`, never a failure of the path (F39).
 */
export interface Vantage {
  /** `server`, `outside`, `browser`, `pod:NS/NAME[/CONTAINER]`, `node:NAME`, `apiserver`. */
  readonly id: string;
  /** Whether addresses are simulated, so that none can hurt this machine and many may be dialled. */
  readonly simulated: boolean;
  /** Runs something in the cluster: only for who asks, never in rounds by itself. */
  readonly onDemand?: boolean;
  capability(signal: AbortSignal): Promise<Capability>;
  probe(target: ProbeTarget, kind: ProbeKind, signal: AbortSignal): Promise<Observation>;
}

/** Where clients can stand in one cluster. */
export interface Vantages {
  /** Never undefined: what nobody offers is a vantage that is not available. */
  find(id: string): Vantage;
}

/** A vantage point at which nobody can stand, and why. */
export function unavailableVantage(id: string, code: string, params: Params): Vantage {
  return {
    id,
    simulated: false,
    capability: async () => ({ available: false, code, params }),
    probe: async () => unusable(code),
  };
}

/** An observation that says nothing of the path. */
export function unusable(
  errno: string,
  evidence: Omit<Observation['evidence'], 'errno'> = {},
): Observation {
  return { outcome: 'unusable', evidence: { errno, ...evidence } };
}
