// The cluster's DNS and the resolvers that ask it, as this network has them.

import type { EndpointSlice } from '@portolan/shared/model/endpointSlice.ts';
import { isHeadless, type Service } from '@portolan/shared/model/service.ts';
import ipaddr from 'ipaddr.js';

import type { ClusterView } from './clusterView.ts';
import { onHostNetwork, type Standing } from './vantage.ts';

export interface Answer {
  addresses: readonly string[];
  /** The name an ExternalName stands for. */
  cname?: string;
}

const ZONE = 'cluster.local';
/** Names with fewer dots than this try the search list first (S79, S80). */
const DEFAULT_NDOTS = 5;
/** ExternalNames that point at one another end here. */
const LONGEST_CHAIN = 8;

/** What a name resolves to where the client stands; undefined is NXDOMAIN. */
export function resolveName(view: ClusterView, from: Standing, name: string): Answer | undefined {
  if (ipaddr.isValid(name)) return { addresses: [name] };
  // S68: nodes, and the machine outside, ask resolvers that do not know the cluster.
  if (!asksClusterDns(from)) return outsideName(name);
  for (const candidate of candidates(from, name.toLowerCase())) {
    const answer = clusterName(view, candidate, 0);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** Whether the client's resolver asks cluster DNS rather than its node's (S68, S79). */
export function asksClusterDns(from: Standing): boolean {
  if (from.at !== 'pod') return false;
  const policy = from.pod?.model.dnsPolicy ?? 'ClusterFirst';
  if (policy === 'ClusterFirstWithHostNet') return true;
  return policy === 'ClusterFirst' && !onHostNetwork(from);
}

/** S79, S80: as written, or through the search list, in the resolver's order. */
function candidates(from: Standing, name: string): string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const namespace = from.at === 'pod' ? from.namespace : 'default';
  const config = from.at === 'pod' ? from.pod?.model.dnsConfig : undefined;
  const search = [`${namespace}.svc.${ZONE}`, `svc.${ZONE}`, ZONE, ...(config?.searches ?? [])].map(
    (suffix) => `${name}.${suffix}`,
  );
  const dots = name.split('.').length - 1;
  return dots < (config?.ndots ?? DEFAULT_NDOTS) ? [...search, name] : [name, ...search];
}

function clusterName(view: ClusterView, name: string, depth: number): Answer | undefined {
  if (depth > LONGEST_CHAIN) return undefined;
  if (name !== ZONE && !name.endsWith(`.${ZONE}`)) return outsideName(name);
  const labels = name.slice(0, -ZONE.length - 1).split('.');
  if (labels.at(-1) !== 'svc') return undefined;
  const [serviceName = '', namespace = ''] = labels.slice(-3, -1);
  const service = view.services.get(`${namespace}/${serviceName}`);
  if (service === undefined || labels.length > 4) return undefined;
  const host = labels.length === 4 ? labels[0] : undefined;
  if (service.type === 'ExternalName') {
    return host === undefined ? aliasOf(view, service, depth) : undefined;
  }
  const slices = view.slicesOf(`${namespace}/${serviceName}`);
  if (host !== undefined) return found(readyHosts(slices, host));
  return isHeadless(service) ? found(readyHosts(slices)) : found(service.clusterIPs);
}

/** S77: an address is no name, and CoreDNS finds nothing behind it. */
function aliasOf(view: ClusterView, service: Service, depth: number): Answer | undefined {
  const target = (service.externalName ?? '').replace(/\.$/, '').toLowerCase();
  if (target === '' || ipaddr.isValid(target)) return undefined;
  const answer = clusterName(view, target, depth + 1);
  return answer && { ...answer, cname: target };
}

function found(addresses: readonly string[]): Answer | undefined {
  return addresses.length === 0 ? undefined : { addresses };
}

/** S73, S74: ready endpoints, all of them or those of one host label. */
function readyHosts(slices: readonly EndpointSlice[], host?: string): string[] {
  const ready = slices.flatMap(({ endpoints }) => endpoints).filter((entry) => entry.ready ?? true);
  const addresses = ready.flatMap(({ hostname, addresses: all }) =>
    all.filter(
      (address) => host === undefined || (hostname ?? address.replaceAll(/[.:]/g, '-')) === host,
    ),
  );
  return [...new Set(addresses)].toSorted();
}

/** The world's endings as this network knows them: a typo in a Service's name is not among them. */
const WORLD = new Set(
  'com org net io dev app edu gov info cloud cn de uk eu fr jp us in br ru au nl'.split(' '),
);

/** Machines outside are made up: a name always has the same address, out of TEST-NET-3, never the client's. */
function outsideName(name: string): Answer | undefined {
  const labels = name.replace(/\.$/, '').toLowerCase().split('.');
  if (labels.length < 2 || !WORLD.has(labels.at(-1) ?? '')) return undefined;
  let hash = 0;
  for (const char of labels.join('.')) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 251;
  return { addresses: [`203.0.113.${hash + 2}`] };
}
