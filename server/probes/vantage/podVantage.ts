// A Pod, by exec: the script runs in one of its containers with whatever that container has.
import { isIPv6 } from 'node:net';
import type { CommandEnd } from '../../cluster/podExec.ts';
import type { Capability, Observation, ProbeLimits, ProbeTarget, Vantage } from './vantage.ts';
import { unusable } from './vantage.ts';
import { bestOf } from '../outcomes.ts';
import { resolveStep } from '../resolveStep.ts';
import { mayDial } from '../safety.ts';
import { deadline } from '../deadline.ts';
import { dialSeen, resolvedIn } from './podTelling.ts';
import { type ScriptArguments, scriptCommand } from './podScript.ts';
import type { ProbeKind } from '@portolan/shared/wire/probe.ts';

export interface PodVantageOptions {
  /** `pod:NS/NAME[/CONTAINER]`. */
  id: string;
  limits: ProbeLimits;
  /** Runs a command in the container to its end. Rejects when the API does not answer, or on abort. */
  run: (command: readonly string[], signal: AbortSignal) => Promise<CommandEnd>;
  /** Whether the cluster lets us; asked first. */
  isAllowed: (signal: AbortSignal) => Promise<boolean>;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Milliseconds for which a capability is believed: containers are replaced. */
const believed = 60_000;
/** Milliseconds beyond the script's own limit, for the API server's part. */
const overhead = 3000;

/** Tools that can connect; the others only resolve names. */
const dialling = new Set(['python3', 'python', 'bash', 'nc', 'curl', 'wget']);
/** The names of Services and hosts; what else a name could be is not handed to a program. */
const hostName = /^[A-Za-z0-9_]([A-Za-z0-9._-]{0,251}[A-Za-z0-9_.])?$/;

export function podVantage(options: PodVantageOptions): Vantage {
  let known: { capability: Capability; until: number } | undefined;
  const capability = async (signal: AbortSignal): Promise<Capability> => {
    if (known && options.now() < known.until) return known.capability;
    const found = await findCapability(options, signal);
    // What could not be asked is asked again.
    if (found.available || found.code !== 'apiGone') {
      known = { capability: found, until: options.now() + believed };
    }
    return found;
  };
  return {
    id: options.id,
    simulated: false,
    onDemand: true,
    capability,
    async probe(target, kind, signal) {
      if (kind === 'none' || kind === 'udp' || kind === 'dns') return unusable('EPROTONOSUPPORT');
      const standing = await capability(signal);
      signal.throwIfAborted();
      return standing.available ? probe(options, target, kind, signal) : unusable(standing.code);
    },
  };
}

async function findCapability(
  { id, run, isAllowed }: PodVantageOptions,
  signal: AbortSignal,
): Promise<Capability> {
  const [namespace = '', pod = ''] = id.slice('pod:'.length).split('/');
  const params = { pod: `${namespace}/${pod}` };
  try {
    if (!(await isAllowed(signal))) return { available: false, code: 'execForbidden', params };
    const tools = await run(scriptCommand({ step: 'tools' }), signal);
    if (tools.status === 403) return { available: false, code: 'execForbidden', params };
    if (tools.status === 404) return { available: false, code: 'noSuchPod', params };
    if (tools.exit === undefined) return { available: false, code: noShellOr(tools), params };
    const found = tools.stdout.split('\n').filter(Boolean);
    if (!found.some((tool) => dialling.has(tool)))
      return { available: false, code: 'noTools', params };
    return { available: true, code: 'byExec', params: { tools: found.join(', ') } };
  } catch {
    return { available: false, code: 'apiGone', params };
  }
}

/** A container without a shell is common and no fault; runtimes say so in words of their own. */
function noShellOr({ failure = '' }: CommandEnd): string {
  return /executable file not found|no such file or directory/i.test(failure)
    ? 'noShell'
    : 'execFailed';
}

async function probe(
  options: PodVantageOptions,
  target: ProbeTarget,
  kind: Exclude<ProbeKind, 'none' | 'udp' | 'dns'>,
  signal: AbortSignal,
): Promise<Observation> {
  const { limits } = options;
  const resolver = {
    simulated: false,
    resolve: async (
      _from: string,
      name: string,
      onAsked: (asked: { name: string; answer: string }) => void,
      within: AbortSignal,
    ) => {
      if (!hostName.test(name)) return { addresses: [] };
      const addresses = resolvedIn(
        await options.run(command({ step: 'resolve', address: name }, limits), within),
      );
      onAsked({ name, answer: 'addresses' });
      return { addresses };
    },
    connect: () => Promise.reject(new Error('never asked')),
  };
  const patience = limits.connect + overhead;
  const resolved = await resolveStep(resolver, { from: options.id, ...target }, patience, signal);
  if ('failed' in resolved) return resolved.failed;
  const [first, ...others] = await Promise.all(
    onePerFamily(resolved.addresses).map((address) => dial(options, target, kind, address, signal)),
  );
  if (!first) return unusable('EINVAL');
  const best = bestOf(first, others);
  const evidence = { ...best.evidence, ...(resolved.dns && { dns: resolved.dns }) };
  return { ...best, evidence };
}

function onePerFamily(addresses: readonly string[]): string[] {
  const firsts = [addresses.find((ip) => !isIPv6(ip)), addresses.find((ip) => isIPv6(ip))];
  return firsts.filter((ip) => ip !== undefined);
}

/** The address that was checked is the one that is handed over (F43, F44). */
async function dial(
  { limits, run }: PodVantageOptions,
  { port, host, address: asked }: ProbeTarget,
  kind: Exclude<ProbeKind, 'none' | 'udp' | 'dns'>,
  address: string,
  signal: AbortSignal,
): Promise<Observation> {
  if (!mayDial(address)) return unusable('EREFUSEDBYPOLICY', { address });
  if (kind === 'name' || port === undefined) {
    return { outcome: 'unusable', evidence: { address, detail: 'resolved' } };
  }
  // Of TLS the container's tools tell too little: whether it is connected to is all that is claimed.
  const step = kind === 'tls' ? 'tcp' : kind;
  const name = (host ?? asked).replace(/\.$/, '');
  const headerHost = `${isIPv6(name) ? `[${name}]` : name}${port === 80 ? '' : `:${port}`}`;
  const given: ScriptArguments = {
    step,
    address,
    port,
    ...(step === 'http' && { request: requestTo(headerHost), host: headerHost }),
    ...(step === 'https' && { host: name }),
  };
  const whole = deadline(limits.total + overhead, signal);
  try {
    const ended = await whole.race(run(command(given, limits), whole.signal));
    return dialSeen(ended, address, step !== 'tcp');
  } catch {
    signal.throwIfAborted();
    return unusable('apiGone', { address });
  } finally {
    whole.done();
  }
}

function requestTo(host: string): string {
  return `GET / HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: portolan\r\nAccept: */*\r\nConnection: close\r\n\r\n`;
}

/** Shells' tools take whole seconds. */
function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}

function command(given: ScriptArguments, { connect, total }: ProbeLimits): string[] {
  return scriptCommand({
    ...given,
    connectSeconds: seconds(connect),
    totalSeconds: seconds(total),
  });
}
