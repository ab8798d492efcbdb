import {
  deploymentOf,
  inFiles,
  manifest,
  serviceOf,
  type FindingCase,
  type Raw,
} from './worlds.ts';

const web = { matchLabels: { app: 'web' } };
const app = () => [serviceOf(), deploymentOf()];
const policy = (spec: Raw) => manifest('NetworkPolicy', 'guard', { podSelector: web, ...spec });
const ingress = (...ports: Raw[]) => policy({ ingress: [{ ports }] });
const healthy = () => inFiles(...app(), ingress({ port: 8080 }));
const egress = (...rules: Raw[]) => policy({ policyTypes: ['Egress'], egress: rules });
const toDatabase = { to: [{ podSelector: web }], ports: [{ port: 5432 }] };

export const policyCases: readonly FindingCase[] = [
  {
    code: 'policyServicePort',
    raises: () => inFiles(...app(), ingress({ port: 80 })),
    nearMiss: healthy,
    path: 'spec.ingress[0].ports[0].port',
    object: 'NetworkPolicy guard',
  },
  {
    code: 'policyServicePort',
    title: 'but a named port is that of the Pod',
    raises: () => inFiles(...app(), ingress({ port: 80 })),
    nearMiss: () => inFiles(...app(), ingress({ port: 'http' })),
  },
  {
    code: 'policyAllowsNobody',
    raises: () => inFiles(...app(), policy({ ingress: [] })),
    nearMiss: () => inFiles(...app(), policy({ ingress: [{}] })),
    object: 'Service web',
  },
  {
    code: 'policyForgetsDNS',
    raises: () => inFiles(...app(), egress(toDatabase)),
    nearMiss: () =>
      inFiles(...app(), egress(toDatabase, { ports: [{ port: 53, protocol: 'UDP' }] })),
    path: 'spec.egress',
  },
  {
    code: 'policyForgetsDNS',
    title: 'but not where another policy allows it',
    raises: () => inFiles(...app(), egress(toDatabase)),
    nearMiss: () =>
      inFiles(
        ...app(),
        egress(toDatabase),
        manifest('NetworkPolicy', 'dns', {
          podSelector: {},
          policyTypes: ['Egress'],
          egress: [{ ports: [{ port: 53, protocol: 'UDP' }] }],
        }),
      ),
  },
  {
    code: 'policyForgetsDNS',
    title: 'but not of addresses, nor of nothing at all',
    raises: () => inFiles(...app(), egress(toDatabase)),
    nearMiss: () =>
      inFiles(
        ...app(),
        egress({ to: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: [{ port: 5432 }] }),
        manifest('NetworkPolicy', 'nothing', { podSelector: web, policyTypes: ['Egress'] }),
      ),
  },
  {
    code: 'policySelectorNearMiss',
    raises: () =>
      inFiles(...app(), policy({ podSelector: { matchLabels: { app: 'wbe' } }, ingress: [{}] })),
    nearMiss: healthy,
  },
  {
    code: 'policySelectsNothing',
    raises: () =>
      inFiles(...app(), policy({ podSelector: { matchLabels: { app: 'batch' } }, ingress: [{}] })),
    nearMiss: () => inFiles(...app(), policy({ podSelector: {}, ingress: [{}] })),
    path: 'spec.podSelector',
  },
  {
    code: 'policyPeerSelectsNothing',
    raises: () =>
      inFiles(
        ...app(),
        policy({ ingress: [{ from: [{ podSelector: { matchLabels: { role: 'client' } } }] }] }),
      ),
    nearMiss: () => inFiles(...app(), policy({ ingress: [{ from: [{ podSelector: web }] }] })),
    path: 'spec.ingress[0].from[0].podSelector',
  },
  {
    code: 'policyExceptOutside',
    raises: () => inFiles(...app(), except('10.1.0.0/16')),
    nearMiss: () => inFiles(...app(), except('192.0.2.128/25')),
    path: 'spec.ingress[0].from[0].ipBlock.except[0]',
  },
  {
    code: 'policyEndPortInvalid',
    raises: () => inFiles(...app(), ingress({ port: 8080 }, { port: 9000, endPort: 8999 })),
    nearMiss: () => inFiles(...app(), ingress({ port: 8080 }, { port: 9000, endPort: 9001 })),
    path: 'spec.ingress[0].ports[1].endPort',
  },
];

function except(range: string) {
  const ipBlock = { cidr: '192.0.2.0/24', except: [range] };
  return policy({ ingress: [{ from: [{ ipBlock }] }] });
}
