// A Service port as the kube-proxy of one IP family sees it (S12, S37).
import { objectKey } from '../model/metadata.ts';
import type { IPFamily } from '../model/net.ts';
import type { Service, ServicePort } from '../model/service.ts';
import { familyOf, parseRange, type Range } from './addresses.ts';
import { isProxied } from './proxiedServices.ts';

export interface ServicePortView {
  service: Service;
  port: ServicePort;
  family: IPFamily;
  clusterIP: string;
  externalIPs: readonly string[];
  /** Load balancer IPs the proxy answers for: ipMode VIP (S54). */
  loadBalancerVIPs: readonly string[];
  /** Empty means everybody may use the load balancer IPs (S52). */
  sourceRanges: readonly Range[];
  /** iTP is Local: applies to the ClusterIP alone (S46). */
  internalLocal: boolean;
  /** eTP is Local and honoured (S3). */
  externalLocal: boolean;
  usesCluster: boolean;
  usesLocal: boolean;
}

/** Undefined when no proxy of this family handles the Service: no ClusterIP of it, headless, foreign (S9, S10, S12). */
export function servicePortView(
  service: Service,
  port: ServicePort,
  family: IPFamily,
): ServicePortView | undefined {
  if (!isProxied(service)) return undefined;
  const ofFamily = (ip: string): boolean => familyOf(ip) === family;
  const clusterIP = service.clusterIPs.find(ofFamily);
  if (clusterIP === undefined) return undefined;
  const externalIPs = service.externalIPs.filter(ofFamily);
  const loadBalancerVIPs = vipsOf(service).filter(ofFamily);
  const isExternallyAccessible =
    (port.nodePort ?? 0) !== 0 || loadBalancerVIPs.length > 0 || externalIPs.length > 0;
  const internalLocal = service.internalTrafficPolicy === 'Local';
  const externalLocal = isExternalType(service) && service.externalTrafficPolicy === 'Local';
  return {
    service,
    port,
    family,
    clusterIP,
    externalIPs,
    loadBalancerVIPs,
    sourceRanges: sourceRangesOf(service, family),
    internalLocal,
    externalLocal,
    usesCluster: !internalLocal || isExternallyAccessible,
    usesLocal: internalLocal || (externalLocal && isExternallyAccessible),
  };
}

function vipsOf(service: Service): string[] {
  return service.loadBalancerIngress.flatMap(({ ip, ipMode }) =>
    ip !== undefined && ipMode !== 'Proxy' ? [ip] : [],
  );
}

/** S3: only then does kube-proxy honour eTP. */
function isExternalType(service: Service): boolean {
  return service.type !== 'ClusterIP' || service.externalIPs.length > 0;
}

/** S52: of the family only; a zero-length prefix allows all. */
function sourceRangesOf(service: Service, family: IPFamily): Range[] {
  const ranges = service.loadBalancerSourceRanges.flatMap((cidr) => {
    const range = parseRange(cidr);
    return range?.family === family ? [range] : [];
  });
  return ranges.some(({ prefix }) => prefix === 0) ? [] : ranges;
}

/** `default/web:http`, as kube-proxy's own comments write it; the number where there is no name. */
export function portSubject(view: ServicePortView): string {
  return `${objectKey(view.service.metadata)}:${view.port.name === '' ? view.port.port : view.port.name}`;
}
