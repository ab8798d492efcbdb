// What holds of policies in every cluster, tried on random ones.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NetworkPolicy } from '../model/networkPolicy.ts';
import { buildState } from '../state/applyChange.ts';
import { namespace, networkPolicy, node, pod } from '../testing/objects.ts';
import { evaluatePolicies, type PolicyFlow } from './evaluate.ts';

const nodes = [
  node({ name: 'n1', ips: ['172.18.0.1'] }),
  node({ name: 'n2', ips: ['172.18.0.2'] }),
];
const namespaces = [namespace('red', { team: 'red' }), namespace('blue', { team: 'blue' })];
const pods = ['red', 'blue'].flatMap((within, index) =>
  ['a', 'b', 'constructor'].map((app, position) =>
    pod({
      name: app,
      namespace: within,
      labels: { app },
      ips: [`10.244.${index}.${position + 1}`],
      node: index === 0 ? 'n1' : 'n2',
      ports: [{ name: 'http', containerPort: 8080 }],
    }),
  ),
);

const selector = fc.constantFrom(
  {},
  { matchLabels: { app: 'a' } },
  { matchLabels: { app: 'constructor' } },
  { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] },
);
const peer = fc.oneof(
  selector.map((podSelector) => ({ podSelector })),
  fc
    .constantFrom({}, { matchLabels: { team: 'red' } })
    .map((namespaceSelector) => ({ namespaceSelector })),
  fc.constantFrom('10.244.0.0/16', '172.18.0.0/16', '0.0.0.0/0').map((cidr) => ({
    ipBlock: { cidr, except: cidr === '0.0.0.0/0' ? ['10.244.1.0/24'] : [] },
  })),
);
const port = fc.constantFrom<Record<string, unknown>>(
  { port: 80 },
  { port: 8080 },
  { port: 'http' },
  { port: 8000, endPort: 9000 },
  { protocol: 'UDP' },
);
const peers = fc.array(peer, { maxLength: 2 });
const ports = fc.array(port, { maxLength: 2 });
const rules = (key: 'from' | 'to') =>
  fc.array(
    fc.tuple(peers, ports).map(([some, numbers]) => ({ [key]: some, ports: numbers })),
    { maxLength: 2 },
  );
const policy = fc
  .record({
    within: fc.constantFrom('red', 'blue'),
    podSelector: selector,
    policyTypes: fc.subarray(['Ingress', 'Egress'], { minLength: 1 }),
    ingress: rules('from'),
    egress: rules('to'),
  })
  .map(
    ({ within, ...spec }) =>
      (name: string) =>
        networkPolicy({ name, namespace: within, ...spec }),
  );
const policies = fc
  .array(policy, { maxLength: 4 })
  .map((made) => made.map((make, index) => make(`p${index}`)));
const flow = fc
  .record({
    source: fc.option(fc.constantFrom(...pods), { nil: undefined }),
    destination: fc.constantFrom(...pods),
    masquerade: fc.boolean(),
    port: fc.constantFrom(80, 8080),
    protocol: fc.constantFrom('TCP' as const, 'UDP' as const),
  })
  .map(({ source, destination, masquerade, port: number, protocol }): PolicyFlow => {
    const own = source?.podIPs[0] ?? '203.0.113.9';
    const sourceIP = masquerade ? '172.18.0.2' : own;
    const destinationIP = destination.podIPs[0] ?? '';
    return { source, sourceIP, destination, destinationIP, port: number, protocol };
  });

const judge = (given: readonly NetworkPolicy[], one: PolicyFlow) =>
  evaluatePolicies(buildState([...nodes, ...namespaces, ...pods, ...given]), one);

const isolated = (given: readonly NetworkPolicy[], one: PolicyFlow): string =>
  (['egress', 'ingress'] as const)
    .filter((direction) => judge(given, { ...one, direction }).directions.length > 0)
    .join(' ');

test('S82: one more policy takes a connection away only by isolating a Pod anew', () => {
  fc.assert(
    fc.property(policies, policy, flow, (before, make, one) => {
      const after = [...before, make('new')];
      fc.pre(judge(before, one).allowed && isolated(before, one) === isolated(after, one));
      expect(judge(after, one).allowed).toBe(true);
    }),
    { seed: 82, numRuns: 400 },
  );
});

test('S82, S85: a rule more never takes a connection away', () => {
  fc.assert(
    fc.property(policies, flow, (before, one) => {
      const open = { peers: [], ports: [] };
      const wider = before.map((each) => ({ ...each, ingress: [...each.ingress, open] }));
      fc.pre(judge(before, one).allowed);
      expect(judge(wider, one).allowed).toBe(true);
    }),
    { seed: 85, numRuns: 300 },
  );
});

test('S84: allowed exactly when both directions are', () => {
  fc.assert(
    fc.property(policies, flow, (given, one) => {
      const egress = judge(given, { ...one, direction: 'egress' }).allowed;
      const ingress = judge(given, { ...one, direction: 'ingress' }).allowed;
      expect(judge(given, one).allowed).toBe(egress && ingress);
    }),
    { seed: 84, numRuns: 300 },
  );
});

test('S82: the order of policies does not matter, and the named ones alone give the same verdict', () => {
  fc.assert(
    fc.property(policies, flow, (given, one) => {
      const verdict = judge(given, one);
      expect(judge(given.toReversed(), one)).toEqual(verdict);
      const named = given.filter(({ metadata: { namespace: within, name } }) =>
        verdict.policies.includes(`${within}/${name}`),
      );
      expect(judge(named, one).allowed).toBe(verdict.allowed);
    }),
    { seed: 821, numRuns: 300 },
  );
});

test('S89: a Pod reaches itself and is reached by its node under any policies', () => {
  fc.assert(
    fc.property(policies, fc.constantFrom(...pods), (given, one) => {
      const [address = ''] = one.podIPs;
      const to = { destination: one, destinationIP: address, port: 80, protocol: 'TCP' as const };
      expect(judge(given, { ...to, source: one, sourceIP: address }).allowed).toBe(true);
      const sourceIP = one.nodeName === 'n1' ? '172.18.0.1' : '172.18.0.2';
      expect(judge(given, { ...to, source: undefined, sourceIP }).allowed).toBe(true);
    }),
    { seed: 89, numRuns: 200 },
  );
});
