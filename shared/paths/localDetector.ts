// Telling Pods from outsiders by their source address, as kube-proxy does (S48–S50).
import type { IPFamily } from '../model/net.ts';
import { inAnyRange, parseRange } from './addresses.ts';
import type { PacketSource, ProxyNode } from './packet.ts';

/** Whether kube-proxy takes the source for a Pod. */
export type LocalDetector = (source: PacketSource) => boolean;

/**
 * The detector of one node and family; undefined when kube-proxy has none there, so that nobody is
 * a Pod to it. When nobody told us the cluster CIDR, the Pod ranges of the nodes and the addresses
 * of Pods stand for it.
 */
export function localDetectorOf(
  { config, node, world }: Pick<ProxyNode, 'config' | 'node' | 'world'>,
  family: IPFamily,
): LocalDetector | undefined {
  switch (config.detectLocalMode) {
    case 'ClusterCIDR':
      if (config.clusterCIDRs === undefined) {
        return ({ ip, podOn }) => podOn !== undefined || world.isInPodRange(ip);
      }
      return byRanges(config.clusterCIDRs, family);
    case 'NodeCIDR':
      return byRanges(node.podCIDRs, family);
    case 'BridgeInterface':
    case 'InterfaceNamePrefix':
      // By interface, which only this node's own Pods are behind.
      return ({ ip, podOn }) =>
        podOn === undefined ? inAnyRange(node.podCIDRs, ip) : podOn === node.metadata.name;
    default:
      return undefined;
  }
}

function byRanges(cidrs: readonly string[], family: IPFamily): LocalDetector | undefined {
  const own = cidrs.filter((cidr) => parseRange(cidr)?.family === family);
  return own.length === 0 ? undefined : ({ ip }) => inAnyRange(own, ip);
}
