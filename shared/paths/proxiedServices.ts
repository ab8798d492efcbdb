import type { Labels } from '../model/metadata.ts';
import { isHeadless, type Service } from '../model/service.ts';

const foreignProxyLabel = 'service.kubernetes.io/service-proxy-name';
const headlessLabel = 'service.kubernetes.io/headless';

/** Labelled for another proxy, so kube-proxy leaves it alone, whatever the label's value (S10). */
export function hasForeignProxy(labels: Labels): boolean {
  return labels.has(foreignProxyLabel);
}

/** Services kube-proxy programs: with a virtual IP, and not another proxy's (S1, S9, S10). */
export function isProxied(service: Service): boolean {
  return (
    service.type !== 'ExternalName' &&
    !isHeadless(service) &&
    service.clusterIPs.length > 0 &&
    !hasForeignProxy(service.metadata.labels)
  );
}

/** Slices kube-proxy reads (S10). */
export function isProxiedSlice(labels: Labels): boolean {
  return !labels.has(foreignProxyLabel) && !labels.has(headlessLabel);
}
