// A stretch of a packet's way, and how stretches add up.
import type { Trace, TraceBackend, TraceHop, Verdict } from '../wire/trace.ts';
import type { World } from '../state/world.ts';
import type { ProxyConfig } from './proxyConfig.ts';
import type { Reason } from './reason.ts';

/** What every step of a trace may look at. */
export interface TraceContext {
  world: World;
  config: ProxyConfig;
  clusterDomain: string;
  /** How many endpoints get a hop of their own where one is chosen; `backends` names them all. */
  endpointHops: number;
}

export interface Journey {
  verdict: Verdict;
  rules: string[];
  backends: TraceBackend[];
  masquerade: boolean;
  hops: TraceHop[];
  assumptions: Reason[];
}

/** A way that ends at this hop. */
export function ends(
  hop: TraceHop & { verdict: Verdict; reason: Reason },
  assumptions: Reason[] = [],
): Journey {
  return {
    verdict: hop.verdict,
    rules: hop.rules,
    backends: [],
    masquerade: false,
    hops: [hop],
    assumptions,
  };
}

/** Hops and assumptions before what follows. */
export function precededBy(
  before: { hops: TraceHop[]; assumptions?: Reason[] },
  journey: Journey,
): Journey {
  return {
    ...journey,
    rules: [...before.hops.flatMap((hop) => hop.rules), ...journey.rules],
    hops: [...before.hops, ...journey.hops],
    assumptions: [...(before.assumptions ?? []), ...journey.assumptions],
  };
}

/** One of several ways, each equally likely. Some backend reached makes the whole `forward`. */
export function oneOf(journeys: readonly Journey[]): Journey {
  const [first] = journeys;
  if (first === undefined || journeys.length === 1) {
    return (
      first ?? {
        verdict: 'unknown',
        rules: [],
        backends: [],
        masquerade: false,
        hops: [],
        assumptions: [],
      }
    );
  }
  const backends = new Map<string, TraceBackend>();
  for (const journey of journeys) {
    for (const backend of journey.backends) {
      const key = `${backend.address} ${backend.port}`;
      const before = backends.get(key)?.share ?? 0;
      backends.set(key, { ...backend, share: before + backend.share / journeys.length });
    }
  }
  return {
    verdict: backends.size > 0 ? 'forward' : first.verdict,
    rules: journeys.flatMap((journey) => journey.rules),
    backends: [...backends.values()],
    masquerade: journeys.some((journey) => journey.masquerade),
    hops: journeys.flatMap((journey) => journey.hops),
    assumptions: journeys.flatMap((journey) => journey.assumptions),
  };
}

export function toTrace(from: string, to: string, journey: Journey): Trace {
  return {
    from,
    to,
    verdict: journey.verdict,
    rules: inOrder(journey.rules),
    backends: journey.backends,
    masquerade: journey.masquerade,
    hops: journey.hops,
    assumptions: distinct(journey.assumptions),
  };
}

/** S5 before S45; each once. */
function inOrder(rules: readonly string[]): string[] {
  return [...new Set(rules)].toSorted(
    (left, right) => Number(left.slice(1)) - Number(right.slice(1)),
  );
}

function distinct(reasons: readonly Reason[]): Reason[] {
  return [...new Map(reasons.map((one) => [JSON.stringify(one), one])).values()];
}
