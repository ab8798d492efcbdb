import { expect, test } from 'vitest';

import { resourceTypes } from './resourceTypes.ts';

test.each([
  ['po', 'pods'],
  ['svc', 'services'],
  ['ep', 'endpoints'],
  ['deploy', 'deployments'],
  ['rs', 'replicasets'],
  ['sts', 'statefulsets'],
  ['ds', 'daemonsets'],
  ['cm', 'configmaps'],
  ['ns', 'namespaces'],
  ['no', 'nodes'],
  ['pvc', 'persistentvolumeclaims'],
  ['pv', 'persistentvolumes'],
  ['sa', 'serviceaccounts'],
  ['netpol', 'networkpolicies'],
  ['ing', 'ingresses'],
  ['hpa', 'horizontalpodautoscalers'],
  ['pdb', 'poddisruptionbudgets'],
  ['cj', 'cronjobs'],
  ['crd', 'customresourcedefinitions'],
  ['sc', 'storageclasses'],
  ['rc', 'replicationcontrollers'],
  ['quota', 'resourcequotas'],
  ['limits', 'limitranges'],
  ['pc', 'priorityclasses'],
  ['csr', 'certificatesigningrequests'],
])('%s is short for %s alone', (short, plural) => {
  const meant = resourceTypes.filter((type) => type.shortNames.includes(short));
  expect(meant.map((type) => type.plural)).toEqual([plural]);
});

test('no two kinds share a URL, and names are as URLs have them', () => {
  const urls = resourceTypes.map((type) => `${type.group}/${type.version}/${type.plural}`);
  expect(new Set(urls).size).toBe(urls.length);
  for (const type of resourceTypes) {
    expect(type.plural).toBe(type.plural.toLowerCase());
    expect(type.plural).not.toMatch(/[^aeiou]ys$|sss$/);
  }
});

test('`kubectl get all` shows the workloads and Services', () => {
  const all = resourceTypes.filter((type) => type.categories.includes('all'));
  expect(all.map((type) => type.plural)).toEqual([
    'pods',
    'replicationcontrollers',
    'services',
    'daemonsets',
    'deployments',
    'replicasets',
    'statefulsets',
    'cronjobs',
    'jobs',
    'horizontalpodautoscalers',
  ]);
});

test.each([
  ['deployments', true, ['status', 'scale']],
  ['services', true, ['status']],
  ['configmaps', true, []],
  ['nodes', false, ['status']],
  ['namespaces', false, ['status']],
  ['gatewayclasses', false, ['status']],
  ['ingressclasses', false, []],
])('%s: namespaced %s, subresources %j', (plural, namespaced, subresources) => {
  const type = resourceTypes.find((candidate) => candidate.plural === plural);
  expect(type).toMatchObject({ namespaced, subresources });
});
