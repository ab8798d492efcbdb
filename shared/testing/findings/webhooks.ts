import { deploymentOf, inFiles, serviceOf, type FindingCase, type Raw } from './worlds.ts';

const hook = (service: Raw): Raw => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'guard' },
  webhooks: [
    { name: 'guard.example.com', clientConfig: { service: { namespace: 'default', ...service } } },
  ],
});
const app = () => [serviceOf({ ports: [{ port: 443, targetPort: 8080 }] }), deploymentOf()];
const healthy = () => inFiles(...app(), hook({ name: 'web' }));

export const webhookCases: readonly FindingCase[] = [
  {
    code: 'webhookServiceMissing',
    raises: () => inFiles(...app(), hook({ name: 'wbe' })),
    nearMiss: healthy,
    path: 'webhooks[0].clientConfig.service.name',
  },
  {
    code: 'webhookServiceMissing',
    title: 'but not one that files need not give',
    raises: () => inFiles(...app(), hook({ name: 'ewb' })),
    nearMiss: () => inFiles(...app(), hook({ name: 'operator' })),
  },
  {
    code: 'webhookPortMissing',
    raises: () => inFiles(...app(), hook({ name: 'web', port: 8443 })),
    nearMiss: healthy,
    path: 'webhooks[0].clientConfig.service.port',
  },
];
