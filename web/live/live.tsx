// What components subscribe to: one small piece of what the stream says each.
import type { Findings, ProbeResults } from '@portolan/shared/wire/fold.ts';
import type { Diagnosis } from '@portolan/shared/wire/probe.ts';
import { findingsTopic } from '@portolan/shared/wire/stream.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { QueryClient, QueryClientProvider, skipToken, useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { createCacheWriter, keys, type Cached } from './cache.ts';
import { openTab, type Tab } from './tab.ts';

const Following = createContext<(service: string) => () => void>(() => () => undefined);
const Reconnecting = createContext<() => void>(() => undefined);

/** For `LiveProvider` and for tests that write the cache themselves. */
export function createCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The stream is the truth; nothing in the cache grows old or is fetched on its own.
      queries: { staleTime: Infinity, gcTime: Infinity, retry: false, structuralSharing: false },
    },
  });
}

export function LiveProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [client] = useState(createCache);
  const [tab] = useState(() =>
    openTab(
      // Without what stands behind `#`: tabs that show different views share one stream.
      new URL('.', document.baseURI).href,
      createCacheWriter(client, () => Date.now()),
    ),
  );
  const follow = useMemo(() => createFollower(tab), [tab]);
  const reconnect = useMemo(() => () => void tab.then((open) => open.reconnect()), [tab]);
  return (
    <QueryClientProvider client={client}>
      <Reconnecting value={reconnect}>
        <Following value={follow}>{children}</Following>
      </Reconnecting>
    </QueryClientProvider>
  );
}

/** Counts followers, so that two components may follow one Service. */
function createFollower(tab: Promise<Tab>): (service: string) => () => void {
  const counts = new Map<string, number>();
  const tell = (): void => void tab.then((open) => open.follow([...counts.keys()]));
  return (service) => {
    counts.set(service, (counts.get(service) ?? 0) + 1);
    tell();
    return () => {
      const left = (counts.get(service) ?? 1) - 1;
      if (left > 0) counts.set(service, left);
      else counts.delete(service);
      tell();
    };
  };
}

function useCached<Name extends keyof Cached>(name: Name): Cached[Name] | undefined {
  return useQuery<Cached[Name]>({ queryKey: keys.of(name), queryFn: skipToken }).data;
}

export const useLink = () => useCached('link') ?? ({ state: 'connecting' } as const);
export const useSource = () => useCached('source') ?? undefined;
export const useNamespaces = () => useCached('namespaces') ?? none;
export const useServices = () => useCached('services');
export const useUnknown = () => useCached('unknown') ?? none;
export const useProbing = () => useCached('probing') ?? undefined;
export const useLastTests = () => useCached('lastTests') ?? noTests;
export const useClockOffset = () => useCached('clock') ?? 0;
const none: readonly never[] = [];
const noTests: Cached['lastTests'] = new Map();

/** Follows the findings of all Services while mounted. Undefined: not here yet. */
export function useFindings(): Findings | undefined {
  const follow = useContext(Following);
  useEffect(() => follow(findingsTopic), [follow]);
  return useCached('findings');
}

/** Follows the Service while mounted. Undefined: not here yet; null: there is no such Service. */
export function useView(service: string): ServiceView | null | undefined {
  const follow = useContext(Following);
  useEffect(() => follow(service), [follow, service]);
  return useQuery<ServiceView | null>({ queryKey: keys.view(service), queryFn: skipToken }).data;
}

const untested: ProbeResults = new Map();

export function useProbes(service: string): ProbeResults {
  return (
    useQuery<ProbeResults>({ queryKey: keys.probes(service), queryFn: skipToken }).data ?? untested
  );
}

/** The likely causes of what the tests of a Service show, most likely first. */
export function useDiagnosis(service: string): readonly Diagnosis[] {
  return (
    useQuery<readonly Diagnosis[]>({ queryKey: keys.diagnosis(service), queryFn: skipToken })
      .data ?? none
  );
}

export function useReconnect(): () => void {
  return useContext(Reconnecting);
}
