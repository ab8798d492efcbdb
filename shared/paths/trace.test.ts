import { describe, expect, test } from 'vitest';
import { node, pod, podEndpoint, service, slice } from '../testing/objects.ts';
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
  webWorld,
} from '../testing/pathWorld.ts';
import { buildState } from '../state/applyChange.ts';
import { traceFlow, tracerOf } from './trace.ts';

const a = '10.244.0.5:8080';
const b = '10.244.1.5:8080';
const fromPod = 'pod:default/client';
const codes = (trace: { assumptions: { code: string }[] }) =>
  trace.assumptions.map(({ code }) => code);

describe('the five tests of the note', () => {
  const world = webWorld(nodePortSpec, [onA, onB]);
  const name = 'web.default.svc.cluster.local:80';
  test.each([
    [
      'S45: a node reaches the ClusterIP',
      'node:node-a',
      'svc:default/web:80',
      `${a}, ${b} masq`,
      'S45',
    ],
    ['S68: a node does not know the name', 'node:node-a', name, 'nameError', 'S68'],
    ['S72: a Pod knows the name', fromPod, name, `${a}, ${b}`, 'S72'],
    ['S80: a Pod knows the short name', fromPod, 'web:80', `${a}, ${b}`, 'S80'],
    ['S47: outside reaches the NodePort', 'outside', '172.18.0.3:30080', `${a}, ${b} masq`, 'S47'],
    [
      'S69: outside has no route to the ClusterIP',
      'outside',
      'svc:default/web:80',
      'noRoute',
      'S69',
    ],
  ])('%s', (_title, from, to, expected, rule) => {
    const trace = traced(world, from, to);
    expect(outcomeOf(trace)).toBe(expected);
    expect(trace.rules).toContain(rule);
  });
});

describe('from outside', () => {
  const local = { ...nodePortSpec, externalTrafficPolicy: 'Local' };

  test('S69: no route to a Pod, to a Pod range, nor to an endpoint', () => {
    const world = webWorld({}, [onA]);
    for (const to of [a, '10.244.7.7:80', `endpoint/${a}/TCP`]) {
      expect(traced(world, 'outside', to).verdict).toBe('noRoute');
    }
  });

  test('S70: eTP Local node by node', () => {
    const world = webWorld(local, [onA]);
    expect(outcomeOf(traced(world, 'outside', '172.18.0.2:30080'))).toBe(a);
    expect(outcomeOf(traced(world, 'outside', '172.18.0.3:30080'))).toBe('drop');
  });

  const balanced = { ...local, type: 'LoadBalancer', ingress: [{ ip: '192.0.2.60' }] };

  test('S70: a balancer uses the healthy nodes only', () => {
    const trace = traced(webWorld(balanced, [onA, onB]), 'outside', '192.0.2.60:80');
    expect(outcomeOf(trace)).toBe(`${a}, ${b}`);
    expect(trace.backends.map(({ share }) => share)).toEqual([0.5, 0.5]);
    expect(codes(trace)).toContain('balancerSpreads');
  });

  test('S70: equal nodes, not equal endpoints', () => {
    const second = { name: 'web-a2', address: '10.244.0.6', node: 'node-a' };
    const trace = traced(webWorld(balanced, [onA, second, onB]), 'outside', '192.0.2.60:80');
    expect(trace.backends.map(({ share }) => share)).toEqual([0.25, 0.25, 0.5]);
  });

  test('S41: with hints, nodes of different zones send it on differently', () => {
    const hinted = [
      { ...onA, forZones: ['zone-1'] },
      { ...onB, forZones: ['zone-2'] },
    ];
    const given = { ...balanced, externalTrafficPolicy: 'Cluster' };
    const trace = traced(webWorld(given, hinted), 'outside', '192.0.2.60:80');
    const shares = new Map(trace.backends.map(({ address, share }) => [address, share]));
    // Two of the three nodes are in zone-1.
    expect(shares.get('10.244.0.5')).toBeCloseTo(2 / 3);
    expect(shares.get('10.244.1.5')).toBeCloseTo(1 / 3);
  });

  test('S55: no node has one', () => {
    const away = { name: 'web-x', address: '10.244.9.9' };
    expect(outcomeOf(traced(webWorld(balanced, [away]), 'outside', '192.0.2.60:80'))).toBe('drop');
  });

  test('S13: an externalIP must be routed to a node', () => {
    const trace = traced(
      webWorld({ externalIPs: ['192.0.2.50'] }, [onA]),
      'outside',
      '192.0.2.50:80',
    );
    expect(outcomeOf(trace)).toBe(`${a} masq`);
    expect(codes(trace)).toContain('externalIPRouted');
  });

  test('S54: through a Proxy-mode balancer to a NodePort, from inside and out, by IP and by name', () => {
    const ingress = [{ ip: '192.0.2.60', ipMode: 'Proxy' }, { hostname: 'lb.example.com' }];
    const world = webWorld({ ...nodePortSpec, type: 'LoadBalancer', ingress }, [onA]);
    for (const from of ['outside', fromPod, 'node:node-b']) {
      for (const to of ['192.0.2.60:80', 'lb.example.com:80']) {
        const trace = traced(world, from, to);
        expect(outcomeOf(trace)).toBe(`${a} masq`);
        expect(trace.rules).toContain('S54');
      }
    }
  });

  test('S15: a balancer without NodePorts goes its own way', () => {
    const given = {
      type: 'LoadBalancer',
      allocateLoadBalancerNodePorts: false,
      ingress: [{ hostname: 'lb.example.com' }],
    };
    const trace = traced(webWorld(given, [onA]), 'outside', 'lb.example.com:80');
    expect(trace.verdict).toBe('unknown');
    expect(trace.rules).toContain('S15');
  });

  test('S68: no name of the cluster', () => {
    expect(traced(webWorld({}, [onA]), 'outside', 'web.default.svc.cluster.local:80').verdict).toBe(
      'nameError',
    );
  });
});

describe('from a Pod', () => {
  test('S71: a VIP never leaves the node, balancer or not', () => {
    const given = {
      ...nodePortSpec,
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      ingress: [{ ip: '192.0.2.60' }],
    };
    const trace = traced(webWorld(given, [onB]), fromPod, '192.0.2.60:80');
    expect(outcomeOf(trace)).toBe(b);
    expect(trace.hops.find(({ kind }) => kind === 'node')?.subject).toBe('node-a');
  });

  test('S49: the other node decides on its NodePort, the Pod address kept', () => {
    const world = webWorld({ ...nodePortSpec, externalTrafficPolicy: 'Local' }, [onA]);
    const trace = traced(world, fromPod, '172.18.0.3:30080');
    expect(outcomeOf(trace)).toBe(a);
    expect(trace.hops.find(({ kind }) => kind === 'node')?.subject).toBe('node-b');
    expect(codes(trace)).toContain('podSourcePreserved');
    // The same from the client's node: an outsider there.
    expect(outcomeOf(traced(world, 'node:node-a', '172.18.0.3:30080'))).toBe('drop');
    expect(outcomeOf(traced(world, 'node:node-b', '172.18.0.3:30080'))).toBe(`${a} masq`);
  });

  test('S45: iTP Local looks at its own node', () => {
    const world = webWorld({ internalTrafficPolicy: 'Local' }, [onA]);
    const far = 'pod:default/far';
    const objects = [
      webService({ internalTrafficPolicy: 'Local' }),
      webSlice([onA]),
      pod({ name: 'far', ips: ['10.244.1.9'], node: 'node-b' }),
    ];
    expect(outcomeOf(traced(world, fromPod, 'svc:default/web'))).toBe(a);
    expect(outcomeOf(traced(pathWorld(objects), far, 'svc:default/web'))).toBe('drop');
  });

  test('a Pod that is not there is a client without labels on the first node', () => {
    const trace = traced(
      pathWorld([webService(), webSlice([onA])]),
      'pod:default/nobody',
      'svc:default/web',
    );
    expect(outcomeOf(trace)).toBe(a);
    expect(trace.assumptions.find(({ code }) => code === 'hypotheticalPod')?.params).toEqual({
      pod: 'default/nobody',
      node: 'node-a',
      address: '10.244.0.254',
    });
  });

  test('S67: a Pod address, and S68: from a node', () => {
    const world = webWorld({}, [onA]);
    expect(outcomeOf(traced(world, fromPod, a))).toBe(a);
    expect(outcomeOf(traced(world, 'node:node-c', a))).toBe(a);
    expect(traced(world, fromPod, a).backends).toEqual([
      { address: '10.244.0.5', port: 8080, share: 1, pod: 'default/web-a', node: 'node-a' },
    ]);
    const rulesAtBothEnds = (from: string): unknown => {
      const { hops } = traced(world, from, a);
      return [hops.at(0)?.rules, hops.at(-1)?.rules];
    };
    expect(rulesAtBothEnds(fromPod)).toEqual([['S67'], ['S67']]);
    expect(rulesAtBothEnds('node:node-c')).toEqual([['S68'], ['S68']]);
  });

  test('S67: a Pod has a route to a Pod address, even one that no Pod has; outside has none (S69)', () => {
    const world = webWorld({}, [onA]);
    expect(traced(world, fromPod, '10.244.0.99:8080').verdict).toBe('unmatched');
    expect(traced(world, 'outside', '10.244.0.99:8080').verdict).toBe('noRoute');
  });

  test('S1: every type but ExternalName has a ClusterIP; one that has none yet is not known', () => {
    const fresh = pathWorld([{ ...webService(), clusterIPs: [] }, webSlice([onA]), client]);
    const { verdict, hops } = traced(fresh, fromPod, 'svc:default/web');
    expect(verdict).toBe('unknown');
    expect(hops.at(-1)).toMatchObject({ kind: 'service', rules: ['S1'] });
  });

  test('S68: a hostNetwork Pod is its node', () => {
    const host = pod({
      name: 'host',
      ips: ['172.18.0.2'],
      node: 'node-a',
      spec: { hostNetwork: true },
    });
    const dnsHost = pod({
      name: 'dns',
      ips: ['172.18.0.2'],
      node: 'node-a',
      spec: { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' },
    });
    const world = pathWorld([webService(), webSlice([onA]), host, dnsHost]);
    expect(outcomeOf(traced(world, 'pod:default/host', 'svc:default/web'))).toBe(`${a} masq`);
    expect(traced(world, 'pod:default/host', 'web:80').verdict).toBe('nameError');
    expect(outcomeOf(traced(world, 'pod:default/dns', 'web:80'))).toBe(`${a} masq`);
  });

  test('a hostNetwork endpoint dialled itself', () => {
    const exporter = pod({
      name: 'exporter',
      ips: ['172.18.0.3'],
      node: 'node-b',
      ports: [{ containerPort: 9100 }],
      spec: { hostNetwork: true },
    });
    const world = pathWorld([exporter, client]);
    expect(traced(world, fromPod, '172.18.0.3:9100').backends).toMatchObject([
      { pod: 'default/exporter' },
    ]);
    expect(traced(world, fromPod, '172.18.0.3:9101').verdict).toBe('unmatched');
    expect(traced(world, 'outside', 'endpoint/172.18.0.3:9100/TCP').verdict).toBe('forward');
  });

  test('its own loopback is no matter of Services', () => {
    expect(traced(webWorld({}, [onA]), fromPod, '127.0.0.1:80').verdict).toBe('unmatched');
  });
});

describe('headless (S9, S73)', () => {
  const objects = [
    webService({ clusterIP: 'None', clusterIPs: ['None'] }),
    webSlice([
      onA,
      onB,
      { name: 'web-c', address: '10.244.2.5', node: 'node-c', conditions: { ready: false } },
    ]),
    webPod(onA),
    webPod(onB),
    client,
  ];
  const world = pathWorld(objects);

  test('S73: straight to the ready endpoints', () => {
    const trace = traced(world, fromPod, 'web:8080');
    expect(outcomeOf(trace)).toBe(`${a}, ${b}`);
    expect(trace.backends.map(({ share }) => share)).toEqual([0.5, 0.5]);
  });

  test('S9: the Service port is not mapped', () => {
    const trace = traced(world, fromPod, 'svc:default/web:80');
    expect(trace.verdict).toBe('reject');
    expect(trace.rules).toEqual(expect.arrayContaining(['S9', 'S97']));
  });

  test('S73: none ready, no name', () => {
    const none = pathWorld([
      webService({ clusterIP: 'None', clusterIPs: ['None'] }),
      webSlice([{ ...onA, conditions: { ready: false } }]),
      client,
    ]);
    expect(traced(none, fromPod, 'svc:default/web:80').verdict).toBe('nameError');
  });

  test('S68: not from a node', () => {
    expect(traced(world, 'node:node-a', 'svc:default/web:8080').verdict).toBe('nameError');
  });
});

const named = (externalName: string) =>
  pathWorld([
    client,
    webService(),
    webSlice([onA]),
    service({ name: 'ext', type: 'ExternalName', externalName, ports: [{ port: 80 }] }),
  ]);

describe('ExternalName (S77)', () => {
  test('S77: leaves the cluster', () => {
    const trace = traced(named('www.example.com'), fromPod, 'svc:default/ext');
    expect(trace.backends).toEqual([{ address: 'www.example.com', port: 80, share: 1 }]);
    expect(codes(trace)).toContain('outsideCluster');
  });

  test('S77: to a Service of the cluster', () => {
    expect(outcomeOf(traced(named('web.default.svc.cluster.local'), fromPod, 'ext:80'))).toBe(a);
  });

  test.each([
    ['S77: an address for a name', '192.0.2.1'],
    ['S77: a loop', 'ext.default.svc.cluster.local'],
  ])('%s', (_title, target) => {
    expect(traced(named(target), fromPod, 'ext:80').verdict).toBe('nameError');
  });
});

const manual = (address: string) =>
  pathWorld([
    client,
    webService(),
    service({
      name: 'other',
      clusterIP: '10.96.0.99',
      clusterIPs: ['10.96.0.99'],
      ports: [{ port: 80 }],
    }),
    slice({
      name: 'm',
      service: 'web',
      endpoints: [{ addresses: [address] }],
      ports: [{ name: 'http', port: 80 }],
    }),
  ]);

describe('endpoints that lead nowhere, or out', () => {
  test('S29: hand-made, outside the cluster', () => {
    const trace = traced(manual('198.51.100.7'), fromPod, 'svc:default/web');
    expect(outcomeOf(trace)).toBe('198.51.100.7:80');
    expect(codes(trace)).toContain('outsideCluster');
  });

  test('S30: the ClusterIP of another Service is silence', () => {
    const trace = traced(manual('10.96.0.99'), fromPod, 'svc:default/web');
    expect(trace.verdict).toBe('drop');
    expect(trace.rules).toContain('S30');
  });

  test('S58: a dead node is said', () => {
    const dead = node({ name: 'node-b', ips: ['172.18.0.3'], ready: 'Unknown' });
    const world = buildState([...nodes.slice(0, 1), dead, webService(), webSlice([onB]), client]);
    expect(codes(traced(world, fromPod, 'svc:default/web'))).toContain('nodeNotReady');
  });

  test('S23: an undeclared port is said', () => {
    const bare = pod({
      name: 'web-a',
      ips: ['10.244.0.5'],
      node: 'node-a',
      ports: [{ containerPort: 9999 }],
    });
    const world = pathWorld([webService(), webSlice([onA]), bare, client]);
    expect(codes(traced(world, fromPod, 'svc:default/web'))).toContain('portUndeclared');
  });
});

describe('two families (S12)', () => {
  const dual = webService({
    clusterIPs: ['10.96.0.10', 'fd00:96::a'],
    ipFamilies: ['IPv4', 'IPv6'],
    ipFamilyPolicy: 'PreferDualStack',
  });
  const six = slice({
    name: 'six',
    service: 'web',
    addressType: 'IPv6',
    endpoints: [podEndpoint({ pod: 'web-a', address: 'fd00:244::5', node: 'node-a' })],
    ports: [{ name: 'http', port: 8080 }],
  });
  const dualClient = pod({ name: 'client', ips: ['10.244.0.9', 'fd00:244::9'], node: 'node-a' });

  test('S12: each by itself', () => {
    const world = pathWorld(
      [dual, webSlice([onB]), six, dualClient],
      'clusterCIDR: 10.244.0.0/16,fd00:244::/48\n',
    );
    expect(outcomeOf(traced(world, fromPod, '[fd00:96::a]:80'))).toBe('fd00:244::5:8080');
    expect(outcomeOf(traced(world, fromPod, '10.96.0.10:80'))).toBe(b);
  });

  test('S12: no endpoint of a family rejects there alone', () => {
    const world = pathWorld([dual, webSlice([onB]), dualClient]);
    expect(traced(world, fromPod, '[fd00:96::a]:80').verdict).toBe('reject');
  });

  test('S12: a client without the family has no route', () => {
    expect(traced(pathWorld([dual, six, client]), fromPod, '[fd00:96::a]:80').verdict).toBe(
      'noRoute',
    );
  });

  test('S12, S72: a name leads to the family the client has', () => {
    const sixClient = pod({ name: 'client', ips: ['fd00:244::9'], node: 'node-a' });
    const trace = traced(pathWorld([dual, webSlice([onB]), six, sixClient]), fromPod, 'web:80');
    expect(trace.backends).toMatchObject([{ address: 'fd00:244::5' }]);
  });
});

describe('what was asked', () => {
  const world = webWorld(
    {
      ports: [
        { name: 'http', port: 80 },
        { name: 'dns', port: 53, protocol: 'UDP' },
      ],
    },
    [onA],
  );
  test.each([
    ['badVantage', { from: 'pod:x', to: 'svc:default/web:80' }],
    ['badTarget', { from: fromPod, to: 'svc:web' }],
    ['badAt', { from: '10.0.0.1', to: '10.96.0.10:80', at: 'outside' }],
    ['atNeeded', { from: '10.0.0.1', to: '10.96.0.10:80' }],
    ['noSuchNode', { from: 'node:nowhere', to: '10.96.0.10:80' }],
    ['noSuchNode', { from: '10.0.0.1', to: '10.96.0.10:80', at: 'node:nowhere' }],
    ['noSuchService', { from: fromPod, to: 'svc:default/constructor:80' }],
    ['noSuchPort', { from: fromPod, to: 'svc:default/web:https' }],
    ['portNeeded', { from: fromPod, to: 'svc:default/web' }],
  ])('%s', (code, request) => {
    expect(traceFlow(world, request)).toMatchObject({ error: { code } });
  });

  test('a port by name, and a protocol by the port', () => {
    expect(outcomeOf(traced(world, fromPod, 'svc:default/web:http'))).toBe(a);
    expect(traced(world, fromPod, 'svc:default/web:53').verdict).toBe('reject');
  });

  test('`server` and `browser` stand outside unless told otherwise', () => {
    expect(traced(world, 'browser', '10.96.0.10:80').verdict).toBe('noRoute');
    expect(traced(world, 'server', '10.96.0.10:80').verdict).toBe('noRoute');
    expect(traced(world, 'server', '10.96.0.10:80', { serverVantage: fromPod }).verdict).toBe(
      'forward',
    );
  });

  test('one tracer answers many', () => {
    const trace = tracerOf(world);
    expect(trace({ from: fromPod, to: '10.96.0.10:80' })).toEqual(
      traceFlow(world, { from: fromPod, to: '10.96.0.10:80' }),
    );
  });
});
