// The engine's predictions beside all that the network's own tables may do. Neither knows the other;
// where they differ without a fault having been injected, one of them has misread a rule.

import type { Service } from '@portolan/shared/model/service.ts';
import { agrees } from '@portolan/shared/paths/agreement.ts';
import { entryPointsOf } from '@portolan/shared/paths/entryPoints.ts';
import { endpointsOf } from '@portolan/shared/paths/serviceEndpoints.ts';
import { tracerOf } from '@portolan/shared/paths/trace.ts';
import type { World } from '@portolan/shared/state/world.ts';
import type { Outcome } from '@portolan/shared/wire/probe.ts';
import type { Trace } from '@portolan/shared/wire/trace.ts';

import { OUTSIDE_ADDRESS } from '../network/addresses.ts';
import { isDnsSilent } from '../network/dnsReach.ts';
import { resolveName } from '../network/names.ts';
import type { Routing } from '../network/route.ts';
import { type Standing, standingOf } from '../network/vantage.ts';
import { type Arrival, everyOutcome } from './everyOutcome.ts';

export interface Flow {
  service: string;
  from: string;
  /** Name or IPv4 address. */
  host: string;
  port: number;
  protocol: 'TCP' | 'UDP';
  /** An endpoint by itself, past every Service. */
  isEndpoint?: true;
}

export interface Disagreement {
  service: string;
  from: string;
  to: string;
  expected: string;
  observed: string;
}

const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;

type Dialled = Pick<Flow, 'host' | 'port' | 'protocol' | 'isEndpoint'>;

interface Entry {
  host: string;
  port: number | undefined;
  protocol: string;
  isEndpoint?: true;
}

/**
 * Every address a Service can be dialled at, and some at which it cannot: its undefined port, its
 * NodePorts on loopback, its health check on every node, each endpoint past the Service.
 */
export function dialledOf(world: World, service: Service): Dialled[] {
  // An address of the world behind an ExternalName is none of the cluster's, nor is it a name (S77).
  const entries = entryPointsOf(world, service).filter(
    ({ kind, address }) => kind !== 'externalName' || !IPV4.test(address),
  );
  const found: Entry[] = [
    ...entries.map(({ address, port, protocol }) => ({
      host: address,
      port,
      protocol: protocol ?? 'TCP',
    })),
    ...service.ports.flatMap(({ nodePort, protocol }) => ({
      host: '127.0.0.1',
      port: nodePort,
      protocol,
    })),
    ...service.clusterIPs.map((host) => ({ host, port: 4, protocol: 'TCP' })),
    ...world.nodes().flatMap(({ internalIPs }) =>
      internalIPs.slice(0, 1).map((host) => ({
        host,
        port: service.healthCheckNodePort,
        protocol: 'TCP',
      })),
    ),
    ...endpointsOf(world, service).map(({ address, port, protocol }) => ({
      host: address,
      port,
      protocol,
      isEndpoint: true as const,
    })),
  ];
  return found.flatMap(({ port, protocol, ...rest }) =>
    port === undefined || port === 0 || (protocol !== 'TCP' && protocol !== 'UDP')
      ? []
      : [{ ...rest, port, protocol }],
  );
}

/** Outside, every node, a Pod that is not there, and every Pod that has an address. */
export function vantagesOf(world: World): string[] {
  const pods = [...world.pods()].filter(({ podIPs }) => podIPs.length > 0);
  return [
    'outside',
    'pod:default/nobody',
    ...world.nodes().map(({ metadata }) => `node:${metadata.name}`),
    ...pods.map(({ metadata }) => `pod:${metadata.namespace}/${metadata.name}`),
  ];
}

export function flowsOf(world: World): Flow[] {
  const vantages = vantagesOf(world);
  return [...world.services()].flatMap((service) => {
    const { namespace, name } = service.metadata;
    return dialledOf(world, service).flatMap((dialled) =>
      vantages.map((from) => Object.assign({ service: `${namespace}/${name}`, from }, dialled)),
    );
  });
}

/** Undefined where both say the same. */
export function comparerOf(
  world: World,
  routing: Routing,
): (flow: Flow) => Disagreement | undefined {
  const trace = tracerOf(world);
  return (flow) => {
    const { service, from, host, port, protocol, isEndpoint } = flow;
    const to = `${isEndpoint ? 'endpoint/' : ''}${host}:${port}/${protocol}`;
    const expected = trace({ from, to });
    if ('error' in expected) throw new Error(`${from} ${to}: ${expected.error.code}`);
    const standing = standingOf(routing.view, from);
    if (standing === undefined) throw new Error(`nowhere to stand: ${from}`);
    const seen = observe(routing, standing, flow);
    if (expected.assumptions.some(({ code }) => code === 'policyOnUnknownAddress'))
      return undefined;
    const why = differenceOf(expected, seen, standing);
    if (why === undefined) return undefined;
    return { service, from, to, expected: inWords(expected), observed: `${why}: ${said(seen)}` };
  };
}

type Seen = 'nameError' | 'dnsTimeout' | Arrival[];

function observe(
  routing: Routing,
  from: Standing,
  { host, port, protocol, isEndpoint }: Dialled,
): Seen {
  if (isDnsSilent(routing, from, host)) return 'dnsTimeout';
  const answer = resolveName(routing.view, from, host);
  if (answer === undefined) return 'nameError';
  const addresses = answer.addresses.filter((address) => IPV4.test(address));
  return addresses.flatMap((address) =>
    everyOutcome(routing, from, { address, port, protocol }).map(
      ({ kind, end, source, probability }) => {
        // Past every Service: whoever has the address, listening or not, has been reached.
        const isReached = isEndpoint === true && (kind === 'open' || kind === 'refused');
        return {
          kind: isReached ? 'backend' : kind,
          end: isReached ? `${address}:${port}` : end,
          source,
          probability: probability / addresses.length,
        };
      },
    ),
  );
}

const OUTCOMES: Readonly<Record<Arrival['kind'], Outcome>> = {
  backend: 'open',
  open: 'open',
  refused: 'refused',
  silent: 'timeout',
};

function differenceOf(expected: Trace, seen: Seen, from: Standing): string | undefined {
  const { verdict, hops } = expected;
  if (typeof seen === 'string') return agrees(verdict, seen, hops) ? undefined : 'verdict';
  const isForwarded = verdict === 'forward';
  const judged = isForwarded ? seen.filter(({ kind }) => kind === 'backend') : seen;
  // Where only some backends may be reached, the others' share is silence, or what a hop says.
  const mayRefuse = hops.some((hop) => hop.verdict === 'reject');
  const rest = seen.filter((arrival) => !judged.includes(arrival));
  const isVerdict =
    judged.length > 0 &&
    judged.every(({ kind }) => agrees(verdict, OUTCOMES[kind], hops)) &&
    rest.every(({ kind }) => kind === 'silent' || (kind === 'refused' && mayRefuse));
  if (!isVerdict) return 'verdict';
  if (!isForwarded) return undefined;
  if (sharesOf(foreseen(expected)) !== sharesOf(judged)) return 'backends';
  // A node's own address is the same before and after.
  const isSeen =
    from.at === 'outside' || (from.at === 'pod' && from.pod?.model.hostNetwork !== true);
  // Through a balancer the client is the balancer, a machine outside (S54).
  const unchanged = new Set([from.address, OUTSIDE_ADDRESS]);
  const isMasqueraded = judged.some(({ source }) => !unchanged.has(source));
  return isSeen && isMasqueraded !== expected.masquerade ? 'masquerade' : undefined;
}

/** The engine leaves names of the world to the world's resolvers. */
function foreseen({ backends }: Trace): { end: string; probability: number }[] {
  return backends.map(({ address, port, share }) => ({
    end: IPV4.test(address) ? `${address}:${port}` : `elsewhere:${port}`,
    probability: share,
  }));
}

function sharesOf(ends: readonly { end: string; probability: number }[]): string {
  const shares = new Map<string, number>();
  for (const { end, probability } of ends) {
    const name = end.replace(/^203\.0\.113\.\d+:/, 'elsewhere:');
    shares.set(name, (shares.get(name) ?? 0) + probability);
  }
  const lines = [...shares].map(([end, share]) => `${end} ${share.toFixed(4)}`);
  return lines.toSorted().join(', ');
}

function inWords(trace: Trace): string {
  const { verdict, masquerade, rules } = trace;
  return `${verdict} ${sharesOf(foreseen(trace))} ${masquerade ? 'masqueraded ' : ''}by ${rules.join(' ')}`;
}

function said(seen: Seen): string {
  return typeof seen === 'string' ? seen : sharesOf(seen);
}
