// Expected beside observed, for one path, and what several paths say together.
import { pathKey, type ProbeResults } from '../wire/fold.ts';
import type { Outcome } from '../wire/probe.ts';
import type { Trace, Verdict } from '../wire/trace.ts';
import type { ServiceView } from '../wire/view.ts';

/**
 * How a path is drawn. `works`: traffic gets there. `fails`: it is refused or silenced, as expected.
 * `closed`: that client never had a way (no route, no name), as expected. `odd`: expected and observed
 * disagree. `unknown`: what must be known may not be read.
 */
export type Tone = 'works' | 'fails' | 'closed' | 'odd' | 'unknown';

export interface PathState {
  readonly tone: Tone;
  readonly vantage: string;
  readonly target: string;
  readonly expected: Verdict;
  /** Absent until it was tested. */
  readonly observed?: Outcome;
  /** A name without a port cannot be connected to: the address it resolved to, when it was tested. */
  readonly resolved?: string;
  /** A browser got no HTTP answer, whatever the cause: nothing more is claimed. */
  readonly unclear?: true;
  /** Milliseconds from the connect's start to its answer. */
  readonly ms?: number;
  /** Milliseconds since the epoch, when the test ended. */
  readonly at?: number;
}

const tones: Record<Verdict, Tone> = {
  forward: 'works',
  accept: 'works',
  reject: 'fails',
  drop: 'fails',
  unmatched: 'closed',
  noRoute: 'closed',
  nameError: 'closed',
  unknown: 'unknown',
};

/** The paths of one Service: what is expected of each and what was last seen. */
export interface Paths {
  /** The trace of a path, if the engine made one. */
  trace(vantage: string, target: string): Trace | undefined;
  state(vantage: string, target: string): PathState | undefined;
  /** Of all vantage points, or of the one that is looked from. */
  worst(target: string, from?: string): PathState | undefined;
}

export function pathsOf(view: ServiceView, probes: ProbeResults): Paths {
  const traces = new Map<string, Trace>();
  const vantages = new Map<string, string[]>();
  for (const { vantage, target, trace } of view.expectations) {
    traces.set(pathKey(vantage, target), trace);
    const known = vantages.get(target);
    if (known) known.push(vantage);
    else vantages.set(target, [vantage]);
  }
  const state = (vantage: string, target: string): PathState | undefined => {
    const trace = traces.get(pathKey(vantage, target));
    return trace && pathState(trace, vantage, target, probes);
  };
  return {
    trace: (vantage, target) => traces.get(pathKey(vantage, target)),
    state,
    worst: (target, from) =>
      from === undefined
        ? worstOf((vantages.get(target) ?? []).map((vantage) => state(vantage, target)))
        : state(from, target),
  };
}

function pathState(trace: Trace, vantage: string, target: string, probes: ProbeResults): PathState {
  const base = { vantage, target, expected: trace.verdict };
  const result = probes.get(pathKey(vantage, target));
  // A result is judged by the verdict of its time: after a change it says nothing until tested again.
  const current = result?.expected.verdict === trace.verdict;
  if (!result || !current) return { ...base, tone: tones[trace.verdict] };
  const { address, detail } = result.evidence;
  if (detail === 'resolved' && address !== undefined) {
    return { ...base, tone: tones[trace.verdict], resolved: address, at: result.at };
  }
  if (detail === 'noHttpAnswer') {
    // An answer that was expected and did not come is neither confirmed nor refuted.
    const tone = tones[trace.verdict] === 'works' ? 'unknown' : tones[trace.verdict];
    return { ...base, tone, unclear: true, at: result.at };
  }
  if (result.outcome === 'unusable') return { ...base, tone: tones[trace.verdict] };
  return {
    ...base,
    tone: result.agree ? tones[trace.verdict] : 'odd',
    observed: result.outcome,
    at: result.at,
    ...(result.ms === undefined ? {} : { ms: result.ms }),
  };
}

/** What is worth looking at first: a disagreement, then what works, then why it does not. */
const rank: readonly Tone[] = ['odd', 'works', 'fails', 'unknown', 'closed'];

/** The one of several paths that is most worth looking at. */
export function worstOf(states: readonly (PathState | undefined)[]): PathState | undefined {
  let worst: PathState | undefined;
  for (const state of states) {
    if (state && (!worst || order(state) < order(worst))) worst = state;
  }
  return worst;
}

/** Among equals, one that was tested says more. */
function order(state: PathState): number {
  return rank.indexOf(state.tone) * 2 + (isTested(state) ? 0 : 1);
}

/** Something was seen of it, be it only what a name resolves to. */
export function isTested({ observed, resolved, unclear }: PathState): boolean {
  return observed !== undefined || resolved !== undefined || unclear === true;
}

/** Paths on which expected and observed disagree. */
export function disagreements(view: ServiceView, probes: ProbeResults): PathState[] {
  const paths = pathsOf(view, probes);
  return view.expectations
    .map(({ vantage, target }) => paths.state(vantage, target))
    .filter((state): state is PathState => state?.tone === 'odd');
}
