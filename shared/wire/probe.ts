import * as z from 'zod/mini';
import { Coded, RuleId, Verdict } from './trace.ts';

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

/**
 * How a target is tested. `name`: resolved alone; `tcp`: connected, no byte sent; `tls`: a handshake;
 * `http` and `https`: one request; `dns`: one question by UDP; `udp`: one empty datagram, whose
 * silence proves nothing; `none`: no protocol we speak.
 */
export const ProbeKind = z.enum(['name', 'tcp', 'tls', 'http', 'https', 'dns', 'udp', 'none']);
export type ProbeKind = z.infer<typeof ProbeKind>;

/** How a name was resolved: what was asked, in order, of whom, and what came of it. */
export const NameEvidence = z.object({
  /** Address of the resolver that gave the deciding answer, where it is known. */
  server: z.optional(z.string()),
  /** The name that was answered, by way of the search list; absent when none was. */
  answered: z.optional(z.string()),
  /** Every name asked for, search list and all; `answer` is `addresses` or the resolver's error. */
  asked: z.array(z.object({ name: z.string(), answer: z.string() })),
  /** A and AAAA. */
  addresses: z.array(z.string()),
});
export type NameEvidence = z.infer<typeof NameEvidence>;

/** Why a certificate would not be trusted, or no handshake came about. */
export const TlsTrouble = z.enum([
  /** No chain to a certificate authority that this vantage point trusts. */
  'untrusted',
  /** Valid for other names than the one that was dialled. */
  'nameMismatch',
  'expired',
  /** The server wants a certificate of the client. */
  'clientCertificate',
  /** What answered does not speak TLS. */
  'notTls',
  /** No common version or cipher, or any other alert. */
  'handshake',
]);
export type TlsTrouble = z.infer<typeof TlsTrouble>;

export const TlsEvidence = z.object({
  /** Absent: the chain is trusted and, where a name was dialled, the certificate is for it. */
  troubles: z.optional(z.array(TlsTrouble)),
  /** The TLS library's code of the first of them. */
  code: z.optional(z.string()),
  /** `TLSv1.3`. */
  protocol: z.optional(z.string()),
  /** The name asked for (SNI), against which the certificate was checked; absent for an address. */
  serverName: z.optional(z.string()),
  /** The certificate's names, at most 16. */
  names: z.optional(z.array(z.string())),
  /** The end of its validity, ISO 8601. */
  validTo: z.optional(z.string()),
});
export type TlsEvidence = z.infer<typeof TlsEvidence>;

/** Milliseconds of each phase that came to an end, each from its own beginning. */
export const Phases = z.object({
  dns: z.optional(z.number()),
  connect: z.optional(z.number()),
  tls: z.optional(z.number()),
  /** From the request to the first byte of an answer. */
  firstByte: z.optional(z.number()),
});
export type Phases = z.infer<typeof Phases>;

export const ProbeEvidence = z.object({
  errno: z.optional(z.string()),
  /** The address actually dialled: checked after resolution, and pinned. */
  address: z.optional(z.string()),
  httpStatus: z.optional(z.number()),
  /** DNS by UDP: the response code, 0 (no error), 3 (no such name), 5 (refused), … */
  rcode: z.optional(z.number()),
  /** Which Pod said it answered (embedded network, or an answer that names one Pod of the Service). */
  answeredBy: z.optional(z.string()),
  /**
   * `noAnswer`: connected, and no first byte came; `noHttp`, `noDns`: something else came; `resolved`:
   * a name without a port; `silenceProvesNothing`: UDP; `noRouteToNodes`: from this vantage no node
   * address has ever answered; `noHttpAnswer`: a browser got none, the cause is hidden from it.
   */
  detail: z.optional(z.string()),
  phases: z.optional(Phases),
  dns: z.optional(NameEvidence),
  tls: z.optional(TlsEvidence),
  /** Outcome of each family, where a name has addresses of both. */
  families: z.optional(z.object({ IPv4: z.optional(Outcome), IPv6: z.optional(Outcome) })),
});
export type ProbeEvidence = z.infer<typeof ProbeEvidence>;

/** Several connections over one path: who got them, beside who was expected to. */
export const Connections = z.object({
  made: z.number(),
  /** By outcome, most frequent first. */
  outcomes: z.array(z.object({ outcome: Outcome, count: z.number() })),
  /** Accepted, and it could not be read who accepted. */
  unidentified: z.number(),
  backends: z.array(
    z.object({
      /** `namespace/name`; absent for a backend that is no Pod. */
      pod: z.optional(z.string()),
      address: z.optional(z.string()),
      /** Connections it answered. */
      count: z.number(),
      /** Share of new connections it is predicted to get, 0–1; 0 when none was predicted. */
      predicted: z.number(),
    }),
  ),
});
export type Connections = z.infer<typeof Connections>;

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
  evidence: ProbeEvidence,
  /** Only where several connections were asked for. */
  connections: z.optional(Connections),
});
export type ProbeResult = z.infer<typeof ProbeResult>;

/** A test that somebody asked for, under way or over. */
export const ProbeRun = z.object({
  /** For `DELETE api/probes/RUN`. */
  id: z.string(),
  service: z.string(),
  /** Tests asked for; each of `count` connections is one. */
  total: z.number(),
  done: z.number(),
  /** Waiting for their turn; the others are being dialled. */
  queued: z.number(),
});
export type ProbeRun = z.infer<typeof ProbeRun>;

/** Answer to `POST api/probes`. */
export const ProbeAnswer = z.object({
  service: z.string(),
  results: z.array(ProbeResult),
  /** Called off before all was tested. */
  cancelled: z.optional(z.boolean()),
});
export type ProbeAnswer = z.infer<typeof ProbeAnswer>;

/** Whether a client can stand at a vantage point now, and if not, why. */
export const VantageStatus = z.object({
  id: z.string(),
  available: z.boolean(),
  /** A code of the vantage words: why not, or what kind of place it is. */
  code: z.optional(z.string()),
  params: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
});
export type VantageStatus = z.infer<typeof VantageStatus>;

/** The last 100 results of a path, oldest first. */
export const PathHistory = z.object({
  from: z.string(),
  entryPoint: z.string(),
  /** How often the outcome changed among them. */
  flaps: z.number(),
  points: z.array(
    z.object({
      /** Milliseconds since the epoch. */
      at: z.number(),
      outcome: Outcome,
      agree: z.boolean(),
      ms: z.optional(z.number()),
    }),
  ),
});
export type PathHistory = z.infer<typeof PathHistory>;

/** Answer to `GET api/probes/NS/NAME`. */
export const ProbeHistory = z.object({
  service: z.string(),
  vantages: z.array(VantageStatus),
  paths: z.array(PathHistory),
});
export type ProbeHistory = z.infer<typeof ProbeHistory>;

/** One vantage point and one target, by their ids: what `POST api/probes` takes. */
export const ProbePath = z.object({
  from: z.string(),
  /** Id of an entry point or endpoint. */
  target: z.string(),
  /** What is dialled there, for people. */
  to: z.string(),
});
export type ProbePath = z.infer<typeof ProbePath>;

/** A likely cause of what the results show together; codes are of the diagnosis words. */
export const Diagnosis = z.object({
  cause: z.string(),
  /** 0–1. */
  confidence: z.number(),
  params: Coded.shape.params,
  /** The prediction says so already: what is observed was to be expected. */
  foreseen: z.optional(z.boolean()),
  /** What speaks for it. */
  evidence: z.array(Coded),
  /** Tests that would tell it from its rivals, none of them made yet. */
  tellApart: z.array(ProbePath),
  fix: Coded,
  /** Shell lines that show it outside Portolan. */
  commands: z.array(z.string()),
  /** The results that it explains. */
  explains: z.array(ProbePath),
});
export type Diagnosis = z.infer<typeof Diagnosis>;

export const ProbeReport = z.object({
  service: z.string(),
  results: z.array(ProbeResult),
  /** Most likely first. */
  diagnosis: z.array(Diagnosis),
});
export type ProbeReport = z.infer<typeof ProbeReport>;
