import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EndpointSlice } from '../model/endpointSlice.ts';
import { node, pod, service } from '../testing/objects.ts';
import { desiredSlices, type SlicesRequest } from './slices.ts';

const labels = { app: 'web' };
const named = service({
  name: 'web',
  clusterIP: '10.96.0.9',
  selector: labels,
  ports: [{ name: 'http', port: 80, targetPort: 'web' }],
});

let drawn = 0;

function slicesOf(request: Pick<SlicesRequest, 'pods'> & Partial<SlicesRequest>): EndpointSlice[] {
  const nodes = [node({ name: 'node-a' })];
  return desiredSlices({ service: named, nodes, name: () => `web-${(drawn += 1)}`, ...request });
}

const podChoice = fc.record({
  index: fc.nat({ max: 120 }),
  ready: fc.boolean(),
  /** Undefined: the Service's named port does not resolve. */
  port: fc.constantFrom(undefined, 8080, 9090),
});
const population = fc
  .uniqueArray(podChoice, { selector: ({ index }) => index, maxLength: 120 })
  .map((choices) =>
    choices.map(({ index, ready, port }) =>
      pod({
        name: `web-${index}`,
        labels,
        node: 'node-a',
        ips: [`10.244.0.${index + 1}`],
        ready,
        ports: port === undefined ? [] : [{ name: 'web', containerPort: port }],
      }),
    ),
  );
const max = fc.integer({ min: 1, max: 40 });

test('S16, S26: the slices hold every candidate once, and none more than its share', () => {
  fc.assert(
    fc.property(population, population, max, (before, after, maxEndpointsPerSlice) => {
      const existing = slicesOf({ maxEndpointsPerSlice, pods: before });
      const slices = slicesOf({ maxEndpointsPerSlice, pods: after, existing });
      const held = slices.flatMap(({ endpoints }) => endpoints.flatMap((each) => each.addresses));
      expect(held.toSorted()).toEqual(after.flatMap(({ podIPs }) => podIPs).toSorted());
      expect(slices.every((each) => each.endpoints.length <= maxEndpointsPerSlice)).toBe(true);
      expect(slices.length).toBeGreaterThan(0);
    }),
    { seed: 26, numRuns: 150 },
  );
});

/** The slice each Pod is in, by Pod and port number: another number is another endpoint. */
function places(slices: readonly EndpointSlice[]): Map<string, string> {
  return new Map(
    slices.flatMap(({ endpoints, ports, metadata }) =>
      endpoints.map((each) => [`${each.targetRef?.name} ${ports[0]?.port}`, metadata.name]),
    ),
  );
}

test('S26: an endpoint that stays with its ports never changes its slice', () => {
  fc.assert(
    fc.property(population, population, max, (before, after, maxEndpointsPerSlice) => {
      const existing = slicesOf({ maxEndpointsPerSlice, pods: before });
      const had = places(existing);
      const has = places(slicesOf({ maxEndpointsPerSlice, pods: after, existing }));
      const moved = [...has].filter(([key, place]) => had.has(key) && had.get(key) !== place);
      expect(moved).toEqual([]);
    }),
    { seed: 27, numRuns: 150 },
  );
});

test('the order in which Pods are listed does not matter, and a second look changes nothing', () => {
  fc.assert(
    fc.property(population, max, (pods, maxEndpointsPerSlice) => {
      const settings = { maxEndpointsPerSlice, name: (seed: string) => seed };
      const once = slicesOf({ ...settings, pods });
      expect(slicesOf({ ...settings, pods: pods.toReversed() })).toEqual(once);
      const again = slicesOf({ ...settings, pods, existing: once });
      expect(again.every((slice) => once.includes(slice))).toBe(true);
    }),
    { seed: 28, numRuns: 80 },
  );
});
