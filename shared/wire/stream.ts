// The one stream per browser. `GET api/stream` answers `text/event-stream`; each event's `data` is
// one StreamMessage, its `id` is `epoch:seq`. A reader that lost the connection sends the last id it
// saw as `?resume=epoch:seq` and gets what it missed, or a fresh snapshot.
import * as z from 'zod/mini';
import { ProbeResult } from './probe.ts';
import { Unknown } from './topology.ts';
import { ServiceSummary, ServiceView } from './view.ts';

export const wireVersion = 1;

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
});
export type ProbeStatus = z.infer<typeof ProbeStatus>;

export const StreamMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('snapshot'),
    version: z.number(),
    /** Names this connection in `POST api/stream/ID` (which views to follow). */
    stream: z.string(),
    source: SourceStatus,
    namespaces: z.array(z.string()),
    services: z.array(ServiceSummary),
    unknown: z.array(Unknown),
    views: z.array(ServiceView),
    probes: z.array(z.object({ service: z.string(), results: z.array(ProbeResult) })),
    probing: ProbeStatus,
  }),
  z.object({
    type: z.literal('delta'),
    source: z.optional(SourceStatus),
    namespaces: z.optional(z.array(z.string())),
    services: z.optional(z.object({ set: z.array(ServiceSummary), removed: z.array(z.string()) })),
    unknown: z.optional(z.array(Unknown)),
    /** Views this reader follows; `removed` when the Service is gone. */
    views: z.optional(z.object({ set: z.array(ServiceView), removed: z.array(z.string()) })),
    /** Latest result of each path that was tested again. */
    probes: z.optional(z.array(z.object({ service: z.string(), results: z.array(ProbeResult) }))),
    probing: z.optional(ProbeStatus),
  }),
  z.object({ type: z.literal('heartbeat'), now: z.number() }),
]);
export type StreamMessage = z.infer<typeof StreamMessage>;

/** Body of `POST api/stream/ID`: the Services (`namespace/name`) whose views and tests this reader follows. */
export const FollowRequest = z.object({ services: z.array(z.string()) });
export type FollowRequest = z.infer<typeof FollowRequest>;

/** Body of `POST api/probes`: ids only; addresses come from the topology. */
export const ProbeRequest = z.object({
  service: z.string(),
  /** Vantage ids; all that are available when absent. */
  from: z.optional(z.array(z.string())),
  /** Entry point or endpoint ids; all when absent. */
  targets: z.optional(z.array(z.string())),
  /** Pause or resume the repeated tests of this Service instead of testing now. */
  paused: z.optional(z.boolean()),
});
export type ProbeRequest = z.infer<typeof ProbeRequest>;
