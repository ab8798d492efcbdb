// Tests that this reader asked for: their progress, how to call them off, who got the connections.
import { pathKey } from '@portolan/shared/wire/fold.ts';
import type { Connections, ProbeRun } from '@portolan/shared/wire/probe.ts';
import type { ProbeRequest } from '@portolan/shared/wire/stream.ts';
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useProbing } from '../../../live/live.tsx';
import { cancelRun, requestProbes } from '../../../live/requests.ts';

export interface Tests {
  /** Asks for a test; `from` and `targets` are ids, all where they are absent. */
  readonly start: (ask: Omit<ProbeRequest, 'service' | 'paused'>) => void;
  readonly isPending: boolean;
  readonly error: Error | null;
}

const connectionsKey = (service: string, path: string) => ['connections', service, path] as const;

export function useTests(service: string): Tests {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (ask: Omit<ProbeRequest, 'service' | 'paused'>) =>
      requestProbes({ service, ...ask }),
    onSuccess: ({ results }) => {
      for (const { from, entryPoint, connections, at } of results) {
        if (!connections) continue;
        const key = connectionsKey(service, pathKey(from, entryPoint));
        client.setQueryData<Counted>(key, { connections, at });
      }
      void client.invalidateQueries({ queryKey: ['history', service] });
      void client.invalidateQueries({ queryKey: ['status', service] });
    },
  });
  return { start: (ask) => mutate(ask), isPending, error };
}

export interface Counted {
  readonly connections: Connections;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What the last repeated connections of a path came to, since the page was loaded. */
export function useConnections(service: string, path: string): Counted | undefined {
  return useQuery<Counted>({ queryKey: connectionsKey(service, path), queryFn: skipToken }).data;
}

/** Tests of this Service under way, whoever asked for them. */
export function useRuns(service: string): readonly ProbeRun[] {
  return (useProbing()?.runs ?? []).filter((run) => run.service === service);
}

/** Calls runs off; pending from the click until the server has. */
export function useCancel() {
  return useMutation({
    mutationFn: (runs: readonly string[]) => Promise.all(runs.map((run) => cancelRun(run))),
  });
}
