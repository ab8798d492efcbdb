// The last stretch: from a rewritten destination, or one dialled itself, into the Pod (S82, S91).
import { objectKey, type ObjectKey } from '../model/metadata.ts';
import type { Protocol } from '../model/net.ts';
import type { Container, Pod } from '../model/pod.ts';
import type { TraceBackend, TraceHop } from '../wire/trace.ts';
import { hostPort, inAnyRange } from './addresses.ts';
import type { Client } from './client.ts';
import type { Journey, TraceContext } from './journey.ts';
import { policyStretch, type PolicyStretch } from './policyHops.ts';
import { reason, type Reason } from './reason.ts';

export interface Delivery {
  address: string;
  port: number;
  protocol: Protocol;
  /** Share of new connections, 0–1. */
  share: number;
  masquerade: boolean;
  /** The source the destination sees. */
  sourceIP: string;
  pod?: ObjectKey;
  node?: string;
  /** Egress was already judged at another address. */
  ingressOnly: boolean;
}

/** Policies and dead ends take their share; whatever share is left makes it `forward`. */
export function deliver(
  context: TraceContext,
  client: Client,
  deliveries: readonly Delivery[],
): Journey {
  const journey: Journey = {
    verdict: 'drop',
    rules: [],
    backends: [],
    masquerade: deliveries.some((delivery) => delivery.masquerade),
    hops: [],
    assumptions: [],
  };
  for (const delivery of deliveries) {
    const stop = deadEnd(context, delivery);
    const policies = stop === undefined ? policiesOn(context, client, delivery) : undefined;
    const hops = stop === undefined ? (policies?.hops ?? []) : [stop];
    journey.hops.push(...hops);
    journey.rules.push(...hops.flatMap(({ rules }) => rules));
    journey.assumptions.push(...(policies?.assumptions ?? []));
    if (policies?.allowed !== true) continue;
    journey.verdict = 'forward';
    journey.backends.push(backendOf(delivery));
    journey.assumptions.push(...assumptionsOf(context, delivery));
  }
  return journey;
}

function backendOf({ address, port, share, pod, node }: Delivery): TraceBackend {
  return {
    address,
    port,
    share,
    ...(pod === undefined ? {} : { pod }),
    ...(node === undefined ? {} : { node }),
  };
}

/** S30: nothing rewrites a ClusterIP a second time. */
function deadEnd({ world }: TraceContext, delivery: Delivery): TraceHop | undefined {
  const { address, port, share } = delivery;
  const isClusterIP = world
    .servicesAtAddress(address)
    .some((service) => service.clusterIPs.includes(address));
  if (!isClusterIP) return undefined;
  return {
    kind: 'endpoint',
    subject: hostPort(address, port),
    verdict: 'drop',
    rules: ['S30'],
    reason: reason('endpointIsClusterIP', { address, share }),
  };
}

function policiesOn(context: TraceContext, client: Client, delivery: Delivery): PolicyStretch {
  const { address, port, protocol, sourceIP } = delivery;
  return policyStretch(context, client, {
    ip: address,
    port,
    protocol,
    sourceIP,
    destination: podAt(delivery, (key) => context.world.pod(key)),
    ...(delivery.ingressOnly ? { direction: 'ingress' as const } : {}),
  });
}

function podAt({ pod }: Delivery, find: (key: ObjectKey) => Pod | undefined): Pod | undefined {
  return pod === undefined ? undefined : find(pod);
}

function assumptionsOf(context: TraceContext, delivery: Delivery): Reason[] {
  const { world } = context;
  const pod = podAt(delivery, (key) => world.pod(key));
  const node = delivery.node === undefined ? undefined : world.node(delivery.node);
  return [
    ...(node === undefined || node.ready === 'True'
      ? []
      : [reason('nodeNotReady', { node: node.metadata.name })]),
    ...(pod === undefined ? [] : undeclared(pod, delivery)),
    ...unseenPod(context, delivery),
    ...(pod === undefined && isOutsideCluster(context, delivery.address)
      ? [reason('outsideCluster', { address: delivery.address })]
      : []),
  ];
}

/** Without its labels, nobody can tell which policies select the Pod (S82). */
function unseenPod({ world }: TraceContext, { pod }: Delivery): Reason[] {
  if (pod === undefined || world.pod(pod) !== undefined) return [];
  const [namespace = ''] = pod.split('/');
  const isOpen = world.readable('Pod', namespace) || world.policies(namespace).length === 0;
  return isOpen ? [] : [reason('policyOnUnseenPod', { pod, namespace })];
}

function hasPorts({ ports }: Container): boolean {
  return ports.length > 0;
}

/** Declared ports are a hint, no more (S23), so an undeclared one is no fault yet. */
function undeclared(pod: Pod, { port, protocol }: Delivery): Reason[] {
  const declares = ({ ports }: Container): boolean =>
    ports.some((one) => one.containerPort === port && one.protocol === protocol);
  if (pod.containers.some(declares) || pod.initContainers.some(declares)) return [];
  if (!pod.containers.some(hasPorts) && !pod.initContainers.some(hasPorts)) return [];
  return [reason('portUndeclared', { pod: objectKey(pod.metadata), port, protocol })];
}

/** No node's, no Pod's, and in no range of either. */
export function isOutsideCluster(context: TraceContext, address: string): boolean {
  return (
    context.world.nodeAtAddress(address) === undefined &&
    context.world.podsAtAddress(address).length === 0 &&
    !isOnPodNetwork(context, address)
  );
}

/** In the cluster CIDR, or in a node's share of it. */
export function isOnPodNetwork(
  { config, world }: Pick<TraceContext, 'config' | 'world'>,
  address: string,
): boolean {
  return inAnyRange(config.clusterCIDRs ?? [], address) || world.isInPodRange(address);
}
