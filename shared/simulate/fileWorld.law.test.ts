import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ModelObject } from '../model/object.ts';
import { worldFromFiles } from './fileWorld.ts';

type Raw = Record<string, unknown>;

const apps = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'] as const;
const app = fc.constantFrom(...apps);
const namespace = fc.constantFrom('default', 'shop');

const service = fc
  .record({ app, namespace, type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer') })
  .map(({ app: name, namespace: within, type }): Raw => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: within },
    spec: { type, selector: { app: name }, ports: [{ port: 80 }] },
  }));

const workload = fc
  .record({
    app,
    namespace,
    kind: fc.constantFrom('Deployment', 'StatefulSet', 'DaemonSet'),
    replicas: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ app: name, namespace: within, kind, replicas }): Raw => ({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: within },
    spec: {
      replicas,
      serviceName: name,
      template: { metadata: { labels: { app: name } }, spec: {} },
    },
  }));

const pod = fc.record({ app, namespace }).map(({ app: name, namespace: within }): Raw => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `bare-${name}`, namespace: within, labels: { app: name } },
  spec: { containers: [] },
}));

const keyOf = (raw: Raw) => JSON.stringify([raw['kind'], raw['metadata']]);
const files = fc.uniqueArray(fc.oneof(service, workload, pod), { selector: keyOf, maxLength: 14 });

/** Comparable, Maps included, by what each object is. */
function described(objects: readonly ModelObject[]): Map<string, string> {
  return new Map(
    objects.map((object) => [
      `${object.kind} ${object.metadata.namespace}/${object.metadata.name}`,
      JSON.stringify(object, (_key, value: unknown) => (value instanceof Map ? [...value] : value)),
    ]),
  );
}

test('the order of the files does not matter', () => {
  fc.assert(
    fc.property(files, fc.nat(), (raws, turn) => {
      const at = raws.length === 0 ? 0 : turn % raws.length;
      const reordered = [...raws.slice(at), ...raws.slice(0, at)].toReversed();
      expect(worldFromFiles(reordered)).toEqual(worldFromFiles(raws));
    }),
    { seed: 6, numRuns: 100 },
  );
});

test('adding an object in a namespace of its own moves and renames nothing', () => {
  fc.assert(
    fc.property(files, fc.oneof(service, workload, pod), (raws, other) => {
      const metadata = { ...Object(other['metadata']), namespace: 'elsewhere' };
      const before = described(worldFromFiles(raws).objects);
      const after = described(worldFromFiles([...raws, { ...other, metadata }]).objects);
      const moved = [...before].filter(([key, text]) => after.get(key) !== text);
      expect(moved).toEqual([]);
    }),
    { seed: 7, numRuns: 150 },
  );
});

/** Every address and node port an object has to itself. */
function numbersOf(object: ModelObject): (string | number)[] {
  if (object.kind === 'Pod') return [...object.podIPs];
  if (object.kind !== 'Service') return [];
  const nodePorts = object.ports.map(({ nodePort }) => nodePort ?? 'none');
  return [...object.clusterIPs, ...nodePorts.filter((nodePort) => nodePort !== 'none')];
}

test('no two objects share an address or a node port', () => {
  fc.assert(
    fc.property(files, (raws) => {
      const { objects } = worldFromFiles(raws);
      const addresses = objects.flatMap(numbersOf);
      expect(new Set(addresses).size).toBe(addresses.length);
    }),
    { seed: 8, numRuns: 100 },
  );
});
