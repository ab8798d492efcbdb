import { deploymentOf, inFiles, serviceOf, type FindingCase, type Raw } from './worlds.ts';

const injected = (label = 'enabled'): Raw => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'default', labels: { 'istio-injection': label } },
});
const port = (given: Raw) => serviceOf({ ports: [{ port: 80, targetPort: 8080, ...given }] });

export const meshCases: readonly FindingCase[] = [
  {
    code: 'meshPortNameUntold',
    raises: () => inFiles(injected(), port({ name: 'web' }), deploymentOf()),
    nearMiss: () => inFiles(injected(), port({ name: 'http-web' }), deploymentOf()),
    path: 'spec.ports[0].name',
  },
  {
    code: 'meshPortNameUntold',
    title: 'but not outside the mesh',
    raises: () => inFiles(injected(), port({}), deploymentOf()),
    nearMiss: () => inFiles(injected('disabled'), port({}), deploymentOf()),
  },
  {
    code: 'meshAppProtocolUnknown',
    raises: () => inFiles(injected(), port({ appProtocol: 'htpp' }), deploymentOf()),
    nearMiss: () => inFiles(injected(), port({ appProtocol: 'http' }), deploymentOf()),
  },
];
