// The stream, folded: the same function in the worker that reads it and in every tab that shows it.
// Law: a snapshot followed by its deltas gives the state that a fresh snapshot would.
import type { Finding } from './finding.ts';
import type { Diagnosis, ProbeResult } from './probe.ts';
import {
  findingsTopic,
  type ProbeStatus,
  type ServiceDiagnosis,
  type SourceStatus,
  type StreamMessage,
} from './stream.ts';
import type { Unknown } from './topology.ts';
import type { ServiceSummary, ServiceView } from './view.ts';

/** Latest result of each path of one Service, by `pathKey`. */
export type ProbeResults = ReadonlyMap<string, ProbeResult>;

/** By the Service they were found for; the empty key is for what belongs to none. */
export type Findings = ReadonlyMap<string, readonly Finding[]>;

/** What a reader of the stream knows. Values are never changed in place. */
export interface StreamState {
  readonly version: number;
  /** The connection's name, for `POST api/stream/ID`. */
  readonly stream: string;
  readonly source: SourceStatus;
  readonly namespaces: readonly string[];
  /** By `namespace/name`. */
  readonly services: ReadonlyMap<string, ServiceSummary>;
  readonly unknown: readonly Unknown[];
  /** Only Services that somebody follows, by `namespace/name`. */
  readonly views: ReadonlyMap<string, ServiceView>;
  /** Of all Services, where somebody follows them. */
  readonly findings: Findings | undefined;
  readonly probes: ReadonlyMap<string, ProbeResults>;
  /** Likely causes, by Service; none is an empty list. */
  readonly diagnoses: ReadonlyMap<string, readonly Diagnosis[]>;
  readonly probing: ProbeStatus;
}

type Snapshot = Extract<StreamMessage, { type: 'snapshot' }>;
type Delta = Extract<StreamMessage, { type: 'delta' }>;

/** Names one path of a Service: where the client stands and what it dials. */
export function pathKey(vantage: string, target: string): string {
  return `${vantage} ${target}`;
}

export function serviceKey(service: { readonly namespace: string; readonly name: string }): string {
  return `${service.namespace}/${service.name}`;
}

/**
 * The state after one message. A delta before any snapshot cannot be understood and leaves the state
 * undefined; a heartbeat changes nothing and returns the very same state.
 */
export function applyMessage(
  state: StreamState | undefined,
  message: StreamMessage,
): StreamState | undefined {
  switch (message.type) {
    case 'snapshot':
      return fromSnapshot(message);
    case 'delta':
      return state && applyDelta(state, message);
    case 'heartbeat':
      break;
  }
  return state;
}

/** The snapshot that tells a late reader everything this one knows. */
export function toSnapshot(state: StreamState): Snapshot {
  return {
    type: 'snapshot',
    version: state.version,
    stream: state.stream,
    source: state.source,
    namespaces: [...state.namespaces],
    services: [...state.services.values()],
    unknown: [...state.unknown],
    views: [...state.views.values()],
    ...(state.findings && {
      findings: [...state.findings].map(([service, findings]) => ({
        service,
        findings: [...findings],
      })),
    }),
    probes: [...state.probes].map(([service, results]) => ({
      service,
      results: [...results.values()],
    })),
    ...(state.diagnoses.size > 0 && {
      diagnoses: [...state.diagnoses].map(([service, diagnosis]) => ({
        service,
        diagnosis: [...diagnosis],
      })),
    }),
    probing: state.probing,
  };
}

/** Drops what nobody follows any more: it would go stale unseen. */
export function keepFollowed(state: StreamState, followed: ReadonlySet<string>): StreamState {
  const views = new Map([...state.views].filter(([key]) => followed.has(key)));
  const probes = new Map([...state.probes].filter(([key]) => followed.has(key)));
  const diagnoses = new Map([...state.diagnoses].filter(([key]) => followed.has(key)));
  const findings = followed.has(findingsTopic) ? state.findings : undefined;
  const isKept =
    views.size === state.views.size &&
    probes.size === state.probes.size &&
    diagnoses.size === state.diagnoses.size;
  if (isKept && findings === state.findings) return state;
  return { ...state, views, probes, diagnoses, findings };
}

function fromSnapshot(snapshot: Snapshot): StreamState {
  return {
    version: snapshot.version,
    stream: snapshot.stream,
    source: snapshot.source,
    namespaces: snapshot.namespaces,
    services: new Map(snapshot.services.map((service) => [service.key, service])),
    unknown: snapshot.unknown,
    views: new Map(snapshot.views.map((view) => [serviceKey(view), view])),
    findings: snapshot.findings && withFindings(new Map(), snapshot.findings, []),
    probes: withResults(new Map(), snapshot.probes),
    diagnoses: withDiagnoses(new Map(), snapshot.diagnoses),
    probing: snapshot.probing,
  };
}

function applyDelta(state: StreamState, delta: Delta): StreamState {
  const { services, views, probes, findings } = delta;
  const results = probes ? withResults(state.probes, probes) : state.probes;
  return {
    version: state.version,
    stream: state.stream,
    source: delta.source ?? state.source,
    namespaces: delta.namespaces ?? state.namespaces,
    services: services
      ? patched(state.services, services.set, (service) => service.key, services.removed)
      : state.services,
    unknown: delta.unknown ?? state.unknown,
    views: views ? patched(state.views, views.set, serviceKey, views.removed) : state.views,
    findings: findings
      ? withFindings(
          findings.complete ? new Map() : (state.findings ?? new Map()),
          findings.set,
          findings.removed,
        )
      : state.findings,
    probes: views ? without(results, views.removed) : results,
    diagnoses: withDiagnoses(
      views ? without(state.diagnoses, views.removed) : state.diagnoses,
      delta.diagnoses,
    ),
    probing: delta.probing ?? state.probing,
  };
}

function patched<Value>(
  known: ReadonlyMap<string, Value>,
  set: readonly Value[],
  keyOf: (value: Value) => string,
  removed: readonly string[],
): ReadonlyMap<string, Value> {
  const next = new Map(known);
  for (const key of removed) next.delete(key);
  for (const value of set) next.set(keyOf(value), value);
  return next;
}

function without<Value>(
  known: ReadonlyMap<string, Value>,
  keys: readonly string[],
): ReadonlyMap<string, Value> {
  if (!keys.some((key) => known.has(key))) return known;
  return patched(known, [], String, keys);
}

function withFindings(
  known: Findings,
  set: readonly { service: string; findings: readonly Finding[] }[],
  removed: readonly string[],
): Findings {
  const next = new Map(known);
  for (const service of removed) next.delete(service);
  for (const { service, findings } of set) next.set(service, findings);
  return next;
}

function withResults(
  known: ReadonlyMap<string, ProbeResults>,
  fresh: readonly { service: string; results: readonly ProbeResult[] }[],
): ReadonlyMap<string, ProbeResults> {
  const next = new Map(known);
  for (const { service, results } of fresh) {
    const merged = new Map(next.get(service));
    for (const result of results) merged.set(pathKey(result.from, result.entryPoint), result);
    next.set(service, merged);
  }
  return next;
}

function withDiagnoses(
  known: ReadonlyMap<string, readonly Diagnosis[]>,
  fresh: readonly ServiceDiagnosis[] | undefined,
): ReadonlyMap<string, readonly Diagnosis[]> {
  if (fresh === undefined) return known;
  return new Map([
    ...known,
    ...fresh.map(({ service, diagnosis }) => [service, diagnosis] as const),
  ]);
}
