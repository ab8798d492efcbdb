// What a browser needs to draw one Service: the topology of it, plus Pods, vantages and verdicts.
import * as z from 'zod/mini';
import { Coded, Trace } from './trace.ts';
import { TopologyService, WorkloadRef } from './topology.ts';

export const PodView = z.object({
  namespace: z.string(),
  name: z.string(),
  uid: z.string(),
  ip: z.optional(z.string()),
  node: z.optional(z.string()),
  zone: z.optional(z.string()),
  workload: z.optional(WorkloadRef),
  phase: z.string(),
  /** Containers ready / containers, as kubectl's READY. */
  readyContainers: z.number(),
  containers: z.number(),
  restarts: z.number(),
  ready: z.boolean(),
  terminating: z.boolean(),
  /** Why it is not ready (codes and parameters), or absent. */
  reason: z.optional(Coded),
  /** StatefulSet Pods. */
  ordinal: z.optional(z.number()),
  /** StatefulSet Pods: their stable DNS name. */
  stableName: z.optional(z.string()),
  claims: z.optional(
    z.array(
      z.object({
        name: z.string(),
        phase: z.optional(z.string()),
        capacity: z.optional(z.string()),
      }),
    ),
  ),
});
export type PodView = z.infer<typeof PodView>;

export const Vantage = z.object({
  /** `server`, `outside`, `browser`, `pod:NS/NAME`, `node:NAME`. */
  id: z.string(),
  kind: z.enum(['server', 'outside', 'browser', 'pod', 'node']),
  /** A client Pod that is not in the cluster: without labels, on the first node. */
  hypothetical: z.optional(z.boolean()),
  /** Of `server`, where it runs in the cluster: its Pod (`namespace/name`), unless on the host network. */
  pod: z.optional(z.string()),
  /** Of `server`, where it runs in the cluster: its node, if known. */
  node: z.optional(z.string()),
});
export type Vantage = z.infer<typeof Vantage>;

/** Verdict of one vantage × entry point (or endpoint), predicted. */
export const Expectation = z.object({
  vantage: z.string(),
  /** Id of an entry point, or `endpoint/ADDRESS:PORT/PROTO` for an endpoint itself. */
  target: z.string(),
  trace: Trace,
  /**
   * Further NodePorts, by id, whose paths are like this one but for the name and address of their
   * node: on the way from the engine to its readers, where there are very many.
   */
  alike: z.optional(z.array(z.string())),
});
export type Expectation = z.infer<typeof Expectation>;

export const ServiceView = z.object({
  ...TopologyService.shape,
  externalName: z.optional(z.string()),
  externalTrafficPolicy: z.optional(z.string()),
  internalTrafficPolicy: z.optional(z.string()),
  /** The Service is backed by a StatefulSet (stateful), by other workloads (stateless), or by none. */
  state: z.optional(z.enum(['stateful', 'stateless'])),
  pods: z.array(PodView),
  nodes: z.array(
    z.object({
      name: z.string(),
      address: z.optional(z.string()),
      zone: z.optional(z.string()),
      ready: z.boolean(),
    }),
  ),
  vantages: z.array(Vantage),
  expectations: z.array(Expectation),
});
export type ServiceView = z.infer<typeof ServiceView>;

/** One row of the list of Services. */
export const ServiceSummary = z.object({
  /** `namespace/name`. */
  key: z.string(),
  namespace: z.string(),
  name: z.string(),
  type: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']),
  headless: z.optional(z.boolean()),
  clusterIP: z.optional(z.string()),
  externalName: z.optional(z.string()),
  ports: z.array(
    z.object({
      name: z.optional(z.string()),
      port: z.number(),
      protocol: z.string(),
      nodePort: z.optional(z.number()),
    }),
  ),
  /** Distinct endpoint addresses. Absent when slices may not be read: unknown. */
  ready: z.optional(z.number()),
  total: z.optional(z.number()),
  health: z.enum(['healthy', 'degraded', 'down', 'idle', 'external', 'unknown']),
  /** Why, when it is neither healthy nor external. */
  reason: z.optional(Coded),
  /** How many findings there are of each severity; absent where there is none. */
  findings: z.optional(z.object({ error: z.number(), warning: z.number(), info: z.number() })),
  created: z.optional(z.string()),
});
export type ServiceSummary = z.infer<typeof ServiceSummary>;
