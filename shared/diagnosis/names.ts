// Names: cluster DNS is down, the client does not ask it, or the name is wrong.
import type { Rule } from './candidate.ts';
import { dialCommand, podCommand, systemLogsCommand, systemPodsCommand } from './commands.ts';
import { type Evidence, hopAgainst, pathOf, type Seen, shouldWork, works } from './evidence.ts';
import { observed } from './observed.ts';

function isPod({ from }: Seen): boolean {
  return from.startsWith('pod:');
}

/** The addresses behind the names, asked from the same places. */
function byAddress({ seen }: Evidence, bad: readonly Seen[]): Seen[] {
  const places = new Set(bad.map(({ from }) => from));
  return seen.filter(
    (each) => each.entry?.kind === 'clusterIP' && places.has(each.from) && works(each),
  );
}

/** From every place where a name went wrong, the address itself. */
function addressTests({ targets, view }: Evidence, bad: readonly Seen[]) {
  const addresses = new Set(
    view.entryPoints.filter(({ kind }) => kind === 'clusterIP').map(({ id }) => id),
  );
  return [...new Set(bad.map(({ from }) => from))]
    .slice(0, 3)
    .flatMap((from) =>
      targets.filter(({ id }) => addresses.has(id)).map((target) => pathOf({ from, target })),
    );
}

export const clusterDNS: Rule = (evidence) => {
  const silent = evidence.seen.filter(({ result }) => result.outcome === 'dnsTimeout');
  // That a policy keeps the question back is the policy's affair.
  const bad = silent.filter((each) => hopAgainst(each, ['dnsDenied']) === undefined);
  const [one] = bad;
  if (one === undefined) return undefined;
  const known = bad.flatMap((each) => hopAgainst(each, ['dnsWithoutEndpoints'])?.reason ?? []);
  const fine = byAddress(evidence, bad);
  const [foreseen] = known;
  return {
    cause: 'clusterDNS',
    confidence: foreseen ? 0.95 : fine.length > 0 ? 0.9 : 0.7,
    params: {},
    ...(foreseen && { foreseen: true }),
    evidence: [
      ...observed(bad, fine),
      ...(foreseen
        ? [{ ...foreseen, code: 'ruleSays', params: { ...foreseen.params, reason: foreseen.code } }]
        : []),
    ],
    tellApart: addressTests(evidence, bad),
    fix: { code: 'mendDNS', params: {} },
    commands: [
      dialCommand(evidence.view, one),
      systemPodsCommand('kube-dns'),
      systemLogsCommand('kube-dns'),
      'kubectl -n kube-system get endpointslices -l kubernetes.io/service-name=kube-dns',
    ],
    explains: bad,
  };
};

/** The client's resolver does not ask cluster DNS: by its dnsPolicy, or by what was seen. */
export const dnsPolicy: Rule = (evidence) => {
  const named = evidence.seen.filter(({ result }) => result.outcome === 'nameError').filter(isPod);
  const foreseen = named.filter((each) => hopAgainst(each, ['clusterNameOnHost']));
  const unforeseen = named.filter(shouldWork);
  const bad = foreseen.length > 0 ? foreseen : unforeseen;
  const [one] = bad;
  if (one === undefined) return undefined;
  const fine = byAddress(evidence, bad);
  const pod = one.from.slice('pod:'.length);
  return {
    cause: 'dnsPolicy',
    confidence: foreseen.length > 0 ? 0.9 : fine.length > 0 ? 0.65 : 0.5,
    params: { pod, name: one.target.address },
    ...(foreseen.length > 0 && { foreseen: true }),
    evidence: observed(bad, fine),
    tellApart: addressTests(evidence, bad),
    fix: { code: 'setDNSPolicy', params: { pod } },
    commands: [
      podCommand(pod, 'exec', '--', 'cat', '/etc/resolv.conf'),
      dialCommand(evidence.view, one),
    ],
    explains: bad,
  };
};

/** Why a name leads nowhere, in the engine's words. */
const misnamed = [
  'noSuchService',
  'noSuchName',
  'externalNameIsAddress',
  'externalNameUnset',
  'nameLoop',
  'podRecordsOff',
] as const;

export const nameTypo: Rule = (evidence) => {
  const bad = evidence.seen.filter(
    (each) => each.result.outcome === 'nameError' && hopAgainst(each, misnamed),
  );
  const [one] = bad;
  const hop = one && hopAgainst(one, misnamed);
  if (one === undefined || hop === undefined) return undefined;
  const { params } = hop.reason;
  const name =
    evidence.view.externalName ?? params['name'] ?? params['service'] ?? one.target.address;
  return {
    cause: 'nameTypo',
    confidence: 0.9,
    params: { name },
    foreseen: true,
    evidence: [
      ...observed(bad),
      { code: 'ruleSays', params: { ...params, reason: hop.reason.code } },
      ...evidence.view.findings
        .filter(({ code }) => code.startsWith('externalName'))
        .map(({ code, params: found }) => ({
          code: 'findingSays',
          params: { ...found, finding: code },
        })),
    ],
    tellApart: [],
    fix: { code: 'correctName', params: { name } },
    commands: [dialCommand(evidence.view, one), 'kubectl get services -A'],
    explains: bad,
  };
};
