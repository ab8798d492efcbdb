import { expect, test } from 'vitest';
import type { RawObject } from '../simulate/rawObject.ts';
import { defaultService } from './defaults.ts';
import { validateServiceStatusUpdate, validateServiceUpdate } from './serviceUpdate.ts';

type Spec = Record<string, unknown>;
const ip4 = '1.2.3.4';
const one = {
  clusterIP: ip4,
  clusterIPs: [ip4],
  ipFamilies: ['IPv4'],
  ipFamilyPolicy: 'SingleStack',
};
const both = {
  clusterIP: ip4,
  clusterIPs: [ip4, '2001::1'],
  ipFamilies: ['IPv4', 'IPv6'],
  ipFamilyPolicy: 'RequireDualStack',
};
const headless = {
  clusterIP: 'None',
  clusterIPs: ['None'],
  ipFamilies: ['IPv4'],
  ipFamilyPolicy: 'SingleStack',
};
const external = { type: 'ExternalName', externalName: 'a.b' };

function service(spec: Spec, metadata: Spec = {}): RawObject {
  return defaultService({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default', resourceVersion: '1', ...metadata },
    spec: { ports: [{ port: 80 }], ...spec },
  });
}

function told(errors: readonly { type: string; path: string }[]): string[] {
  return errors.map(({ type, path }) => `${type} ${path}`);
}

const balanced = { ...one, type: 'LoadBalancer' };
const local = { ...balanced, externalTrafficPolicy: 'Local' };

test.each<[string, Spec, Spec, string[]]>([
  ['nothing changes', one, one, []],
  ['the type changes', one, { ...one, type: 'NodePort' }, []],
  ['an address is given', {}, one, []],
  [
    'the address changes',
    one,
    { ...one, clusterIP: '1.2.3.5', clusterIPs: ['1.2.3.5'] },
    ['Invalid spec.clusterIPs[0]'],
  ],
  [
    'the address goes',
    one,
    { ...one, clusterIP: '', clusterIPs: [] },
    ['Invalid spec.clusterIPs[0]'],
  ],
  ['headless becomes addressed', headless, one, ['Invalid spec.clusterIPs[0]']],
  ['headless changes its families', headless, { ...headless, ipFamilies: ['IPv6'] }, []],
  ['S11: the second family comes', one, both, []],
  ['S11: the second family goes, with the policy', both, one, []],
  [
    'S11: the second family goes, without',
    both,
    { ...one, ipFamilyPolicy: 'RequireDualStack' },
    ['Invalid spec.ipFamilyPolicy', 'Invalid spec.ipFamilyPolicy'],
  ],
  [
    'S11: the second address changes',
    both,
    { ...both, clusterIPs: [ip4, '2001::2'] },
    ['Invalid spec.clusterIPs[1]'],
  ],
  [
    'S11: the primary family changes on the way up',
    one,
    {
      ...both,
      clusterIP: '2001::1',
      clusterIPs: ['2001::1', ip4],
      ipFamilies: ['IPv6', 'IPv4'],
    },
    ['Invalid spec.clusterIPs[0]', 'Invalid spec.ipFamilies[0]'],
  ],
  ['to ExternalName and back', one, external, []],
  ['from ExternalName to another address', external, one, []],
  [
    'S14: a class changes',
    { ...balanced, loadBalancerClass: 'a' },
    { ...balanced, loadBalancerClass: 'b' },
    ['Invalid spec.loadBalancerClass'],
  ],
  [
    'S14: a class comes',
    balanced,
    { ...balanced, loadBalancerClass: 'b' },
    ['Invalid spec.loadBalancerClass'],
  ],
  ['S14: a class comes with the type', one, { ...balanced, loadBalancerClass: 'b' }, []],
  [
    'S14: a wrong class comes with the type',
    one,
    { ...balanced, loadBalancerClass: 'Bad/b' },
    ['Invalid spec.loadBalancerClass', 'Invalid spec.loadBalancerClass'],
  ],
  [
    'S14: a class stays when the type goes',
    { ...balanced, loadBalancerClass: 'b' },
    { ...one, loadBalancerClass: 'b' },
    ['Forbidden spec.loadBalancerClass', 'Forbidden spec.loadBalancerClass'],
  ],
  [
    'S66: the health check port changes',
    { ...local, healthCheckNodePort: 30001 },
    { ...local, healthCheckNodePort: 30002 },
    ['Forbidden spec.healthCheckNodePort'],
  ],
  [
    'the new one is wrong in itself',
    one,
    { ...one, sessionAffinity: 'Foo' },
    ['NotSupported spec.sessionAffinity'],
  ],
])('%s', (_name, before, after, expected) => {
  expect(told(validateServiceUpdate(service(after), service(before)))).toEqual(expected);
});

test.each<[string, Spec, Spec, string[]]>([
  [
    'the version replaced is not said',
    {},
    { resourceVersion: '' },
    ['Invalid metadata.resourceVersion'],
  ],
  ['the uid changes', { uid: 'a' }, { uid: 'b' }, ['Invalid metadata.uid']],
  ['the generation falls', { generation: 2 }, { generation: 1 }, ['Invalid metadata.generation']],
  [
    'a finalizer comes while it goes',
    { deletionTimestamp: 't' },
    { deletionTimestamp: 't', finalizers: ['a.b/c'] },
    ['Forbidden metadata.finalizers'],
  ],
  ['labels are wrong: told once', {}, { labels: { 'a b': 'c' } }, ['Invalid metadata.labels']],
])('metadata: %s', (_name, before, after, expected) => {
  expect(told(validateServiceUpdate(service(one, after), service(one, before)))).toEqual(expected);
});

test.each<[string, Spec, Spec, string[]]>([
  ['an address and a name', balanced, { ip: ip4, ipMode: 'VIP', hostname: 'a.example' }, []],
  ['on a ClusterIP', one, { ip: ip4, ipMode: 'VIP' }, ['Forbidden status.loadBalancer.ingress']],
  ['no ipMode', balanced, { ip: ip4 }, ['Required status.loadBalancer.ingress[0].ipMode']],
  [
    'ipMode without an address',
    balanced,
    { hostname: 'a.b', ipMode: 'VIP' },
    ['Forbidden status.loadBalancer.ingress[0].ipMode'],
  ],
  [
    'an unknown ipMode',
    balanced,
    { ip: ip4, ipMode: 'x' },
    ['NotSupported status.loadBalancer.ingress[0].ipMode'],
  ],
  [
    'what is no address',
    balanced,
    { ip: 'x', ipMode: 'VIP' },
    ['Invalid status.loadBalancer.ingress[0].ip'],
  ],
  [
    'an address for a name',
    balanced,
    { hostname: ip4 },
    ['Invalid status.loadBalancer.ingress[0].hostname'],
  ],
])('S54: status with %s', (_name, spec, ingress, expected) => {
  const old = { ...service(spec) };
  const status = { loadBalancer: { ingress: [ingress] } };
  expect(told(validateServiceStatusUpdate({ ...old, status }, old))).toEqual(expected);
});
