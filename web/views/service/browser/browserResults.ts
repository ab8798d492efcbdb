// What this browser saw, as results beside all others: nothing but what a browser can honestly say.
import { agrees } from '@portolan/shared/paths/agreement.ts';
import type { BrowserPlan, BrowserTarget, BrowserVerdict } from '@portolan/shared/wire/browser.ts';
import { pathKey, type ProbeResults } from '@portolan/shared/wire/fold.ts';
import type { ProbeResult } from '@portolan/shared/wire/probe.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { isBlocked, type BrowserPlace } from './blocked.ts';
import { openFrame, type Dialled } from './frame.ts';

/** Milliseconds for one answer. */
const patience = 5000;

export interface BrowserSeen {
  readonly verdict: BrowserVerdict;
  readonly ms?: number;
}

/** Refusals, resets, broken TLS and the rest look alike to a page: none of them is claimed. */
const seenAs = {
  answered: { outcome: 'http', evidence: {} },
  noAnswer: { outcome: 'unusable', evidence: { detail: 'noHttpAnswer' } },
  timeout: { outcome: 'timeout', evidence: {} },
  blocked: { outcome: 'blocked', evidence: {} },
} as const satisfies Record<BrowserVerdict, Pick<ProbeResult, 'outcome' | 'evidence'>>;

/** `now`: milliseconds since the epoch. */
export function resultOf(
  plan: BrowserPlan,
  target: BrowserTarget,
  { verdict, ms }: BrowserSeen,
  now: number,
): ProbeResult | undefined {
  const expected = plan.expectations.find((each) => each.target === target.id);
  if (!expected) return undefined;
  const { outcome, evidence } = seenAs[verdict];
  const { trace } = expected;
  return {
    from: plan.vantage.id,
    to: target.to,
    entryPoint: target.id,
    expected: { verdict: trace.verdict, rules: trace.rules },
    outcome,
    // What the browser itself stopped says nothing of the path.
    agree: outcome === 'blocked' || agrees(trace.verdict, outcome, trace.hops),
    at: now,
    evidence,
    ...(ms !== undefined && { ms }),
  };
}

/** Dials everything that can be dialled, one after the other; rejects when the frame does not load. */
export async function testFromBrowser(service: string, plan: BrowserPlan): Promise<ProbeResult[]> {
  const frame = await openFrame(service);
  try {
    const results = await Promise.all(
      plan.targets.map(async (target) => {
        if (target.url === undefined) return undefined;
        const seen = await see(target.url, (url) => frame.dial(url, patience));
        return resultOf(plan, target, seen, Date.now());
      }),
    );
    return results.filter((result) => result !== undefined);
  } finally {
    frame.close();
  }
}

async function see(url: string, dial: (url: string) => Promise<Dialled>): Promise<BrowserSeen> {
  return (await isBlocked(new URL(url), thisPlace)) ? { verdict: 'blocked' } : dial(url);
}

/** With names that the DOM's types do not know yet. */
const permissions: { query(asked: { name: string }): Promise<PermissionStatus> } =
  navigator.permissions;

const thisPlace: BrowserPlace = {
  get page() {
    return new URL(document.baseURI);
  },
  permission: async (name) => {
    // Browsers reject the names they do not know.
    const asked = await permissions.query({ name }).catch(() => undefined);
    return asked?.state;
  },
};

/** The view with this browser among its vantage points. */
export function withBrowser(view: ServiceView, plan: BrowserPlan | undefined): ServiceView {
  if (!plan) return view;
  return {
    ...view,
    vantages: [...view.vantages, plan.vantage],
    expectations: [...view.expectations, ...plan.expectations],
  };
}

export function withResults(probes: ProbeResults, seen: readonly ProbeResult[]): ProbeResults {
  if (seen.length === 0) return probes;
  const own = seen.map((result) => [pathKey(result.from, result.entryPoint), result] as const);
  return new Map([...probes, ...own]);
}
