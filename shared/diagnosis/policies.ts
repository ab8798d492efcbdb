// NetworkPolicies: one denies, as predicted; nobody enforces them; or somebody is stricter than they are.
import type { Coded } from '../wire/trace.ts';
import type { Rule } from './candidate.ts';
import { dialCommand, policyCommand } from './commands.ts';
import {
  fails,
  hopAgainst,
  isAccepted,
  isDeniedInPart,
  isIdentified,
  isSilent,
  type Seen,
  works,
} from './evidence.ts';
import { homeTests } from './crossing.ts';
import { observed } from './observed.ts';

const denials = [
  'policyDenies',
  'policyDeniesPort',
  'policyDeniesMasqueraded',
  'policyAllowsNothing',
  'dnsDenied',
];

function policiesIn({ params }: Coded): string[] {
  return String(params['policies'] ?? '')
    .split(', ')
    .filter(Boolean);
}

/** Who denies and in which direction, over all of these. */
function namesOf(reasons: readonly Coded[]) {
  const list = (name: string) => [
    ...new Set(reasons.map(({ params }) => String(params[name] ?? ''))),
  ];
  return {
    policies: [...new Set(reasons.flatMap(policiesIn))].join(', '),
    direction: list('direction').join(', '),
    pod: list('pod').slice(0, 4).join(', '),
  };
}

function ruleLines(reasons: readonly Coded[]): Coded[] {
  const lines = reasons.map(({ code, params }) => ({
    code: 'ruleSays',
    params: { ...params, reason: code },
  }));
  return [...new Map(lines.map((line) => [JSON.stringify(line), line])).values()].slice(0, 3);
}

function reasonOf(seen: Seen): Coded[] {
  const hop = hopAgainst(seen, denials);
  return hop === undefined ? [] : [hop.reason];
}

function isDenied(seen: Seen): boolean {
  return seen.result.expected.verdict === 'drop' && hopAgainst(seen, denials) !== undefined;
}

export const networkPolicy: Rule = ({ view, seen }) => {
  const bad = seen.filter((each) => isDeniedInPart(each) || (isDenied(each) && !isAccepted(each)));
  const [one] = bad;
  if (one === undefined) return undefined;
  const reasons = bad.flatMap(reasonOf);
  const params = namesOf(reasons);
  return {
    cause: 'networkPolicy',
    confidence: 0.95,
    params,
    foreseen: true,
    evidence: [...observed(bad), ...ruleLines(reasons)],
    tellApart: [],
    fix: { code: 'allowInPolicy', params },
    commands: [
      ...reasons.flatMap(policiesIn).slice(0, 1).map(policyCommand),
      dialCommand(view, one),
    ],
    explains: bad,
  };
};

export const policyNotEnforced: Rule = ({ view, seen }) => {
  const passed = seen.filter((each) => isDenied(each) && isAccepted(each));
  const [one] = passed;
  if (one === undefined) return undefined;
  const reasons = passed.flatMap(reasonOf);
  const params = namesOf(reasons);
  return {
    cause: 'policyNotEnforced',
    // Who only accepts may be anybody.
    confidence: passed.some(isIdentified) ? 0.9 : 0.5,
    params,
    evidence: [...observed(passed), ...ruleLines(reasons)],
    tellApart: [],
    fix: { code: 'enforcePolicies', params: {} },
    commands: [
      dialCommand(view, one),
      ...reasons.flatMap(policiesIn).slice(0, 1).map(policyCommand),
      'kubectl -n kube-system get pods -o wide',
    ],
    explains: passed,
  };
};

/** Policies isolate one end and allow this, by what they say; whoever enforces them may read them otherwise. */
export const policyStricter: Rule = (evidence) => {
  const bad = evidence.seen.filter(
    (each) => fails(each) && isSilent(each) && hopAgainst(each, ['policyAllows', 'policyOwnNode']),
  );
  const [one] = bad;
  if (one === undefined) return undefined;
  const reasons = bad.flatMap(
    (each) => hopAgainst(each, ['policyAllows', 'policyOwnNode'])?.reason ?? [],
  );
  const params = namesOf(reasons);
  const fine = evidence.seen.filter((each) => works(each) && each.endpoint !== undefined);
  return {
    cause: 'policyStricter',
    confidence: fine.length > 0 ? 0.3 : 0.4,
    params,
    evidence: [...observed(bad), ...ruleLines(reasons)],
    tellApart: homeTests(bad),
    fix: { code: 'checkPolicyEngine', params },
    commands: [
      ...reasons.flatMap(policiesIn).slice(0, 1).map(policyCommand),
      dialCommand(evidence.view, one),
    ],
    explains: bad,
  };
};
