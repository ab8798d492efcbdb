// Where packets are sent: the nat table.
import type { Backend } from './endpoints.ts';
import {
  type Entry,
  type ProxySettings,
  balancerIPs,
  clusterIPOf,
  externalIPs,
  hasEndpoints,
  isExternal,
  isExternallyLocal,
  isInternallyLocal,
  isOnNodePort,
  ofFamily,
  to,
} from './entries.ts';

const masqueradeMark = '0x4000/0x4000';

export function natRules(entries: readonly Entry[], settings: ProxySettings): string[] {
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
