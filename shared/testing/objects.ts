// Builders of model objects for tests: as short as the test's point allows, everything else
// defaulted as the API server would. They go through the parsers, so that what tests hold is what
// the door admits.

import type { Namespace, Node, PersistentVolumeClaim, Workload } from '../model/cluster.ts';
import type { EndpointSlice } from '../model/endpointSlice.ts';
import type { Endpoints } from '../model/endpoints.ts';
import type { NetworkPolicy } from '../model/networkPolicy.ts';
import { parseClaim } from '../model/parse/claim.ts';
import { parseEndpoints } from '../model/parse/endpoints.ts';
import { parseEndpointSlice } from '../model/parse/endpointSlice.ts';
import { Fields } from '../model/parse/fields.ts';
import { parseGateway, parseGatewayClass, parseReferenceGrant } from '../model/parse/gateway.ts';
import { parseGatewayRoute } from '../model/parse/gatewayRoute.ts';
import { parseIngress, parseIngressClass } from '../model/parse/ingress.ts';
import { Interner } from '../model/parse/interner.ts';
import { parseNamespace } from '../model/parse/namespace.ts';
import { parseNetworkPolicy } from '../model/parse/networkPolicy.ts';
import { parseNode } from '../model/parse/node.ts';
import { parsePod } from '../model/parse/pod.ts';
import type { Problem } from '../model/parse/problem.ts';
import { parseService } from '../model/parse/service.ts';
import { parseWorkload } from '../model/parse/workload.ts';
import type { Pod } from '../model/pod.ts';
import type {
  Gateway,
  GatewayClass,
  GatewayRoute,
  Ingress,
  IngressClass,
  ReferenceGrant,
} from '../model/routes.ts';
import type { Service } from '../model/service.ts';

type Raw = Record<string, unknown>;

export interface Named {
  name: string;
  /** `default` when absent. */
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  deletionTimestamp?: string;
  /** The controlling owner. */
  owner?: { kind: string; name: string; uid?: string };
}

const interner = new Interner();

/** Parses, and throws naming the field when the test's own object is wrong. */
function built<T>(raw: Raw, parse: (fields: Fields) => T): T {
  const problems: Problem[] = [];
  const object = parse(new Fields(raw, interner, problems));
  if (problems.length > 0) throw new Error(`not a valid object: ${JSON.stringify(problems)}`);
  return object;
}

/** Splits what every object has from the rest. */
function split<T extends Named>(given: T): { metadata: Raw; rest: Omit<T, keyof Named> } {
  const {
    name,
    namespace: within,
    uid,
    resourceVersion,
    labels,
    annotations,
    deletionTimestamp,
    owner,
    ...rest
  } = given;
  const ownerReferences = owner && [
    { apiVersion: 'apps/v1', uid: `uid-${owner.name}`, controller: true, ...owner },
  ];
  return {
    metadata: {
      name,
      namespace: within,
      uid,
      resourceVersion,
      labels,
      annotations,
      deletionTimestamp,
      ownerReferences,
    },
    rest,
  };
}

/** Any further field is one of `spec`; `ingress` is `status.loadBalancer.ingress`. */
export type GivenService = Named & {
  ports?: readonly Raw[];
  selector?: Record<string, string>;
  ingress?: readonly Raw[];
  [specField: string]: unknown;
};

export function service(given: GivenService): Service {
  const { metadata, rest } = split(given);
  const { ingress, ...spec } = rest;
  return built({ metadata, spec, status: { loadBalancer: { ingress } } }, parseService);
}

export type GivenPod = Named & {
  node?: string;
  /** One per family. */
  ips?: readonly string[];
  /** Condition Ready; true when absent. */
  ready?: boolean;
  phase?: string;
  /** Ports of its one container. */
  ports?: readonly Raw[];
  /** Names of PersistentVolumeClaims. */
  claims?: readonly string[];
  /** Further fields of `spec`. */
  spec?: Raw;
  /** Further fields of `status`. */
  status?: Raw;
};

export function pod(given: GivenPod): Pod {
  const { metadata, rest } = split(given);
  const {
    node: nodeName,
    ips = [],
    ready = true,
    phase = 'Running',
    ports = [],
    claims = [],
  } = rest;
  const spec = {
    nodeName,
    containers: [{ name: 'main', ports }],
    volumes: claims.map((claimName) => ({ persistentVolumeClaim: { claimName } })),
    ...rest.spec,
  };
  const status = {
    phase,
    podIPs: ips.map((ip) => ({ ip })),
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    ...rest.status,
  };
  return built({ metadata, spec, status }, parsePod);
}

export type GivenSlice = Named & {
  /** Name of its Service; absent leaves the label away. */
  service?: string;
  /** `IPv4` when absent. */
  addressType?: string;
  /** As in the API. */
  endpoints?: readonly Raw[];
  ports?: readonly Raw[];
};

export function slice(given: GivenSlice): EndpointSlice {
  const { metadata, rest } = split(given);
  const { service: serviceName, addressType = 'IPv4' } = rest;
  const labels = {
    ...given.labels,
    ...(serviceName !== undefined && { 'kubernetes.io/service-name': serviceName }),
  };
  return built(
    {
      metadata: { ...metadata, labels },
      addressType,
      endpoints: rest.endpoints,
      ports: rest.ports,
    },
    parseEndpointSlice,
  );
}

/** An endpoint of a slice that is a Pod: `default` and ready unless said otherwise. */
export function podEndpoint(given: {
  pod: string;
  address: string;
  namespace?: string;
  node?: string;
  zone?: string;
  conditions?: { ready?: boolean; serving?: boolean; terminating?: boolean };
  forZones?: readonly string[];
  forNodes?: readonly string[];
}): Raw {
  const { pod: name, address, node: nodeName, zone, conditions } = given;
  const forZones = given.forZones?.map((each) => ({ name: each }));
  const forNodes = given.forNodes?.map((each) => ({ name: each }));
  return {
    addresses: [address],
    conditions: conditions ?? { ready: true, serving: true, terminating: false },
    targetRef: { kind: 'Pod', namespace: given.namespace ?? 'default', name, uid: `uid-${name}` },
    nodeName,
    zone,
    hints: (forZones ?? forNodes) && { forZones, forNodes },
  };
}

export function endpoints(given: Named & { subsets?: readonly Raw[] }): Endpoints {
  const { metadata, rest } = split(given);
  return built({ metadata, ...rest }, parseEndpoints);
}

export type GivenNode = Omit<Named, 'namespace'> & {
  ips?: readonly string[];
  externalIPs?: readonly string[];
  zone?: string;
  podCIDRs?: readonly string[];
  /** Condition Ready; `True` when absent. */
  ready?: Node['ready'];
  unschedulable?: boolean;
};

export function node(given: GivenNode): Node {
  const { metadata, rest } = split(given);
  const { ips = [], externalIPs = [], zone, podCIDRs, ready = 'True', unschedulable } = rest;
  const labels = {
    ...given.labels,
    ...(zone !== undefined && { 'topology.kubernetes.io/zone': zone }),
  };
  const status = {
    addresses: [
      ...ips.map((address) => ({ type: 'InternalIP', address })),
      ...externalIPs.map((address) => ({ type: 'ExternalIP', address })),
      { type: 'Hostname', address: given.name },
    ],
    conditions: [{ type: 'Ready', status: ready }],
  };
  return built(
    { metadata: { ...metadata, labels }, spec: { podCIDRs, unschedulable }, status },
    parseNode,
  );
}

export function namespace(name: string, labels: Record<string, string> = {}): Namespace {
  const metadata = { name, labels: { 'kubernetes.io/metadata.name': name, ...labels } };
  return built({ metadata, status: { phase: 'Active' } }, parseNamespace);
}

export type GivenWorkload = Named & {
  replicas?: number;
  readyReplicas?: number;
  /** Labels of its Pods, and what it selects them by. */
  podLabels?: Record<string, string>;
  serviceName?: string;
};

export function workload(kind: Workload['kind'], given: GivenWorkload): Workload {
  const { metadata, rest } = split(given);
  const { replicas = 1, readyReplicas = replicas, podLabels = {}, serviceName } = rest;
  const spec = {
    replicas,
    serviceName,
    selector: { matchLabels: podLabels },
    template: { metadata: { labels: podLabels } },
  };
  const status = {
    readyReplicas,
    desiredNumberScheduled: replicas,
    numberReady: readyReplicas,
  };
  return built({ metadata, spec, status }, (fields) => parseWorkload(fields, kind));
}

export function claim(given: Named & { phase?: string; capacity?: string }): PersistentVolumeClaim {
  const { metadata, rest } = split(given);
  const { phase = 'Bound', capacity = '1Gi' } = rest;
  return built({ metadata, status: { phase, capacity: { storage: capacity } } }, parseClaim);
}

/** Any further field is one of `spec`. */
export type Specified = Named & { [specField: string]: unknown };

function specified(given: Specified): Raw {
  const { metadata, rest } = split(given);
  return { metadata, spec: rest };
}

export const networkPolicy = (given: Specified): NetworkPolicy =>
  built(specified(given), parseNetworkPolicy);

export const ingress = (given: Specified): Ingress => built(specified(given), parseIngress);

export const ingressClass = (given: Specified): IngressClass =>
  built(specified(given), parseIngressClass);

export const gateway = (given: Specified): Gateway => built(specified(given), parseGateway);

export const gatewayClass = (given: Specified): GatewayClass =>
  built(specified(given), parseGatewayClass);

export const gatewayRoute = (kind: GatewayRoute['kind'], given: Specified): GatewayRoute =>
  built(specified(given), (fields) => parseGatewayRoute(fields, kind));

export const referenceGrant = (given: Specified): ReferenceGrant =>
  built(specified(given), parseReferenceGrant);
