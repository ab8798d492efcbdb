// Which names a resolver asks for, in order (S79, S80).
import type { Pod } from '../model/pod.ts';

export interface Resolver {
  /** Cluster DNS, or the resolver of the machine the client stands on (S68). */
  server: 'cluster' | 'host';
  /** Of the client; empty outside. */
  namespace: string;
  searches: readonly string[];
  ndots: number;
}

/** Of a Pod (S79): hostNetwork without ClusterFirstWithHostNet, or dnsPolicy Default, use the node's. */
export function podResolver(pod: Pod, clusterDomain: string): Resolver {
  const { namespace } = pod.metadata;
  const extra = pod.dnsConfig?.searches ?? [];
  const usesCluster =
    pod.dnsPolicy === 'ClusterFirstWithHostNet' ||
    (pod.dnsPolicy === 'ClusterFirst' && !pod.hostNetwork);
  if (!usesCluster) return { server: 'host', namespace, searches: extra, ndots: 1 };
  return {
    server: 'cluster',
    namespace,
    searches: [
      `${namespace}.svc.${clusterDomain}`,
      `svc.${clusterDomain}`,
      clusterDomain,
      ...extra,
    ],
    ndots: pod.dnsConfig?.ndots ?? 5,
  };
}

/** Of a node or a machine outside: no search list of the cluster (S68). */
export const hostResolver: Resolver = { server: 'host', namespace: '', searches: [], ndots: 1 };

/** Names in the order asked, without the trailing dot; a trailing dot asks for the name alone (S80). */
export function queriesFor(resolver: Resolver, name: string): string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const searched = resolver.searches.map((suffix) => `${name}.${suffix}`);
  const dots = name.split('.').length - 1;
  return dots >= resolver.ndots ? [name, ...searched] : [...searched, name];
}
