// Which server a client asks for which names, in order (S68, S79, S80).
import type { Pod } from '../model/pod.ts';

export interface Resolver {
  /** Cluster DNS, or one that does not know the cluster's names, as a machine's own (S68). */
  server: 'cluster' | 'host';
  /** Of the client; empty outside. */
  namespace: string;
  searches: readonly string[];
  ndots: number;
  /** The address of the server asked, where the Pod names it; absent: the cluster's or the node's. */
  nameserver?: string;
}

/** Whether an address is that of a DNS which knows the cluster's names. */
export type IsClusterDns = (address: string) => boolean;

const neverClusterDns: IsClusterDns = () => false;

/** What ClusterFirst sets (S79), and what the C library does without a word. */
const clusterNdots = 5;
const plainNdots = 1;

/** Of a Pod (S79). `isClusterDns` is asked where the Pod brings nameservers of its own. */
export function podResolver(
  pod: Pod,
  clusterDomain: string,
  isClusterDns: IsClusterDns = neverClusterDns,
): Resolver {
  const { namespace } = pod.metadata;
  const { searches: extra = [], ndots } = pod.dnsConfig ?? {};
  if (pod.dnsPolicy === 'None') return ownResolver(pod, clusterDomain, isClusterDns);
  const usesCluster =
    pod.dnsPolicy === 'ClusterFirstWithHostNet' ||
    (pod.dnsPolicy === 'ClusterFirst' && !pod.hostNetwork);
  if (!usesCluster) {
    return { server: 'host', namespace, searches: extra, ndots: ndots ?? plainNdots };
  }
  const own = [`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain];
  return {
    server: 'cluster',
    namespace,
    searches: [...new Set([...own, ...extra])],
    ndots: ndots ?? clusterNdots,
  };
}

/**
 * dnsPolicy None: all is the Pod's own. A search list of the cluster's Services speaks for cluster DNS
 * where the address of the nameserver says nothing.
 */
function ownResolver(pod: Pod, clusterDomain: string, isClusterDns: IsClusterDns): Resolver {
  const { searches = [], ndots = plainNdots, nameservers = [] } = pod.dnsConfig ?? {};
  const [nameserver] = nameservers;
  const knowsCluster =
    (nameserver !== undefined && isClusterDns(nameserver)) ||
    searches.some((suffix) => suffix.toLowerCase().endsWith(`svc.${clusterDomain.toLowerCase()}`));
  return {
    server: knowsCluster ? 'cluster' : 'host',
    namespace: pod.metadata.namespace,
    searches,
    ndots,
    ...(nameserver === undefined ? {} : { nameserver }),
  };
}

/** Of a node or a machine outside: no search list of the cluster (S68). */
export const hostResolver: Resolver = {
  server: 'host',
  namespace: '',
  searches: [],
  ndots: plainNdots,
};

/** Names in the order asked, without the trailing dot; a trailing dot asks for the name alone (S80). */
export function queriesFor(resolver: Resolver, name: string): string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const searched = resolver.searches.map((suffix) => `${name}.${suffix.replace(/\.$/, '')}`);
  const dots = name.split('.').length - 1;
  return dots >= resolver.ndots ? [name, ...searched] : [...searched, name];
}
