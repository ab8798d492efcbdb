// The one stream per browser. `GET api/stream` answers `text/event-stream`; each event's `data` is
// one WireMessage, its `id` is `epoch:seq`. A reader that lost the connection sends the last id it
// saw as `?resume=epoch:seq` and gets what it missed, or a fresh snapshot.
import * as z from 'zod/mini';
import { ServiceFindings } from './finding.ts';
import { PackedView, packView, unpackView } from './packedView.ts';
import { Diagnosis, ProbeResult, ProbeRun } from './probe.ts';
import { Unknown } from './topology.ts';
import { ServiceSummary, type ServiceView } from './view.ts';

/** What `snapshot.version` says; a reader of another version cannot go on. */
export const streamVersion = 1;

/** Where the data comes from, and whether it is fresh. */
export const SourceStatus = z.object({
  kind: z.enum(['cluster', 'embedded', 'files']),
  /** Context name, or the files' names. */
  name: z.string(),
  server: z.optional(z.string()),
  state: z.enum(['connecting', 'syncing', 'live', 'stale', 'failed']),
  /** Milliseconds since the epoch: when the data was last known to be fresh. */
  since: z.number(),
  /** Progress of the first listing, objects so far. */
  listed: z.optional(z.number()),
  /** Why it is not live: a code of the catalogue with parameters, e.g. `unauthorized`, `tls`, `refused`. */
  problem: z.optional(
    z.object({
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  ),
  /** Objects that could not be read and were skipped. */
  skipped: z.optional(
    z.array(z.object({ kind: z.string(), key: z.string(), message: z.string() })),
  ),
});
export type SourceStatus = z.infer<typeof SourceStatus>;

export const ProbeStatus = z.object({
  /** Service keys whose tests are paused. */
  paused: z.array(z.string()),
  /** Seconds between rounds. */
  interval: z.number(),
  /** Tests somebody asked for and that are under way; absent when there are none. */
  runs: z.optional(z.array(ProbeRun)),
});
export type ProbeStatus = z.infer<typeof ProbeStatus>;

/** Of one Service, most likely first; empty: all is as it should be, or not known yet. */
export const ServiceDiagnosis = z.object({ service: z.string(), diagnosis: z.array(Diagnosis) });
export type ServiceDiagnosis = z.infer<typeof ServiceDiagnosis>;

/** The messages, by what stands for a view: itself in memory, packed on the wire. */
function messages<View extends z.ZodMiniType>(view: View) {
  return z.discriminatedUnion('type', [
    z.object({
      type: z.literal('snapshot'),
      version: z.number(),
      /** Names this connection in `POST api/stream/ID` (which views to follow). */
      stream: z.string(),
      source: SourceStatus,
      namespaces: z.array(z.string()),
      services: z.array(ServiceSummary),
      unknown: z.array(Unknown),
      views: z.array(view),
      /** Only for a reader that follows `findingsTopic`. */
      findings: z.optional(z.array(ServiceFindings)),
      probes: z.array(z.object({ service: z.string(), results: z.array(ProbeResult) })),
      diagnoses: z.optional(z.array(ServiceDiagnosis)),
      probing: ProbeStatus,
    }),
    z.object({
      type: z.literal('delta'),
      source: z.optional(SourceStatus),
      namespaces: z.optional(z.array(z.string())),
      services: z.optional(
        z.object({ set: z.array(ServiceSummary), removed: z.array(z.string()) }),
      ),
      unknown: z.optional(z.array(Unknown)),
      /** Views this reader follows; `removed` when the Service is gone. */
      views: z.optional(z.object({ set: z.array(view), removed: z.array(z.string()) })),
      /** For readers that follow `findingsTopic`; `complete`: what is not in `set` is no more. */
      findings: z.optional(
        z.object({
          set: z.array(ServiceFindings),
          removed: z.array(z.string()),
          complete: z.optional(z.boolean()),
        }),
      ),
      /** Latest result of each path that was tested again. */
      probes: z.optional(z.array(z.object({ service: z.string(), results: z.array(ProbeResult) }))),
      /** Of Services whose likely causes are others now. */
      diagnoses: z.optional(z.array(ServiceDiagnosis)),
      probing: z.optional(ProbeStatus),
    }),
    z.object({ type: z.literal('heartbeat'), now: z.number() }),
  ]);
}

/** A message as both ends work with it. */
export type StreamMessage = z.infer<ReturnType<typeof messages<typeof ServiceView>>>;

/** A message as it travels. */
export const WireMessage = messages(PackedView);
export type WireMessage = z.infer<typeof WireMessage>;

export function encodeMessage(message: StreamMessage): WireMessage {
  return withViews(message, packView);
}

/** Undefined when it is no message of this version. */
export function decodeMessage(raw: unknown): StreamMessage | undefined {
  const parsed = WireMessage.safeParse(raw);
  return parsed.success ? withViews(parsed.data, unpackView) : undefined;
}

type Messages<View> = z.infer<ReturnType<typeof messages<z.ZodMiniType<View>>>>;

function withViews<From, To>(message: Messages<From>, convert: (view: From) => To): Messages<To> {
  switch (message.type) {
    case 'snapshot':
      return { ...message, views: message.views.map(convert) };
    case 'delta': {
      const { views, ...rest } = message;
      return views
        ? { ...rest, views: { set: views.set.map(convert), removed: views.removed } }
        : rest;
    }
    case 'heartbeat':
      return message;
  }
}

/** Follows the findings of all Services, as a Service's key follows its view. */
export const findingsTopic = 'findings';

/**
 * Body of `POST api/stream/ID`: the Services (`namespace/name`) whose views and tests this reader
 * follows, and `findingsTopic`.
 */
export const FollowRequest = z.object({ services: z.array(z.string()) });
export type FollowRequest = z.infer<typeof FollowRequest>;

/** Vantage points that one request may name: each is predicted for every target. */
const mostVantages = 64;

/** Connections that one request may ask for on each path. */
export const mostConnections = 200;

/**
 * Body of `POST api/probes`: ids only; addresses come from the topology, and a body that brings
 * anything else is refused (F42).
 */
export const ProbeRequest = z.strictObject({
  service: z.string(),
  /** Vantage ids; all that are available when absent. */
  from: z.optional(z.array(z.string()).check(z.maxLength(mostVantages))),
  /** Entry point or endpoint ids; all when absent. */
  targets: z.optional(z.array(z.string())),
  /** Connections on each path, to see who gets them; 1 when absent. */
  count: z.optional(z.number().check(z.int(), z.gte(1), z.lte(mostConnections))),
  /** Pause or resume the repeated tests of this Service instead of testing now. */
  paused: z.optional(z.boolean()),
});
export type ProbeRequest = z.infer<typeof ProbeRequest>;
