import { describe, expect, test } from 'vitest';
import type { ModelObject } from '../model/object.ts';
import type { Pod } from '../model/pod.ts';
import { buildState } from '../state/applyChange.ts';
import { namespace, networkPolicy, node, pod } from '../testing/objects.ts';
import { evaluatePolicies, type PolicyFlow } from './evaluate.ts';

const nodes = [
  node({ name: 'node-a', ips: ['172.18.0.2'] }),
  node({ name: 'node-b', ips: ['172.18.0.3', 'fd01::3'] }),
];
const client = pod({ name: 'client', labels: { app: 'client' }, ips: ['10.244.0.9'] });
const stranger = pod({
  name: 'stranger',
  namespace: 'other',
  labels: { app: 'client' },
  ips: ['10.244.0.8'],
});
const web = pod({
  name: 'web',
  labels: { app: 'web' },
  ips: ['10.244.1.5'],
  node: 'node-b',
  ports: [
    { name: 'http', containerPort: 8080 },
    { name: 'dns', containerPort: 53, protocol: 'UDP' },
    { name: 'assoc', containerPort: 9000, protocol: 'SCTP' },
  ],
  spec: {
    initContainers: [
      { name: 'proxy', restartPolicy: 'Always', ports: [{ name: 'admin', containerPort: 9901 }] },
      { name: 'setup', ports: [{ name: 'setup', containerPort: 7000 }] },
    ],
  },
});

type Spec = Record<string, unknown>;
const forWeb = { podSelector: { matchLabels: { app: 'web' } } };
const ingressOf = (...rules: Spec[]): Spec => ({ ...forWeb, ingress: rules });
const from = (...peers: Spec[]): Spec => ({ from: peers });
const labelled = (labels: Spec): Spec => ({ matchLabels: labels });

function worldWith(policies: readonly Spec[], more: readonly ModelObject[] = []) {
  return buildState([
    ...nodes,
    namespace('default', { team: 'blue' }),
    namespace('other', { team: 'red' }),
    client,
    stranger,
    web,
    ...policies.map((spec, index) => networkPolicy({ name: `p${index}`, ...spec })),
    ...more,
  ]);
}

function flow(given: Partial<PolicyFlow> = {}): PolicyFlow {
  const source: Pod | undefined = 'source' in given ? given.source : client;
  return {
    source,
    sourceIP: source?.podIPs[0] ?? '203.0.113.1',
    destination: web,
    destinationIP: '10.244.1.5',
    port: 8080,
    protocol: 'TCP',
    ...given,
  };
}

const verdictOf = (policies: readonly Spec[], given: Partial<PolicyFlow> = {}) =>
  evaluatePolicies(worldWith(policies), flow(given));

const onHost = (name: string, labels: Record<string, string>) =>
  pod({ name, labels, ips: ['172.18.0.2'], node: 'node-a', spec: { hostNetwork: true } });

const clientMayReach = (peer: Spec): Spec => ({
  podSelector: labelled({ app: 'client' }),
  policyTypes: ['Egress'],
  egress: [{ to: [peer] }],
});

const denied = (kind: 'NetworkPolicy' | 'Namespace') =>
  ({ type: 'access', kind, access: { state: 'denied', verb: 'list' } }) as const;

describe('isolation', () => {
  test('S82: without a policy every connection is open, and none is named', () => {
    expect(verdictOf([])).toEqual({
      allowed: true,
      policies: [],
      rules: [],
      directions: [],
      assumptions: [],
    });
  });

  test.each<[string, Spec, boolean]>([
    ['S82: a policy for other Pods', { podSelector: labelled({ app: 'db' }), ingress: [] }, true],
    ['S82: of another namespace', { namespace: 'other', podSelector: {}, ingress: [] }, true],
    ['S82, S86: the empty selector isolates all', { podSelector: {} }, false],
    ['S83: Ingress by default, even with egress rules', { podSelector: {}, egress: [{}] }, false],
    ['S83: policyTypes Egress leaves ingress open', { ...forWeb, policyTypes: ['Egress'] }, true],
    ['S85: no rules allow nothing', ingressOf(), false],
    ['S85: one empty rule allows everything', ingressOf({}), true],
  ])('%s', (_title, spec, allowed) => {
    expect(verdictOf([spec]).allowed).toBe(allowed);
  });

  test('S82: effects add up; the verdict names the policy that allows', () => {
    const verdict = verdictOf([ingressOf(), ingressOf(from({ podSelector: {} }))]);
    expect(verdict).toMatchObject({
      allowed: true,
      policies: ['default/p1'],
      directions: [
        {
          direction: 'Ingress',
          pod: 'default/web',
          isolatedBy: ['default/p0', 'default/p1'],
          allowedBy: ['default/p1'],
        },
      ],
    });
  });

  test('S82, S92: a denial names the policies that isolate', () => {
    expect(verdictOf([ingressOf(), ingressOf()])).toMatchObject({
      allowed: false,
      policies: ['default/p0', 'default/p1'],
      rules: ['S82', 'S85', 'S92'],
      reason: { code: 'policyAllowsNothing' },
      assumptions: [{ code: 'policyEngineAssumed' }],
    });
  });
});

describe('both directions (S84)', () => {
  const denyEgress = { podSelector: labelled({ app: 'client' }), policyTypes: ['Egress'] };
  const toWeb = {
    podSelector: labelled({ app: 'client' }),
    egress: [{ to: [{ podSelector: labelled({ app: 'web' }) }] }],
    policyTypes: ['Egress'],
  };
  const fromClient = ingressOf(from({ podSelector: labelled({ app: 'client' }) }));

  test.each<[string, Spec[], boolean, string[]]>([
    ['S84: egress alone denies', [denyEgress, fromClient], false, ['Egress']],
    ['S84: ingress alone denies', [toWeb, ingressOf()], false, ['Egress', 'Ingress']],
    ['S84: both allow', [toWeb, fromClient], true, ['Egress', 'Ingress']],
    ['S82: only egress is isolated', [toWeb], true, ['Egress']],
    ['S83: egress rules make it Egress', [{ ...toWeb, policyTypes: [] }], true, ['Egress']],
  ])('%s', (_title, policies, allowed, directions) => {
    const verdict = verdictOf(policies);
    expect(verdict.allowed).toBe(allowed);
    expect(verdict.directions.map(({ direction }) => direction)).toEqual(directions);
  });

  test('S91: one direction alone is asked where the two see other addresses', () => {
    expect(verdictOf([denyEgress], { direction: 'ingress' }).allowed).toBe(true);
    expect(verdictOf([ingressOf()], { direction: 'egress' }).allowed).toBe(true);
  });
});

describe('peers', () => {
  const both = {
    namespaceSelector: labelled({ team: 'red' }),
    podSelector: labelled({ app: 'client' }),
  };
  test.each<[string, Spec[], Pod | undefined, boolean]>([
    ['S85: a missing list', [], stranger, true],
    [
      'S86: podSelector, own namespace',
      [{ podSelector: labelled({ app: 'client' }) }],
      client,
      true,
    ],
    ['S86: podSelector, other namespace', [{ podSelector: {} }], stranger, false],
    ['S86: namespaceSelector', [{ namespaceSelector: labelled({ team: 'red' }) }], stranger, true],
    [
      'S86: namespaceSelector, not met',
      [{ namespaceSelector: labelled({ team: 'red' }) }],
      client,
      false,
    ],
    [
      'S86: an empty namespaceSelector is every namespace',
      [{ namespaceSelector: {} }],
      stranger,
      true,
    ],
    [
      'S86: a namespace by its name',
      [{ namespaceSelector: labelled({ 'kubernetes.io/metadata.name': 'other' }) }],
      stranger,
      true,
    ],
    ['S86: both selectors in one entry: met', [both], stranger, true],
    ['S86: both selectors in one entry: Pod alone', [both], client, false],
    [
      'S86: as two entries: either',
      [{ namespaceSelector: both.namespaceSelector }, { podSelector: both.podSelector }],
      client,
      true,
    ],
    [
      'S86: expressions',
      [
        {
          podSelector: {
            matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['client'] }],
          },
        },
      ],
      client,
      false,
    ],
    ['S86: selectors see Pods only', [{ namespaceSelector: {} }], undefined, false],
    ['S87: ipBlock', [{ ipBlock: { cidr: '203.0.113.0/24' } }], undefined, true],
    [
      'S87: except',
      [{ ipBlock: { cidr: '203.0.0.0/8', except: ['203.0.113.0/24'] } }],
      undefined,
      false,
    ],
    ['S87: another family', [{ ipBlock: { cidr: '::/0' } }], undefined, false],
    [
      'S87: with a selector it is invalid',
      [{ ipBlock: { cidr: '0.0.0.0/0' }, podSelector: {} }],
      client,
      false,
    ],
    ['S86: an entry that names nobody', [{}], client, false],
  ])('%s', (_title, peers, source, allowed) => {
    expect(verdictOf([ingressOf(from(...peers))], { source }).allowed).toBe(allowed);
  });

  test('S86: a namespace without an object still has its name', () => {
    const policy = networkPolicy({
      name: 'p',
      ...ingressOf(from({ namespaceSelector: labelled({ 'kubernetes.io/metadata.name': 'far' }) })),
    });
    const far = pod({ name: 'c', namespace: 'far', ips: ['10.244.0.7'] });
    const world = buildState([...nodes, web, far, policy]);
    expect(evaluatePolicies(world, flow({ source: far })).allowed).toBe(true);
  });
});

describe('ports (S88)', () => {
  test.each<[string, Spec[], Partial<PolicyFlow>, boolean]>([
    ['a missing list is every port', [], {}, true],
    ['a number', [{ port: 8080 }], {}, true],
    ['another number', [{ port: 80 }], {}, false],
    ['any of several', [{ port: 80 }, { port: 8080 }], {}, true],
    ['TCP unless said otherwise', [{ port: 53 }], { port: 53, protocol: 'UDP' }, false],
    ['UDP', [{ port: 53, protocol: 'UDP' }], { port: 53, protocol: 'UDP' }, true],
    ['SCTP', [{ port: 9000, protocol: 'SCTP' }], { port: 9000, protocol: 'SCTP' }, true],
    ['SCTP is not TCP', [{ port: 9000, protocol: 'SCTP' }], { port: 9000 }, false],
    ['no number: every port of the protocol', [{ protocol: 'TCP' }], { port: 5 }, true],
    ['no number, another protocol', [{ protocol: 'UDP' }], {}, false],
    ['endPort: within', [{ port: 8000, endPort: 8080 }], {}, true],
    ['endPort: beyond', [{ port: 8000, endPort: 8079 }], {}, false],
    ['endPort below port is invalid', [{ port: 8080, endPort: 8000 }], {}, false],
    ['endPort needs a number', [{ port: 'http', endPort: 9000 }], {}, false],
    ['endPort alone is invalid', [{ endPort: 9000 }], {}, false],
    ['a name of the destination Pod', [{ port: 'http' }], {}, true],
    ['a name of another port', [{ port: 'dns', protocol: 'UDP' }], {}, false],
    ['a name, and another number dialled', [{ port: 'http' }], { port: 8081 }, false],
    ['a name of another protocol', [{ port: 'dns' }], { port: 53 }, false],
    ['a name of a sidecar', [{ port: 'admin' }], { port: 9901 }, true],
    ['a name of an init container', [{ port: 'setup' }], { port: 7000 }, false],
    ['a name nobody has', [{ port: 'constructor' }], {}, false],
  ])('S88: %s', (_title, ports, given, allowed) => {
    expect(verdictOf([ingressOf({ ports })], given).allowed).toBe(allowed);
  });

  test('S88: a name in an egress rule is the destination Pod’s too', () => {
    const named = {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ ports: [{ port: 'http' }] }],
    };
    expect(verdictOf([named]).allowed).toBe(true);
    expect(verdictOf([named], { destination: undefined }).allowed).toBe(false);
  });

  test('S85: peer and port must be met by one rule', () => {
    const policy = ingressOf(
      { ...from({ podSelector: {} }), ports: [{ port: 80 }] },
      { ...from({ ipBlock: { cidr: '192.0.2.0/24' } }), ports: [{ port: 8080 }] },
    );
    expect(verdictOf([policy])).toMatchObject({
      allowed: false,
      reason: { code: 'policyDeniesPort', params: { port: 8080, peer: 'default/client' } },
    });
  });
});

describe('exempt (S89)', () => {
  test.each<[string, Partial<PolicyFlow>, boolean, string]>([
    ['S89: its own node', { source: undefined, sourceIP: '172.18.0.3' }, true, 'policyOwnNode'],
    ['S89: in the other family', { source: undefined, sourceIP: 'fd01::3' }, true, 'policyOwnNode'],
    [
      'S89: another node',
      { source: undefined, sourceIP: '172.18.0.2' },
      false,
      'policyAllowsNothing',
    ],
    ['S89, S91: masqueraded to its own node', { sourceIP: '172.18.0.3' }, true, 'policyOwnNode'],
    ['S89: itself', { source: web, sourceIP: '10.244.1.5' }, true, 'policySelf'],
    ['S89: itself, by hairpin', { source: web, sourceIP: '172.18.0.2' }, true, 'policySelf'],
  ])('%s', (_title, given, allowed, code) => {
    expect(verdictOf([ingressOf()], given)).toMatchObject({ allowed, reason: { code } });
  });
});

describe('host network and rewritten sources', () => {
  const hostClient = onHost('host-client', { app: 'client' });
  const hostWeb = onHost('host-web', { app: 'web' });
  const clients = { podSelector: labelled({ app: 'client' }) };
  const nodesBlock = { ipBlock: { cidr: '172.18.0.0/16' } };

  test.each<[string, Spec, Partial<PolicyFlow>, boolean]>([
    ['S90: no selector sees a host Pod', clients, { source: hostClient }, false],
    ['S90: an ipBlock does', nodesBlock, { source: hostClient }, true],
    ['S91: a masqueraded Pod is no Pod', clients, { sourceIP: '172.18.0.2' }, false],
    ['S91: but a node', nodesBlock, { sourceIP: '172.18.0.2' }, true],
    ['S91: outside, masqueraded', nodesBlock, { source: undefined, sourceIP: '172.18.0.2' }, true],
  ])('%s', (_title, peer, given, allowed) => {
    expect(verdictOf([ingressOf(from(peer))], given).allowed).toBe(allowed);
  });

  test('S91: a denial says that the source was rewritten', () => {
    const verdict = verdictOf([ingressOf(from(clients))], { sourceIP: '172.18.0.2' });
    expect(verdict.reason).toMatchObject({ code: 'policyDeniesMasqueraded' });
    expect(verdict.rules).toContain('S91');
  });

  test('S90: no policy isolates a host Pod, and that is an assumption', () => {
    const given = { destination: hostWeb, destinationIP: '172.18.0.2' };
    expect(verdictOf([ingressOf()], given)).toMatchObject({
      allowed: true,
      assumptions: [{ code: 'policyOnHostNetwork', params: { policies: 'default/p0' } }],
    });
  });

  test('S90: nor is it a peer by label for egress', () => {
    const given = { destination: hostWeb, destinationIP: '172.18.0.2' };
    expect(verdictOf([clientMayReach(forWeb)], given).allowed).toBe(false);
    expect(verdictOf([clientMayReach(nodesBlock)], given).allowed).toBe(true);
  });
});

describe('what may not be read', () => {
  test('S82: unreadable policies are an assumption, not a denial', () => {
    const world = buildState([...nodes, client, web], [denied('NetworkPolicy')]);
    expect(evaluatePolicies(world, flow({ direction: 'ingress' }))).toMatchObject({
      allowed: true,
      assumptions: [{ code: 'policiesUnreadable', params: { namespace: 'default' } }],
    });
  });

  test('S86: unreadable namespaces are known by name alone', () => {
    const policy = networkPolicy({
      name: 'p',
      ...ingressOf(from({ namespaceSelector: labelled({ team: 'red' }) })),
    });
    const world = buildState([...nodes, stranger, web, policy], [denied('Namespace')]);
    const { assumptions } = evaluatePolicies(world, flow({ source: stranger }));
    expect(assumptions.map(({ code }) => code)).toContain('namespaceUnreadable');
  });
});
