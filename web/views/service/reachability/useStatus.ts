// What the server remembers of past tests, and where clients can stand: asked for again and again,
// since the stream brings only the latest result of each path.
import { pathKey } from '@portolan/shared/wire/fold.ts';
import type { PathHistory, VantageStatus } from '@portolan/shared/wire/probe.ts';
import { useQuery } from '@tanstack/react-query';
import { useProbing } from '../../../live/live.tsx';
import { readHistory } from '../../../live/requests.ts';

export interface Status {
  readonly vantages: ReadonlyMap<string, VantageStatus>;
  /** How often each path's outcome changed, by `pathKey`. */
  readonly flaps: ReadonlyMap<string, number>;
}

const pause = 5;

/** Milliseconds between two questions: as often as there is news. */
function useInterval(): number {
  return (useProbing()?.interval ?? pause) * 1000;
}

/** Undefined until it is known; `error` says why it cannot be. */
export function useStatus(service: string): {
  readonly status: Status | undefined;
  readonly error: Error | null;
} {
  const interval = useInterval();
  const { data, error } = useQuery({
    queryKey: ['status', service],
    queryFn: async ({ signal }) => statusOf(await readHistory(service, { points: 0 }, signal)),
    refetchInterval: interval,
  });
  return { status: data, error };
}

function statusOf({ vantages, paths }: Awaited<ReturnType<typeof readHistory>>): Status {
  return {
    vantages: new Map(vantages.map((vantage) => [vantage.id, vantage])),
    flaps: new Map(paths.map(({ from, entryPoint, flaps }) => [pathKey(from, entryPoint), flaps])),
  };
}

/** The last results of one path; undefined while there are none. */
export function useHistory(service: string, from: string, target: string): PathHistory | undefined {
  const interval = useInterval();
  const { data } = useQuery({
    queryKey: ['history', service, from, target],
    queryFn: async ({ signal }) => {
      const { paths } = await readHistory(service, { from, target }, signal);
      return paths[0] ?? null;
    },
    refetchInterval: interval,
  });
  return data ?? undefined;
}
