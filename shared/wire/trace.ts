import * as z from 'zod/mini';

/** What the engine predicts for a path (DESIGN: verdicts). */
export const Verdict = z.enum([
  'forward',
  'reject',
  'drop',
  'accept',
  'unmatched',
  'noRoute',
  'nameError',
  'unknown',
]);
export type Verdict = z.infer<typeof Verdict>;

/** A rule id of the Service semantics, `S1`–`S98`. */
export const RuleId = z.string().check(z.regex(/^S\d{1,2}$/));

/** A stable code with its parameters; the words are in the message catalogue. */
export const Coded = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type Coded = z.infer<typeof Coded>;

export const TraceBackend = z.object({
  address: z.string(),
  port: z.number(),
  /** Share of new connections, 0–1. */
  share: z.number(),
  pod: z.optional(z.string()),
  node: z.optional(z.string()),
});
export type TraceBackend = z.infer<typeof TraceBackend>;

export const TraceHop = z.object({
  kind: z.enum([
    'source',
    'dns',
    'policy',
    'route',
    'node',
    'service',
    'firewall',
    'masquerade',
    'endpoint',
    'host',
    'gateway',
  ]),
  /** What the hop is about: a name, an address, a Service port, a policy. */
  subject: z.string(),
  verdict: z.optional(Verdict),
  rules: z.array(RuleId),
  /** The kube-proxy chain to grep for (S60, S61). */
  chain: z.optional(z.string()),
  /** Why, as codes for the catalogue. */
  reason: z.optional(Coded),
});
export type TraceHop = z.infer<typeof TraceHop>;

export const Trace = z.object({
  from: z.string(),
  to: z.string(),
  verdict: Verdict,
  rules: z.array(RuleId),
  backends: z.array(TraceBackend),
  masquerade: z.boolean(),
  hops: z.array(TraceHop),
  assumptions: z.array(Coded),
});
export type Trace = z.infer<typeof Trace>;
