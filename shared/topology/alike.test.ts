// A view tells a path once for all NodePorts that are alike; read one by one, it must say what a
// trace of each says, on every world.
import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { hostPort } from '../paths/addresses.ts';
import { tracerOf } from '../paths/trace.ts';
import type { ModelObject } from '../model/object.ts';
import { applyChange, buildState } from '../state/applyChange.ts';
import type { World } from '../state/world.ts';
import { createChance, type Chance } from '../testing/chance.ts';
import { networkPolicy, node, pod, podEndpoint, service, slice } from '../testing/objects.ts';
import { proxyConfigMap } from '../testing/pathWorld.ts';
import { randomChanges, randomCluster } from '../testing/randomCluster.ts';
import { packView, unpackView } from '../wire/packedView.ts';
import type { Trace } from '../wire/trace.ts';
import type { Expectation, ServiceView } from '../wire/view.ts';
import { everyExpectation } from './alike.ts';
import { type ViewOptions, keepingViews, serviceView } from './serviceView.ts';

const options = { clusterDomain: 'cluster.local' };
/** Milliseconds: hundreds of worlds take seconds, and more on a busy machine. */
const lawTimeout = 60_000;
const seeds = integer({ min: 0, max: 0x7f_ff_ff_ff });

const names = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8'] as const;
const zones = ['east', 'west', 'north'] as const;
const policies = ['Cluster', 'Cluster', 'Local'] as const;
const configs = [
  '',
  'clusterCIDR: 10.244.0.0/16\n',
  'mode: nftables\n',
  'detectLocalMode: NodeCIDR\n',
  'detectLocalMode: BridgeInterface\n',
  'nodePortAddresses:\n- 172.18.0.0/30\n',
  'iptables:\n  masqueradeAll: true\n',
] as const;

function makeNode(chance: Chance, name: string, index: number): ModelObject {
  // Now and then one has the address of another, or the one that stands for the outside.
  const address = chance.happens(0.05)
    ? '203.0.113.1'
    : `172.18.0.${chance.happens(0.9) ? index : 1}`;
  return node({
    name,
    ips: chance.happens(0.9) ? [address] : [address, `fd00::${index}`],
    externalIPs: chance.some(['198.51.100.1', '172.18.0.2'], 0.05),
    ready: chance.pick(['True', 'True', 'False']),
    ...(chance.happens(0.7) && { zone: chance.pick(zones) }),
    podCIDRs: chance.some([`10.244.${index}.0/24`, '203.0.113.0/24', 'fd01::/64'], 0.5),
  });
}

function makeBackend(chance: Chance, index: number, isHinted: boolean) {
  const name = `p${index}`;
  const on = chance.pick(names);
  const isHost = chance.happens(0.1);
  const address = isHost ? `172.18.0.${names.indexOf(on)}` : `10.244.9.${chance.int(5)}`;
  const endpoint = podEndpoint({
    pod: name,
    address,
    ...(chance.happens(0.9) && { node: on }),
    conditions: chance.pick([{}, {}, { ready: false }]),
    ...(isHinted && { forZones: [chance.pick(zones)] }),
    ...(isHinted && chance.happens(0.3) && { forNodes: [chance.pick(names)] }),
  });
  const backend = pod({
    name,
    labels: { app: chance.pick(['web', 'other']) },
    ips: [address],
    ...(chance.happens(0.9) && { node: on }),
    ports: [{ containerPort: 8080 }],
    spec: { hostNetwork: isHost },
  });
  return { endpoint, backend };
}

function makePolicy(chance: Chance, index: number): ModelObject {
  const cidr = chance.pick(['172.18.0.0/30', '172.18.0.4/32', '0.0.0.0/0', '10.244.0.0/16']);
  const except = cidr === '0.0.0.0/0' ? chance.some(['172.18.0.3/32', '203.0.113.0/24'], 0.5) : [];
  const peers = chance.happens(0.8) ? [{ ipBlock: { cidr, except } }] : [{ podSelector: {} }];
  const rules = chance.happens(0.8) ? peers : [];
  const isIngress = chance.happens(0.6);
  return networkPolicy({
    name: `policy-${index}`,
    podSelector: chance.happens(0.5) ? {} : { matchLabels: { app: 'web' } },
    policyTypes: [isIngress ? 'Ingress' : 'Egress'],
    ...(isIngress
      ? { ingress: rules.length > 0 ? [{ from: rules }] : [] }
      : { egress: rules.length > 0 ? [{ to: rules }] : [] }),
  });
}

function randomWorld(seed: number): World {
  const chance = createChance(seed);
  const isHinted = chance.happens(0.3);
  const backends = Array.from({ length: chance.int(4) }, (_, at) =>
    makeBackend(chance, at, isHinted),
  );
  const web = service({
    name: 'web',
    type: chance.pick(['NodePort', 'NodePort', 'LoadBalancer']),
    clusterIPs: ['10.96.0.10'],
    selector: { app: 'web' },
    ports: [
      { name: 'http', port: 80, targetPort: 8080, nodePort: 30_080 },
      ...chance.some([{ name: 'more', port: 81, nodePort: 30_081 }], 0.3),
    ],
    externalTrafficPolicy: chance.pick(policies),
    internalTrafficPolicy: chance.pick(policies),
    ...(chance.happens(0.1) && { labels: { 'service.kubernetes.io/service-proxy-name': 'x' } }),
  });
  const rival = service({
    name: 'rival',
    type: 'NodePort',
    clusterIPs: ['10.96.0.11'],
    externalIPs: chance.some(['172.18.0.3', '192.0.2.9'], 0.3),
    externalTrafficPolicy: chance.pick(policies),
    ports: [{ port: chance.pick([80, 30_080]), nodePort: chance.pick([30_080, 30_082]) }],
  });
  const rivals = slice({
    name: 'rival-1',
    service: 'rival',
    ports: [{ name: '', port: 8080 }],
    endpoints: [{ addresses: ['10.244.8.1'], nodeName: chance.pick(names) }],
  });
  return buildState([
    ...names.map((name, index) => makeNode(chance, name, index)),
    web,
    ...(chance.happens(0.3) ? [rival, rivals] : []),
    slice({
      name: 'web-1',
      service: 'web',
      ports: [{ name: 'http', port: 8080 }],
      endpoints: backends.map(({ endpoint }) => endpoint),
    }),
    ...backends.map(({ backend }) => backend),
    ...chance.some([makePolicy(chance, 0), makePolicy(chance, 1)], 0.2),
    ...chance.some([pod({ name: 'client', ips: ['10.244.2.9'], node: chance.pick(names) })], 0.3),
    ...(chance.happens(0.5) ? [proxyConfigMap(chance.pick(configs))] : []),
  ]);
}

function viewOf(world: World, how: ViewOptions = options): ServiceView {
  const web = world.service('default/web');
  if (web === undefined) throw new Error('not stored');
  return serviceView(world, web, how);
}

/** Every NodePort path of the view against a trace of its own. */
function expectTraced(world: World, view: ServiceView): void {
  const trace = tracerOf(world, options);
  const expectations = everyExpectation(view);
  const entries = new Map(view.entryPoints.map((entry) => [entry.id, entry]));
  for (const { vantage, target, trace: told } of expectations) {
    const { kind, address = '', port = 0, protocol = 'TCP' } = entries.get(target) ?? {};
    if (kind !== 'nodePort') continue;
    const to = `${hostPort(address, port)}/${protocol}`;
    expect(told, `${vantage} ${target}`).toEqual(trace({ from: vantage, to }));
  }
}

test(
  'NodePorts of one class have the paths a trace of each has',
  () => {
    assert(
      property(seeds, (seed) => {
        const world = randomWorld(seed);
        expectTraced(world, viewOf(world));
      }),
      { seed: 45, numRuns: 200 },
    );
  },
  lawTimeout,
);

function bigWorld(externalTrafficPolicy: 'Cluster' | 'Local'): World {
  const many = Array.from({ length: 300 }, (_, at) =>
    node({
      name: `n${at}`,
      ips: [`172.19.${at >> 8}.${at & 255}`],
      ready: at % 100 === 7 ? 'False' : 'True',
    }),
  );
  return buildState([
    ...many,
    service({
      name: 'web',
      type: 'NodePort',
      clusterIPs: ['10.96.0.10'],
      ports: [{ name: 'http', port: 80, nodePort: 30_080 }],
      externalTrafficPolicy,
    }),
    pod({ name: 'p', ips: ['10.244.0.5'], node: 'n5' }),
    slice({
      name: 'web-1',
      service: 'web',
      ports: [{ name: 'http', port: 8080 }],
      endpoints: [podEndpoint({ pod: 'p', address: '10.244.0.5', node: 'n5' })],
    }),
  ]);
}

function byPath(expectations: readonly Expectation[]): Map<string, Trace> {
  return new Map(expectations.map(({ vantage, target, trace }) => [`${vantage} ${target}`, trace]));
}

test.each([
  ['Cluster', ['n0', 'n1', 'n107']],
  ['Local', ['n0', 'n1', 'n107', 'n5']],
] as const)('of very many NodePorts each class is told once: eTP %s', (policy, speakers) => {
  const world = bigWorld(policy);
  const view = viewOf(world, keepingViews(options));
  const told = view.expectations.filter(({ target }) => target.startsWith('nodePort/'));
  expect(told.map(({ target }) => target.split('/')[1])).toEqual(speakers);
  expect(
    everyExpectation(view).filter(({ target }) => target.startsWith('nodePort/')),
  ).toHaveLength(300);
  expectTraced(world, view);
  expect(unpackView(packView(view))).toEqual({ ...view, expectations: everyExpectation(view) });
  expect(byPath(everyExpectation(view))).toEqual(byPath(viewOf(world).expectations));
});

test(
  'a view that keeps what was shared before says what one from scratch says',
  () => {
    assert(
      property(seeds, (seed) => {
        const state = buildState(randomCluster(seed, 80));
        const kept = keepingViews(options);
        const changes = randomChanges(seed);
        for (let step = 0; step < 40; step += 1) {
          applyChange(state, changes.next().value);
          for (const each of state.servicesAtNodePort(30_000 + (step % 3)))
            expect(serviceView(state, each, kept)).toEqual(serviceView(state, each, options));
        }
      }),
      { seed: 9, numRuns: 15 },
    );
  },
  lawTimeout,
);
