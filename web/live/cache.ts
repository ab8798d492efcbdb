// The only writer of the query cache: folds each message and writes what it changed.
import {
  applyMessage,
  serviceKey,
  type Findings,
  type ProbeResults,
  type StreamState,
} from '@portolan/shared/wire/fold.ts';
import type { Diagnosis } from '@portolan/shared/wire/probe.ts';
import type { ProbeStatus, SourceStatus, StreamMessage } from '@portolan/shared/wire/stream.ts';
import type { Unknown } from '@portolan/shared/wire/topology.ts';
import type { ServiceSummary, ServiceView } from '@portolan/shared/wire/view.ts';
import type { QueryClient } from '@tanstack/react-query';
import type { Link, ToTab } from './protocol.ts';

/** The last tests of a Service that this page has seen. */
export interface LastTests {
  /** Milliseconds since the epoch, by the server's clock: when the latest of them ended. */
  readonly at: number;
  /** Paths that went otherwise than expected. */
  readonly odd: number;
}

/** What the cache holds, by key. `null`: the server has none (yet, or any more). */
export interface Cached {
  link: Link;
  source: SourceStatus | null;
  namespaces: readonly string[];
  services: ReadonlyMap<string, ServiceSummary>;
  unknown: readonly Unknown[];
  /** Of all Services, while a view follows them; as they were then when none does any more. */
  findings: Findings;
  probing: ProbeStatus | null;
  /** By Service; kept when its view is left, unlike the results themselves. */
  lastTests: ReadonlyMap<string, LastTests>;
  /** Milliseconds to add to this browser's clock to get the server's. */
  clock: number;
}

export const keys = {
  of: (name: keyof Cached) => [name] as const,
  view: (service: string) => ['view', service] as const,
  probes: (service: string) => ['probes', service] as const,
  diagnosis: (service: string) => ['diagnosis', service] as const,
};

/** Hears the stream for a tab. `now` is this browser's clock, milliseconds since the epoch. */
export function createCacheWriter(
  client: QueryClient,
  now: () => number,
): (message: ToTab) => void {
  let state: StreamState | undefined;
  const put = <Name extends keyof Cached>(name: Name, value: Cached[Name]): void => {
    client.setQueryData<Cached[Name]>(keys.of(name), value);
  };
  const write = (message: StreamMessage): void => {
    if (message.type === 'heartbeat') put('clock', clockOffset(message.now - now()));
    const before = state;
    state = applyMessage(state, message);
    if (!state || state === before) return;
    if (state.source !== before?.source) put('source', state.source);
    if (state.namespaces !== before?.namespaces) put('namespaces', state.namespaces);
    if (state.services !== before?.services) put('services', state.services);
    if (state.findings && state.findings !== before?.findings) put('findings', state.findings);
    if (state.unknown !== before?.unknown) put('unknown', state.unknown);
    if (state.probing !== before?.probing) put('probing', state.probing);
    writeViews(client, message, before, state);
    writeProbes(client, before, state);
    if (state.probes !== before?.probes) {
      const seen = client.getQueryData<Cached['lastTests']>(keys.of('lastTests'));
      put('lastTests', withLastTests(seen ?? new Map(), before?.probes, state.probes));
    }
  };
  return (message) => {
    if (message.type === 'link') put('link', message.link);
    else write(message.message);
  };
}

/** Small differences are the network's, not the clocks'. */
function clockOffset(difference: number): number {
  return Math.abs(difference) < 2000 ? 0 : difference;
}

function writeViews(
  client: QueryClient,
  message: StreamMessage,
  before: StreamState | undefined,
  state: StreamState,
): void {
  for (const [key, view] of state.views) {
    if (before?.views.get(key) !== view) client.setQueryData<ServiceView>(keys.view(key), view);
  }
  if (message.type !== 'delta') return dropGone(client, state);
  for (const key of message.views?.removed ?? []) client.setQueryData(keys.view(key), null);
  for (const view of message.views?.set ?? []) {
    if (!state.views.has(serviceKey(view))) client.setQueryData(keys.view(serviceKey(view)), null);
  }
}

/** After a reconnection a view stays on screen until the server sends it again, unless it is gone. */
function dropGone(client: QueryClient, state: StreamState): void {
  for (const [[, key]] of client.getQueriesData<ServiceView>({ queryKey: ['view'] })) {
    if (typeof key === 'string' && !state.services.has(key)) {
      client.setQueryData(keys.view(key), null);
    }
  }
}

function withLastTests(
  seen: Cached['lastTests'],
  before: StreamState['probes'] | undefined,
  probes: StreamState['probes'],
): Cached['lastTests'] {
  const changed = [...probes].filter(
    ([key, results]) => results.size > 0 && before?.get(key) !== results,
  );
  return new Map([...seen, ...changed.map(([key, results]) => [key, lastOf(results)] as const)]);
}

function lastOf(results: ProbeResults): LastTests {
  let at = 0;
  let odd = 0;
  for (const result of results.values()) {
    at = Math.max(at, result.at);
    if (!result.agree) odd += 1;
  }
  return { at, odd };
}

function writeProbes(
  client: QueryClient,
  before: StreamState | undefined,
  state: StreamState,
): void {
  for (const [key, results] of state.probes) {
    if (before?.probes.get(key) === results) continue;
    client.setQueryData<ProbeResults>(keys.probes(key), results);
  }
  for (const [key, diagnosis] of state.diagnoses) {
    if (before?.diagnoses.get(key) === diagnosis) continue;
    client.setQueryData<readonly Diagnosis[]>(keys.diagnosis(key), diagnosis);
  }
}
