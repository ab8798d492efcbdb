// What of a view is to be shown: a writer may leave Pods, nodes or NodePorts out of a picture.
import type { Expectation, ServiceView } from '../wire/view.ts';

export interface ViewParts {
  readonly pods: boolean;
  /** Names and zones of nodes, and the vantage points on them. */
  readonly nodes: boolean;
  readonly nodePorts: boolean;
}

export const allParts: ViewParts = { pods: true, nodes: true, nodePorts: true };

/** The view with these parts alone; nothing points at what was left out. */
export function partsOf(view: ServiceView, parts: ViewParts): ServiceView {
  const ported = parts.nodePorts ? view : withoutNodePorts(view);
  const podded = parts.pods ? ported : withoutPods(ported);
  return parts.nodes ? podded : withoutNodes(podded);
}

/** The view as one vantage point has it; undefined when it holds nothing of that one. */
export function viewFrom(view: ServiceView, vantage: string): ServiceView | undefined {
  const vantages = view.vantages.filter(({ id }) => id === vantage);
  if (vantages.length === 0) return undefined;
  return {
    ...view,
    vantages,
    expectations: view.expectations.filter((each) => each.vantage === vantage),
  };
}

function withoutPods(view: ServiceView): ServiceView {
  const endpoints = view.endpoints.map(({ pod: _pod, ...endpoint }) => endpoint);
  return { ...view, endpoints, pods: [] };
}

function withoutNodes(view: ServiceView): ServiceView {
  const vantages = view.vantages.filter(({ kind }) => kind !== 'node');
  const kept = new Set(vantages.map(({ id }) => id));
  return {
    ...view,
    endpoints: view.endpoints.map(({ node: _node, zone: _zone, ...endpoint }) => endpoint),
    pods: view.pods.map(({ node: _node, zone: _zone, ...pod }) => pod),
    entryPoints: view.entryPoints.map(({ node: _node, ...entry }) => entry),
    nodes: [],
    vantages,
    expectations: view.expectations.filter(({ vantage }) => kept.has(vantage)),
  };
}

function withoutNodePorts(view: ServiceView): ServiceView {
  const gone = new Set(
    view.entryPoints.filter(({ kind }) => kind === 'nodePort').map(({ id }) => id),
  );
  const isKept = ({ target }: Expectation): boolean => !gone.has(target);
  return {
    ...view,
    ports: view.ports.map(({ nodePort: _nodePort, ...port }) => port),
    entryPoints: view.entryPoints.filter(({ id }) => !gone.has(id)),
    expectations: view.expectations.filter(isKept),
  };
}
