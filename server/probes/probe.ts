// One test of one address: resolve, connect, and where the port speaks HTTP, one request. A fresh
// connection each time; nothing is followed, sent along or kept (P3, F45).
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import type { Outcome, ProbeResult } from '@portolan/shared/wire/probe.ts';
import { DialError, type Dialer, errnoOf } from './dialer.ts';
import { mayDial } from './safety.ts';

/** Milliseconds; the figures of the probing limits (P2). */
export interface ProbeLimits {
  connect: number;
  total: number;
  /** Bytes of an answer that are read at most. */
  bytes: number;
}

export const defaultLimits: ProbeLimits = { connect: 3000, total: 5000, bytes: 64 * 1024 };

export interface ProbeTarget {
  from: string;
  /** IP address or name. */
  address: string;
  /** Absent for a name that can be resolved but not dialled. */
  port?: number;
  /** Send an HTTP request: only where appProtocol or the port's name says so. */
  http: boolean;
}

export type Observation = Pick<ProbeResult, 'outcome' | 'ms' | 'evidence'>;

/** What the failure of each step proves; see the meaning of results in the reliability anchors. */
const connectOutcomes = new Map<string, Outcome>([
  ['ECONNREFUSED', 'refused'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['ETIMEDOUT', 'timeout'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
]);
const nameOutcomes = new Map<string, Outcome>([
  ['ENOTFOUND', 'nameError'],
  ['ENODATA', 'nameError'],
  ['EAI_AGAIN', 'dnsTimeout'],
  ['ETIMEOUT', 'dnsTimeout'],
]);

function unusable(errno: string): Observation {
  return { outcome: 'unusable', evidence: { errno } };
}

/** Tests the target once. Never rejects, except when `signal` aborts. */
export async function probe(
  dialer: Dialer,
  target: ProbeTarget,
  limits: ProbeLimits,
  signal: AbortSignal,
): Promise<Observation> {
  const resolved = await resolveName(dialer, target, limits, signal);
  if (typeof resolved !== 'string') return resolved;
  // Checked and pinned: the address that was checked is the one that is dialled (F44).
  if (!dialer.simulated && !mayDial(resolved)) {
    return { outcome: 'unusable', evidence: { errno: 'EREFUSEDBYPOLICY', address: resolved } };
  }
  const { port } = target;
  if (port === undefined) {
    return { outcome: 'unusable', evidence: { address: resolved, detail: 'resolved' } };
  }
  return dial(dialer, { ...target, port }, resolved, limits, signal);
}

type DialledTarget = ProbeTarget & { port: number };

async function resolveName(
  dialer: Dialer,
  target: ProbeTarget,
  limits: ProbeLimits,
  signal: AbortSignal,
): Promise<string | Observation> {
  if (isAddress(target.address)) return target.address;
  const step = deadline(limits.connect, signal);
  try {
    const [first] = await step.race(dialer.resolve(target.from, target.address, step.signal));
    return first ?? { outcome: 'nameError', evidence: { errno: 'ENODATA' } };
  } catch (error) {
    signal.throwIfAborted();
    if (step.signal.aborted) return { outcome: 'dnsTimeout', evidence: { errno: 'ETIMEOUT' } };
    const errno = errnoOf(error);
    const outcome = nameOutcomes.get(errno);
    return outcome ? { outcome, evidence: { errno } } : unusable(errno);
  } finally {
    step.done();
  }
}

async function dial(
  dialer: Dialer,
  target: DialledTarget,
  address: string,
  limits: ProbeLimits,
  signal: AbortSignal,
): Promise<Observation> {
  const started = performance.now();
  const elapsed = () => Math.round((performance.now() - started) * 100) / 100;
  const step = deadline(limits.connect, signal);
  try {
    const connecting = dialer.connect(
      { from: target.from, address, port: target.port },
      step.signal,
    );
    // One that connects after its deadline must not be left open.
    void connecting.then(
      ({ socket }) => step.signal.aborted && socket.destroy(),
      () => undefined,
    );
    const { socket, answeredBy } = await step.race(connecting);
    const ms = elapsed();
    const evidence = { address, ...(answeredBy && { answeredBy }) };
    if (!target.http) {
      socket.destroy();
      return { outcome: 'open', ms, evidence };
    }
    return await httpRequest(socket, target, limits, signal, { ms, evidence });
  } catch (error) {
    signal.throwIfAborted();
    const ms = elapsed();
    if (step.signal.aborted)
      return { outcome: 'timeout', ms, evidence: { errno: 'ETIMEDOUT', address } };
    const errno = errnoOf(error);
    const outcome = connectOutcomes.get(errno);
    return outcome ? { outcome, ms, evidence: { errno, address } } : unusable(errno);
  } finally {
    step.done();
  }
}

/** One request on an open connection: any status is an answer; silence or noise is still `open`. */
async function httpRequest(
  socket: Duplex,
  target: DialledTarget,
  limits: ProbeLimits,
  signal: AbortSignal,
  connected: { ms: number; evidence: ProbeResult['evidence'] },
): Promise<Observation> {
  const step = deadline(limits.total - limits.connect, signal);
  try {
    const host = target.address.includes(':') ? `[${target.address}]` : target.address;
    const status = step.race(statusLine(socket, limits.bytes));
    socket.write(
      `GET / HTTP/1.1\r\nHost: ${host}:${target.port}\r\nUser-Agent: portolan\r\nAccept: */*\r\nConnection: close\r\n\r\n`,
    );
    const line = await status;
    const httpStatus = Number(/^HTTP\/1\.[01] (\d{3})/.exec(line)?.[1]);
    if (Number.isNaN(httpStatus)) return open(connected, 'noHttp');
    return { outcome: 'http', ms: connected.ms, evidence: { ...connected.evidence, httpStatus } };
  } catch (error) {
    signal.throwIfAborted();
    if (step.signal.aborted) return open(connected, 'noAnswer');
    const errno = errnoOf(error);
    const outcome = errno === 'ECONNRESET' || errno === 'EPIPE' ? 'reset' : 'open';
    return { outcome, ms: connected.ms, evidence: { ...connected.evidence, errno } };
  } finally {
    step.done();
    socket.destroy();
  }
}

function open(
  connected: { ms: number; evidence: ProbeResult['evidence'] },
  detail: string,
): Observation {
  return { outcome: 'open', ms: connected.ms, evidence: { ...connected.evidence, detail } };
}

function statusLine(socket: Duplex, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (text.includes('\r\n') || text.length > limit) resolve(text);
    });
    socket.once('end', () => resolve(text));
    socket.once('error', reject);
  });
}

function isAddress(text: string): boolean {
  return /^[\d.]+$/.test(text) || text.includes(':');
}

/** A step that ends after `ms` or with `outer`, whichever is first. */
function deadline(ms: number, outer: AbortSignal) {
  const controller = new AbortController();
  const { signal } = controller;
  const stop = () => controller.abort();
  const timer = setTimeout(stop, ms);
  outer.addEventListener('abort', stop, { once: true });
  if (outer.aborted) stop();
  const ended = new Promise<never>((_resolve, reject) => {
    const fail = () => reject(new DialError('EDEADLINE'));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
  ended.catch(() => undefined);
  return {
    signal,
    race: <T>(work: Promise<T>): Promise<T> => {
      work.catch(() => undefined); // it may fail after the deadline has decided
      return Promise.race([work, ended]);
    },
    done: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', stop);
    },
  };
}
