// Pods to which the way is open, and that say nothing: packets vanish at them, or the app is stuck.
import type { Candidate, Rule } from './candidate.ts';
import { dialCommand, podCommand, slicesCommand } from './commands.ts';
import { crosses, homeTests, waysTo } from './crossing.ts';
import {
  direct,
  type Evidence,
  hangs,
  isSilent,
  type Seen,
  shouldWork,
  through,
  works,
} from './evidence.ts';
import { observed } from './observed.ts';

/** Endpoints that come out badly for everybody who asked. */
function badEverywhere(
  evidence: Evidence,
  isBad: (seen: Seen) => boolean,
): { bad: Seen[]; good: Seen[] } {
  const tests = direct(evidence);
  const good = tests.filter((each) => !isBad(each));
  const fine = new Set(good.map(({ target }) => target.id));
  return { bad: tests.filter((each) => isBad(each) && !fine.has(each.target.id)), good };
}

/** On its own node, or beside others that answer over the same wire, only the Pod is left to blame. */
function confidenceOf(bad: readonly Seen[], good: readonly Seen[]): number {
  if (bad.some((each) => crosses(each) === false)) return 0.85;
  const answering = new Set(good.map(({ endpoint }) => endpoint?.node));
  return bad.some(({ endpoint }) => answering.has(endpoint?.node)) ? 0.75 : 0.45;
}

function podsOf(bad: readonly Seen[]): string[] {
  return [...new Set(bad.flatMap(({ endpoint }) => endpoint?.pod ?? endpoint?.address ?? []))];
}

function candidate(
  evidence: Evidence,
  bad: readonly Seen[],
  rest: Pick<Candidate, 'cause' | 'confidence' | 'fix' | 'evidence' | 'explains'>,
): Candidate {
  const pods = podsOf(bad);
  const [one] = rest.explains;
  const [pod] = bad.flatMap(({ endpoint }) => endpoint?.pod ?? []);
  return {
    ...rest,
    params: { pods: pods.join(', '), count: pods.length },
    tellApart: homeTests(bad),
    commands: [
      ...(one ? [dialCommand(evidence.view, one)] : []),
      ...(pod === undefined
        ? [slicesCommand(evidence.view)]
        : [podCommand(pod, 'logs', '--tail=50'), podCommand(pod, 'exec', '--', 'ss', '-ltn')]),
    ],
  };
}

const silent = (seen: Seen) => shouldWork(seen) && isSilent(seen);
const mute = (seen: Seen) => shouldWork(seen) && hangs(seen);

export const podSilent: Rule = (evidence) => {
  const { bad, good } = badEverywhere(evidence, silent);
  if (bad.length === 0) return undefined;
  return candidate(evidence, bad, {
    cause: 'podSilent',
    confidence: confidenceOf(bad, good),
    evidence: observed(bad, good),
    fix: { code: 'mendPodNetwork', params: {} },
    explains: [...bad, ...waysTo(evidence, bad, silent)],
  });
};

export const appSilent: Rule = (evidence) => {
  const { bad, good } = badEverywhere(evidence, mute);
  if (bad.length > 0) {
    return candidate(evidence, bad, {
      cause: 'appSilent',
      confidence: confidenceOf(bad, good),
      evidence: observed(bad, good),
      fix: { code: 'unstickApp', params: {} },
      explains: [...bad, ...waysTo(evidence, bad, mute)],
    });
  }
  const ways = through(evidence);
  const unheard = ways.filter(mute);
  if (unheard.length === 0 || direct(evidence).length > 0 || ways.some(works)) return undefined;
  return candidate(evidence, [], {
    cause: 'appSilent',
    confidence: 0.5,
    evidence: observed(unheard),
    fix: { code: 'unstickApp', params: {} },
    explains: unheard,
  });
};
