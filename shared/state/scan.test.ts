import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { objectKey, type Labels, type ObjectKey } from '../model/metadata.ts';
import type { ModelKind, ModelObject } from '../model/object.ts';
import { names, randomCluster } from '../testing/randomCluster.ts';
import { buildState } from './applyChange.ts';

// Every indexed answer beside a scan over all objects, written as the question reads.

type OfKind<Kind extends ModelKind> = Extract<ModelObject, { kind: Kind }>;

function scan<Kind extends ModelKind>(
  objects: readonly ModelObject[],
  kind: Kind,
  wanted: (object: OfKind<Kind>) => boolean,
): ObjectKey[] {
  const isKind = (object: ModelObject): object is OfKind<Kind> => object.kind === kind;
  return objects
    .filter((object) => isKind(object) && wanted(object))
    .map(({ metadata }) => objectKey(metadata))
    .toSorted();
}

function keysOf(objects: Iterable<ModelObject>): ObjectKey[] {
  return [...objects].map(({ metadata }) => objectKey(metadata));
}

const labelSets: Labels[] = [
  new Map(),
  new Map([['app', 'a']]),
  new Map([
    ['app', 'a'],
    ['tier', 'front'],
    ['constructor', 'yes'],
  ]),
  new Map([['app', 'valueOf']]),
];

const holds = (all: Labels, part: Labels): boolean =>
  [...part].every(([key, value]) => all.get(key) === value);

function eachWorld(check: (objects: readonly ModelObject[]) => void): void {
  const seeds = integer({ min: 0, max: 0x7f_ff_ff_ff });
  assert(
    property(seeds, (seed) => check(randomCluster(seed, 200))),
    { seed: 13, numRuns: 60 },
  );
}

test('what is at an address or a port', () => {
  eachWorld((objects) => {
    const state = buildState(objects);
    for (const ip of names.addresses) {
      expect(keysOf(state.podsAtAddress(ip))).toEqual(
        scan(objects, 'Pod', ({ podIPs }) => podIPs.includes(ip)),
      );
      expect(keysOf(state.servicesAtAddress(ip))).toEqual(
        scan(
          objects,
          'Service',
          ({ clusterIPs, externalIPs, loadBalancerIngress }) =>
            clusterIPs.includes(ip) ||
            externalIPs.includes(ip) ||
            loadBalancerIngress.some((each) => each.ip === ip),
        ),
      );
      const nodes = scan(objects, 'Node', ({ internalIPs }) => internalIPs.includes(ip));
      expect(state.nodeAtAddress(ip)?.metadata.name).toBe(nodes[0]);
    }
    expect(keysOf(state.servicesAtNodePort(30_001))).toEqual(
      scan(objects, 'Service', ({ ports }) => ports.some(({ nodePort }) => nodePort === 30_001)),
    );
  });
});

test('S8: what a selector selects, and what selects given labels', () => {
  eachWorld((objects) => {
    const state = buildState(objects);
    for (const namespace of names.namespaces) {
      for (const labels of labelSets) {
        expect(keysOf(state.podsSelected(namespace, labels))).toEqual(
          scan(
            objects,
            'Pod',
            ({ metadata }) => metadata.namespace === namespace && holds(metadata.labels, labels),
          ),
        );
        expect(keysOf(state.servicesSelecting(namespace, labels))).toEqual(
          scan(
            objects,
            'Service',
            ({ metadata, selector }) =>
              metadata.namespace === namespace && selector !== undefined && holds(labels, selector),
          ),
        );
      }
    }
  });
});

test('selector expressions', () => {
  const expressions = {
    In: (app: string | undefined) => app === 'a' || app === 'valueOf',
    NotIn: (app: string | undefined) => app !== 'a' && app !== 'valueOf',
    Exists: (app: string | undefined) => app !== undefined,
    DoesNotExist: (app: string | undefined) => app === undefined,
  };
  eachWorld((objects) => {
    const state = buildState(objects);
    for (const operator of ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const) {
      const values = operator.endsWith('In') ? ['a', 'valueOf'] : [];
      const selector = {
        matchLabels: new Map<string, string>(),
        matchExpressions: [{ key: 'app', operator, values }],
      };
      expect(keysOf(state.podsMatching('alpha', selector))).toEqual(
        scan(
          objects,
          'Pod',
          ({ metadata }) =>
            metadata.namespace === 'alpha' && expressions[operator](metadata.labels.get('app')),
        ),
      );
    }
  });
});

test('S29, S94: the slices and routes of a Service', () => {
  eachWorld((objects) => {
    const state = buildState(objects);
    for (const namespace of names.namespaces) {
      for (const name of names.services) {
        const key = `${namespace}/${name}`;
        expect(keysOf(state.slicesOf(key))).toEqual(
          scan(
            objects,
            'EndpointSlice',
            ({ metadata, serviceName }) => metadata.namespace === namespace && serviceName === name,
          ),
        );
        const ingresses = scan(
          objects,
          'Ingress',
          ({ metadata, rules }) =>
            metadata.namespace === namespace &&
            rules.some(({ paths }) => paths.some(({ backend }) => backend?.serviceName === name)),
        );
        const routes = objects.filter(
          (object) =>
            'parentRefs' in object &&
            object.rules.some(({ backendRefs }) =>
              backendRefs.some((ref) => ref.namespace === namespace && ref.name === name),
            ),
        );
        expect(keysOf(state.routesTo(key)).toSorted()).toEqual(
          [...ingresses, ...keysOf(routes)].toSorted(),
        );
      }
    }
  });
});

test('lists of a kind, whole and by namespace, are in order of key', () => {
  eachWorld((objects) => {
    const state = buildState(objects);
    expect(keysOf(state.pods())).toEqual(scan(objects, 'Pod', () => true));
    expect(keysOf(state.services('beta'))).toEqual(
      scan(objects, 'Service', ({ metadata }) => metadata.namespace === 'beta'),
    );
    const workloads = objects.filter((object) => 'templateLabels' in object);
    expect(keysOf(state.workloads())).toEqual(keysOf(workloads).toSorted());
    expect([...state.routes()]).toHaveLength(
      objects.filter((object) => 'parentRefs' in object).length,
    );
  });
});
