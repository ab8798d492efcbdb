// What a node's kube-proxy programs for one Service: this network's own reading of the rules,
// which checks the engine's and shares nothing with it.

import type { Endpoint, EndpointSlice } from '@portolan/shared/model/endpointSlice.ts';
import type { Service, ServicePort } from '@portolan/shared/model/service.ts';

export interface Backend {
  address: string;
  port: number;
}

/** One Service port as one node sees it. */
export interface ProxyRule {
  /** `namespace/name`. */
  service: string;
  portName: string;
  protocol: string;
  port: number;
  nodePort?: number;
  clusterIPs: readonly string[];
  externalIPs: readonly string[];
  vips: readonly string[];
  sourceRanges: readonly string[];
  internalLocal: boolean;
  externalLocal: boolean;
  /** S38: what any node may use. */
  cluster: readonly Backend[];
  /** S38: what runs on this node. */
  local: readonly Backend[];
  /** S40: some node could use an endpoint; tells REJECT from DROP (S55). */
  anywhere: boolean;
  /** ClientIP affinity (S59), milliseconds. */
  affinityMs?: number;
}

/** The health check a balancer asks (S66). */
export interface HealthRule {
  service: string;
  port: number;
  readyLocal: number;
}

export interface ServiceRules {
  rules: readonly ProxyRule[];
  health?: HealthRule;
}

interface PlacedNode {
  name: string;
  zone?: string;
}

interface Candidate extends Backend {
  local: boolean;
  ready: boolean;
  /** Serving and terminating: used when nothing is ready (S38). */
  leaving: boolean;
  endpoint: Endpoint;
}

const UNPROXIED_LABELS = [
  'service.kubernetes.io/service-proxy-name',
  'service.kubernetes.io/headless',
];

function isUnproxied(labels: ReadonlyMap<string, string>, names: readonly string[]): boolean {
  return names.some((name) => labels.has(name));
}

/** S9, S10: the Services kube-proxy takes on at all. */
function isProxied(service: Service): boolean {
  if (service.type === 'ExternalName' || service.clusterIPs.length === 0) return false;
  if (service.clusterIPs[0] === 'None') return false;
  return !isUnproxied(service.metadata.labels, UNPROXIED_LABELS.slice(0, 1));
}

export function rulesFor(
  service: Service,
  slices: readonly EndpointSlice[],
  node: PlacedNode,
): ServiceRules {
  if (!isProxied(service)) return { rules: [] };
  const usable = slices.filter(
    (slice) =>
      slice.addressType === 'IPv4' && !isUnproxied(slice.metadata.labels, UNPROXIED_LABELS),
  );
  const rules = service.ports.map((port) => ruleFor(service, port, usable, node));
  const health = healthFor(service, usable, node);
  return { rules, ...(health && { health }) };
}

function isIPv4(address: string): boolean {
  return !address.includes(':');
}

function ruleFor(
  service: Service,
  port: ServicePort,
  slices: readonly EndpointSlice[],
  node: PlacedNode,
): ProxyRule {
  const candidates = candidatesOf(port, slices, node);
  const ready = candidates.filter((candidate) => candidate.ready);
  const leaving = candidates.filter((candidate) => candidate.leaving);
  const near = nearest(ready, node);
  const localReady = ready.filter((candidate) => candidate.local);
  const localLeaving = leaving.filter((candidate) => candidate.local);
  const vips = service.loadBalancerIngress.flatMap(({ ip, ipMode }) =>
    ip === undefined || ipMode === 'Proxy' ? [] : [ip],
  );
  return {
    service: `${service.metadata.namespace}/${service.metadata.name}`,
    portName: port.name,
    protocol: port.protocol,
    port: port.port,
    ...(port.nodePort !== undefined && { nodePort: port.nodePort }),
    clusterIPs: service.clusterIPs.filter(isIPv4),
    externalIPs: service.externalIPs.filter(isIPv4),
    vips: vips.filter(isIPv4),
    sourceRanges: service.loadBalancerSourceRanges.map((range) => range.trim()).filter(isIPv4),
    internalLocal: service.internalTrafficPolicy === 'Local',
    externalLocal: service.externalTrafficPolicy === 'Local',
    cluster: near.length > 0 ? near : leaving,
    local: localReady.length > 0 ? localReady : localLeaving,
    anywhere: ready.length > 0 || leaving.length > 0,
    ...(service.sessionAffinity === 'ClientIP' && {
      affinityMs: (service.affinityTimeoutSeconds ?? 10_800) * 1000,
    }),
  };
}

/** S36: joined by port name and protocol, one per ip:port, a local duplicate winning. */
function candidatesOf(
  port: ServicePort,
  slices: readonly EndpointSlice[],
  node: PlacedNode,
): Candidate[] {
  const byTarget = new Map<string, Candidate>();
  for (const slice of slices) {
    for (const slicePort of slice.ports) {
      // S34: a port without number, or with no name at all, links to nothing.
      if (slicePort.name !== port.name || slicePort.protocol !== port.protocol) continue;
      if (!slicePort.port) continue;
      for (const endpoint of slice.endpoints) {
        const [address] = endpoint.addresses;
        if (address === undefined) continue;
        const candidate = candidateOf(address, slicePort.port, endpoint, node);
        const key = `${address}:${slicePort.port}`;
        if (candidate.local || !byTarget.has(key)) byTarget.set(key, candidate);
      }
    }
  }
  return [...byTarget.values()];
}

/** S32: conditions left out mean ready, serving, not terminating. */
function candidateOf(
  address: string,
  port: number,
  endpoint: Endpoint,
  node: PlacedNode,
): Candidate {
  const ready = endpoint.ready ?? true;
  const serving = endpoint.serving ?? true;
  return {
    address,
    port,
    endpoint,
    local: endpoint.nodeName === node.name,
    ready,
    leaving: serving && (endpoint.terminating ?? false),
  };
}

/** S41, S42: hints count only when every ready endpoint has them and one of them means us. */
function nearest(ready: readonly Candidate[], node: PlacedNode): readonly Candidate[] {
  const sameNode = hinted(ready, ({ nodeHints }) => nodeHints, node.name);
  if (sameNode !== undefined) return sameNode;
  if (node.zone === undefined) return ready;
  return hinted(ready, ({ zoneHints }) => zoneHints, node.zone) ?? ready;
}

function hinted(
  ready: readonly Candidate[],
  hintsOf: (endpoint: Endpoint) => readonly string[] | undefined,
  wanted: string,
): Candidate[] | undefined {
  if (ready.some(({ endpoint }) => (hintsOf(endpoint) ?? []).length === 0)) return undefined;
  const meant = ready.filter(({ endpoint }) => hintsOf(endpoint)?.includes(wanted));
  return meant.length > 0 ? meant : undefined;
}

function healthFor(
  service: Service,
  slices: readonly EndpointSlice[],
  node: PlacedNode,
): HealthRule | undefined {
  const port = service.healthCheckNodePort;
  if (port === undefined || port === 0 || service.externalTrafficPolicy !== 'Local') {
    return undefined;
  }
  const readyHere = slices
    // S34: what no port leads to is no endpoint.
    .filter(({ ports }) => ports.some((each) => each.name !== undefined && each.port))
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ ready, nodeName }) => (ready ?? true) && nodeName === node.name)
    .map(({ addresses }) => addresses[0]);
  const { namespace, name } = service.metadata;
  return { service: `${namespace}/${name}`, port, readyLocal: new Set(readyHere).size };
}
