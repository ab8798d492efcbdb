import { objectKey, type ObjectKey } from '../model/metadata.ts';
import type { Pod } from '../model/pod.ts';
import type { GatewayRoute } from '../model/routes.ts';
import type { Service } from '../model/service.ts';
import { matchesSelector } from '../state/matching.ts';
import { workloadOf, workloadOwner } from '../state/workloadOf.ts';
import type { World } from '../state/world.ts';
import { names } from './randomCluster.ts';

/** As text, Maps included, versions left out: two texts are equal when the values say the same. */
export function asText(value: unknown): string {
  return JSON.stringify(value, (name, part: unknown) => {
    if (name === 'resourceVersion') return undefined;
    if (part instanceof Map) return [...part].map((pair) => pair.join('=')).toSorted();
    return part;
  });
}

/**
 * All a world tells about one Service: what its paths, its picture and its findings may be made
 * from. Shared facts that `Dirty` has flags for (policies elsewhere, access, kube-proxy) are not here.
 */
export function serviceDigest(world: World, key: ObjectKey, depth = 3): string {
  const service = world.service(key);
  const written = { slices: world.slicesOf(key), endpoints: world.endpoints(key) };
  if (service === undefined) return asText({ written, routes: world.routesTo(key) });
  const { namespace } = service.metadata;
  return asText({
    service,
    written,
    backends: endpointFacts(world, key),
    pods: podsOf(world, service),
    clashes: clashesOf(world, service),
    nodes: needsEveryNode(world, service) ? world.nodes() : [],
    policies: world.policies(namespace),
    namespace: world.namespace(namespace),
    routes: world.routesTo(key).map((route) => [route, routeFacts(world, route, namespace)]),
    target: depth > 0 ? externalTarget(world, service, depth) : undefined,
  });
}

function endpointFacts(world: World, key: ObjectKey): unknown[] {
  return world.slicesOf(key).flatMap(({ metadata, endpoints }) =>
    endpoints.map(({ addresses, nodeName, targetRef }) => ({
      pod:
        targetRef &&
        podFacts(
          world,
          world.pod(`${targetRef.namespace || metadata.namespace}/${targetRef.name}`),
        ),
      at: addresses.map((ip) => ({
        pods: world.podsAtAddress(ip).map((pod) => podFacts(world, pod)),
        services: world.servicesAtAddress(ip),
        node: world.nodeAtAddress(ip),
      })),
      node: nodeName === undefined ? undefined : world.node(nodeName),
    })),
  );
}

function podFacts(world: World, pod: Pod | undefined): unknown {
  if (pod === undefined) return undefined;
  const owner = workloadOwner(world, pod.metadata);
  const workload = workloadOf(world, pod);
  const { namespace } = pod.metadata;
  const deployment = workload && world.workload('Deployment', `${namespace}/${workload.name}`);
  const policies = world
    .policies(namespace)
    .filter(({ podSelector }) => matchesSelector(podSelector, pod.metadata.labels));
  return {
    pod,
    policies,
    owner,
    workload,
    deployment: workload?.kind === 'Deployment' ? deployment : undefined,
    claims: pod.claims.map((name) => world.claim(`${namespace}/${name}`)),
    node: pod.nodeName === undefined ? undefined : world.node(pod.nodeName),
  };
}

function podsOf(world: World, { metadata, selector }: Service): unknown {
  if (selector === undefined) return undefined;
  const pods = [...world.podsSelected(metadata.namespace, selector)];
  return pods.map((pod) => podFacts(world, pod));
}

function clashesOf(world: World, service: Service): unknown {
  const ingress = service.loadBalancerIngress.flatMap(({ ip }) => ip ?? []);
  return {
    addresses: [...service.clusterIPs, ...service.externalIPs, ...ingress].map((ip) =>
      world.servicesAtAddress(ip),
    ),
    nodePorts: service.ports.map(({ nodePort }) => world.servicesAtNodePort(nodePort ?? 0)),
  };
}

/** NodePorts and VIPs are answered by every node; hints are read against every node's zone (S41). */
function needsEveryNode(world: World, service: Service): boolean {
  if (service.externalTrafficPolicy !== undefined) return true;
  return world
    .slicesOf(objectKey(service.metadata))
    .some(({ endpoints }) => endpoints.some(({ zoneHints, nodeHints }) => zoneHints ?? nodeHints));
}

function routeFacts(
  world: World,
  route: ReturnType<World['routesTo']>[number],
  namespace: string,
): unknown {
  const home = world.namespace(route.metadata.namespace);
  if (route.kind === 'Ingress') {
    const classes = [...world.ingressClasses()].filter(
      ({ metadata, isDefault }) =>
        metadata.name === route.ingressClassName ||
        (route.ingressClassName === undefined && isDefault),
    );
    return { home, classes };
  }
  const foreign = namespace !== route.metadata.namespace;
  return {
    home,
    gateways: gatewayFacts(world, route),
    grants: foreign ? [...world.referenceGrants(namespace)] : [],
  };
}

function gatewayFacts(world: World, route: GatewayRoute): unknown {
  const parents = new Set(route.parentRefs.map(({ namespace, name }) => `${namespace}/${name}`));
  const gateways = [...world.gateways()].filter(({ metadata }) => parents.has(objectKey(metadata)));
  const classNames = new Set(gateways.map(({ gatewayClassName }) => gatewayClassName));
  const classes = [...world.gatewayClasses()].filter(({ metadata }) =>
    classNames.has(metadata.name),
  );
  return { gateways, classes };
}

function externalTarget(world: World, service: Service, depth: number): unknown {
  const [name, namespace, svc] = service.externalName?.split('.') ?? [];
  if (service.type !== 'ExternalName' || svc !== 'svc') return undefined;
  return serviceDigest(world, `${namespace}/${name}`, depth - 1);
}

/** Every answer a world gives about the names of the random cluster. */
export function worldDigest(world: World): Record<string, string> {
  const answers: Record<string, unknown> = {
    services: [...world.services()],
    slices: [...world.slices()],
    pods: [...world.pods()],
    nodes: world.nodes(),
    namespaces: [...world.namespaces()],
    workloads: [...world.workloads()],
    ingresses: [...world.ingresses()],
    ingressClasses: [...world.ingressClasses()],
    gateways: [...world.gateways()],
    gatewayClasses: [...world.gatewayClasses()],
    routes: [...world.routes()],
    proxyConfig: world.proxyConfigText(),
    contested: world.contestedNodeAddresses(),
    atAddress: names.addresses.map((ip) => [
      world.servicesAtAddress(ip),
      world.podsAtAddress(ip),
      world.nodeAtAddress(ip),
      world.isInPodRange(ip),
    ]),
    atNodePort: [30_000, 30_001, 30_002].map((port) => world.servicesAtNodePort(port)),
  };
  for (const namespace of names.namespaces)
    answers[`in ${namespace}`] = namespaceFacts(world, namespace);
  return Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, asText(value)]));
}

const noLabels = new Map<string, string>();
const selectors = [
  noLabels,
  new Map([['app', 'a']]),
  new Map([
    ['app', 'a'],
    ['tier', 'front'],
  ]),
  new Map([['constructor', 'yes']]),
  new Map([['valueOf', 'no']]),
];

function namespaceFacts(world: World, namespace: string): unknown {
  return {
    services: [...world.services(namespace)],
    slices: [...world.slices(namespace)],
    pods: [...world.pods(namespace)],
    workloads: [...world.workloads(namespace)],
    policies: world.policies(namespace),
    ingresses: [...world.ingresses(namespace)],
    routes: [...world.routes(namespace)],
    grants: [...world.referenceGrants(namespace)],
    selected: selectors.map((labels) => [...world.podsSelected(namespace, labels)]),
    selecting: selectors.map((labels) => world.servicesSelecting(namespace, labels)),
    matching: [...matchingFacts(world, namespace)],
    byService: names.services.map((name) => {
      const key = `${namespace}/${name}`;
      return [world.slicesOf(key), world.routesTo(key), world.endpoints(key)];
    }),
  };
}

const expressions = [
  { key: 'app', operator: 'In', values: ['a', 'valueOf', 'a'] },
  { key: 'app', operator: 'NotIn', values: ['a'] },
  { key: 'tier', operator: 'Exists', values: [] },
  { key: 'constructor', operator: 'DoesNotExist', values: [] },
] as const;

function* matchingFacts(world: World, namespace: string): Generator {
  for (const expression of expressions) {
    for (const matchLabels of selectors.slice(0, 2))
      yield [...world.podsMatching(namespace, { matchLabels, matchExpressions: [expression] })];
  }
}
