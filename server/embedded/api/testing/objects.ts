// Small objects for tests.

import type { KubeObject } from '../../objects.ts';

export function configMap(name: string, extra: Record<string, unknown> = {}): KubeObject {
  const { labels, namespace = 'default', ...fields } = extra;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: String(namespace), ...(labels ? { labels: Object(labels) } : {}) },
    ...fields,
  };
}

export function pod(name: string, spec: Record<string, unknown> = {}): KubeObject {
  const containers = [{ name: 'app', image: 'app' }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: { containers, ...spec },
  };
}

export function deployment(name: string, replicas = 1): KubeObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default', labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'app:1' }] } },
    },
  };
}
