// How a probe reaches the network: from this machine, or through an embedded cluster's network.
import type { Duplex } from 'node:stream';

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

export interface Dialer {
  /** Whether this dialer can stand at that vantage point. */
  canStandAt(vantage: string): boolean;
  /** Whether addresses are simulated, so that none of them can hurt this machine. */
  readonly simulated: boolean;
  /** Addresses of a name as that vantage resolves it; rejects with an errno (`ENOTFOUND`, …). */
  resolve(from: string, name: string, signal: AbortSignal): Promise<string[]>;
  /** Resolves once connected; rejects with an errno (`ECONNREFUSED`, …), or never when silenced. */
  connect(target: DialTarget, signal: AbortSignal): Promise<Connection>;
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
