// Names, Services and endpoints as destinations: each comes down to addresses (S9, S68, S72–S77).
import { resolveName, type DnsAnswer, type DnsResult } from '../dns/resolve.ts';
import type { Node } from '../model/cluster.ts';
import { objectKey } from '../model/metadata.ts';
import { isHeadless, type Service, type ServicePort } from '../model/service.ts';
import type { TraceHop, Verdict } from '../wire/trace.ts';
import { familyOf, hostPort } from './addresses.ts';
import { sourceTo, type Client } from './client.ts';
import { deliver, isOnPodNetwork, isOutsideCluster } from './delivery.ts';
import type { Dialled } from './destination.ts';
import { ends, oneOf, precededBy, type Journey, type TraceContext } from './journey.ts';
import { reachOfNameServer } from './nameServer.ts';
import { denied, noAddressOfFamily } from './onNode.ts';
import { egressToName } from './policyHops.ts';
import { reason, type Reason } from './reason.ts';
import { isClusterIP, noRoute, throughBalancer, travel } from './route.ts';
import type { Target } from './target.ts';

type NameTarget = Pick<Extract<Target, { kind: 'name' }>, 'name' | 'port' | 'protocol'>;

export function toName(
  context: TraceContext,
  client: Client,
  target: NameTarget,
  at: Node | undefined,
): Journey {
  const looked = lookUp(context, client, target.name);
  if ('ended' in looked) return looked.ended;
  const { hop, answers, assumptions } = looked;
  return precededBy({ hops: [hop], assumptions }, toAnswers(context, client, target, answers, at));
}

/** The look-up alone: a name without a port can be resolved but not dialled (S77). */
function toNameAlone(context: TraceContext, client: Client, name: string): Journey {
  const looked = lookUp(context, client, name);
  return 'ended' in looked ? looked.ended : ends(looked.hop, looked.assumptions);
}

function lookUp(context: TraceContext, client: Client, name: string) {
  const { world, clusterDomain } = context;
  const { stopped, assumptions } = reachOfNameServer(context, client, name);
  if (stopped !== undefined) return { ended: ends(stopped, assumptions) };
  const result = resolveName(world, client.resolver, name, clusterDomain);
  const hop = dnsHop(name, result);
  if (result.outcome !== 'answered') return { ended: ends(hop, assumptions) };
  return { hop, answers: result.answers, assumptions };
}

const outcomeVerdicts = {
  answered: undefined,
  noRecords: 'nameError',
  nxdomain: 'nameError',
  servfail: 'nameError',
  unknown: 'unknown',
} as const satisfies Record<DnsResult['outcome'], Verdict | undefined>;

function dnsHop(name: string, result: DnsResult): TraceHop & { verdict: Verdict; reason: Reason } {
  return {
    kind: 'dns',
    subject: result.name === name ? name : `${name} → ${result.name}`,
    verdict: outcomeVerdicts[result.outcome] ?? 'forward',
    rules: result.rules,
    reason: { ...result.reason, params: { ...result.reason.params, tried: triedNames(result) } },
  };
}

/** Every name asked for with what it brought, in order: `web.default.svc.cluster.local answered`. */
function triedNames({ tried }: DnsResult): string {
  return tried.map(({ name, outcome }) => `${name} ${outcome}`).join(', ');
}

/** A client tries the family it has, the primary one first (S12, S72). */
function toAnswers(
  context: TraceContext,
  client: Client,
  target: NameTarget,
  answers: readonly DnsAnswer[],
  at: Node | undefined,
): Journey {
  const usable = answers.filter(
    (answer) => answer.kind === 'outside' || client.addressTo(answer.address) !== undefined,
  );
  const first = usable[0];
  if (first === undefined) {
    const [any] = answers;
    const none = noAddressOfFamily({
      ...target,
      ip: any?.kind === 'outside' ? '' : (any?.address ?? ''),
    });
    return { ...none, rules: [...none.rules, 'S72'] };
  }
  if (first.kind === 'outside') return toOutsideName(context, client, target, first.name);
  if (first.kind === 'clusterIP') {
    return travel(context, client, { ...target, ip: first.address }, at);
  }
  const family = familyOf(first.address);
  const ways = usable.flatMap((answer) =>
    answer.kind === 'endpoint' && familyOf(answer.address) === family
      ? [toNamedEndpoint(context, client, target, answer)]
      : [],
  );
  return oneOf(ways);
}

/** A load balancer's name leads to the balancer; any other leaves the cluster (S54, S77). */
function toOutsideName(
  context: TraceContext,
  client: Client,
  target: NameTarget,
  name: string,
): Journey {
  const { port, protocol } = target;
  const egress = egressToName(context, client, { name, port, protocol });
  if (!egress.allowed) return denied(egress);
  for (const service of context.world.services()) {
    if (service.loadBalancerIngress.some((one) => one.hostname?.toLowerCase() === name)) {
      return precededBy(egress, throughBalancer(context, service, { ...target, ip: name }));
    }
  }
  return precededBy(egress, {
    verdict: 'forward',
    rules: [],
    backends: [{ address: name, port, share: 1 }],
    masquerade: false,
    hops: [
      {
        kind: 'endpoint',
        subject: `${name}:${port}`,
        verdict: 'forward',
        rules: [],
        reason: reason('outsideTheCluster', { address: name }),
      },
    ],
    assumptions: [reason('outsideCluster', { address: name })],
  });
}

type EndpointAnswer = Extract<DnsAnswer, { kind: 'endpoint' }>;

/** Nothing maps port to targetPort on this way: a port no endpoint has is refused by the Pod (S9). */
function toNamedEndpoint(
  context: TraceContext,
  client: Client,
  target: NameTarget,
  answer: EndpointAnswer,
): Journey {
  const { world } = context;
  const pod = answer.pod === undefined ? undefined : world.pod(answer.pod);
  const open = world
    .slicesOf(answer.service)
    .filter((slice) => slice.endpoints.some((one) => one.addresses.includes(answer.address)))
    .flatMap((slice) => slice.ports.map(({ port, protocol }) => ({ port, protocol })));
  const declared = (pod?.containers ?? []).flatMap(({ ports }) =>
    ports.map(({ containerPort, protocol }) => ({ port: containerPort, protocol })),
  );
  const isOpen = [...open, ...declared].some(
    (one) => one.port === target.port && one.protocol === target.protocol,
  );
  if (open.length > 0 && !isOpen) {
    return ends({
      kind: 'endpoint',
      subject: hostPort(answer.address, target.port),
      verdict: 'reject',
      rules: ['S9', 'S97'],
      reason: reason('headlessPort', {
        port: target.port,
        targetPort: open.map(({ port }) => port ?? 0).join(', '),
      }),
    });
  }
  return direct(context, client, { ...target, ip: answer.address, ...podOf(answer) }, [
    'S9',
    'S73',
  ]);
}

function podOf({ pod }: EndpointAnswer): { pod?: string } {
  return pod === undefined ? {} : { pod };
}

/** Dialled by its own address, past every Service. */
export function toEndpoint(
  context: TraceContext,
  client: Client,
  target: Extract<Target, { kind: 'endpoint' }>,
): Journey {
  // S30: as an endpoint a ClusterIP is a dead end, but dialled itself it is a Service's address.
  if (
    context.world.servicesAtAddress(target.ip).some((service) => isClusterIP(service, target.ip))
  ) {
    return travel(context, client, target);
  }
  const pods = context.world.podsAtAddress(target.ip);
  const pod = pods.length === 1 ? pods[0] : undefined;
  const key = pod === undefined ? {} : { pod: objectKey(pod.metadata) };
  return direct(context, client, { ...target, ...key }, []);
}

function direct(
  context: TraceContext,
  client: Client,
  target: Dialled & { pod?: string },
  rules: string[],
): Journey {
  const { world } = context;
  const pod = target.pod === undefined ? undefined : world.pod(target.pod);
  const source = sourceTo(client, target.ip);
  if (source === undefined) return noAddressOfFamily(target);
  const isUnrouted = pod === undefined ? isOnPodNetwork(context, target.ip) : !pod.hostNetwork;
  if (client.stands === 'outside' && isUnrouted) {
    return noRoute(target.ip, ['S69'], reason('noRouteToPod', { address: target.ip }));
  }
  const isForeign = pod === undefined && isOutsideCluster(context, target.ip);
  const hop: TraceHop = {
    kind: 'endpoint',
    subject: hostPort(target.ip, target.port),
    verdict: 'forward',
    rules: [...rules, ...(client.stands === 'node' ? ['S68'] : ['S67'])],
    reason: isForeign
      ? reason('outsideTheCluster', { address: target.ip })
      : reason('podItself', { pod: target.pod ?? target.ip }),
  };
  const delivered = deliver(context, client, [
    {
      address: target.ip,
      port: target.port,
      protocol: target.protocol,
      share: 1,
      masquerade: false,
      sourceIP: source.ip,
      ...(target.pod === undefined ? {} : { pod: target.pod }),
      ...(pod?.nodeName === undefined ? {} : { node: pod.nodeName }),
      ingressOnly: false,
    },
  ]);
  return precededBy({ hops: [hop] }, delivered);
}

/** The ClusterIP; for headless and ExternalName the name. */
export function toService(
  context: TraceContext,
  client: Client,
  target: Extract<Target, { kind: 'service' }>,
  at: Node | undefined,
): Journey | { error: Reason } {
  const { world, clusterDomain } = context;
  const service = world.service(target.service);
  if (service === undefined) return missingService(context, target.service);
  const { namespace, name } = service.metadata;
  const fullName = `${name}.${namespace}.svc.${clusterDomain}`;
  const isNameOnly = service.type === 'ExternalName' || isHeadless(service);
  if (isNameOnly && service.ports.length === 0 && target.port === undefined) {
    return toNameAlone(context, client, fullName);
  }
  const port = portOf(service, target);
  if ('error' in port) return port;
  if (isNameOnly) return toName(context, client, { name: fullName, ...port }, at);
  const [address] = service.clusterIPs;
  if (address === undefined) {
    return ends({
      kind: 'service',
      subject: target.service,
      verdict: 'unknown',
      rules: ['S1'],
      reason: reason('noClusterIP'),
    });
  }
  return travel(context, client, { ip: address, ...port }, at);
}

function missingService({ world }: TraceContext, key: string): Journey | { error: Reason } {
  if (world.readable('Service', key.split('/')[0])) {
    return { error: reason('noSuchService', { service: key }) };
  }
  const why = reason('servicesUnreadable');
  return ends({ kind: 'service', subject: key, verdict: 'unknown', rules: [], reason: why });
}

/** A number is dialled as it is, defined or not; a name must be a port of the Service. */
function portOf(
  service: Service,
  { port, protocol }: Extract<Target, { kind: 'service' }>,
): Pick<ServicePort, 'port' | 'protocol'> | { error: Reason } {
  const ofProtocol = service.ports.filter(
    (one) => protocol === undefined || one.protocol === protocol,
  );
  const key = objectKey(service.metadata);
  if (typeof port === 'number') {
    const defined = ofProtocol.find((one) => one.port === port);
    return { port, protocol: protocol ?? defined?.protocol ?? 'TCP' };
  }
  const named = port === undefined ? ofProtocol : ofProtocol.filter((one) => one.name === port);
  const [only] = named;
  if (only !== undefined && (named.length === 1 || port !== undefined)) {
    return { port: only.port, protocol: only.protocol };
  }
  return port === undefined
    ? { error: reason('portNeeded', { service: key, count: ofProtocol.length }) }
    : { error: reason('noSuchPort', { service: key, port }) };
}
