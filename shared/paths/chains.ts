// Names of the chains kube-proxy writes, so that a reader can find them on the node (S60, S61).
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base32 } from '@scure/base';
import type { Protocol } from '../model/net.ts';
import { hostPort } from './addresses.ts';
import type { ProxyMode } from './proxyConfig.ts';

/** Which endpoints or traffic a chain holds; `firewall` guards load balancer addresses (S52). */
export type ChainKind = 'service' | 'local' | 'external' | 'firewall';

export interface ServicePortIdentity {
  namespace: string;
  name: string;
  /** Empty for the unnamed port. */
  portName: string;
  protocol: Protocol;
}

const iptablesPrefixes: Readonly<Record<ChainKind, string>> = {
  service: 'KUBE-SVC-',
  local: 'KUBE-SVL-',
  external: 'KUBE-EXT-',
  firewall: 'KUBE-FW-',
};

/** Longest name after the kind, in nftables (nftables proxier.go: 256 less 16 for the kind). */
const nftablesNameLimit = 240;

/** Undefined in ipvs mode, which has no chain per Service. */
export function serviceChain(
  mode: ProxyMode,
  kind: ChainKind,
  port: ServicePortIdentity,
): string | undefined {
  if (mode === 'ipvs') return undefined;
  if (mode === 'nftables') return `${kind}-${nftablesName(readableName(port))}`;
  return iptablesPrefixes[kind] + hash16(iptablesIdentity(port));
}

/** The chain that rewrites the destination to one endpoint; undefined in ipvs mode. */
export function endpointChain(
  mode: ProxyMode,
  port: ServicePortIdentity,
  endpoint: { address: string; port: number },
): string | undefined {
  if (mode === 'ipvs') return undefined;
  if (mode === 'nftables') {
    const address = endpoint.address.replaceAll(':', '.');
    return `endpoint-${nftablesName(`${readableName(port)}__${address}/${endpoint.port}`)}`;
  }
  return `KUBE-SEP-${hash16(iptablesIdentity(port) + hostPort(endpoint.address, endpoint.port))}`;
}

function iptablesIdentity({ namespace, name, portName, protocol }: ServicePortIdentity): string {
  const port = portName === '' ? '' : `:${portName}`;
  return `${namespace}/${name}${port}${protocol.toLowerCase()}`;
}

function hash16(text: string): string {
  return base32.encode(sha256(utf8ToBytes(text))).slice(0, 16);
}

function readableName({ namespace, name, portName, protocol }: ServicePortIdentity): string {
  return `${namespace}/${name}/${protocol.toLowerCase()}/${portName}`;
}

function nftablesName(readable: string): string {
  const name = `${base32.encode(sha256(utf8ToBytes(readable))).slice(0, 8)}-${readable}`;
  return name.length > nftablesNameLimit ? `${name.slice(0, nftablesNameLimit - 3)}...` : name;
}
