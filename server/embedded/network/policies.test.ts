import { describe, expect, it } from 'vitest';

import type { KubeObject } from '../objects.ts';
import { SimulatedNetwork } from '../testing/simulatedNetwork.ts';

const POD = '10.244.0.5:8080';
const CLUSTER_IP = '10.96.1.1:80';

function policy(spec: object, name = 'policy'): KubeObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: 'default' },
    spec: { podSelector: {}, policyTypes: ['Ingress'], ...spec },
  };
}

/** A server `a` on node-a behind `web`; clients `friend` and `stranger` on node-b. */
function network(...policies: KubeObject[]): SimulatedNetwork {
  return new SimulatedNetwork()
    .create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'team', labels: { team: 'yes' } },
    })
    .pod('a', { ip: '10.244.0.5', labels: { app: 'a' } })
    .pod('friend', { ip: '10.244.1.5', node: 'node-b', labels: { role: 'friend' } })
    .pod('stranger', { ip: '10.244.1.6', node: 'node-b' })
    .pod('mate', { ip: '10.244.1.7', node: 'node-b', namespace: 'team' })
    .service('web', {
      type: 'NodePort',
      ports: [{ port: 80, targetPort: 8080, nodePort: 31_000, protocol: 'TCP' }],
    })
    .slice('web', [{ ip: '10.244.0.5', node: 'node-a' }])
    .create(...policies)
    .program();
}

const forA = { podSelector: { matchLabels: { app: 'a' } } };
const friends = { podSelector: { matchLabels: { role: 'friend' } } };

describe('ingress', () => {
  it.each([
    ['without a policy everything passes (S82)', [], ['a', 'a', 'a']],
    ['no rule allows nothing (S85)', [policy(forA)], ['silent', 'silent', 'silent']],
    [
      'an empty rule allows everything (S85)',
      [policy({ ...forA, ingress: [{}] })],
      ['a', 'a', 'a'],
    ],
    [
      'by Pod label, in the same namespace only (S86)',
      [policy({ ...forA, ingress: [{ from: [friends] }] })],
      ['a', 'silent', 'silent'],
    ],
    [
      'by namespace (S86)',
      [
        policy({
          ...forA,
          ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'yes' } } }] }],
        }),
      ],
      ['silent', 'silent', 'a'],
    ],
    [
      'policies add up (S82)',
      [
        policy({ ...forA, ingress: [{ from: [friends] }] }),
        policy({ ...forA, ingress: [{ from: [{ namespaceSelector: {} }] }] }, 'more'),
      ],
      ['a', 'a', 'a'],
    ],
    [
      'the target port counts, not the Service port (S91)',
      [policy({ ...forA, ingress: [{ ports: [{ port: 80 }] }] })],
      ['silent', 'silent', 'silent'],
    ],
    [
      'a named port is the destination’s (S88)',
      [policy({ ...forA, ingress: [{ ports: [{ port: 'http' }] }] })],
      ['a', 'a', 'a'],
    ],
    [
      'a range of ports (S88)',
      [policy({ ...forA, ingress: [{ ports: [{ port: 8000, endPort: 8100 }] }] })],
      ['a', 'a', 'a'],
    ],
    [
      'another protocol is another port (S88)',
      [policy({ ...forA, ingress: [{ ports: [{ port: 8080, protocol: 'UDP' }] }] })],
      ['silent', 'silent', 'silent'],
    ],
    [
      'an address block and its exceptions (S87)',
      [
        policy({
          ...forA,
          ingress: [{ from: [{ ipBlock: { cidr: '10.244.1.0/24', except: ['10.244.1.6/32'] } }] }],
        }),
      ],
      ['a', 'silent', 'a'],
    ],
  ])('%s', (_name, policies, seen) => {
    const net = network(...policies);
    const clients = ['pod:default/friend', 'pod:default/stranger', 'pod:team/mate'];
    expect(clients.map((from) => net.dial(from, CLUSTER_IP))).toEqual(seen);
    expect(clients.map((from) => net.dial(from, POD))).toEqual(seen);
  });

  it('always lets the Pod’s own node in, and no other (S89)', () => {
    const net = network(policy(forA));
    expect([net.dial('node:node-a', POD), net.dial('node:node-b', POD)]).toEqual(['a', 'silent']);
  });

  it('sees a client from outside as the node that masquerades it (S47, S91)', () => {
    const net = network(policy(forA));
    expect([
      net.dial('outside', '172.18.0.2:31000'),
      net.dial('outside', '172.18.0.3:31000'),
    ]).toEqual(['a', 'silent']);
  });
});

describe('egress', () => {
  const fromAll = { policyTypes: ['Egress'] };

  it.each([
    ['isolated without a rule reaches nothing (S83)', policy(fromAll), 'silent'],
    [
      'to the Pods it names',
      policy({ ...fromAll, egress: [{ to: [{ podSelector: { matchLabels: { app: 'a' } } }] }] }),
      'a',
    ],
    [
      'to the ClusterIP’s address is not to the Pod (S91)',
      policy({ ...fromAll, egress: [{ to: [{ ipBlock: { cidr: '10.96.0.0/12' } }] }] }),
      'silent',
    ],
  ])('%s', (_name, object, seen) => {
    expect(network(object).dial('pod:default/stranger', CLUSTER_IP)).toBe(seen);
  });

  it('judges another node’s NodePort as it is dialled, one’s own as it is rewritten (S91)', () => {
    const toPods = { podSelector: { matchLabels: { app: 'a' } } };
    const net = network(policy({ ...fromAll, egress: [{ to: [toPods] }] }));
    expect([
      net.dial('pod:default/stranger', '172.18.0.3:31000'),
      net.dial('pod:default/stranger', '172.18.0.2:31000'),
    ]).toEqual(['a', 'silent']);
  });

  it('holds for a Pod that does not exist, which has no labels', () => {
    const net = network(policy(fromAll));
    expect([net.dial('pod:default/ghost', POD), net.dial('pod:team/ghost', POD)]).toEqual([
      'silent',
      'a',
    ]);
  });
});
