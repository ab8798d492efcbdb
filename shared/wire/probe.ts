import * as z from 'zod/mini';
import { RuleId, Verdict } from './trace.ts';

/** What a live probe saw (DESIGN: outcomes). */
export const Outcome = z.enum([
  'open',
  'http',
  'refused',
  'timeout',
  'unreachable',
  'nameError',
  'dnsTimeout',
  'reset',
  'tlsError',
  'blocked',
  'unusable',
]);
export type Outcome = z.infer<typeof Outcome>;

export const ProbeResult = z.object({
  /** Vantage id. */
  from: z.string(),
  /** What was dialled, `172.18.0.3:32123`. */
  to: z.string(),
  /** Id of the entry point, or `endpoint/ADDRESS:PORT/PROTO`. */
  entryPoint: z.string(),
  expected: z.object({ verdict: Verdict, rules: z.array(RuleId) }),
  outcome: Outcome,
  /** Whether the outcome is one the verdict allows; true for `unknown` and `unusable`. */
  agree: z.boolean(),
  /** Milliseconds from the connect's start to its answer. */
  ms: z.optional(z.number()),
  /** Milliseconds since the epoch, when it ended. */
  at: z.number(),
  evidence: z.object({
    errno: z.optional(z.string()),
    /** The address actually dialled, after resolution. */
    address: z.optional(z.string()),
    httpStatus: z.optional(z.number()),
    /** Which Pod said it answered (embedded network and HTTP echo). */
    answeredBy: z.optional(z.string()),
    detail: z.optional(z.string()),
  }),
});
export type ProbeResult = z.infer<typeof ProbeResult>;

export const ProbeReport = z.object({
  service: z.string(),
  results: z.array(ProbeResult),
  diagnosis: z.array(
    z.object({
      cause: z.string(),
      confidence: z.number(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  ),
});
export type ProbeReport = z.infer<typeof ProbeReport>;
