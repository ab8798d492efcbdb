// NetworkPolicies as this network enforces them: on Pod address and target port, after the proxy's
// rewriting (S91); what is denied is dropped (S92).

import type { LabelSelector } from '@portolan/shared/model/cluster.ts';
import type { Labels } from '@portolan/shared/model/metadata.ts';
import type {
  NetworkPolicy,
  PolicyPeer,
  PolicyPort,
  PolicyRule,
} from '@portolan/shared/model/networkPolicy.ts';
import type { Pod } from '@portolan/shared/model/pod.ts';

import { inRange } from './addresses.ts';
import type { ClusterView } from './clusterView.ts';
import { enforcesPolicies } from './faults.ts';
import type { PodConnection } from './route.ts';

/** One end of a connection; labels only where it is a Pod on the Pod network. */
interface End {
  address: string;
  namespace?: string;
  labels?: Labels;
  pod?: Pod;
}

const NO_LABELS: Labels = new Map();

export function permits(view: ClusterView, connection: PodConnection): boolean {
  const client = clientEnd(connection);
  const server = serverEnd(connection);
  if (client.pod !== undefined && client.pod === server.pod) return true;
  const leaves = connection.hasLeft === true || permitsEgress(view, client, server, connection);
  return leaves && permitsIngress(view, client, server, connection);
}

function clientEnd({ client, clientNamespace, source }: PodConnection): End {
  if (client !== undefined) return podEnd(client.model, source);
  if (clientNamespace === undefined) return { address: source };
  return { address: source, namespace: clientNamespace, labels: NO_LABELS };
}

function serverEnd({ server, address }: PodConnection): End {
  return server === undefined ? { address } : podEnd(server.model, address);
}

function podEnd(pod: Pod, address: string): End {
  return { address, namespace: pod.metadata.namespace, labels: pod.metadata.labels, pod };
}

function permitsEgress(
  view: ClusterView,
  client: End,
  server: End,
  connection: PodConnection,
): boolean {
  const policies = isolating(view, client, 'Egress');
  if (policies.length === 0) return true;
  return policies.some((policy) =>
    policy.egress.some((rule) => ruleAllows(view, policy, rule, server, server, connection)),
  );
}

function permitsIngress(
  view: ClusterView,
  client: End,
  server: End,
  connection: PodConnection,
): boolean {
  const policies = isolating(view, server, 'Ingress');
  if (policies.length === 0) return true;
  const { source, own } = connection;
  // S89: a Pod's own node always reaches it.
  const node = view.node(server.pod?.nodeName);
  if (node?.model.internalIPs.includes(source)) return true;
  // S91: a masqueraded client arrives as a node, and is no Pod to the policy any more.
  const peer = source === own ? client : { address: source };
  return policies.some((policy) =>
    policy.ingress.some((rule) => ruleAllows(view, policy, rule, peer, server, connection)),
  );
}

/** S82: the policies that select this end and speak of the direction. */
function isolating(view: ClusterView, end: End, type: 'Ingress' | 'Egress'): NetworkPolicy[] {
  const { namespace, labels, pod } = end;
  if (namespace === undefined || labels === undefined) return [];
  if (pod !== undefined && !enforcesPolicies(view.node(pod.nodeName))) return [];
  return [...view.policies.values()].filter(
    ({ metadata, policyTypes, podSelector }) =>
      metadata.namespace === namespace &&
      policyTypes.includes(type) &&
      selects(podSelector, labels),
  );
}

/** S85: one peer and one port; an empty list is everyone and everything. */
function ruleAllows(
  view: ClusterView,
  policy: NetworkPolicy,
  rule: PolicyRule,
  peer: End,
  server: End,
  connection: PodConnection,
): boolean {
  const peerFits =
    rule.peers.length === 0 || rule.peers.some((wanted) => peerMatches(view, policy, wanted, peer));
  const portFits =
    rule.ports.length === 0 || rule.ports.some((port) => portMatches(port, server, connection));
  return peerFits && portFits;
}

/** S86, S87. */
function peerMatches(
  view: ClusterView,
  policy: NetworkPolicy,
  wanted: PolicyPeer,
  peer: End,
): boolean {
  const { ipBlock, podSelector, namespaceSelector } = wanted;
  if (ipBlock !== undefined) {
    const excluded = ipBlock.except.some((range) => inRange(peer.address, range));
    return !excluded && inRange(peer.address, ipBlock.cidr);
  }
  if (peer.namespace === undefined || peer.labels === undefined) return false;
  if (namespaceSelector === undefined) {
    if (peer.namespace !== policy.metadata.namespace) return false;
  } else {
    const namespace = view.namespaces.get(peer.namespace);
    if (!selects(namespaceSelector, namespace?.metadata.labels ?? NO_LABELS)) return false;
  }
  return podSelector === undefined || selects(podSelector, peer.labels);
}

/** S88: names are the destination Pod's. */
function portMatches(wanted: PolicyPort, server: End, { port, protocol }: PodConnection): boolean {
  if (wanted.protocol !== protocol) return false;
  if (wanted.port === undefined) return true;
  if (typeof wanted.port === 'number') {
    return port >= wanted.port && port <= (wanted.endPort ?? wanted.port);
  }
  const sidecars = server.pod?.initContainers.filter(
    ({ restartPolicy }) => restartPolicy === 'Always',
  );
  const containers = [...(server.pod?.containers ?? []), ...(sidecars ?? [])];
  const named = containers.flatMap(({ ports }) => ports);
  return named.some(
    (entry) =>
      entry.name === wanted.port && entry.protocol === protocol && entry.containerPort === port,
  );
}

function selects({ matchLabels, matchExpressions }: LabelSelector, labels: Labels): boolean {
  const labelsFit = [...matchLabels].every(([name, value]) => labels.get(name) === value);
  return labelsFit && matchExpressions.every((expression) => fits(expression, labels));
}

function fits(
  { key, operator, values }: LabelSelector['matchExpressions'][number],
  labels: Labels,
): boolean {
  const found = labels.get(key);
  switch (operator) {
    case 'In':
      return found !== undefined && values.includes(found);
    case 'NotIn':
      return found === undefined || !values.includes(found);
    case 'Exists':
      return found !== undefined;
    case 'DoesNotExist':
      return found === undefined;
    default:
      return false;
  }
}
