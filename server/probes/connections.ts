// Several connections over one path, told as one result: who got them beside who was expected to.
import { agrees } from '@portolan/shared/paths/agreement.ts';
import type { Connections, Outcome, ProbeResult } from '@portolan/shared/wire/probe.ts';
import type { Trace } from '@portolan/shared/wire/trace.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import type { Observation } from './vantage/vantage.ts';

/**
 * Which of the Service's Pods an answer names, `namespace/name`: the only one whose whole name is in
 * it. Undefined when none or several are: then nothing is known.
 */
export function podNamedIn(said: string, view: ServiceView): string | undefined {
  const named = view.pods.filter(({ name }) => hasWord(said, name));
  const [only] = named;
  return only !== undefined && named.length === 1 ? `${only.namespace}/${only.name}` : undefined;
}

/** `web-1` is not in `web-10`, nor in `my-web-1`. */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + word.length] ?? ' '}`;
    if (!/[\w-]/.test(around)) return true;
  }
  return false;
}

const answers = new Set<Outcome>(['open', 'http']);

/** Counts what was seen; `seen` is not empty. */
export function connectionsOf(seen: readonly Observation[], trace: Trace): Connections {
  const counts = new Map<Outcome, number>();
  const answered = new Map<string, number>();
  let unidentified = 0;
  for (const { outcome, evidence } of seen) {
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if (!answers.has(outcome)) continue;
    const { answeredBy } = evidence;
    if (answeredBy === undefined) {
      unidentified += 1;
    } else {
      const who = backendNamed(answeredBy, trace);
      answered.set(who, (answered.get(who) ?? 0) + 1);
    }
  }
  const outcomes = [...counts].map(([outcome, count]) => ({ outcome, count }));
  return {
    made: seen.length,
    outcomes: outcomes.toSorted((a, b) => b.count - a.count),
    unidentified,
    backends: sharesOf(trace, answered),
  };
}

/**
 * A Pod's key, or the address of what is no Pod: the embedded network says `node/NAME` and
 * `outside/ADDRESS` of those. A predicted Pod comes first, whatever its namespace is called.
 */
function backendNamed(answeredBy: string, { backends }: Trace): string {
  const [, kind, name] = /^(node|outside)\/(.+)$/.exec(answeredBy) ?? [];
  if (name === undefined || backends.some(({ pod }) => pod === answeredBy)) return answeredBy;
  const ofNode = backends.find(({ pod, node }) => pod === undefined && node === name);
  return kind === 'node' ? (ofNode?.address ?? name) : name;
}

/** Those predicted, whether they answered or not, then those who answered unforeseen. */
function sharesOf(trace: Trace, answered: ReadonlyMap<string, number>): Connections['backends'] {
  const foreseen = new Set(trace.backends.map(({ pod, address }) => pod ?? address));
  const predicted = trace.backends.map(({ pod, address, share }) => ({
    ...(pod !== undefined && { pod }),
    address,
    count: answered.get(pod ?? address) ?? 0,
    predicted: share,
  }));
  const unforeseen = [...answered]
    .filter(([who]) => !foreseen.has(who))
    .map(([who, count]) => {
      const named = who.includes('/') ? { pod: who } : { address: who };
      return Object.assign(named, { count, predicted: 0 });
    });
  return [...predicted, ...unforeseen];
}

/** The one that stands for all: the first that disagrees, where one does. */
export function tellingOf(seen: readonly Observation[], trace: Trace): Observation | undefined {
  const disagrees = ({ outcome }: Observation) => !agrees(trace.verdict, outcome, trace.hops);
  return seen.find(disagrees) ?? seen.at(-1);
}

/** What one test, or several of the same path, come to. */
export function resultOf(
  path: Pick<ProbeResult, 'from' | 'to' | 'entryPoint'>,
  trace: Trace,
  observation: Observation,
  at: number,
): ProbeResult {
  const { outcome, ms, evidence } = observation;
  const { verdict, rules } = trace;
  return {
    ...path,
    expected: { verdict, rules },
    agree: agrees(verdict, outcome, trace.hops),
    at,
    outcome,
    ...(ms !== undefined && { ms }),
    evidence,
  };
}
