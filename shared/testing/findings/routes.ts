import { ingress as builtIngress, ingressClass } from '../objects.ts';
import { onA, webPod, webService, webSlice } from '../pathWorld.ts';
import {
  deploymentOf,
  inCluster,
  inFiles,
  manifest,
  serviceOf,
  type FindingCase,
  type Raw,
} from './worlds.ts';

const spec = (name: string, port: Raw = { number: 80 }, more: Raw = {}) => ({
  rules: [
    { http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port } } }] } },
  ],
  ...more,
});
const ingress = (...given: Parameters<typeof spec>) => manifest('Ingress', 'entry', spec(...given));
const app = () => [serviceOf(), deploymentOf()];
const healthy = () => inFiles(...app(), ingress('web'));

function cluster(given: Raw, ...classes: ReturnType<typeof ingressClass>[]) {
  return inCluster(
    webService(),
    webPod(onA),
    webSlice([onA]),
    builtIngress({ name: 'entry', ...given }),
    ...classes,
  );
}

const nginx = ingressClass({ name: 'nginx', controller: 'k8s.io/ingress-nginx' });

export const routeCases: readonly FindingCase[] = [
  {
    code: 'routeServiceMissing',
    title: 'misspelt in files',
    raises: () => inFiles(...app(), ingress('wbe')),
    nearMiss: healthy,
    path: 'spec.rules[0].http.paths[0].backend.service.name',
    object: 'Ingress entry',
  },
  {
    code: 'routeServiceMissing',
    title: 'in a cluster',
    raises: () => cluster(spec('nothing')),
    nearMiss: () => cluster(spec('web')),
  },
  {
    code: 'routeServiceMissing',
    title: 'a shorter name of one that nothing leads to',
    raises: () => inFiles(serviceOf({}, 'web-svc'), deploymentOf(), ingress('web')),
    nearMiss: () => inFiles(serviceOf({}, 'web-svc'), deploymentOf(), ingress('web-svc')),
  },
  {
    code: 'routeServiceNotGiven',
    raises: () => inFiles(...app(), ingress('dashboard')),
    nearMiss: () => inFiles(ingress('dashboard')),
  },
  {
    code: 'routePortMissing',
    raises: () => inFiles(...app(), ingress('web', { number: 8080 })),
    nearMiss: healthy,
    path: 'spec.rules[0].http.paths[0].backend.service.port.number',
  },
  {
    code: 'routePortMissing',
    title: 'by name, but not an action of the AWS controller',
    raises: () => inFiles(...app(), ingress('web', { name: 'http' })),
    nearMiss: () => inFiles(...app(), ingress('ssl-redirect', { name: 'use-annotation' })),
  },
  {
    code: 'routeToExternalName',
    raises: () =>
      inFiles(
        serviceOf({
          type: 'ExternalName',
          externalName: 'a.example',
          selector: undefined,
          ports: [{ port: 80 }],
        }),
        ingress('web'),
      ),
    nearMiss: healthy,
  },
  {
    code: 'ingressClassMissing',
    raises: () => cluster(spec('web', { number: 80 }, { ingressClassName: 'traefik' }), nginx),
    nearMiss: () => cluster(spec('web', { number: 80 }, { ingressClassName: 'nginx' }), nginx),
    path: 'spec.ingressClassName',
  },
  {
    code: 'ingressWithoutClass',
    raises: () => cluster(spec('web'), nginx),
    nearMiss: () =>
      cluster(
        spec('web'),
        ingressClass({
          name: 'nginx',
          controller: 'k8s.io/ingress-nginx',
          annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' },
        }),
      ),
  },
];
