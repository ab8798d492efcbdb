import { describe, expect, test } from 'vitest';
import {
  clusterCIDRConfig,
  nodePortSpec,
  onA,
  onB,
  outcomeOf,
  pathWorld,
  proxyConfigMap,
  nodes,
  traced,
  webService,
  webSlice,
  webWorld,
} from '../testing/pathWorld.ts';
import { buildState } from '../state/applyChange.ts';
import { node, slice } from '../testing/objects.ts';

const outsider = '203.0.113.7';
const podIP = '10.244.0.9';
const nodeIP = '172.18.0.2';
const at = { at: 'node:node-a' };
const clusterIP = '10.96.0.10:80';
const nodePort = `${nodeIP}:30080`;
const a = '10.244.0.5:8080';
const b = '10.244.1.5:8080';

type Given = Parameters<typeof webWorld>[0];

function flow(given: Given, backends: Parameters<typeof webWorld>[1], config = clusterCIDRConfig) {
  const world = webWorld(given, backends, config);
  return (from: string, to: string) => outcomeOf(traced(world, from, to, at));
}

const balanced: Given = {
  type: 'LoadBalancer',
  ports: nodePortSpec.ports,
  externalIPs: ['192.0.2.50'],
  ingress: [{ ip: '192.0.2.60' }],
};
const vip = '192.0.2.60:80';
const externalIP = '192.0.2.50:80';

describe('ClusterIP', () => {
  test.each([
    ['S50: a Pod keeps its source', podIP, `${a}, ${b}`],
    ['S50: the node is masqueraded', nodeIP, `${a}, ${b} masq`],
    ['S50, S69: an outsider is masqueraded', outsider, `${a}, ${b} masq`],
    ['S51: hairpin', '10.244.0.5', `${a}, ${b} masq`],
  ])('%s', (_title, from, expected) => {
    expect(flow({}, [onA, onB])(from, clusterIP)).toBe(expected);
  });

  test('S50: masqueradeAll', () => {
    const config = `${clusterCIDRConfig}iptables:\n  masqueradeAll: true\n`;
    expect(flow({}, [onA], config)(podIP, clusterIP)).toBe(`${a} masq`);
  });

  test('S50: without a detector nobody is masqueraded', () => {
    const send = flow({}, [onA], 'clusterCIDR: ""\n');
    expect([podIP, nodeIP, outsider].map((from) => send(from, clusterIP))).toEqual([a, a, a]);
  });

  test.each([
    ['S55: no endpoints', {}, [], 'reject'],
    ['S39, S55: none ready', {}, [{ ...onA, conditions: { ready: false } }], 'reject'],
    ['S55: iTP Local, endpoints elsewhere', { internalTrafficPolicy: 'Local' }, [onB], 'drop'],
    ['S46: iTP Local, one here', { internalTrafficPolicy: 'Local' }, [onA, onB], a],
    ['S55: iTP Local, none anywhere', { internalTrafficPolicy: 'Local' }, [], 'reject'],
    [
      'S46: eTP Local does not matter',
      { ...nodePortSpec, externalTrafficPolicy: 'Local' },
      [onB],
      b,
    ],
  ])('%s', (_title, given, backends, expected) => {
    expect(flow(given, backends)(podIP, clusterIP)).toBe(expected);
  });
});

describe('a port that is not there (S62)', () => {
  test.each([
    ['iptables', 'unmatched'],
    ['nftables', 'reject'],
    ['ipvs', 'reject'],
  ] as const)('S62: %s', (proxyMode, expected) => {
    const world = webWorld({}, [onA]);
    expect(traced(world, podIP, '10.96.0.10:81', { ...at, proxyMode }).verdict).toBe(expected);
  });

  test('S5: UDP to a TCP port', () => {
    const trace = traced(webWorld({}, [onA]), podIP, '10.96.0.10:80/UDP', at);
    expect(trace.verdict).toBe('unmatched');
    expect(trace.rules).toContain('S5');
  });
});

describe('external destinations, eTP Cluster (S47)', () => {
  const send = flow(balanced, [onA, onB]);
  test.each([nodePort, vip, externalIP])('S47: %s is masqueraded for everyone', (to) => {
    expect([podIP, nodeIP, outsider].map((from) => send(from, to))).toEqual(
      Array.from({ length: 3 }, () => `${a}, ${b} masq`),
    );
  });

  test('S46: iTP Local never applies to them', () => {
    const local = flow({ ...balanced, internalTrafficPolicy: 'Local' }, [onB]);
    expect([nodePort, vip, externalIP].map((to) => local(outsider, to))).toEqual(
      Array.from({ length: 3 }, () => `${b} masq`),
    );
    expect(local(podIP, clusterIP)).toBe('drop');
  });
});

describe('external destinations, eTP Local (S48)', () => {
  const local: Given = { ...balanced, externalTrafficPolicy: 'Local' };
  const destinations = [nodePort, vip, externalIP];
  const all = (given: Given, backends: Parameters<typeof flow>[1], from: string, config?: string) =>
    destinations.map((to) => flow(given, backends, config)(from, to));
  const thrice = (expected: string) => destinations.map(() => expected);

  test('S48: a Pod short-circuits to the Cluster set, source kept', () => {
    expect(all(local, [onA, onB], podIP)).toEqual(thrice(`${a}, ${b}`));
    expect(all(local, [onB], podIP)).toEqual(thrice(b));
  });

  test('S48: the node short-circuits, masqueraded', () => {
    expect(all(local, [onB], nodeIP)).toEqual(thrice(`${b} masq`));
  });

  test('S48: everyone else gets the Local set with the source kept, or is dropped', () => {
    expect(all(local, [onA, onB], outsider)).toEqual(thrice(a));
    expect(all(local, [onB], outsider)).toEqual(thrice('drop'));
  });

  test('S48: without a detector Pods are outsiders', () => {
    expect(all(local, [onA, onB], podIP, 'mode: iptables\n')).toEqual(thrice(a));
    expect(all(local, [onB], podIP, 'mode: iptables\n')).toEqual(thrice('drop'));
  });

  test('S49: another node sees the client node as an outsider', () => {
    expect(all(local, [onB], '172.18.0.4')).toEqual(thrice('drop'));
  });

  test('S38: a terminating local endpoint still serves', () => {
    const draining = { ...onA, conditions: { ready: false, serving: true, terminating: true } };
    expect(all(local, [draining, onB], outsider)).toEqual(thrice(a));
  });

  test('S51: hairpin is masqueraded even on the short circuit', () => {
    expect(all(local, [onA], '10.244.0.5')).toEqual(thrice(`${a} masq`));
  });

  test('S3: eTP is not honoured without external access', () => {
    expect(flow({ externalTrafficPolicy: 'Local' }, [onB])(outsider, clusterIP)).toBe(`${b} masq`);
  });
});

describe('source ranges (S52)', () => {
  const guarded: Given = {
    ...balanced,
    loadBalancerSourceRanges: [' 203.0.113.0/25', '172.18.0.0/24'],
  };
  const send = flow(guarded, [onA]);
  test.each([
    ['an allowed client', '203.0.113.7', vip, `${a} masq`],
    ['a blocked client', '203.0.113.200', vip, 'drop'],
    ['a Pod, by its own address', podIP, vip, 'drop'],
    ['the node', nodeIP, vip, `${a} masq`],
    ['the node with the VIP as its source', '192.0.2.60', vip, `${a} masq`],
    ['a blocked client by NodePort', '203.0.113.200', nodePort, `${a} masq`],
    ['a blocked client by ClusterIP', '203.0.113.200', clusterIP, `${a} masq`],
    ['a blocked client by externalIP', '203.0.113.200', externalIP, `${a} masq`],
  ])('S52: %s', (_title, from, to, expected) => {
    expect(send(from, to)).toBe(expected);
  });

  test('S52: the VIP as source is not allowed where the node is not', () => {
    const narrow = flow({ ...guarded, loadBalancerSourceRanges: ['203.0.113.0/25'] }, [onA]);
    expect(narrow('192.0.2.60', vip)).toBe('drop');
  });

  test('S52: a zero-length prefix allows all', () => {
    const open = flow({ ...guarded, loadBalancerSourceRanges: ['10.0.0.0/8', '0.0.0.0/0'] }, [onA]);
    expect(open('203.0.113.200', vip)).toBe(`${a} masq`);
  });

  test('S52: a zero-length prefix leaves no firewall at all', () => {
    const world = webWorld({ ...guarded, loadBalancerSourceRanges: ['10.0.0.0/8', '0.0.0.0/0'] }, [
      onA,
    ]);
    const kinds = traced(world, '203.0.113.200', vip, at).hops.map(({ kind }) => kind);
    expect(kinds).not.toContain('firewall');
  });

  test('S12: ranges of the other family do not count', () => {
    const other = flow({ ...guarded, loadBalancerSourceRanges: ['fd00::/8'] }, [onA]);
    expect(other('203.0.113.200', vip)).toBe(`${a} masq`);
  });

  test('S53: without endpoints even a blocked source is rejected', () => {
    expect(flow(guarded, [])('203.0.113.200', vip)).toBe('reject');
  });

  test('S53: nftables asks the firewall first, endpoints or none', () => {
    const unserved = flow(guarded, [], 'mode: nftables\nclusterCIDR: 10.244.0.0/16\n');
    expect(unserved('203.0.113.200', vip)).toBe('drop');
    expect(unserved(outsider, vip)).toBe('reject');
  });
});

test('S54: a Proxy-mode balancer IP gets no rule', () => {
  const given = { ...balanced, ingress: [{ ip: '192.0.2.60', ipMode: 'Proxy' }] };
  expect(flow(given, [onA])(podIP, vip)).toBe('unmatched');
});

describe('no endpoints (S55, S57)', () => {
  test.each([clusterIP, nodePort, vip, externalIP])('S55: %s rejects', (to) => {
    expect([podIP, outsider].map((from) => flow(balanced, [])(from, to))).toEqual([
      'reject',
      'reject',
    ]);
  });

  test.each([
    ['iptables', [clusterIP, nodePort], 'reject'],
    ['iptables', [vip, externalIP], 'unmatched'],
    ['nftables', [vip, externalIP], 'reject'],
  ] as const)("S57: the node's own packets, %s %o: %s", (proxyMode, targets, expected) => {
    const world = webWorld(balanced, []);
    for (const to of targets) {
      expect(traced(world, nodeIP, to, { ...at, proxyMode }).verdict).toBe(expected);
    }
  });
});

describe('NodePort addresses (S63, S64)', () => {
  const twoAddresses = node({ name: 'node-a', ips: [nodeIP, '192.168.9.2', 'fd01::2'] });
  function send(config: string, proxyMode?: 'iptables' | 'nftables' | 'ipvs') {
    const web = webService(nodePortSpec);
    const world = buildState([twoAddresses, proxyConfigMap(config), web, webSlice([onA])]);
    return (from: string, to: string) =>
      traced(world, from, to, { ...at, ...(proxyMode ? { proxyMode } : {}) }).verdict;
  }
  const second = '192.168.9.2:30080';

  test.each([
    ['S63: iptables listens everywhere', '', 'iptables', second, 'forward'],
    ['S63: nftables on the primary address only', '', 'nftables', second, 'unmatched'],
    ['S63: nftables on the primary address', '', 'nftables', nodePort, 'forward'],
    [
      'S63: a CIDR leaves others out',
      'nodePortAddresses: [172.18.0.0/16]\n',
      'iptables',
      second,
      'unmatched',
    ],
    [
      'S63: a CIDR lets its own in',
      'nodePortAddresses:\n- 192.168.9.0/24\n',
      'iptables',
      second,
      'forward',
    ],
    [
      'S63: an IPv6 entry alone leaves IPv4 as it is',
      'nodePortAddresses: ["fd01::/64"]\n',
      'iptables',
      second,
      'forward',
    ],
    ['S63: `primary`', 'nodePortAddresses: [primary]\n', 'iptables', second, 'unmatched'],
    ['S63: all, in nftables', 'nodePortAddresses: ["0.0.0.0/0"]\n', 'nftables', second, 'forward'],
  ] as const)('%s', (_title, config, mode, to, expected) => {
    expect(send(config, mode)(outsider, to)).toBe(expected);
  });

  test.each([
    ['iptables', '', 'forward'],
    ['iptables', 'iptables: {}\nnodePortAddresses: [172.18.0.0/16]\n', 'unmatched'],
    ['iptables', 'iptables:\n  localhostNodePorts: false\n', 'unmatched'],
    ['nftables', '', 'unmatched'],
    ['nftables', 'nodePortAddresses: ["0.0.0.0/0"]\n', 'unmatched'],
    ['ipvs', '', 'unmatched'],
  ] as const)('S64: loopback, %s %o: %s', (mode, config, expected) => {
    expect(send(config, mode)('127.0.0.1', '127.0.0.1:30080')).toBe(expected);
  });

  test('S12, S64: no IPv6 NodePort for an IPv4 Service, so none on ::1', () => {
    expect(send('')('::1', '[::1]:30080')).toBe('unmatched');
  });

  test('S64: nor for an IPv6 one on ::1', () => {
    const dual = webService({
      ...nodePortSpec,
      clusterIPs: ['10.96.0.10', 'fd00::a'],
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'PreferDualStack',
    });
    const world = buildState([twoAddresses, proxyConfigMap(''), dual, webSlice([onA])]);
    expect(traced(world, '::1', '[::1]:30080', at).rules).toContain('S64');
    expect(traced(world, 'fd01::7', '[fd01::2]:30080', at).verdict).toBe('reject');
  });

  test('S45: only on addresses of this node', () => {
    expect(send('')(outsider, '172.18.0.3:30080')).toBe('unmatched');
  });

  test('S65: the rule shadows the host; another port is the host’s', () => {
    const trace = traced(webWorld(nodePortSpec, [onA]), outsider, `${nodeIP}:22`, at);
    expect(trace.verdict).toBe('unmatched');
    expect(trace.rules).toContain('S65');
  });
});

describe('healthCheckNodePort (S66)', () => {
  const given: Given = { ...balanced, externalTrafficPolicy: 'Local', healthCheckNodePort: 31999 };
  test.each([
    ['a ready local endpoint', [onA], 'healthCheckOk'],
    [
      'only a terminating one',
      [{ ...onA, conditions: { ready: false, serving: true, terminating: true } }],
      'healthCheckFails',
    ],
    ['none here', [onB], 'healthCheckFails'],
    ['none at all', [], 'healthCheckFails'],
  ])('S66: accepts with %s', (_title, backends, code) => {
    const trace = traced(webWorld(given, backends), outsider, `${nodeIP}:31999`, at);
    expect(trace.verdict).toBe('accept');
    expect(trace.hops.at(-1)?.reason?.code).toBe(code);
  });

  test.each([
    ['S24: without a port', { ports: [] }],
    ['S34: of a port without a name', { ports: [{ port: 8080, protocol: 'TCP' }] }],
    ['S10: of another proxy', { labels: { 'service.kubernetes.io/service-proxy-name': 'x' } }],
  ])('S66: endpoints %s do not count', (_title, rest) => {
    const here = { addresses: ['10.244.0.5'], nodeName: 'node-a' };
    const ports = [{ name: 'http', port: 8080, protocol: 'TCP' }];
    const other = slice({ name: 'other', service: 'web', endpoints: [here], ports, ...rest });
    const trace = traced(pathWorld([webService(given), other]), outsider, `${nodeIP}:31999`, at);
    expect(trace.hops.at(-1)?.reason?.code).toBe('healthCheckFails');
  });

  test('S66: not with eTP Cluster', () => {
    const world = webWorld({ ...given, externalTrafficPolicy: 'Cluster' }, [onA]);
    expect(traced(world, outsider, `${nodeIP}:31999`, at).verdict).toBe('unmatched');
  });
});

test('S58: equal shares', () => {
  const backends = [1, 2, 3, 4].map((n) => ({
    name: `w${n}`,
    address: `10.244.1.${n}`,
    node: 'node-b',
  }));
  const trace = traced(webWorld({}, backends), podIP, clusterIP, at);
  expect(trace.backends.map(({ share }) => share)).toEqual([0.25, 0.25, 0.25, 0.25]);
});

test('S59: affinity is said', () => {
  const given = {
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
  };
  const trace = traced(webWorld(given, [onA]), podIP, clusterIP, at);
  expect(trace.rules).toContain('S59');
  expect(trace.hops.find(({ reason }) => reason?.code === 'affinity')?.reason?.params).toEqual({
    seconds: 60,
  });
});

test('S60: hops name the chains', () => {
  const world = webWorld(
    { ...balanced, externalTrafficPolicy: 'Local', loadBalancerSourceRanges: ['203.0.113.0/24'] },
    [onA],
  );
  const chains = traced(world, outsider, vip, at).hops.flatMap(({ chain }) => chain ?? []);
  expect(chains.map((chain) => chain.replace(/[^-]+$/, ''))).toEqual([
    'KUBE-FW-',
    'KUBE-EXT-',
    'KUBE-SVL-',
    'KUBE-SEP-',
  ]);
});

describe('the local detector (S49)', () => {
  const local: Given = { ...nodePortSpec, externalTrafficPolicy: 'Local' };
  const remote = '10.244.1.9';
  test.each([
    ['S49: ClusterCIDR takes in Pods of other nodes', clusterCIDRConfig, remote, b],
    ['S49: NodeCIDR does not', 'detectLocalMode: NodeCIDR\n', remote, 'drop'],
    ['S49: NodeCIDR takes its own', 'detectLocalMode: NodeCIDR\n', podIP, b],
    ['S49: a bridge takes its own', 'detectLocalMode: BridgeInterface\n', podIP, b],
    ['S49: a bridge does not take others', 'detectLocalMode: BridgeInterface\n', remote, 'drop'],
  ])('%s', (_title, config, from, expected) => {
    expect(flow(local, [onB], config)(from, nodePort)).toBe(expected);
  });

  test('S49: without a ConfigMap the Pod ranges of the nodes stand for it, and the trace says so', () => {
    const world = buildState([...nodes, webService(local), webSlice([onB])]);
    const trace = traced(world, remote, nodePort, at);
    expect(outcomeOf(trace)).toBe(b);
    expect(trace.assumptions.map(({ code }) => code)).toContain('proxyDefaults');
  });
});

test('S39: a refusal says of each endpoint why it does not serve', () => {
  const conditions = { ready: false, serving: false };
  const backends = [
    { ...onA, conditions },
    { ...onB, conditions: { ...conditions, terminating: true } },
  ];
  const trace = traced(webWorld({}, backends), podIP, clusterIP, at);
  const said = trace.hops.filter(({ kind }) => kind === 'endpoint');
  expect(said.map(({ subject, reason }) => [subject, reason?.code])).toEqual([
    [a, 'notReady'],
    [b, 'terminatingNotServing'],
  ]);
  expect(trace.rules).toContain('S39');
});

test('S13: an address claimed twice goes to the Service whose ClusterIP it is', () => {
  const thief = webService({
    name: 'thief',
    clusterIP: '10.96.0.11',
    clusterIPs: ['10.96.0.11'],
    externalIPs: ['10.96.0.10'],
  });
  const world = pathWorld([thief, webService(), webSlice([onA])]);
  expect(outcomeOf(traced(world, podIP, clusterIP, at))).toBe(a);
});

test('unreadable slices leave the verdict unknown', () => {
  const objects = [...nodes, webService()];
  const access = {
    type: 'access',
    kind: 'EndpointSlice',
    access: { state: 'denied', verb: 'list' },
  } as const;
  expect(traced(buildState(objects, [access]), podIP, clusterIP, at).verdict).toBe('unknown');
});

test('unreadable Services leave any unmatched address unknown', () => {
  const access = {
    type: 'access',
    kind: 'Service',
    access: { state: 'denied', verb: 'list' },
  } as const;
  expect(traced(buildState(nodes, [access]), podIP, clusterIP, at).verdict).toBe('unknown');
});
