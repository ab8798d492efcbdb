// The lab's own kube-proxy: iptables rules from Services and EndpointSlices, one family at a time. It
// checks the engine, so it shares nothing with it but the Kubernetes objects.
import type { EndpointSlice, Protocol, Service, ServicePort } from '../objects/kinds.ts';
import { type Backend, type NodePlace, type UsedEndpoints, usedEndpoints } from './endpoints.ts';

export interface ProxySettings {
  family: 'IPv4' | 'IPv6';
  node: NodePlace;
  /** Where this node's Pods' addresses are from. */
  clusterRange: string;
  /** Those whose packets the node sends as they are; what goes elsewhere it sends as its own. */
  ownRanges: readonly string[];
  /** Ranges of addresses NodePorts are served on; all when empty. */
  nodePortAddresses: readonly string[];
  localhostNodePorts: boolean;
}

export interface Rules {
  nat: string[];
  filter: string[];
}

interface Entry {
  settings: ProxySettings;
  service: Service;
  port: ServicePort & { protocol: Protocol };
  /** Of chains, within one node and family. */
  id: string;
  used: UsedEndpoints;
}

const masqueradeMark = '0x4000/0x4000';
const firstPacket = '-m conntrack --ctstate NEW';

/** Lines of iptables-restore, chains declared first, for each table. */
export function proxyRules(
  services: readonly Service[],
  slices: readonly EndpointSlice[],
  settings: ProxySettings,
): Rules {
  const entries = entriesOf(services, slices, settings);
  return {
    nat: natRules(entries, settings),
    filter: filterRules(entries),
  };
}

function entriesOf(
  services: readonly Service[],
  slices: readonly EndpointSlice[],
  settings: ProxySettings,
): Entry[] {
  const proxied = services.filter((service) => clusterIPOf(service, settings) !== undefined);
  return proxied.flatMap((service, index) => {
    const { namespace, name } = service.metadata;
    const own = slices.filter(
      ({ metadata, addressType }) =>
        metadata.namespace === namespace &&
        metadata.labels?.['kubernetes.io/service-name'] === name &&
        addressType === settings.family,
    );
    return (service.spec.ports ?? []).map((each): Entry => {
      const port = { ...each, protocol: each.protocol ?? 'TCP' };
      const wanted = { name: port.name ?? '', protocol: port.protocol };
      return {
        settings,
        service,
        port,
        id: `${index}-${port.port}-${port.protocol}`,
        used: usedEndpoints(own, wanted, settings.node),
      };
    });
  });
}

function ofFamily(ips: readonly string[], { family }: ProxySettings): string[] {
  return ips.filter((ip) => ip.includes(':') === (family === 'IPv6'));
}

function clusterIPOf({ spec }: Service, settings: ProxySettings): string | undefined {
  if (spec.type === 'ExternalName' || spec.clusterIP === 'None') return undefined;
  return ofFamily(spec.clusterIPs ?? [spec.clusterIP ?? ''], settings)[0];
}

function balancerIPs({ service, settings }: Entry): string[] {
  const ingress = service.status?.loadBalancer?.ingress ?? [];
  const proxied = ingress.filter(({ ipMode }) => ipMode !== 'Proxy');
  return ofFamily(
    proxied.flatMap(({ ip }) => ip ?? []),
    settings,
  );
}

function externalIPs({ service, settings }: Entry): string[] {
  return ofFamily(service.spec.externalIPs ?? [], settings);
}

function isExternallyLocal({ service }: Entry): boolean {
  return service.spec.externalTrafficPolicy === 'Local';
}

function isInternallyLocal({ service }: Entry): boolean {
  return service.spec.internalTrafficPolicy === 'Local';
}

/** `-d IP -p tcp --dport PORT`. */
function to(entry: Entry, ip: string | undefined, port = entry.port.port): string {
  const protocol = entry.port.protocol.toLowerCase();
  return `${ip === undefined ? '' : `-d ${ip} `}-p ${protocol} -m ${protocol} --dport ${port}`;
}

function natRules(entries: readonly Entry[], settings: ProxySettings): string[] {
  const chains = entries.flatMap(serviceChains);
  const names = new Set(['SERVICES', 'NODEPORTS', 'MARK-MASQ', 'POSTROUTING-LAB']);
  for (const line of chains) names.add(line.split(' ')[1] ?? '');
  for (const entry of entries) for (const chain of chainsOf(entry)) names.add(chain);
  return [
    ...[...names].map((name) => `:${name} - [0:0]`),
    '-A PREROUTING -j SERVICES',
    '-A OUTPUT -j SERVICES',
    '-A POSTROUTING -j POSTROUTING-LAB',
    '-A MARK-MASQ -j MARK --or-mark 0x4000',
    ...entries.flatMap(serviceMatches),
    ...nodePortJumps(settings),
    ...entries.flatMap((entry) =>
      isOnNodePort(entry) && hasEndpoints(entry)
        ? [`-A NODEPORTS ${to(entry, undefined, entry.port.nodePort)} -j EXT-${entry.id}`]
        : [],
    ),
    ...chains,
    `-A POSTROUTING-LAB -m mark --mark ${masqueradeMark} -j MASQUERADE`,
    ...leaving(settings),
  ];
}

/** Pods leave the cluster under their node's address. */
function leaving({ clusterRange, ownRanges }: ProxySettings): string[] {
  return [
    ...ownRanges.map((range) => `-A POSTROUTING-LAB -d ${range} -j RETURN`),
    `-A POSTROUTING-LAB -s ${clusterRange} -j MASQUERADE`,
  ];
}

function isOnNodePort({ port, service }: Entry): boolean {
  return port.nodePort !== undefined && service.spec.type !== 'ClusterIP';
}

function hasEndpoints({ used }: Entry): boolean {
  return used.any;
}

function isExternal(entry: Entry): boolean {
  return isOnNodePort(entry) || externalIPs(entry).length > 0 || balancerIPs(entry).length > 0;
}

const chainsOf = ({ id }: Entry) => [`EXT-${id}`, `SVC-${id}`, `SVL-${id}`, `FW-${id}`];

function serviceMatches(entry: Entry): string[] {
  if (!hasEndpoints(entry)) return [];
  const { id, service, settings } = entry;
  const inside = isInternallyLocal(entry) ? `SVL-${id}` : `SVC-${id}`;
  const guarded = (service.spec.loadBalancerSourceRanges ?? []).length > 0;
  const clusterIP = clusterIPOf(service, settings);
  return [
    // Into the cluster's own addresses, what is no Pod's comes under the node's address.
    `-A SERVICES ! -s ${settings.clusterRange} ${to(entry, clusterIP)} -j MARK-MASQ`,
    `-A SERVICES ${to(entry, clusterIP)} -j ${inside}`,
    ...externalIPs(entry).map((ip) => `-A SERVICES ${to(entry, ip)} -j EXT-${id}`),
    ...balancerIPs(entry).map(
      (ip) => `-A SERVICES ${to(entry, ip)} -j ${guarded ? `FW-${id}` : `EXT-${id}`}`,
    ),
  ];
}

function nodePortJumps(settings: ProxySettings): string[] {
  const { family, nodePortAddresses, localhostNodePorts } = settings;
  const ranges = ofFamily(nodePortAddresses, settings);
  const onLoopback = family === 'IPv4' && localhostNodePorts;
  const notLoopback = onLoopback ? '' : ` ! -d ${family === 'IPv4' ? '127.0.0.0/8' : '::1'}`;
  const local = '-m addrtype --dst-type LOCAL -j NODEPORTS';
  if (ranges.length === 0) return [`-A SERVICES${notLoopback} ${local}`];
  return ranges.map((range) => `-A SERVICES -d ${range} ${local}`);
}

function serviceChains(entry: Entry): string[] {
  if (!hasEndpoints(entry)) return [];
  const { id, used } = entry;
  return [
    ...(isExternal(entry) ? externalChain(entry) : []),
    ...firewallChain(entry),
    ...choice(entry, `SVC-${id}`, used.cluster),
    ...choice(entry, `SVL-${id}`, used.local),
  ];
}

function externalChain(entry: Entry): string[] {
  const { id, settings } = entry;
  const chain = `-A EXT-${id}`;
  if (!isExternallyLocal(entry)) return [`${chain} -j MARK-MASQ`, `${chain} -j SVC-${id}`];
  return [
    // Pods and the node itself may go anywhere, whatever the policy for the world.
    `${chain} -s ${settings.clusterRange} -j SVC-${id}`,
    `${chain} -m addrtype --src-type LOCAL -j MARK-MASQ`,
    `${chain} -m addrtype --src-type LOCAL -j SVC-${id}`,
    `${chain} -j SVL-${id}`,
  ];
}

function firewallChain({ id, service, settings }: Entry): string[] {
  const ranges = ofFamily(service.spec.loadBalancerSourceRanges ?? [], settings);
  return ranges.map((range) => `-A FW-${id} -s ${range.trim()} -j EXT-${id}`);
}

/** One of the backends: the remembered one with affinity, else each with the same chance. */
function choice({ id, service, port }: Entry, chain: string, backends: readonly Backend[]) {
  const { sessionAffinity, sessionAffinityConfig } = service.spec;
  const seconds = sessionAffinityConfig?.clientIP.timeoutSeconds ?? 10_800;
  const isSticky = sessionAffinity === 'ClientIP';
  const memory = (index: number) => `${chain}-${index}`;
  const protocol = port.protocol.toLowerCase();
  const remember = (index: number) => (isSticky ? `-m recent --name ${memory(index)} --set ` : '');
  const end = (index: number) => `SEP-${chain.slice(2, 3)}-${id}-${index}`;
  return [
    ...(isSticky
      ? backends.map(
          (_, index) =>
            `-A ${chain} -m recent --name ${memory(index)} --rcheck --seconds ${seconds} --reap -j ${end(index)}`,
        )
      : []),
    ...backends.map((_, index) => {
      const left = backends.length - index;
      const chance = left === 1 ? '' : `-m statistic --mode random --probability ${1 / left} `;
      return `-A ${chain} ${chance}-j ${end(index)}`;
    }),
    ...backends.flatMap(({ address, port: number }, index) => [
      // Who comes back to itself must not see itself as the sender.
      `-A ${end(index)} -s ${address} -j MARK-MASQ`,
      `-A ${end(index)} ${remember(index)}-p ${protocol} -j DNAT --to-destination ${hostPort(address, number)}`,
    ]),
  ];
}

function hostPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function filterRules(entries: readonly Entry[]): string[] {
  return [
    ':SERVICES - [0:0]',
    ':EXTERNAL - [0:0]',
    ':FIREWALL - [0:0]',
    ...['INPUT', 'FORWARD', 'OUTPUT'].map((chain) => `-A ${chain} ${firstPacket} -j FIREWALL`),
    ...['FORWARD', 'OUTPUT'].map((chain) => `-A ${chain} ${firstPacket} -j SERVICES`),
    ...['INPUT', 'FORWARD'].map((chain) => `-A ${chain} ${firstPacket} -j EXTERNAL`),
    ...entries.flatMap(refusals),
    ...entries.flatMap(guards),
  ];
}

/** Without an endpoint anywhere clients are refused; without one where it must be, they hear nothing. */
function refusals(entry: Entry): string[] {
  const { service, settings, used } = entry;
  const inside = isInternallyLocal(entry) && used.local.length === 0;
  const outside = isExternallyLocal(entry) && used.local.length === 0;
  const clusterIP = clusterIPOf(service, settings);
  const fate = used.any ? 'DROP' : 'REJECT';
  const nodePort = to(entry, undefined, entry.port.nodePort);
  return [
    ...(!used.any || inside ? [`-A SERVICES ${to(entry, clusterIP)} -j ${fate}`] : []),
    ...(!used.any || outside
      ? [
          ...[...externalIPs(entry), ...balancerIPs(entry)].map(
            (ip) => `-A EXTERNAL ${to(entry, ip)} -j ${fate}`,
          ),
          ...(isOnNodePort(entry)
            ? [`-A EXTERNAL -m addrtype --dst-type LOCAL ${nodePort} -j ${fate}`]
            : []),
        ]
      : []),
  ];
}

/** What the source ranges let through has another destination by now. */
function guards(entry: Entry): string[] {
  if (!hasEndpoints(entry) || (entry.service.spec.loadBalancerSourceRanges ?? []).length === 0)
    return [];
  return balancerIPs(entry).map((ip) => `-A FIREWALL ${to(entry, ip)} -j DROP`);
}
