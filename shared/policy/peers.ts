// Whether a rule's peers and ports match one end of a connection (S85–S88).
import type { LabelSelector } from '../model/cluster.ts';
import type { Labels } from '../model/metadata.ts';
import type { Protocol } from '../model/net.ts';
import type { PolicyPeer, PolicyPort } from '../model/networkPolicy.ts';
import type { Pod } from '../model/pod.ts';
import { inAnyRange } from '../paths/addresses.ts';
import { matchesSelector } from '../state/matching.ts';
import type { World } from '../state/world.ts';
import type { End } from './end.ts';

/** S85: an empty list is every peer. `namespace` is the policy's own. */
export function peersMatch(
  world: World,
  namespace: string,
  peers: readonly PolicyPeer[],
  end: End,
): boolean {
  return peers.length === 0 || peers.some((peer) => peerMatches(world, namespace, peer, end));
}

/** S86: both selectors of one entry apply. One that names nobody, or mixes the two kinds, is invalid. */
function peerMatches(world: World, namespace: string, peer: PolicyPeer, end: End): boolean {
  const { ipBlock, podSelector, namespaceSelector } = peer;
  const hasSelector = podSelector !== undefined || namespaceSelector !== undefined;
  if (ipBlock !== undefined) {
    // S87
    return (
      !hasSelector && inAnyRange([ipBlock.cidr], end.ip) && !inAnyRange(ipBlock.except, end.ip)
    );
  }
  if (!hasSelector || end.pod === undefined) return false;
  const { metadata } = end.pod;
  return (
    isNamespaceMeant(world, namespace, namespaceSelector, metadata.namespace) &&
    (podSelector === undefined || matchesSelector(podSelector, metadata.labels))
  );
}

function isNamespaceMeant(
  world: World,
  policyNamespace: string,
  selector: LabelSelector | undefined,
  namespace: string,
): boolean {
  if (selector === undefined) return namespace === policyNamespace;
  return matchesSelector(selector, namespaceLabels(world, namespace));
}

const nameLabel = 'kubernetes.io/metadata.name';

/** The API server labels every namespace with its name; files may leave the object out. */
export function namespaceLabels(world: World, name: string): Labels {
  const labels = world.namespace(name)?.metadata.labels;
  if (labels?.get(nameLabel) === name) return labels;
  return new Map([...(labels ?? []), [nameLabel, name]]);
}

export interface Dialled {
  port: number;
  protocol: Protocol;
  /** Whose container ports a name means (S88). */
  server: End;
}

/** S85: an empty list is every port. */
export function portsMatch(ports: readonly PolicyPort[], dialled: Dialled): boolean {
  return ports.length === 0 || ports.some((port) => portMatches(port, dialled));
}

/** S88. An endPort without a number before it, or below it, is invalid and matches nothing. */
function portMatches(wanted: PolicyPort, { port, protocol, server }: Dialled): boolean {
  if (wanted.protocol !== protocol) return false;
  if (typeof wanted.port === 'string') {
    return wanted.endPort === undefined && hasNamedPort(server.pod, wanted.port, protocol, port);
  }
  if (wanted.port === undefined) return wanted.endPort === undefined;
  return port >= wanted.port && port <= (wanted.endPort ?? wanted.port);
}

/** Sidecars are containers too (S23). */
function hasNamedPort(
  pod: Pod | undefined,
  name: string,
  protocol: Protocol,
  number: number,
): boolean {
  if (pod === undefined) return false;
  const sidecars = pod.initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...pod.containers, ...sidecars].some(({ ports }) =>
    ports.some(
      (one) => one.name === name && one.protocol === protocol && one.containerPort === number,
    ),
  );
}
