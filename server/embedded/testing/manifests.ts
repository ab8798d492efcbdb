import type { KubeObject } from '../objects.ts';

/** A Deployment `name` whose Pods carry `app: NAME`; `pod` is the Pod's spec, `annotations` the template's. */
export function deployment(
  name: string,
  replicas: number,
  extra: { pod?: object; container?: object; annotations?: object; spec?: object } = {},
): KubeObject {
  const container = { name: 'app', image: `${name}:1`, ...extra.container };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name }, annotations: extra.annotations ?? {} },
        spec: { containers: [container], ...extra.pod },
      },
      ...extra.spec,
    },
  };
}

/** A Service `name` for `app: NAME`, port 80 to 8080. */
export function service(name: string, spec: object = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'default' },
    spec: {
      type: 'ClusterIP',
      selector: { app: name },
      ports: [{ port: 80, targetPort: 8080, protocol: 'TCP' }],
      ...spec,
    },
  };
}
