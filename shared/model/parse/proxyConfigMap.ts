import type { ProxyConfigMap } from '../cluster.ts';
import type { Fields } from './fields.ts';
import { parseMetadata } from './metadata.ts';

/** The one ConfigMap Portolan reads. */
export const proxyConfigMapKey = 'kube-system/kube-proxy';

/** Only `config.conf` is kept: the same ConfigMap holds a kubeconfig. */
export function parseProxyConfigMap(object: Fields): ProxyConfigMap {
  return {
    kind: 'ConfigMap',
    metadata: parseMetadata(object, 'namespaced'),
    configConf: object.child('data').string('config.conf') ?? '',
  };
}
