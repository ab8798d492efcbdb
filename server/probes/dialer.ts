// How a probe reaches the network: from this machine, or through an embedded cluster's network.
import type { Duplex } from 'node:stream';
import type { NameEvidence } from '@portolan/shared/wire/probe.ts';

export interface DialTarget {
  /** Vantage id. */
  from: string;
  /** An IP address. */
  address: string;
  port: number;
}

export interface Connection {
  socket: Duplex;
  /** Which Pod answered, where the network can say (embedded). */
  answeredBy?: string;
}

/** One name asked for on the way, and what came of it: `addresses` or an errno. */
export type Asked = NameEvidence['asked'][number];

export interface Dialer {
  /** Whether addresses are simulated, so that none of them can hurt this machine. */
  readonly simulated: boolean;
  /**
   * A and AAAA of a name as that vantage resolves it, search list and all; never without an address.
   * Rejects with an errno (`ENOTFOUND`, …). `onAsked` hears of each name as it is answered.
   */
  resolve(
    from: string,
    name: string,
    onAsked: (asked: Asked) => void,
    signal: AbortSignal,
  ): Promise<Pick<NameEvidence, 'addresses' | 'server' | 'answered'>>;
  /** Resolves once connected; rejects with an errno (`ECONNREFUSED`, …), or never when silenced. */
  connect(target: DialTarget, signal: AbortSignal): Promise<Connection>;
  /**
   * Sends a datagram, again every second, until something comes back; rejects with an errno, or
   * never when nothing does. Absent where the network takes no datagrams.
   */
  datagram?(target: DialTarget, payload: Buffer, signal: AbortSignal): Promise<Buffer>;
}

/** A failure with the code the operating system, or the embedded network, gave for it. */
export class DialError extends Error {
  readonly errno: string;
  constructor(errno: string, options?: ErrorOptions) {
    super(errno, options);
    this.errno = errno;
  }
}

/** The errno of whatever a socket or resolver threw. */
export function errnoOf(error: unknown): string {
  if (error instanceof DialError) return error.errno;
  if (error instanceof AggregateError) return errnoOf(error.errors[0]);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return error.code;
  return 'EUNKNOWN';
}
