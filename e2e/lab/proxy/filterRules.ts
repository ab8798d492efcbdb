// Which packets are refused or dropped: the filter table.
import {
  type Entry,
  balancerIPs,
  clusterIPOf,
  externalIPs,
  hasEndpoints,
  isExternallyLocal,
  isInternallyLocal,
  isOnNodePort,
  to,
} from './entries.ts';

const firstPacket = '-m conntrack --ctstate NEW';

export function filterRules(entries: readonly Entry[]): string[] {
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
