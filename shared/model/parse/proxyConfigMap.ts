import type { ProxyConfigMap } from '../cluster.ts';
import type { Fields } from './fields.ts';
import { parseMetadata } from './metadata.ts';

/** The one ConfigMap Portolan reads. */
export const proxyConfigMapKey = 'kube-system/kube-proxy';

/**
 * Only the KubeProxyConfiguration is kept: the same ConfigMap holds a kubeconfig. kubeadm names it
 * `config.conf`; under another name it is known by its kind.
 */
export function parseProxyConfigMap(object: Fields): ProxyConfigMap {
  return {
    kind: 'ConfigMap',
    metadata: parseMetadata(object, 'namespaced'),
    configConf: object.child('data').string('config.conf') ?? byKind(object) ?? '',
  };
}

function byKind(object: Fields): string | undefined {
  const others = object.labels('data', (key) => key !== 'kubeconfig.conf');
  return [...others.values()].find((text) => proxyKind.test(text));
}

const proxyKind = /(?:^|[\s{,"'])kind["']?\s*:\s*["']?KubeProxyConfiguration\b/;
