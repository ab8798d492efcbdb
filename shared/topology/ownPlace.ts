import { canonicalIP } from '../paths/addresses.ts';
import type { World } from '../state/world.ts';

/**
 * Where the process with these addresses stands, as a vantage id: in a Pod, on a node's own network,
 * or outside. Told by the addresses alone, since they are what packets carry.
 */
export function ownPlace(world: World, addresses: readonly string[]): string {
  const own = addresses.map((address) => canonicalIP(address));
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
