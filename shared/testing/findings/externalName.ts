import { deploymentOf, inFiles, serviceOf, type FindingCase } from './worlds.ts';

function external(externalName: string, spec = {}, name = 'out') {
  return serviceOf(
    { type: 'ExternalName', externalName, selector: undefined, ports: undefined, ...spec },
    name,
  );
}

const healthy = () => inFiles(external('db.example.com'));

export const externalNameCases: readonly FindingCase[] = [
  {
    code: 'externalNameIsIP',
    raises: () => inFiles(external('192.0.2.7')),
    nearMiss: healthy,
    path: 'spec.externalName',
  },
  {
    code: 'externalNameLoop',
    raises: () => inFiles(external('out.default.svc.cluster.local')),
    nearMiss: () => inFiles(external('out.default.svc.example.com')),
  },
  {
    code: 'externalNameServiceMissing',
    raises: () => inFiles(external('wbe.default.svc.cluster.local'), serviceOf(), deploymentOf()),
    nearMiss: () => inFiles(external('web.default.svc.cluster.local'), serviceOf(), deploymentOf()),
  },
  {
    code: 'externalNameServiceMissing',
    title: 'but not one that files need not give',
    raises: () => inFiles(external('wbe.default.svc.cluster.local'), serviceOf(), deploymentOf()),
    nearMiss: () => inFiles(external('api.other.svc.cluster.local')),
  },
  {
    code: 'externalNameTLS',
    raises: () => inFiles(external('db.example.com', { ports: [{ port: 443 }] })),
    nearMiss: () => inFiles(external('db.example.com', { ports: [{ port: 5432 }] })),
  },
  {
    code: 'externalNamePortMapped',
    raises: () => inFiles(external('db.example.com', { ports: [{ port: 80, targetPort: 8080 }] })),
    nearMiss: () => inFiles(external('db.example.com', { ports: [{ port: 80 }] })),
  },
  {
    code: 'externalNameSelector',
    raises: () => inFiles(external('db.example.com', { selector: { app: 'web' } })),
    nearMiss: healthy,
    path: 'spec.selector',
  },
];
