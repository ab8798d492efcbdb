import type { IPFamily } from '../model/net.ts';
import { isHeadless, type Service } from '../model/service.ts';
import { familyOf } from './addresses.ts';

/**
 * The IP families in which the Service is proxied: those of its ClusterIPs (S12). A headless
 * Service is served by DNS in its ipFamilies.
 */
export function servedFamilies(service: Service): IPFamily[] {
  if (isHeadless(service)) return [...service.ipFamilies];
  return service.clusterIPs.flatMap((ip) => familyOf(ip) ?? []);
}
