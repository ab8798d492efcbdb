// This browser as a vantage point, once its reader wants it to be one.
import type { BrowserPlan } from '@portolan/shared/wire/browser.ts';
import type { ProbeResults } from '@portolan/shared/wire/fold.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { readBrowserPlan } from '../../../live/requests.ts';
import { testFromBrowser, withBrowser, withResults } from './browserResults.ts';

export interface BrowserTests {
  /** What the browser may dial; undefined until it was asked for. */
  readonly plan: BrowserPlan | undefined;
  readonly isTesting: boolean;
  readonly error: Error | null;
  start(): void;
}

export interface Widened {
  readonly view: ServiceView;
  readonly probes: ProbeResults;
  readonly tests: BrowserTests;
}

/** The view and results with this browser among them, from the first test on. */
export function useBrowserTests(view: ServiceView, probes: ProbeResults): Widened {
  const service = `${view.namespace}/${view.name}`;
  const test = useMutation({
    mutationFn: async () => {
      const plan = await readBrowserPlan(service);
      return { plan, results: await testFromBrowser(service, plan) };
    },
  });
  const isWanted = test.data !== undefined;
  // What is expected follows the cluster; what was seen stays until it is tested again.
  const latest = useQuery({
    queryKey: ['browserPlan', service, view],
    queryFn: () => readBrowserPlan(service),
    enabled: isWanted,
    gcTime: 0,
    placeholderData: (before: BrowserPlan | undefined) => before,
  });
  const plan = isWanted ? (latest.data ?? test.data.plan) : undefined;
  const results = test.data?.results;
  return {
    view: useMemo(() => withBrowser(view, plan), [view, plan]),
    probes: useMemo(() => withResults(probes, results ?? []), [probes, results]),
    tests: {
      plan,
      isTesting: test.isPending,
      error: test.error,
      start: () => test.mutate(),
    },
  };
}
