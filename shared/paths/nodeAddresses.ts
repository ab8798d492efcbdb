// The addresses of a node, and those on which its kube-proxy takes NodePort traffic (S63, S64).
import type { Node } from '../model/cluster.ts';
import type { IPFamily } from '../model/net.ts';
import { canonicalIP, familyOf, inAnyRange, isLoopback, parseRange } from './addresses.ts';
import type { ProxyConfig } from './proxyConfig.ts';

/** Whether the address is one of the node's own, loopback included. */
export function isOwnAddress(node: Node, ip: string): boolean {
  return isLoopback(ip) || addressesOf(node).includes(canonicalIP(ip));
}

function addressesOf(node: Node): string[] {
  return [...node.internalIPs, ...node.externalIPs].map(canonicalIP);
}

/** The address by which a node is known in a family: its first internal one. */
export function primaryAddress(node: Node, family: IPFamily): string | undefined {
  const ofFamily = (ip: string): boolean => familyOf(ip) === family;
  return node.internalIPs.find(ofFamily) ?? node.externalIPs.find(ofFamily);
}

export type NodePortListening = 'yes' | 'notOwn' | 'excluded' | 'loopbackOff';

/** Whether NodePort rules of this node match the address. */
export function nodePortListening(config: ProxyConfig, node: Node, ip: string): NodePortListening {
  if (!isOwnAddress(node, ip)) return 'notOwn';
  const family = familyOf(ip) ?? 'IPv4';
  if (isLoopback(ip) && !listensOnLoopback(config, family)) return 'loopbackOff';
  return isSelected(config, node, family, ip) ? 'yes' : 'excluded';
}

/** S64. */
function listensOnLoopback(config: ProxyConfig, family: IPFamily): boolean {
  return config.mode === 'iptables' && family === 'IPv4' && config.localhostNodePorts;
}

function isSelected(config: ProxyConfig, node: Node, family: IPFamily, ip: string): boolean {
  const given = config.nodePortAddresses;
  const isPrimary = canonicalIP(ip) === canonicalIP(primaryAddress(node, family) ?? '');
  const wantsPrimary =
    given.includes('primary') || (given.length === 0 && config.mode === 'nftables');
  if (wantsPrimary) return isPrimary;
  const own = given.filter((cidr) => parseRange(cidr)?.family === family);
  // S63: a family without an entry keeps all.
  return own.length === 0 || inAnyRange(own, ip);
}
