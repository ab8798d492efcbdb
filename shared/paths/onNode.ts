// A packet arrives at, or leaves from, a node: its kube-proxy decides, then policies.
import type { Node } from '../model/cluster.ts';
import type { Pod } from '../model/pod.ts';
import { objectKey } from '../model/metadata.ts';
import type { TraceHop } from '../wire/trace.ts';
import { familyOf, hostPort } from './addresses.ts';
import { sourceTo, type Client } from './client.ts';
import { deliver, type Delivery } from './delivery.ts';
import type { Dialled } from './destination.ts';
import { ends, precededBy, type Journey, type TraceContext } from './journey.ts';
import { isOwnAddress, primaryAddress } from './nodeAddresses.ts';
import { decideOnNode, type NodeDecision } from './nodeProxy.ts';
import type { Packet } from './packet.ts';
import { egressStretch, type PolicyStretch } from './policyHops.ts';
import { reason, type Reason } from './reason.ts';

/** Why this node: it is the client's own, it has the address dialled, or the packet was sent to it. */
export type Deciding = 'ownNode' | 'addressedNode' | 'arrivesAtNode' | 'namedNode';

export function onNode(
  context: TraceContext,
  client: Client,
  node: Node,
  dialled: Dialled,
  why: Deciding,
): Journey {
  const source = sourceTo(client, dialled.ip);
  if (source === undefined) return noAddressOfFamily(dialled);
  const packet: Packet = { ...dialled, source };
  const decision = decideOnNode({ ...context, node }, packet);
  const before: TraceHop[] = [nodeHop(node, why)];
  // Another node rewrites the address, so the client's egress is judged at the one dialled (S91).
  const isRemote =
    why === 'addressedNode' &&
    client.node !== undefined &&
    client.node.metadata.name !== node.metadata.name;
  const egress = isRemote ? egressStretch(context, client, dialled) : undefined;
  if (egress !== undefined) before.unshift(...egress.hops);
  if (egress?.allowed === false) return denied(egress);
  const assumptions = nodeAssumptions(client, node, decision, isRemote);
  return precededBy(
    { hops: before, assumptions: [...(egress?.assumptions ?? []), ...assumptions] },
    settle(context, client, node, packet, decision, isRemote),
  );
}

/** Egress policies let nothing out. */
export function denied({ hops, assumptions }: PolicyStretch): Journey {
  const rules = hops.flatMap((hop) => hop.rules);
  return { verdict: 'drop', rules, backends: [], masquerade: false, hops, assumptions };
}

export function noAddressOfFamily(dialled: Dialled): Journey {
  return ends({
    kind: 'route',
    subject: dialled.ip,
    verdict: 'noRoute',
    rules: ['S12'],
    reason: reason('noAddressOfFamily', { family: familyOf(dialled.ip) ?? 'IPv4' }),
  });
}

function nodeHop(node: Node, why: Deciding): TraceHop {
  const { name } = node.metadata;
  return { kind: 'node', subject: name, rules: ['S45'], reason: reason(why, { node: name }) };
}

/** S49: with eTP Local it matters whether the other node still sees the Pod's own address. */
function nodeAssumptions(
  client: Client,
  node: Node,
  decision: NodeDecision,
  isRemote: boolean,
): Reason[] {
  const { destination } = decision;
  const matters = 'view' in destination && destination.view.externalLocal;
  return [
    ...(isRemote && client.stands === 'pod' && matters ? [reason('podSourcePreserved')] : []),
    ...(node.ready === 'True' || decision.verdict === 'unmatched'
      ? []
      : [reason('nodeNotReady', { node: node.metadata.name })]),
  ];
}

function settle(
  context: TraceContext,
  client: Client,
  node: Node,
  packet: Packet,
  decision: NodeDecision,
  isRemote: boolean,
): Journey {
  const { verdict, rules, hops, assumptions } = decision;
  if (verdict === 'forward') {
    const delivered = deliver(context, client, deliveriesOf(node, packet, decision, isRemote));
    return precededBy(
      { hops, assumptions },
      { ...delivered, rules: [...rules, ...delivered.rules] },
    );
  }
  const { kind } = decision.destination;
  const pod = kind === 'host' || kind === 'none' ? podListening(context, node, packet) : undefined;
  if (pod !== undefined) return toPod(context, client, packet, pod, isRemote);
  const here = { verdict, rules, backends: [], masquerade: false, hops, assumptions };
  if (verdict !== 'unmatched' || isRemote) return here;
  // No rule rewrites it, so that egress is judged where it was dialled.
  const egress = egressStretch(context, client, packet);
  return egress.allowed ? precededBy(egress, here) : denied(egress);
}

function deliveriesOf(
  node: Node,
  packet: Packet,
  decision: NodeDecision,
  isRemote: boolean,
): Delivery[] {
  const own = primaryAddress(node, familyOf(packet.ip) ?? 'IPv4') ?? packet.source.ip;
  return decision.backends.map(({ endpoint, share, masquerade }) => ({
    address: endpoint.address,
    port: endpoint.port,
    protocol: packet.protocol,
    share,
    masquerade,
    sourceIP: masquerade ? own : packet.source.ip,
    ...(endpoint.pod === undefined ? {} : { pod: endpoint.pod }),
    ...(endpoint.node === undefined ? {} : { node: endpoint.node }),
    ingressOnly: isRemote,
  }));
}

/** A Pod that has the address itself; on a node's address only one that declares the port. */
function podListening({ world }: TraceContext, node: Node, packet: Packet): Pod | undefined {
  const pods = world.podsAtAddress(packet.ip);
  if (!isOwnAddress(node, packet.ip)) return pods.find((pod) => !pod.hostNetwork);
  return pods.find(
    (pod) =>
      pod.hostNetwork &&
      pod.containers.some(({ ports }) =>
        ports.some((one) => one.containerPort === packet.port && one.protocol === packet.protocol),
      ),
  );
}

function toPod(
  context: TraceContext,
  client: Client,
  packet: Packet,
  pod: Pod,
  isRemote: boolean,
): Journey {
  const key = objectKey(pod.metadata);
  const hop: TraceHop = {
    kind: 'endpoint',
    subject: hostPort(packet.ip, packet.port),
    verdict: 'forward',
    rules: [client.stands === 'node' ? 'S68' : 'S67'],
    reason: reason('podItself', { pod: key }),
  };
  const delivered = deliver(context, client, [
    {
      address: packet.ip,
      port: packet.port,
      protocol: packet.protocol,
      share: 1,
      masquerade: false,
      sourceIP: packet.source.ip,
      pod: key,
      ...(pod.nodeName === undefined ? {} : { node: pod.nodeName }),
      ingressOnly: isRemote,
    },
  ]);
  return precededBy({ hops: [hop] }, delivered);
}
