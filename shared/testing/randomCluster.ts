// A small random world with few names, so that objects collide, refer to each other and to nothing:
// what laws over change sequences need.

import { objectKey, type ObjectKey } from '../model/metadata.ts';
import type { Change, ModelKind, ModelObject } from '../model/object.ts';
import { createChance, type Chance } from './chance.ts';
import * as build from './objects.ts';

type Some<T> = readonly [T, ...T[]];

export const names = {
  namespaces: ['alpha', 'beta', '__proto__'],
  services: ['api', 'db', 'web', 'constructor'],
  pods: ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'],
  slices: ['s1', 's2', 's3', 's4', 's5'],
  nodes: ['n1', 'n2', 'n3'],
  workloads: ['w1', 'w2', 'w1-7d9'],
  other: ['o1', 'o2'],
  addresses: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', 'fd00::1', 'fd00::2'],
  zones: ['east', 'west'],
} as const satisfies Record<string, Some<string>>;

const apps: Some<string> = ['a', 'b', 'valueOf'];

function labels(chance: Chance): Record<string, string> {
  const made = new Map<string, string>();
  if (chance.happens(0.8)) made.set('app', chance.pick(apps));
  if (chance.happens(0.5)) made.set('tier', chance.pick(['front', 'back']));
  if (chance.happens(0.2)) made.set('constructor', 'yes');
  if (chance.happens(0.3)) made.set('pod-template-hash', '7d9');
  return Object.fromEntries(made);
}

function named(chance: Chance, from: Some<string>): build.Named {
  return {
    name: chance.pick(from),
    namespace: chance.pick(names.namespaces),
    uid: `uid-${chance.int(2)}`,
    resourceVersion: `${chance.int(3)}`,
  };
}

type Makers = Record<ModelKind, (chance: Chance) => ModelObject>;

const makers: Makers = {
  Service: makeService,
  EndpointSlice: makeSlice,
  Endpoints: (chance) =>
    build.endpoints({
      ...named(chance, names.services),
      subsets: [{ addresses: [{ ip: chance.pick(names.addresses) }], ports: [{ port: 80 }] }],
    }),
  Pod: makePod,
  Node: (chance) =>
    build.node({
      name: chance.pick(names.nodes),
      resourceVersion: `${chance.int(3)}`,
      ips: chance.some(names.addresses, 0.15),
      podCIDRs: chance.some(['10.0.0.0/30', '10.0.0.4/30', 'fd00::/127'], 0.4),
      ready: chance.pick(['True', 'True', 'False']),
      ...(chance.happens(0.7) && { zone: chance.pick(names.zones) }),
    }),
  Namespace: (chance) =>
    build.namespace(chance.pick(names.namespaces), { team: chance.pick(['red', 'blue']) }),
  Deployment: (chance) => makeWorkload(chance, 'Deployment'),
  ReplicaSet: (chance) => makeWorkload(chance, 'ReplicaSet'),
  StatefulSet: (chance) => makeWorkload(chance, 'StatefulSet'),
  DaemonSet: (chance) => makeWorkload(chance, 'DaemonSet'),
  PersistentVolumeClaim: (chance) =>
    build.claim({ ...named(chance, names.other), phase: chance.pick(['Bound', 'Pending']) }),
  NetworkPolicy: (chance) =>
    build.networkPolicy({
      ...named(chance, names.other),
      podSelector: { matchLabels: labels(chance) },
      ingress: [{ from: [{ namespaceSelector: {} }] }],
    }),
  Ingress: makeIngress,
  IngressClass: (chance) =>
    build.ingressClass({
      name: chance.pick(names.other),
      controller: chance.pick(['x.io/a', 'x.io/b']),
      annotations: {
        'ingressclass.kubernetes.io/is-default-class': chance.pick(['true', 'false']),
      },
    }),
  Gateway: (chance) =>
    build.gateway({
      ...named(chance, names.other),
      gatewayClassName: chance.pick(names.other),
      listeners: [{ name: 'http', protocol: 'HTTP', port: chance.pick([80, 8080]) }],
    }),
  GatewayClass: (chance) =>
    build.gatewayClass({
      name: chance.pick(names.other),
      controllerName: chance.pick(['x.io/a', 'x.io/b']),
    }),
  HTTPRoute: (chance) => makeRoute(chance, 'HTTPRoute'),
  GRPCRoute: (chance) => makeRoute(chance, 'GRPCRoute'),
  TCPRoute: (chance) => makeRoute(chance, 'TCPRoute'),
  TLSRoute: (chance) => makeRoute(chance, 'TLSRoute'),
  ReferenceGrant: (chance) =>
    build.referenceGrant({
      ...named(chance, names.other),
      from: [
        {
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          namespace: chance.pick(names.namespaces),
        },
      ],
      to: [{ group: '', kind: 'Service' }],
    }),
  ConfigMap: (chance) => ({
    kind: 'ConfigMap',
    metadata: {
      ...build.namespace('kube-proxy').metadata,
      namespace: 'kube-system',
    },
    configConf: chance.pick(['mode: iptables', 'mode: nftables']),
  }),
};

function makeService(chance: Chance): ModelObject {
  const type = chance.pick(['ClusterIP', 'ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']);
  const nodePort = 30_000 + chance.int(3);
  const external = type === 'ExternalName';
  return build.service({
    ...named(chance, names.services),
    type,
    ports: [{ port: 80, ...((type === 'NodePort' || type === 'LoadBalancer') && { nodePort }) }],
    clusterIPs: external ? [] : [chance.pick(['None', ...names.addresses])],
    ...(external && { externalName: externalName(chance) }),
    ...(chance.happens(0.8) && { selector: labels(chance) }),
    externalIPs: chance.some(names.addresses, 0.1),
    ingress: chance.some(names.addresses, 0.1).map((ip) => ({ ip })),
  });
}

function externalName(chance: Chance): string {
  const name = chance.pick(names.services);
  return chance.pick(['example.com', `${name}.${chance.pick(names.namespaces)}.svc.cluster.local`]);
}

function makeSlice(chance: Chance): ModelObject {
  const addressType = chance.pick(['IPv4', 'IPv4', 'IPv6']);
  const addresses = names.addresses.filter((ip) => ip.includes(':') === (addressType === 'IPv6'));
  return build.slice({
    ...named(chance, names.slices),
    ...(chance.happens(0.9) && { service: chance.pick(names.services) }),
    addressType,
    ports: [{ name: '', port: 8080 }],
    endpoints: chance.some(addresses, 0.4).map((address) => makeEndpoint(chance, address)),
  });
}

function makeEndpoint(chance: Chance, address: string): Record<string, unknown> {
  const targetRef = { kind: 'Pod', name: chance.pick(names.pods) };
  const hints = { forZones: [{ name: chance.pick(names.zones) }] };
  return {
    addresses: [address],
    conditions: chance.pick([{}, { ready: true }, { ready: false }]),
    nodeName: chance.happens(0.7) ? chance.pick(names.nodes) : undefined,
    hints: chance.happens(0.2) ? hints : undefined,
    targetRef: chance.happens(0.6) ? targetRef : undefined,
  };
}

function makePod(chance: Chance): ModelObject {
  return build.pod({
    ...named(chance, names.pods),
    labels: labels(chance),
    ips: chance.some(names.addresses, 0.2),
    ready: chance.happens(0.7),
    claims: chance.some(names.other, 0.2),
    ...(chance.happens(0.8) && { node: chance.pick(names.nodes) }),
    ...(chance.happens(0.7) && { owner: owner(chance) }),
  });
}

function owner(chance: Chance): { kind: string; name: string } {
  return {
    kind: chance.pick(['ReplicaSet', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job']),
    name: chance.pick(names.workloads),
  };
}

function makeWorkload(
  chance: Chance,
  kind: 'Deployment' | 'ReplicaSet' | 'StatefulSet' | 'DaemonSet',
): ModelObject {
  return build.workload(kind, {
    ...named(chance, names.workloads),
    podLabels: labels(chance),
    replicas: chance.int(3),
    ...(kind === 'ReplicaSet' &&
      chance.happens(0.7) && { owner: { kind: 'Deployment', name: chance.pick(names.workloads) } }),
  });
}

function makeIngress(chance: Chance): ModelObject {
  const backend = { service: { name: chance.pick(names.services), port: { number: 80 } } };
  return build.ingress({
    ...named(chance, names.other),
    ...(chance.happens(0.5) && { ingressClassName: chance.pick(names.other) }),
    rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
  });
}

function makeRoute(
  chance: Chance,
  kind: 'HTTPRoute' | 'GRPCRoute' | 'TCPRoute' | 'TLSRoute',
): ModelObject {
  return build.gatewayRoute(kind, {
    ...named(chance, names.other),
    parentRefs: [{ name: chance.pick(names.other), namespace: chance.pick(names.namespaces) }],
    rules: [
      {
        backendRefs: chance.some(names.services, 0.3).map((name) => ({
          name,
          port: 80,
          namespace: chance.happens(0.3) ? chance.pick(names.namespaces) : undefined,
        })),
      },
    ],
  });
}

const kinds = Object.entries(makers).map(([, make]) => make);
/** What happens most, as in a real cluster. */
const busy = [makers.Pod, makers.EndpointSlice, makers.Service];

/** Some object of some kind; the same seed gives the same. */
export function randomObject(chance: Chance): ModelObject {
  const from = chance.happens(0.5) ? busy : kinds;
  const make = from[chance.int(from.length)] ?? makers.Pod;
  return make(chance);
}

/** Objects with distinct keys per kind. */
export function randomCluster(seed: number, size: number): ModelObject[] {
  const chance = createChance(seed);
  const made = new Map<string, ModelObject>();
  for (let index = 0; index < size; index += 1) {
    const object = randomObject(chance);
    made.set(identity(object.kind, objectKey(object.metadata)), object);
  }
  return [...made.values()];
}

export function identity(kind: ModelKind, key: ObjectKey): string {
  return `${kind} ${key}`;
}

/** An endless history: sets mostly, deletes, complete lists, and now and then a change of rights. */
export function* randomChanges(seed: number): Generator<Change, never, undefined> {
  const chance = createChance(seed);
  for (;;) yield randomChange(chance);
}

function randomChange(chance: Chance): Change {
  const object = randomObject(chance);
  const { kind } = object;
  const dice = chance.int(100);
  if (dice < 70) return { type: 'set', object };
  if (dice < 90) return { type: 'delete', kind, key: objectKey(object.metadata) };
  const { namespace } = object.metadata;
  const narrow = namespace !== '' && chance.happens(0.5) ? { namespace } : {};
  if (dice < 97)
    return { type: 'replace', kind, ...narrow, objects: listOf(chance, object, narrow) };
  const access = chance.pick([
    { state: 'readable' },
    { state: 'denied', verb: 'list' },
    { state: 'absent' },
  ] as const);
  return { type: 'access', kind, ...narrow, access };
}

/** A list of one kind, of one namespace if asked, each key once. */
function listOf(
  chance: Chance,
  { kind }: ModelObject,
  { namespace }: { namespace?: string },
): ModelObject[] {
  const made = new Map<ObjectKey, ModelObject>();
  for (let index = chance.int(6); index > 0; index -= 1) {
    const object = makers[kind](chance);
    if (namespace === undefined || object.metadata.namespace === namespace)
      made.set(objectKey(object.metadata), object);
  }
  return [...made.values()];
}
