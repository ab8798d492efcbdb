// What a node proxies: each port of each Service that has an address of the family.
import type { EndpointSlice, Protocol, Service, ServicePort } from '../objects/kinds.ts';
import { type NodePlace, type UsedEndpoints, usedEndpoints } from './endpoints.ts';

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

/** A port of a Service, as one node sees it in one family. */
export interface Entry {
  settings: ProxySettings;
  service: Service;
  port: ServicePort & { protocol: Protocol };
  /** Of chains, within one node and family. */
  id: string;
  used: UsedEndpoints;
}

export function entriesOf(
  services: readonly Service[],
  slices: readonly EndpointSlice[],
  settings: ProxySettings,
): Entry[] {
  const proxied = services.filter(
    (service) =>
      clusterIPOf(service, settings) !== undefined &&
      // Somebody else's to proxy.
      service.metadata.labels?.['service.kubernetes.io/service-proxy-name'] === undefined,
  );
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

export function ofFamily(ips: readonly string[], { family }: ProxySettings): string[] {
  return ips.filter((ip) => ip.includes(':') === (family === 'IPv6'));
}

export function clusterIPOf({ spec }: Service, settings: ProxySettings): string | undefined {
  if (spec.type === 'ExternalName' || spec.clusterIP === 'None') return undefined;
  return ofFamily(spec.clusterIPs ?? [spec.clusterIP ?? ''], settings)[0];
}

export function balancerIPs({ service, settings }: Entry): string[] {
  const ingress = service.status?.loadBalancer?.ingress ?? [];
  const proxied = ingress.filter(({ ipMode }) => ipMode !== 'Proxy');
  return ofFamily(
    proxied.flatMap(({ ip }) => ip ?? []),
    settings,
  );
}

export function externalIPs({ service, settings }: Entry): string[] {
  return ofFamily(service.spec.externalIPs ?? [], settings);
}

export function isExternallyLocal({ service }: Entry): boolean {
  return service.spec.externalTrafficPolicy === 'Local';
}

export function isInternallyLocal({ service }: Entry): boolean {
  return service.spec.internalTrafficPolicy === 'Local';
}

/** `-d IP -p tcp --dport PORT`. */
export function to(entry: Entry, ip: string | undefined, port = entry.port.port): string {
  const protocol = entry.port.protocol.toLowerCase();
  return `${ip === undefined ? '' : `-d ${ip} `}-p ${protocol} -m ${protocol} --dport ${port}`;
}

export function isOnNodePort({ port, service }: Entry): boolean {
  return port.nodePort !== undefined && service.spec.type !== 'ClusterIP';
}

export function hasEndpoints({ used }: Entry): boolean {
  return used.any;
}

export function isExternal(entry: Entry): boolean {
  return isOnNodePort(entry) || externalIPs(entry).length > 0 || balancerIPs(entry).length > 0;
}
