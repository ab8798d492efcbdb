// Connect to one checked address and, where the port says so, speak TLS and HTTP over it.
import type { Duplex } from 'node:stream';
import type { ProbeKind } from '@portolan/shared/wire/probe.ts';
import { type Deadline, deadline, stopwatch } from './deadline.ts';
import { type Connection, type Dialer, errnoOf } from './dialer.ts';
import { httpAnswer } from './httpAnswer.ts';
import { connectOutcomes } from './outcomes.ts';
import { tlsHandshake, tlsTroubleOf } from './tlsHandshake.ts';
import { type Observation, type ProbeLimits, unusable } from './vantage/vantage.ts';

type StreamKind = Extract<ProbeKind, 'tcp' | 'tls' | 'http' | 'https'>;

export interface ConnectStep {
  dialer: Dialer;
  from: string;
  /** Checked already; this very address is dialled. */
  address: string;
  port: number;
  kind: StreamKind;
  /** The name that was dialled or that a route asks for; absent where it is an address. */
  serverName?: string;
  /** What HTTP asks for in `Host`. */
  host: string;
  wantsAnswer: boolean;
}

/** One connection. `whole` is the probe's own deadline. Rejects only when `signal` aborts. */
export async function connectStep(
  asked: ConnectStep,
  limits: ProbeLimits,
  whole: Deadline,
  signal: AbortSignal,
): Promise<Observation> {
  const { address } = asked;
  const elapsed = stopwatch();
  const step = deadline(limits.connect, whole.signal);
  let connection: Connection;
  try {
    connection = await step.race(connect(asked, step.signal));
  } catch (error) {
    signal.throwIfAborted();
    const ms = elapsed();
    if (step.signal.aborted) {
      return { outcome: 'timeout', ms, evidence: { errno: 'ETIMEDOUT', address } };
    }
    const errno = errnoOf(error);
    const outcome = connectOutcomes.get(errno);
    return outcome ? { outcome, ms, evidence: { errno, address } } : unusable(errno, { address });
  } finally {
    step.done();
  }
  const { socket, answeredBy } = connection;
  const ms = elapsed();
  const seen: Observation = {
    outcome: 'open',
    ms,
    evidence: { address, ...(answeredBy !== undefined && { answeredBy }), phases: { connect: ms } },
  };
  // Once nobody reads any more, trouble on the socket is nobody's.
  socket.on('error', () => undefined);
  try {
    return await speak(socket, asked, limits, whole, seen);
  } catch (error) {
    signal.throwIfAborted();
    return broken(seen, errnoOf(error), whole.signal.aborted);
  } finally {
    socket.destroy();
  }
}

function connect({ dialer, from, address, port }: ConnectStep, signal: AbortSignal) {
  const connecting = dialer.connect({ from, address, port }, signal);
  // One that connects after its deadline must not be left open.
  void connecting.then(
    ({ socket }) => signal.aborted && socket.destroy(),
    () => undefined,
  );
  return connecting;
}

/** `seen` grows with every phase that ends, so that what breaks later leaves its traces. */
async function speak(
  socket: Duplex,
  asked: ConnectStep,
  { bytes }: ProbeLimits,
  whole: Deadline,
  seen: Observation,
): Promise<Observation> {
  const { kind, host, wantsAnswer } = asked;
  if (kind === 'tcp') return seen;
  const channel = kind === 'http' ? socket : await secure(socket, asked, whole, seen);
  if (channel === undefined || kind === 'tls') return seen;
  const { status, firstByte, said } = await httpAnswer(
    channel,
    { host, bytes, wantsAnswer },
    whole,
  );
  if (firstByte === undefined) return withDetail(seen, 'noAnswer');
  seen.evidence.phases = { ...seen.evidence.phases, firstByte };
  if (wantsAnswer) seen.said = said;
  if (status === undefined) return withDetail(seen, 'noHttp');
  seen.outcome = 'http';
  seen.evidence.httpStatus = status;
  return seen;
}

/** Undefined when the certificate would end it for a client who dials that name. */
async function secure(
  socket: Duplex,
  { serverName }: ConnectStep,
  whole: Deadline,
  seen: Observation,
): Promise<Duplex | undefined> {
  const elapsed = stopwatch();
  const secured = await whole.race(tlsHandshake(socket, serverName));
  seen.evidence.phases = { ...seen.evidence.phases, tls: elapsed() };
  seen.evidence.tls = secured.evidence;
  // Of an address nobody can ask an identity: the certificate is told of, the path goes on.
  if (serverName === undefined || secured.evidence.troubles === undefined) return secured.socket;
  seen.outcome = 'tlsError';
  return undefined;
}

function withDetail(seen: Observation, detail: string): Observation {
  seen.evidence.detail = detail;
  return seen;
}

/** It was accepted, so the path works as far as that; what broke after it is evidence. */
function broken(seen: Observation, errno: string, isTooLate: boolean): Observation {
  if (isTooLate) return withDetail(seen, 'noAnswer');
  const trouble = tlsTroubleOf(errno);
  if (trouble !== undefined) {
    seen.outcome = 'tlsError';
    seen.evidence.tls = { ...seen.evidence.tls, troubles: [trouble], code: errno };
    return seen;
  }
  seen.evidence.errno = errno;
  if (errno === 'ECONNRESET' || errno === 'EPIPE') seen.outcome = 'reset';
  return seen;
}
