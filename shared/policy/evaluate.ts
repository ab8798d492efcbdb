// What NetworkPolicies say of one connection (S82–S93).
import type { Protocol } from '../model/net.ts';
import type { Pod } from '../model/pod.ts';
import type { World } from '../state/world.ts';
import type { Coded } from '../wire/trace.ts';

export interface PolicyFlow {
  /** The client Pod, whose egress counts; undefined when the client is no Pod. */
  source: Pod | undefined;
  /** The source as the destination sees it: after masquerading a node's address (S91). */
  sourceIP: string;
  /** The Pod behind the destination, whose ingress counts; undefined when it is no Pod. */
  destination: Pod | undefined;
  /** After DNAT: a Pod IP with its targetPort, not a Service's (S91). */
  destinationIP: string;
  port: number;
  protocol: Protocol;
  /** Only this direction, where the two are decided at different addresses; both when absent. */
  direction?: 'egress' | 'ingress';
}

export interface PolicyVerdict {
  allowed: boolean;
  /** `namespace/name` of the policies that isolate or allow; empty when none is concerned. */
  policies: string[];
  rules: string[];
  reason?: Coded;
}

/** Not evaluated yet: every connection is allowed, as without policies (S82). */
export function evaluatePolicies(_world: World, _flow: PolicyFlow): PolicyVerdict {
  return { allowed: true, policies: [], rules: [] };
}
