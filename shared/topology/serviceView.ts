// All a browser needs to draw one Service: its topology, its Pods, where clients may stand, and
// what the engine predicts for each of them.
import type { Node } from '../model/cluster.ts';
import { type ObjectKey, objectKey } from '../model/metadata.ts';
import type { Pod } from '../model/pod.ts';
import type { Service } from '../model/service.ts';
import { Kept } from '../paths/kept.ts';
import { nodePortClasses, type NodePortClass } from '../paths/nodePortClasses.ts';
import { readProxyConfig } from '../paths/proxyConfig.ts';
import { clientAt, tracerOf } from '../paths/trace.ts';
import { parseVantage } from '../paths/vantage.ts';
import type { World } from '../state/world.ts';
import type { EntryPoint, TopologyEndpoint } from '../wire/topology.ts';
import type { Trace } from '../wire/trace.ts';
import type { Expectation, ServiceView, Vantage } from '../wire/view.ts';
import { everyExpectation } from './alike.ts';
import { type OwnIdentity, ownPlace, ownStanding } from './ownPlace.ts';
import { podView } from './podView.ts';
import { type Target, targetText, targetsOf } from './targets.ts';
import { type TopologyOptions, topologyService } from './topologyService.ts';

/** What this process knows of itself says what `server` is. */
export interface ViewOptions extends TopologyOptions, OwnIdentity {
  /** Of very many NodePorts that are alike, one is told with the ids of the others. */
  tellsAlikeOnce?: boolean;
  /** Endpoints are asked of nodes, too: somebody chose to stand there. */
  asksEndpoints?: boolean;
  keptClasses?: Kept<Service, readonly NodePortClass[]>;
}

/** For views that are made again and again: what did not change is kept, and told once. */
export function keepingViews(options: TopologyOptions): ViewOptions {
  return { ...options, tellsAlikeOnce: true, keptNodePorts: new Kept(), keptClasses: new Kept() };
}

export function serviceView(world: World, service: Service, options: ViewOptions): ServiceView {
  const topology = topologyService(world, service, options);
  const pods = podsBehind(
    world,
    service,
    topology.endpoints.map(({ pod }) => pod),
  );
  const vantages = vantagesFor(world, service, options);
  const view: ServiceView = {
    ...topology,
    ...(service.externalName !== undefined && { externalName: service.externalName }),
    ...(service.externalTrafficPolicy && { externalTrafficPolicy: service.externalTrafficPolicy }),
    ...(service.internalTrafficPolicy && { internalTrafficPolicy: service.internalTrafficPolicy }),
    ...stateOf(topology.workloads),
    pods: pods.map((pod) => podView(world, pod)),
    nodes: nodesOf(world, topology.endpoints, pods, vantages),
    vantages,
    expectations: [],
  };
  return { ...view, expectations: expectationsOf(world, view, options) };
}

/** Pods the Service selects or its slices point at, by name. */
function podsBehind(
  world: World,
  service: Service,
  referenced: readonly (string | undefined)[],
): Pod[] {
  const found = new Map<string, Pod>();
  const { namespace } = service.metadata;
  if (service.selector && service.type !== 'ExternalName') {
    for (const pod of world.podsSelected(namespace, service.selector))
      found.set(objectKey(pod.metadata), pod);
  }
  for (const key of referenced) {
    const pod = key === undefined ? undefined : world.pod(key);
    if (pod) found.set(objectKey(pod.metadata), pod);
  }
  return [...found.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, pod]) => pod);
}

/** Those that its endpoints, Pods and vantage points are on, by name. */
function nodesOf(
  world: World,
  endpoints: readonly TopologyEndpoint[],
  pods: readonly Pod[],
  vantages: readonly Vantage[],
): ServiceView['nodes'] {
  const names = new Set(vantages.flatMap(({ id }) => nodeNamed(id) ?? []));
  for (const { node } of endpoints) if (node !== undefined) names.add(node);
  for (const { nodeName } of pods) if (nodeName !== undefined) names.add(nodeName);
  return [...names].toSorted().flatMap((name) => {
    const node = world.node(name);
    return node === undefined ? [] : [nodeView(node)];
  });
}

function nodeNamed(vantage: string): string | undefined {
  const parsed = parseVantage(vantage);
  return 'kind' in parsed && parsed.kind === 'node' ? parsed.node : undefined;
}

function nodeView(node: Node): ServiceView['nodes'][number] {
  const address = node.internalIPs[0];
  return {
    name: node.metadata.name,
    ...(address !== undefined && { address }),
    ...(node.zone !== undefined && { zone: node.zone }),
    ready: node.ready === 'True',
  };
}

/** The Pod that stands for any client in the Service's namespace; mostly there is none of this name. */
export function clientKey({ metadata }: Service): ObjectKey {
  return `${metadata.namespace}/client`;
}

/** A client Pod in the Service's namespace, the first node, a machine outside, and ourselves. */
function vantagesFor(world: World, service: Service, options: ViewOptions): Vantage[] {
  const client = clientKey(service);
  const [node] = world.nodes();
  return [
    { id: `pod:${client}`, kind: 'pod', ...(!world.pod(client) && { hypothetical: true }) },
    ...(node ? [{ id: `node:${node.metadata.name}`, kind: 'node' } as const] : []),
    { id: 'outside', kind: 'outside' },
    { id: 'server', kind: 'server', ...ownStanding(world, options) },
  ];
}

function stateOf(workloads: readonly { kind: string }[]): Pick<ServiceView, 'state'> {
  if (workloads.length === 0) return {};
  return { state: workloads.some(({ kind }) => kind === 'StatefulSet') ? 'stateful' : 'stateless' };
}

/** By its id an endpoint outside the cluster is still known for one. */
function traceTarget({ namespace, name }: ServiceView, target: Target): string {
  if (target.kind === 'endpoint') return target.id;
  if (target.port === undefined) return `svc:${namespace}/${name}`;
  return `${targetText(target)}/${target.protocol}`;
}

/** More endpoints than this are tested one by one from this machine alone. */
const fewEndpoints = 100;

/** More entry points than this (a NodePort on thousands of nodes) are predicted from this machine alone. */
const fewEntryPoints = 200;

/**
 * Entry points from everywhere, endpoints from this machine and a Pod; where there are very many,
 * from this machine, so that a view stays in proportion. Of NodePorts that are alike one is traced.
 */
export function expectationsOf(
  world: World,
  view: ServiceView,
  options: ViewOptions,
): Expectation[] {
  const trace = tracerOf(world, {
    ...options,
    endpointHops,
    serverVantage: serverOf(world, options),
  });
  const manyEntryPoints = view.entryPoints.length > fewEntryPoints;
  const manyEndpoints = view.endpoints.length > fewEndpoints;
  const isAsked = (kind: Vantage['kind'], target: Target): boolean => {
    if (kind === 'server') return true;
    if (target.kind === 'endpoint') {
      return (
        !manyEndpoints && (kind === 'pod' || (kind === 'node' && options.asksEndpoints === true))
      );
    }
    return !manyEntryPoints;
  };
  const { told, classes } = nodePortsTold(world, view, options);
  const expectations = targetsOf({ ...view, entryPoints: told }).flatMap((target) =>
    view.vantages
      .filter(({ kind }) => isAsked(kind, target))
      .flatMap(({ id }): Expectation[] => {
        const traced = trace({ from: id, to: traceTarget(view, target) });
        if ('error' in traced) return [];
        const alike =
          classes
            .get(target.id)
            ?.slice(1)
            .map((entry) => entry.id) ?? [];
        const expectation = { vantage: id, target: target.id, trace: shortened(traced) };
        return [{ ...expectation, ...(alike.length > 0 && { alike }) }];
      }),
  );
  if (manyEntryPoints && options.tellsAlikeOnce === true) return expectations;
  return inOrder(view, everyExpectation({ ...view, expectations }));
}

/** The vantage point that stands for this process. */
function serverOf(world: World, options: ViewOptions): string {
  return ownPlace(world, options);
}

/** The entry points with one NodePort of each class, and the classes by the id of that one. */
function nodePortsTold(world: World, view: ServiceView, options: ViewOptions) {
  const { entryPoints, namespace, name, vantages } = view;
  const service = world.service(objectKey({ namespace, name }));
  // They stand together (see `entryPointsOf`).
  const first = entryPoints.findIndex(isNodePort);
  const last = entryPoints.findLastIndex(isNodePort) + 1;
  if (service === undefined || first < 0)
    return { told: entryPoints, classes: new Map<string, NodePortClass>() };
  const { config } = readProxyConfig(world.proxyConfigText());
  const classes = nodePortClasses(world, service, entryPoints.slice(first, last), {
    clients: vantages.flatMap(({ id }) => {
      const place = id === 'server' ? serverOf(world, options) : id;
      return clientAt(world, place, { config, ...options }) ?? [];
    }),
    config,
    kept: options.keptClasses ?? new Kept(),
  });
  return {
    told: [
      ...entryPoints.slice(0, first),
      ...classes.map(([speaker]) => speaker),
      ...entryPoints.slice(last),
    ],
    classes: new Map(classes.map((members) => [members[0].id, members])),
  };
}

function isNodePort({ kind }: EntryPoint): boolean {
  return kind === 'nodePort';
}

/** Target by target, vantage point by vantage point. */
function inOrder(view: ServiceView, expectations: readonly Expectation[]): Expectation[] {
  const places = new Map(view.entryPoints.map(({ id }, index) => [id, index]));
  const placeOf = ({ target }: Expectation): number => places.get(target) ?? places.size;
  return expectations.toSorted((left, right) => placeOf(left) - placeOf(right));
}

/** What a reader goes through one by one; `backends` names the rest of them. */
const endpointHops = 12;

function shortened(trace: Trace): Trace {
  let left = endpointHops;
  const hops = trace.hops.filter(({ kind }) => kind !== 'endpoint' || left-- > 0);
  return { ...trace, hops };
}
