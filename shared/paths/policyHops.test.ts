// NetworkPolicies on the whole way: which address, which port, which source they see.
import { describe, expect, test } from 'vitest';
import type { ModelObject } from '../model/object.ts';
import { buildState } from '../state/applyChange.ts';
import { networkPolicy, pod } from '../testing/objects.ts';
import {
  client,
  nodePortSpec,
  nodes,
  onA,
  onB,
  outcomeOf,
  pathWorld,
  traced,
  webPod,
  webService,
  webSlice,
} from '../testing/pathWorld.ts';
import type { Trace } from '../wire/trace.ts';

type Spec = Record<string, unknown>;

const web = '10.96.0.10:80';
const forWeb = { podSelector: { matchLabels: { app: 'web' } } };
const named = pod({
  name: 'named',
  labels: { app: 'named' },
  ips: ['10.244.0.20'],
  node: 'node-a',
});

function world(policies: readonly Spec[], more: readonly ModelObject[] = [], given: Spec = {}) {
  return pathWorld([
    webService(given),
    webSlice([onB]),
    webPod(onB),
    client,
    named,
    ...policies.map((spec, index) => networkPolicy({ name: `p${index}`, ...spec })),
    ...more,
  ]);
}

const lastHop = ({ hops }: Trace) => hops.at(-1);
const allowIngress = (rule: Spec): Spec => ({ ...forWeb, ingress: [rule] });
const allowEgress = (rule: Spec): Spec => ({
  podSelector: { matchLabels: { app: 'named' } },
  policyTypes: ['Egress'],
  egress: [rule],
});

test.each<[string, Spec[], string]>([
  ['S92: deny all', [{ ...forWeb }], 'drop'],
  ['S91: the targetPort', [allowIngress({ ports: [{ port: 8080 }] })], '10.244.1.5:8080'],
  ['S91: the Service port does not help', [allowIngress({ ports: [{ port: 80 }] })], 'drop'],
  [
    'S91: nor does a block of ClusterIPs',
    [allowEgress({ to: [{ ipBlock: { cidr: '10.96.0.0/12' } }] })],
    'drop',
  ],
  ['S84: egress to the Pod', [allowEgress({ to: [forWeb] })], '10.244.1.5:8080'],
  ['S84: egress allows, ingress does not', [allowEgress({ to: [forWeb] }), { ...forWeb }], 'drop'],
])('%s', (_title, policies, expected) => {
  expect(outcomeOf(traced(world(policies), 'pod:default/named', web))).toBe(expected);
});

test('S82: the hop names the isolating policy, the Pod and the direction', () => {
  const trace = traced(world([{ ...forWeb }]), 'pod:default/named', web);
  expect(lastHop(trace)).toMatchObject({
    kind: 'policy',
    verdict: 'drop',
    rules: ['S82', 'S85', 'S92'],
    reason: {
      code: 'policyAllowsNothing',
      params: { direction: 'Ingress', pod: 'default/web-b', policies: 'default/p0' },
    },
  });
  expect(trace.rules).toContain('S92');
  expect(trace.assumptions.map(({ code }) => code)).toContain('policyEngineAssumed');
});

test('S92: a denied endpoint takes its share with it', () => {
  const both = pathWorld([
    webService(),
    webSlice([onA, onB]),
    webPod(onA),
    webPod(onB),
    client,
    networkPolicy({
      name: 'p',
      podSelector: { matchLabels: { app: 'client' } },
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr: '10.244.0.0/24' } }] }],
    }),
    pod({ name: 'c', labels: { app: 'client' }, ips: ['10.244.2.2'], node: 'node-c' }),
  ]);
  const trace = traced(both, 'pod:default/c', web);
  expect(trace.verdict).toBe('forward');
  expect(trace.backends).toEqual([expect.objectContaining({ address: '10.244.0.5', share: 0.5 })]);
});

describe('NodePorts', () => {
  const outside = allowIngress({ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] });
  const nodesOnly = allowIngress({ from: [{ ipBlock: { cidr: '172.18.0.0/16' } }] });
  const local = { ...nodePortSpec, externalTrafficPolicy: 'Local' };
  test.each<[string, Spec, Spec, string, string]>([
    ['S91: eTP Cluster: the client’s block', nodePortSpec, outside, '172.18.0.2', 'drop'],
    [
      'S91: eTP Cluster: the nodes’ block',
      nodePortSpec,
      nodesOnly,
      '172.18.0.2',
      '10.244.1.5:8080 masq',
    ],
    [
      'S89: eTP Cluster: masqueraded to the Pod’s own node',
      nodePortSpec,
      { ...forWeb },
      '172.18.0.3',
      '10.244.1.5:8080 masq',
    ],
    ['S91: eTP Local: the client’s block', local, outside, '172.18.0.3', '10.244.1.5:8080'],
    ['S91: eTP Local: the nodes’ block', local, nodesOnly, '172.18.0.3', 'drop'],
  ])('%s', (_title, given, policy, ip, expected) => {
    expect(outcomeOf(traced(world([policy], [], given), 'outside', `${ip}:30080`))).toBe(expected);
  });

  test('S91: egress to another node’s NodePort is judged at the node', () => {
    const toPods = world([allowEgress({ to: [{ podSelector: {} }] })], [], nodePortSpec);
    expect(traced(toPods, 'pod:default/named', '172.18.0.3:30080').verdict).toBe('drop');
    const toNodes = world(
      [allowEgress({ to: [{ ipBlock: { cidr: '172.18.0.3/32' } }], ports: [{ port: 30080 }] })],
      [],
      nodePortSpec,
    );
    expect(traced(toNodes, 'pod:default/named', '172.18.0.3:30080').verdict).toBe('forward');
  });
});

test('S82: egress to an address outside', () => {
  const denied = world([
    { podSelector: { matchLabels: { app: 'named' } }, policyTypes: ['Egress'] },
  ]);
  expect(traced(denied, 'pod:default/named', '192.0.2.1:443').verdict).toBe('drop');
  const open = world([allowEgress({ to: [{ ipBlock: { cidr: '192.0.2.0/24' } }] })]);
  expect(traced(open, 'pod:default/named', '192.0.2.1:443').verdict).toBe('unmatched');
});

test('S89: a Pod reaches itself through its Service', () => {
  const policies = [{ podSelector: {}, policyTypes: ['Ingress', 'Egress'] }];
  expect(outcomeOf(traced(world(policies), 'pod:default/web-b', web))).toBe('10.244.1.5:8080 masq');
});

test('S89: the Pod’s node reaches it, another node does not', () => {
  const policies = [{ ...forWeb }];
  expect(traced(world(policies), 'node:node-b', web).verdict).toBe('forward');
  expect(traced(world(policies), 'node:node-a', web).verdict).toBe('drop');
});

test('S82: a Pod that may not be read may be isolated, which is an assumption', () => {
  const access = {
    type: 'access',
    kind: 'Pod',
    access: { state: 'denied', verb: 'list' },
  } as const;
  const policy = networkPolicy({ name: 'p', podSelector: {} });
  const blind = buildState([...nodes, webService(), webSlice([onB]), policy], [access]);
  const trace = traced(blind, 'node:node-a', web);
  expect(trace.verdict).toBe('forward');
  expect(trace.assumptions).toContainEqual({
    code: 'policyOnUnseenPod',
    params: { pod: 'default/web-b', namespace: 'default' },
  });
});
