import * as z from 'zod/mini';
import { Finding } from './finding.ts';
import { Coded } from './trace.ts';

const Protocol = z.enum(['TCP', 'UDP', 'SCTP']);

export const TopologyPort = z.object({
  name: z.optional(z.string()),
  port: z.number(),
  protocol: Protocol,
  targetPort: z.union([z.number(), z.string()]),
  nodePort: z.optional(z.number()),
  appProtocol: z.optional(z.string()),
});
export type TopologyPort = z.infer<typeof TopologyPort>;

export const EntryPointKind = z.enum([
  'dns',
  'clusterIP',
  'nodePort',
  'loadBalancer',
  'externalIP',
  'externalName',
  'podDNS',
  'ingress',
  'gateway',
]);
export type EntryPointKind = z.infer<typeof EntryPointKind>;

/** An address a client can dial. */
export const EntryPoint = z.object({
  /** Stable while the address means the same thing, e.g. `nodePort/node-b/web`. */
  id: z.string(),
  kind: EntryPointKind,
  /** IP address or name. */
  address: z.string(),
  port: z.optional(z.number()),
  protocol: z.optional(Protocol),
  /** NodePort only. */
  node: z.optional(z.string()),
  /** Name of the Service port behind it (`''` unnamed); absent when it is not one port. */
  portName: z.optional(z.string()),
  /** Portolan made the address up; the cluster will assign it. */
  simulated: z.optional(z.boolean()),
  /** Ingress and gateway: the host name asked for, `*.example.com` with a wildcard; absent means any. */
  host: z.optional(z.string()),
  /** Ingress and gateway: the path, or for gRPC `/service/method`; absent where paths play no part. */
  path: z.optional(z.string()),
  /** Ingress and gateway: the client speaks TLS. */
  tls: z.optional(z.boolean()),
  /** Ingress: the class that serves it, where one is known. */
  class: z.optional(z.string()),
  /** Gateway: `namespace/name`. */
  gateway: z.optional(z.string()),
  /** Gateway: the name of the listener. */
  listener: z.optional(z.string()),
  /** Share of the route's requests that go to this Service, 0–1; absent means all. */
  share: z.optional(z.number()),
  /** The object that leads here. */
  route: z.optional(z.object({ kind: z.string(), namespace: z.string(), name: z.string() })),
  /** Why nothing gets through this way, when nothing does. */
  invalid: z.optional(Coded),
  /** Embedded cluster: where the reader's own machine can open it, `127.0.0.12:31000`. */
  dial: z.optional(z.string()),
});
export type EntryPoint = z.infer<typeof EntryPoint>;

export const TopologyEndpoint = z.object({
  address: z.string(),
  port: z.optional(z.number()),
  portName: z.optional(z.string()),
  protocol: Protocol,
  ready: z.boolean(),
  serving: z.boolean(),
  terminating: z.boolean(),
  /** `namespace/name`. */
  pod: z.optional(z.string()),
  node: z.optional(z.string()),
  zone: z.optional(z.string()),
  /** Names of the slices that hold it. */
  slices: z.array(z.string()),
  /** Why it gets no traffic, when it gets none. */
  reason: z.optional(Coded),
});
export type TopologyEndpoint = z.infer<typeof TopologyEndpoint>;

export const WorkloadRef = z.object({ kind: z.string(), name: z.string() });
export type WorkloadRef = z.infer<typeof WorkloadRef>;

export const TopologyService = z.object({
  namespace: z.string(),
  name: z.string(),
  uid: z.optional(z.string()),
  type: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']),
  clusterIPs: z.array(z.string()),
  headless: z.optional(z.boolean()),
  selector: z.optional(z.record(z.string(), z.string())),
  workloads: z.array(WorkloadRef),
  ports: z.array(TopologyPort),
  entryPoints: z.array(EntryPoint),
  endpoints: z.array(TopologyEndpoint),
  findings: z.array(Finding),
});
export type TopologyService = z.infer<typeof TopologyService>;

/** What may not be read: `unknown`, never `missing`. */
export const Unknown = z.object({
  kind: z.string(),
  namespace: z.optional(z.string()),
  verb: z.string(),
});
export type Unknown = z.infer<typeof Unknown>;

export const Topology = z.object({
  version: z.literal(1),
  services: z.array(TopologyService),
  unknown: z.array(Unknown),
});
export type Topology = z.infer<typeof Topology>;
