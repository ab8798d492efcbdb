// What the prediction knows already: the cause is in the objects, and the rule or finding names it.
import type { Finding } from '../wire/finding.ts';
import { catalogue, type FamilyName } from '../findings/catalogue.ts';
import type { Coded } from '../wire/trace.ts';
import type { Candidate, Rule } from './candidate.ts';
import { dialCommand, serviceCommand, slicesCommand } from './commands.ts';
import { type Evidence, hopAgainst, isAccepted, type Seen } from './evidence.ts';
import { observed } from './observed.ts';

/** Paths that one of these reasons ends, and that did end. */
function endedBy({ seen }: Evidence, codes: readonly string[]): { bad: Seen[]; reasons: Coded[] } {
  const bad = seen.filter((each) => hopAgainst(each, codes) !== undefined && !isAccepted(each));
  const reasons = bad.flatMap((each) => hopAgainst(each, codes)?.reason ?? []);
  return { bad, reasons };
}

function ruleLine([first]: readonly Coded[]): Coded[] {
  return first ? [{ code: 'ruleSays', params: { ...first.params, reason: first.code } }] : [];
}

const emptying = new Set<FamilyName>([
  'selectors',
  'endpoints',
  'pods',
  'ports',
  'slices',
  'workloads',
  'statefulSet',
  'headless',
]);
const severities: readonly Finding['severity'][] = ['error', 'warning', 'info'];

/** What of the findings explains that nobody is behind the Service: the gravest of those families. */
function explaining({ findings }: Evidence['view']): Finding | undefined {
  const families = new Map(Object.entries(catalogue).map(([code, { family }]) => [code, family]));
  return findings
    .filter(({ code }) => emptying.has(families.get(code) ?? 'mesh'))
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))[0];
}

export const noEndpoints: Rule = (evidence) => {
  const { view } = evidence;
  const codes = [
    'noEndpoints',
    'scaledToZero',
    'portWithoutEndpoints',
    'noUsableEndpoints',
    'noReadyEndpointToName',
  ];
  const { bad, reasons } = endedBy(evidence, codes);
  const [one] = bad;
  if (one === undefined) return undefined;
  const finding = explaining(view);
  return {
    cause: 'noEndpoints',
    confidence: finding ? 0.95 : 0.85,
    params: { ...(finding && { finding: finding.code }) },
    foreseen: true,
    evidence: [
      ...observed(bad),
      ...ruleLine(reasons),
      ...(finding
        ? [{ code: 'findingSays', params: { ...finding.params, finding: finding.code } }]
        : []),
    ],
    tellApart: [],
    fix: { code: 'giveEndpoints', params: {} },
    commands: [slicesCommand(view), serviceCommand(view, '-o', 'wide'), ...selectorCommand(view)],
    explains: bad,
  };
};

function selectorCommand({ namespace, selector }: Evidence['view']): string[] {
  if (selector === undefined) return [];
  const labels = Object.entries(selector).map(([name, value]) => `${name}=${value}`);
  return labels.length === 0 ? [] : [podsCommand(namespace, labels.join(','))];
}

function podsCommand(namespace: string, labels: string): string {
  return `kubectl -n ${namespace} get pods -l '${labels.replaceAll("'", '')}' --show-labels`;
}

function foreseen(
  evidence: Evidence,
  codes: readonly string[],
  named: (
    reasons: readonly Coded[],
    bad: readonly Seen[],
  ) => Pick<Candidate, 'cause' | 'params' | 'fix'>,
): Candidate | undefined {
  const { bad, reasons } = endedBy(evidence, codes);
  const [one] = bad;
  if (one === undefined) return undefined;
  return {
    ...named(reasons, bad),
    confidence: 0.95,
    foreseen: true,
    evidence: [...observed(bad), ...ruleLine(reasons)],
    tellApart: [],
    commands: [dialCommand(evidence.view, one), serviceCommand(evidence.view, '-o', 'yaml')],
    explains: bad,
  };
}

export const localPolicy: Rule = (evidence) =>
  foreseen(evidence, ['noLocalEndpointsExternal', 'noLocalEndpointsInternal'], (reasons) => {
    const nodes = [...new Set(reasons.map(({ params }) => String(params['node'])))].toSorted();
    const isExternal = reasons.some(({ code }) => code === 'noLocalEndpointsExternal');
    const params = {
      nodes: nodes.join(', '),
      count: nodes.length,
      field: isExternal ? 'externalTrafficPolicy' : 'internalTrafficPolicy',
    };
    return { cause: 'localPolicy', params, fix: { code: 'useClusterPolicy', params } };
  });

export const sourceRanges: Rule = (evidence) =>
  foreseen(evidence, ['sourceNotInRanges'], (reasons) => {
    const params = { address: String(reasons[0]?.params['address'] ?? '') };
    return { cause: 'sourceRanges', params, fix: { code: 'addSourceRange', params } };
  });
