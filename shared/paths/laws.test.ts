// What holds in every cluster, tried on random ones.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Backend,
  clusterCIDRConfig,
  nodes,
  pathWorld,
  webService,
  webSlice,
} from '../testing/pathWorld.ts';
import type { World } from '../state/world.ts';
import type { Trace } from '../wire/trace.ts';
import { agrees } from './agreement.ts';
import { tracerOf } from './trace.ts';

const zones = ['zone-1', 'zone-2'];
const nodeNames = nodes.map(({ metadata }) => metadata.name);
const policy = fc.constantFrom('Cluster', 'Local');
const conditions = fc.record(
  { ready: fc.boolean(), serving: fc.boolean(), terminating: fc.boolean() },
  { requiredKeys: [] },
);

const backend = (hints: boolean): fc.Arbitrary<Backend> =>
  fc
    .record(
      {
        octet: fc.integer({ min: 1, max: 6 }),
        node: fc.constantFrom(...nodeNames),
        conditions,
        forZones: fc.subarray(zones, { minLength: 1 }),
      },
      { requiredKeys: ['octet'] },
    )
    .map(({ octet, forZones, ...rest }) =>
      Object.assign(
        { name: `p${octet}`, address: `10.244.1.${octet}` },
        rest,
        hints && forZones !== undefined ? { forZones } : {},
      ),
    );

// An ip:port in two slices is one endpoint told twice: told differently, a local duplicate would
// win on its own node alone (S36), and nodes would rightly differ.
const given = (hints: boolean) =>
  fc
    .record({
      internalTrafficPolicy: policy,
      externalTrafficPolicy: policy,
      all: fc.uniqueArray(backend(hints), { maxLength: 6, selector: ({ name }) => name }),
      cut: fc.nat(6),
    })
    .map(({ all, cut, ...rest }) =>
      Object.assign({ first: all.slice(0, cut), second: all.slice(Math.max(0, cut - 1)) }, rest),
    );

type Given = ReturnType<typeof given> extends fc.Arbitrary<infer T> ? T : never;

function worldOf({ internalTrafficPolicy, externalTrafficPolicy, first, second }: Given): World {
  const web = webService({
    internalTrafficPolicy,
    externalTrafficPolicy,
    type: 'LoadBalancer',
    ports: [{ name: 'http', port: 80, nodePort: 30080 }],
    ingress: [{ ip: '192.0.2.60' }],
  });
  return pathWorld([web, webSlice(first), webSlice(second, 'web-two')], clusterCIDRConfig);
}

const sources = ['10.244.0.9', '172.18.0.2', '203.0.113.7', '10.244.1.1'];
const destinations = ['10.96.0.10:80', '192.0.2.60:80'];

/** Every source at every node, to every address of the Service. */
function flows(world: World): { at: string; from: string; to: string; trace: Trace }[] {
  const trace = tracerOf(world);
  return nodes.flatMap((node) =>
    sources.flatMap((from) =>
      [...destinations, `${node.internalIPs[0]}:30080`].map((to) => {
        const at = `node:${node.metadata.name}`;
        const result = trace({ from, to, at });
        if ('error' in result) throw new Error(JSON.stringify(result.error));
        return { at, from, to, trace: result };
      }),
    ),
  );
}

test('S58: shares sum to 1, are equal, and go to endpoints of the slices', () => {
  fc.assert(
    fc.property(given(true), (cluster) => {
      const world = worldOf(cluster);
      const known = new Set([...cluster.first, ...cluster.second].map(({ address }) => address));
      for (const { trace } of flows(world)) {
        expect(trace.verdict === 'forward').toBe(trace.backends.length > 0);
        const shares = trace.backends.map(({ share }) => share);
        const sum = shares.reduce((total, share) => total + share, 0);
        expect(sum).toBeCloseTo(shares.length > 0 ? 1 : 0);
        expect(new Set(shares).size).toBeLessThanOrEqual(1);
        expect(trace.backends.every(({ address }) => known.has(address))).toBe(true);
      }
    }),
    { seed: 36, numRuns: 60 },
  );
});

test('S41: without hints every node gives a Pod the same answer on the ClusterIP, iTP Cluster', () => {
  fc.assert(
    fc.property(given(false), (cluster) => {
      const all = flows(worldOf({ ...cluster, internalTrafficPolicy: 'Cluster' }));
      const answers = all
        .filter(({ from, to }) => from === '10.244.0.9' && to === '10.96.0.10:80')
        .map(({ trace }) => [
          trace.verdict,
          trace.backends.map(({ address }) => address).toSorted(),
        ]);
      for (const answer of answers) expect(answer).toEqual(answers[0]);
    }),
    { seed: 41, numRuns: 60 },
  );
});

test('S55: a packet is rejected at one node only if it is at all, and dropped only under Local', () => {
  fc.assert(
    fc.property(given(true), (cluster) => {
      const all = flows(worldOf(cluster)).filter(({ trace }) => trace.verdict !== 'unmatched');
      const rejected = all.filter(({ trace }) => trace.verdict === 'reject');
      expect([0, all.length]).toContain(rejected.length);
      const isLocal =
        cluster.internalTrafficPolicy === 'Local' || cluster.externalTrafficPolicy === 'Local';
      expect(isLocal || all.every(({ trace }) => trace.verdict !== 'drop')).toBe(true);
    }),
    { seed: 55, numRuns: 60 },
  );
});

test('S48: Local backends are on the node, the source kept', () => {
  fc.assert(
    fc.property(given(true), (cluster) => {
      const all = flows(worldOf({ ...cluster, externalTrafficPolicy: 'Local' }));
      for (const { at, from, to, trace } of all) {
        if (from !== '203.0.113.7' || to === '10.96.0.10:80') continue;
        expect(trace.masquerade).toBe(false);
        expect(trace.backends.every(({ node }) => `node:${node}` === at)).toBe(true);
      }
    }),
    { seed: 48, numRuns: 60 },
  );
});

test('a trace is a function of the world alone, and its verdict agrees with some outcome', () => {
  fc.assert(
    fc.property(given(true), (cluster) => {
      const first = flows(worldOf(cluster));
      expect(flows(worldOf(cluster))).toEqual(first);
      for (const { trace } of first) {
        expect(
          (['open', 'refused', 'timeout'] as const).some((one) => agrees(trace.verdict, one)),
        ).toBe(true);
      }
    }),
    { seed: 3, numRuns: 20 },
  );
});
