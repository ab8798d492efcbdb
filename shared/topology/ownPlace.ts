import { canonicalIP } from '../paths/addresses.ts';
import type { World } from '../state/world.ts';

/** What this process knows of itself, where it may run in the cluster. */
export interface OwnIdentity {
  /** Its addresses. */
  ownAddresses?: readonly string[];
  /** `namespace/name` of the Pod it was told it is. */
  ownPod?: string;
}

/**
 * Where this process stands, as a vantage id: in a Pod, on a node's own network, or outside. A Pod
 * that knows its name is that Pod, also while Pods may not be read; else the addresses tell, since
 * they are what packets carry. A Pod on the host network stands on its node.
 */
export function ownPlace(world: World, { ownAddresses = [], ownPod }: OwnIdentity): string {
  if (ownPod !== undefined) {
    const pod = world.pod(ownPod);
    if (pod?.hostNetwork !== true) return `pod:${ownPod}`;
    if (pod.nodeName !== undefined) return `node:${pod.nodeName}`;
  }
  const own = ownAddresses.map((address) => canonicalIP(address));
  for (const address of own) {
    const pod = world.podsAtAddress(address).find(({ hostNetwork }) => !hostNetwork);
    if (pod) return `pod:${pod.metadata.namespace}/${pod.metadata.name}`;
  }
  for (const address of own) {
    const node = world.nodeAtAddress(address);
    if (node) return `node:${node.metadata.name}`;
  }
  return 'outside';
}

/** The same in parts; empty for a machine outside. */
export function ownStanding(world: World, identity: OwnIdentity): { pod?: string; node?: string } {
  const place = ownPlace(world, identity);
  if (place.startsWith('node:')) return { node: place.slice('node:'.length) };
  if (!place.startsWith('pod:')) return {};
  const pod = place.slice('pod:'.length);
  const node = world.pod(pod)?.nodeName;
  return { pod, ...(node !== undefined && { node }) };
}
