import { describe, expect, it } from 'vitest';

import { SimulatedNetwork } from '../testing/simulatedNetwork.ts';

const [CLUSTER_IP, VIP, EXTERNAL_IP] = ['10.96.1.1:80', '172.18.255.9:80', '172.18.9.9:80'];
const [NODE_A, NODE_B, NODE_C] = ['172.18.0.2:31000', '172.18.0.3:31000', '172.18.0.4:31000'];

const NODE_PORT = {
  type: 'NodePort',
  ports: [{ port: 80, targetPort: 8080, nodePort: 31_000, protocol: 'TCP' }],
};
const LOAD_BALANCER = { ...NODE_PORT, type: 'LoadBalancer' };
const WITHOUT = [{ port: 80, targetPort: 8080, protocol: 'TCP' }];
const BALANCED = { loadBalancer: { ingress: [{ ip: '172.18.255.9', ipMode: 'VIP' }] } };

const A = { ip: '10.244.0.5', node: 'node-a' };
const B = { ip: '10.244.1.5', node: 'node-b' };
const C = { ip: '10.244.2.5', node: 'node-c' };
const UNREADY = { ready: false, serving: false, terminating: false };
const LEAVING = { ready: false, serving: true, terminating: true };
const GONE = { ready: false, serving: false, terminating: true };

/** Pods `a`, `b`, `c` on their nodes and a client on node-b; `web` has yet to be given. */
function network(): SimulatedNetwork {
  return new SimulatedNetwork()
    .pod('a', A)
    .pod('b', B)
    .pod('c', C)
    .pod('client', { ip: '10.244.1.9', node: 'node-b', ports: [] });
}

const CLIENT = 'pod:default/client';

describe('a ClusterIP', () => {
  it.each([
    ['a Pod reaches every ready endpoint (S67)', CLIENT, ['a', 'b', 'c']],
    ['a node reaches it too (S68)', 'node:node-c', ['a', 'b', 'c']],
    ['outside has no route to it (S69)', 'outside', ['silent']],
    ['and this machine is outside', 'server', ['silent']],
    ['a Pod that does not exist stands on the first node', 'pod:default/nobody', ['a', 'b', 'c']],
  ])('%s', (_name, from, seen) => {
    const net = network().service('web').slice('web', [A, B, C]).program();
    expect(net.dialMany(from, CLUSTER_IP)).toEqual(seen);
  });

  it.each([
    ['no endpoint at all is refused (S55)', [], 'refused'],
    ['unready endpoints are never used (S39)', [{ ...A, conditions: UNREADY }], 'refused'],
    ['nor terminating ones that do not serve (S39)', [{ ...A, conditions: GONE }], 'refused'],
    ['serving ones are used while nothing is ready (S38)', [{ ...A, conditions: LEAVING }], 'a'],
    ['and not once something is (S38)', [{ ...A, conditions: LEAVING }, B], 'b'],
    ['conditions left out mean ready (S32)', [{ ...A, conditions: {} }], 'a'],
    [
      'and serving, when it terminates (S32)',
      [{ ...A, conditions: { ready: false, terminating: true } }],
      'a',
    ],
  ])('%s', (_name, endpoints, seen) => {
    const net = network().service('web').slice('web', endpoints).program();
    expect(net.dialMany(CLIENT, CLUSTER_IP)).toEqual([seen]);
  });

  it.each([
    ['another port name links to nothing (S4)', { name: 'other' }, 'refused'],
    ['another protocol links to nothing (S4)', { protocol: 'UDP' }, 'refused'],
    ['a port the Pod does not serve is refused by the Pod (S23)', { port: 9999 }, 'refused'],
  ])('%s', (_name, port, seen) => {
    const net = network().service('web').slice('web', [A], port).program();
    expect(net.dial(CLIENT, CLUSTER_IP)).toBe(seen);
  });

  it('on a port it does not define is silent in iptables mode (S62)', () => {
    const net = network().service('web').slice('web', [A]).program();
    expect(net.dial(CLIENT, '10.96.1.1:81')).toBe('silent');
  });

  it.each([
    ['internalTrafficPolicy Local keeps to the client node', [A, B], 'b'],
    ['and is silent when only others have endpoints (S55)', [A], 'silent'],
    ['and refused when nobody has (S55)', [], 'refused'],
    ['an endpoint without a node is nowhere local (S35)', [{ ip: B.ip }], 'silent'],
  ])('%s', (_name, endpoints, seen) => {
    const net = network()
      .service('web', { internalTrafficPolicy: 'Local' })
      .slice('web', endpoints)
      .program();
    expect(net.dialMany(CLIENT, CLUSTER_IP)).toEqual([seen]);
  });

  it('as another Service’s endpoint leads nowhere (S30)', () => {
    const net = network()
      .service('web')
      .slice('web', [{ ip: '10.96.1.2' }], { port: 80 })
      .service('other', { clusterIP: '10.96.1.2' })
      .slice('other', [A])
      .program();
    expect(net.dial(CLIENT, CLUSTER_IP)).toBe('silent');
  });

  it('of a headless Service is nobody’s: clients dial Pods (S9)', () => {
    const net = network().service('web', { clusterIP: 'None' }).slice('web', [A]).program();
    expect([net.dial(CLIENT, '10.244.0.5:80'), net.dial(CLIENT, '10.244.0.5:8080')]).toEqual([
      'refused',
      'a',
    ]);
  });
});

const zone = (name: string) => ({ forZones: [{ name }] });

describe('topology hints (S41, S42)', () => {
  it.each([
    [
      'keep a client to its zone',
      [
        { ...A, hints: zone('zone-1') },
        { ...C, hints: zone('zone-2') },
      ],
      ['a'],
    ],
    ['are void when one ready endpoint has none', [{ ...A, hints: zone('zone-1') }, C], ['a', 'c']],
    [
      'are void where none names the zone',
      [
        { ...A, hints: zone('zone-3') },
        { ...C, hints: zone('zone-2') },
      ],
      ['a', 'c'],
    ],
    [
      'for the node win over those for the zone',
      [
        { ...A, hints: { ...zone('zone-1'), forNodes: [{ name: 'node-a' }] } },
        { ...B, hints: { ...zone('zone-1'), forNodes: [{ name: 'node-b' }] } },
      ],
      ['b'],
    ],
  ])('%s', (_name, endpoints, seen) => {
    const net = network().service('web').slice('web', endpoints).program();
    expect(net.dialMany(CLIENT, CLUSTER_IP)).toEqual(seen);
  });
});

describe('a NodePort', () => {
  it('is opened by every node for clients outside (S45, S47)', () => {
    const net = network().service('web', NODE_PORT).slice('web', [B]).program();
    expect([NODE_A, NODE_B, NODE_C].map((to) => net.dial('outside', to))).toEqual(['b', 'b', 'b']);
  });

  it('is refused by every node when there is no endpoint (S55)', () => {
    const net = network().service('web', NODE_PORT).program();
    expect([NODE_A, NODE_B].map((to) => net.dial('outside', to))).toEqual(['refused', 'refused']);
    expect(net.dial('node:node-a', NODE_A)).toBe('refused');
  });

  it('that no Service has is refused by the node itself (S65)', () => {
    const net = network().service('web', NODE_PORT).slice('web', [A]).program();
    expect(net.dial('outside', '172.18.0.2:31001')).toBe('refused');
  });

  it('answers on loopback on the node itself (S64)', () => {
    const net = network().service('web', NODE_PORT).slice('web', [B]).program();
    expect(net.dial('node:node-a', '127.0.0.1:31000')).toBe('b');
  });

  const local = { ...NODE_PORT, externalTrafficPolicy: 'Local' };

  it.each([
    ['outside: the node with the endpoint answers (S70)', 'outside', NODE_B, 'b'],
    ['outside: another node is silent (S55)', 'outside', NODE_A, 'silent'],
    ['a Pod short-circuits at its own node (S48)', 'pod:default/a', NODE_A, 'b'],
    ['a Pod’s address kept between nodes short-circuits there (S49)', 'pod:default/a', NODE_C, 'b'],
    ['a node short-circuits at itself (S48)', 'node:node-a', NODE_A, 'b'],
    ['a node is a stranger to another node (S49)', 'node:node-a', NODE_C, 'silent'],
  ])('with externalTrafficPolicy Local – %s', (_name, from, to, seen) => {
    const net = network().service('web', local).slice('web', [B]).program();
    expect(net.dial(from, to)).toBe(seen);
  });

  it('with externalTrafficPolicy Local falls back to a local endpoint that is leaving (S38)', () => {
    const net = network()
      .service('web', local)
      .slice('web', [{ ...A, conditions: LEAVING }, B])
      .program();
    expect(net.dial('outside', NODE_A)).toBe('a');
  });
});

describe('a load balancer', () => {
  const ranges = { ...LOAD_BALANCER, loadBalancerSourceRanges: [' 192.0.2.0/24 '] };

  it.each([
    ['outside', 'outside'],
    ['a Pod, which never leaves its node (S71)', CLIENT],
    ['a node', 'node:node-c'],
  ])('leads %s to an endpoint (S45)', (_name, from) => {
    const net = network().service('web', LOAD_BALANCER, BALANCED).slice('web', [A]).program();
    expect(net.dial(from, VIP)).toBe('a');
  });

  it.each([
    ['outside', 'outside', 'refused'],
    ['a Pod', CLIENT, 'refused'],
    ['a node, whose own packets pass no REJECT (S57)', 'node:node-a', 'silent'],
  ])('without endpoints, from %s', (_name, from, seen) => {
    const net = network().service('web', LOAD_BALANCER, BALANCED).program();
    expect(net.dial(from, VIP)).toBe(seen);
  });

  it('keeps out sources it does not list (S52), but not at the NodePort', () => {
    const net = network().service('web', ranges, BALANCED).slice('web', [A]).program();
    expect([net.dial('outside', VIP), net.dial('outside', NODE_A)]).toEqual(['silent', 'a']);
  });

  it('refuses even sources it would keep out when there is no endpoint (S53)', () => {
    const net = network().service('web', ranges, BALANCED).program();
    expect(net.dial('outside', VIP)).toBe('refused');
  });

  it.each([
    ['comes back to the NodePort as an outsider', { externalTrafficPolicy: 'Local' }, [A], 'a'],
    ['meets a node that refuses', {}, [], 'refused'],
    [
      'has nowhere to come back to without NodePorts',
      { allocateLoadBalancerNodePorts: false, ports: WITHOUT },
      [A],
      'silent',
    ],
  ])('with ipMode Proxy has no rule on the nodes: a Pod %s (S54)', (_name, spec, slice, seen) => {
    const proxied = { loadBalancer: { ingress: [{ ip: '172.18.255.9', ipMode: 'Proxy' }] } };
    const net = network().service('web', { ...LOAD_BALANCER, ...spec }, proxied);
    net.slice('web', slice).program();
    expect(net.dialMany(CLIENT, VIP)).toEqual([seen]);
    expect(net.dialMany('outside', VIP)).toEqual([seen]);
  });

  it('with externalTrafficPolicy Local asks the nodes’ health and takes a healthy one (S66, S70)', () => {
    const spec = {
      ...LOAD_BALANCER,
      externalTrafficPolicy: 'Local',
      healthCheckNodePort: 32_500,
    };
    const net = network().service('web', spec, BALANCED).slice('web', [B]).program();
    expect(net.dialMany('outside', VIP)).toEqual(['b']);
    expect([
      net.dial('outside', '172.18.0.3:32500'),
      net.dial('outside', '172.18.0.2:32500'),
    ]).toEqual(['node node-b 200', 'node node-a 503']);
  });

  it('that is pending has no address, and its NodePort works (S14)', () => {
    const net = network().service('web', LOAD_BALANCER).slice('web', [A]).program();
    expect([net.dial('outside', VIP), net.dial('outside', NODE_B)]).toEqual(['silent', 'a']);
  });
});

it('an externalIP is recognised from outside and inside (S45, S46)', () => {
  const net = network()
    .service('web', { externalIPs: ['172.18.9.9'] })
    .slice('web', [A])
    .program();
  expect([net.dial('outside', EXTERNAL_IP), net.dial(CLIENT, EXTERNAL_IP)]).toEqual(['a', 'a']);
});

it('ClientIP affinity keeps a client to one endpoint until it expires (S59)', () => {
  const net = network()
    .service('web', {
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
    })
    .slice('web', [A, B, C])
    .program();
  expect(net.dialMany(CLIENT, CLUSTER_IP)).toHaveLength(1);
  const seen = new Set<string>();
  for (let time = 0; time < 30; time += 1) {
    net.clock.advance(61_000);
    seen.add(net.dial(CLIENT, CLUSTER_IP));
  }
  expect(seen.size).toBeGreaterThan(1);
});

describe('a Pod address', () => {
  it.each([
    ['from a Pod', CLIENT, '10.244.0.5:8080', 'a'],
    ['from a node', 'node:node-c', '10.244.0.5:8080', 'a'],
    ['from outside (S69)', 'outside', '10.244.0.5:8080', 'silent'],
    ['that nobody has', CLIENT, '10.244.0.77:8080', 'silent'],
    ['of the Pod itself', 'pod:default/a', '127.0.0.1:8080', 'a'],
  ])('%s', (_name, from, to, seen) => {
    expect(network().program().dial(from, to)).toBe(seen);
  });

  it.each([
    ['none', 'refused', 'refused'],
    ['127.0.0.1', 'refused', 'a2'],
    ['blackhole', 'silent', 'silent'],
    ['slow', 'a2', 'a2'],
    ['silent', 'a2', 'a2'],
  ])('of an app that listens on %j', (listen, fromOutsideIt, fromItself) => {
    const annotations = { 'portolan.dev/listen': listen };
    const net = network().pod('a2', { ip: '10.244.0.6', annotations }).program();
    expect([
      net.dial(CLIENT, '10.244.0.6:8080'),
      net.dial('pod:default/a2', '127.0.0.1:8080'),
    ]).toEqual([fromOutsideIt, fromItself]);
  });

  it('of a finished Pod answers nobody (S16)', () => {
    const net = network().pod('done', { ip: '10.244.0.6', phase: 'Succeeded' }).program();
    expect(net.dial(CLIENT, '10.244.0.6:8080')).toBe('silent');
  });

  it('that declares no port serves what Services target in it', () => {
    const net = network()
      .pod('plain', { ip: '10.244.0.6', labels: { app: 'plain' }, ports: [] })
      .service('plain', { selector: { app: 'plain' } })
      .program();
    expect([net.dial(CLIENT, '10.244.0.6:8080'), net.dial(CLIENT, '10.244.0.6:80')]).toEqual([
      'plain',
      'refused',
    ]);
  });

  it('on the host network is the node’s', () => {
    const spec = { hostNetwork: true };
    const net = network().pod('host', { ip: '172.18.0.2', spec }).program();
    expect([
      net.dial('outside', '172.18.0.2:8080'),
      net.dial('outside', '172.18.0.3:8080'),
    ]).toEqual(['host', 'refused']);
  });
});

describe('faults', () => {
  it('a stale node goes on with the endpoints it knew', () => {
    const net = network().service('web', NODE_PORT).slice('web', [A]).program();
    net.annotateNode('node-c', { 'portolan.dev/stale': 'true' });
    net.store.delete({ plural: 'endpointslices', namespace: 'default', name: 'web-1' });
    net.program();
    expect([net.dial('outside', NODE_B), net.dial('outside', NODE_C)]).toEqual(['refused', 'a']);
  });

  it('a node can be stale about some Services only', () => {
    const net = network()
      .annotateNode('node-c', { 'portolan.dev/stale': 'default/web, default/else' })
      .service('web', NODE_PORT)
      .slice('web', [A])
      .service('fresh', { clusterIP: '10.96.1.2' })
      .slice('fresh', [A])
      .program();
    expect([net.dial('outside', NODE_C), net.dial('node:node-c', '10.96.1.2:80')]).toEqual([
      'refused',
      'a',
    ]);
  });

  it.each(['31000', '*', '30000, 31000'])('a node drops NodePorts %j', (dropped) => {
    const net = network()
      .annotateNode('node-b', { 'portolan.dev/drop-node-port': dropped })
      .service('web', NODE_PORT)
      .slice('web', [A])
      .program();
    expect([net.dial('outside', NODE_A), net.dial('outside', NODE_B)]).toEqual(['a', 'silent']);
  });
});

describe('machines outside', () => {
  it.each([
    ['the web’s ports answer', '198.51.100.7:443', 'outside 198.51.100.7:443'],
    ['others refuse', '198.51.100.7:25', 'refused'],
  ])('are simulated: %s', (_name, to, seen) => {
    const net = network().program();
    expect([net.dial(CLIENT, to), net.dial('outside', to)]).toEqual([seen, seen]);
  });

  it('answer on the ports that hand-written endpoints name', () => {
    const net = network()
      .service('db', { ports: [{ port: 5432, protocol: 'TCP' }] })
      .slice('db', [{ ip: '103.41.167.234' }], { port: 5432 })
      .program();
    expect(net.dial(CLIENT, '10.96.1.1:5432')).toBe('outside 103.41.167.234:5432');
  });
});

it.each([
  ['pod:default', 'no such vantage'],
  ['node:node-z', 'no such vantage'],
  ['moon', 'no such vantage'],
])('%s is nowhere to stand', (from, seen) => {
  expect(network().program().dial(from, CLUSTER_IP)).toBe(seen);
});
