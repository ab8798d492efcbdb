// Manifests that fit together now and then.
import fc from 'fast-check';
import { deploymentOf, endpointsOf, manifest, serviceOf, workloadOf, type Raw } from './worlds.ts';

const word = fc.constantFrom('web', 'wbe', 'api', 'redis');
const port = fc.constantFrom(80, 8080, 6379);

const service = fc
  .record({
    name: word,
    app: word,
    port,
    targetPort: fc.constantFrom(80, 8080, 'http', 'htpp'),
    type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
    selects: fc.boolean(),
    policy: fc.constantFrom('Cluster', 'Local'),
  })
  .map(({ name, app, selects, policy, port: number, targetPort, type }) =>
    serviceOf(
      {
        type,
        selector: selects ? { app } : undefined,
        internalTrafficPolicy: policy,
        ports: [{ name: 'http', port: number, targetPort }],
      },
      name,
    ),
  );

const workload = fc.record({
  name: word,
  port,
  kind: fc.constantFrom('Deployment', 'StatefulSet'),
});

const application = workload.map(({ name, port: number, kind }) =>
  kind === 'Deployment'
    ? deploymentOf({ app: name }, [{ name: 'http', containerPort: number }])
    : workloadOf(kind, name, { app: name }, [{ containerPort: number }], { serviceName: 'web' }),
);

const policy = fc.record({ app: word, port }).map(({ app, port: number }) =>
  manifest('NetworkPolicy', app, {
    podSelector: { matchLabels: { app } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ ports: [{ port: number }] }],
    egress: [{ to: [{ podSelector: {} }] }],
  }),
);

const endpoints = fc
  .record({ name: word, port })
  .map(({ name, port: number }) => endpointsOf(name, [{ name: 'http', port: number }]));

const ingress = fc.record({ name: word, port }).map(({ name, port: number }) =>
  manifest('Ingress', name, {
    defaultBackend: { service: { name, port: { number } } },
  }),
);

/** No two of one kind and name: of those the later counts. */
export const randomObjects: fc.Arbitrary<Raw[]> = fc.uniqueArray(
  fc.oneof(service, service, application, policy, endpoints, ingress),
  { minLength: 2, maxLength: 14, selector: identity },
);

function identity({ kind, metadata }: Raw): string {
  return JSON.stringify([kind, metadata]);
}
