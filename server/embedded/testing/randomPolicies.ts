import type { Chance } from '@portolan/shared/testing/chance.ts';

import type { KubeObject } from '../objects.ts';

const BLOCKS = [
  { cidr: '203.0.113.0/24' },
  { cidr: '10.244.0.0/16', except: ['10.244.1.0/24'] },
  { cidr: '172.18.0.0/16', except: ['172.18.0.4/32'] },
  { cidr: '192.0.2.0/29' },
] as const;

const PORTS = [
  { port: 'http' },
  { port: 8080 },
  { port: 8000, endPort: 9999 },
  { port: 'dns', protocol: 'UDP' },
  { protocol: 'UDP' },
  { port: 31_000, endPort: 32_767 },
] as const;

/** A NetworkPolicy over Pods labelled `app` a or b, `tier` front or back. */
export function randomPolicy(chance: Chance, namespace: string, name: string): KubeObject {
  const policyTypes: readonly string[] = chance.pick([
    ['Ingress'],
    ['Egress'],
    ['Ingress', 'Egress'],
  ]);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: {
      podSelector: randomSelector(chance),
      policyTypes,
      ...(policyTypes.includes('Ingress') && { ingress: randomRules(chance, 'from') }),
      ...(policyTypes.includes('Egress') && { egress: randomRules(chance, 'to') }),
    },
  };
}

function randomRules(chance: Chance, peers: 'from' | 'to'): object[] {
  return Array.from({ length: chance.int(3) }, () => ({
    ...(chance.happens(0.8) && {
      [peers]: Array.from({ length: chance.int(2) + 1 }, () => randomPeer(chance)),
    }),
    ...(chance.happens(0.5) && { ports: chance.some(PORTS, 0.4) }),
  }));
}

function randomPeer(chance: Chance): object {
  if (chance.happens(0.3)) return { ipBlock: chance.pick(BLOCKS) };
  const namespaceSelector = chance.pick([{}, { matchLabels: { team: 'red' } }]);
  return chance.pick([
    { podSelector: randomSelector(chance) },
    { namespaceSelector },
    { podSelector: randomSelector(chance), namespaceSelector },
  ]);
}

function randomSelector(chance: Chance): object {
  return chance.pick([
    {},
    { matchLabels: { app: 'a' } },
    { matchLabels: { tier: 'back' } },
    { matchExpressions: [{ key: 'app', operator: 'In', values: ['b'] }] },
    { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['front'] }] },
  ]);
}
