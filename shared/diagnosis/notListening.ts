// Pods that refuse: the packet arrives, and nothing listens there.
import type { Coded } from '../wire/trace.ts';
import type { Candidate, Rule } from './candidate.ts';
import { dialCommand, podCommand, slicesCommand } from './commands.ts';
import {
  direct,
  type Evidence,
  fails,
  isRefused,
  pathOf,
  type Seen,
  through,
  works,
} from './evidence.ts';
import { observed } from './observed.ts';

interface Refusals {
  /** Tests of endpoints that refuse, whoever asks. */
  direct: Seen[];
  /** Tests by way of the Service that end at them. */
  through: Seen[];
  /** Whether no other endpoint answers. */
  everywhere: boolean;
}

/** Undefined when no endpoint is known to refuse everybody. */
function refusalsOf(evidence: Evidence): Refusals | undefined {
  const asked = direct(evidence).filter(({ from }) => !standsInside(from));
  const answering = new Set(asked.filter(works).map(({ target }) => target.id));
  const refusing = asked.filter((each) => isRefused(each) && !answering.has(each.target.id));
  const ways = through(evidence).filter((each) => fails(each) && isRefused(each));
  if (refusing.length > 0) {
    return { direct: refusing, through: ways, everywhere: answering.size === 0 };
  }
  // No endpoint was asked: whoever refuses, refuses on every way.
  const isAllRefused = ways.length > 0 && through(evidence).every(isRefused);
  return asked.length === 0 && isAllRefused
    ? { direct: [], through: ways, everywhere: true }
    : undefined;
}

/** A way into the Pod that does not pass the Pod's own address. */
function standsInside(from: string): boolean {
  return from === 'apiserver';
}

/** Tests that nobody has made: the endpoints themselves, from a Pod. */
function untestedEndpoints({ view, targets }: Evidence): Candidate['tellApart'] {
  const client = view.vantages.find(({ kind }) => kind === 'pod')?.id;
  if (client === undefined) return [];
  return targets
    .filter(({ kind }) => kind === 'endpoint')
    .slice(0, 6)
    .map((target) => pathOf({ from: client, target }));
}

function podsOf({ view }: Evidence, refused: Refusals): { pods: string[]; port: number | string } {
  const endpoints = refused.direct.flatMap(({ endpoint }) => endpoint ?? []);
  const pods = [...new Set(endpoints.map(({ pod, address }) => pod ?? address))];
  const usual = view.endpoints[0]?.port ?? view.ports[0]?.targetPort ?? '';
  return { pods, port: endpoints[0]?.port ?? usual };
}

function candidate(
  evidence: Evidence,
  refused: Refusals,
  cause: Pick<Candidate, 'cause' | 'confidence' | 'fix'> & { more?: readonly Coded[] },
): Candidate {
  const { view } = evidence;
  const { pods, port } = podsOf(evidence, refused);
  const [pod] = refused.direct.flatMap(({ endpoint }) => endpoint?.pod ?? []);
  const [one] = [...refused.direct, ...refused.through];
  const { more = [], ...named } = cause;
  return {
    ...named,
    params: { pods: pods.join(', '), count: pods.length, port },
    evidence: [...observed(refused.direct.length > 0 ? refused.direct : refused.through), ...more],
    tellApart: refused.direct.length > 0 ? [] : untestedEndpoints(evidence),
    commands: [
      ...(one ? [dialCommand(view, one)] : []),
      ...(pod === undefined
        ? [slicesCommand(view)]
        : [
            podCommand(pod, 'exec', '--', 'ss', '-ltn'),
            podCommand(pod, 'port-forward', `18080:${port}`),
          ]),
    ],
    explains: [...refused.direct, ...refused.through],
  };
}

/** Findings that say a Service's port leads to where no container listens. */
const wrongPort = new Set([
  'targetPortUndeclared',
  'targetPortUnresolved',
  'targetPortUnresolvedInSome',
  'targetPortProtocol',
  'portProtocolMismatch',
  'targetPortDiffers',
]);

function wrongPortFinding({ view }: Evidence) {
  return view.findings.find(({ code }) => wrongPort.has(code));
}

export const appNotListening: Rule = (evidence) => {
  const refused = refusalsOf(evidence);
  if (refused === undefined) return undefined;
  const hasRival = wrongPortFinding(evidence) !== undefined;
  const confidence = refused.direct.length === 0 ? 0.45 : hasRival ? 0.4 : 0.7;
  return candidate(evidence, refused, {
    cause: 'appNotListening',
    confidence,
    fix: { code: 'startListening', params: { port: podsOf(evidence, refused).port } },
  });
};

export const wrongTargetPort: Rule = (evidence) => {
  const refused = refusalsOf(evidence);
  const finding = wrongPortFinding(evidence);
  if (refused === undefined || finding === undefined) return undefined;
  const isTested = refused.direct.length > 0;
  return candidate(evidence, refused, {
    cause: 'wrongTargetPort',
    confidence: isTested ? 0.85 : 0.6,
    more: [{ code: 'findingSays', params: { ...finding.params, finding: finding.code } }],
    fix: { code: 'setTargetPort', params: {} },
  });
};

/** Refused from outside the Pod; from inside, where a port-forward comes out, it answers. */
export const listensOnLoopback: Rule = (evidence) => {
  const refused = refusalsOf(evidence);
  if (refused === undefined || refused.direct.length === 0) return undefined;
  const ids = new Set(refused.direct.map(({ target }) => target.id));
  const inside = evidence.seen.filter(
    ({ from, target }) => standsInside(from) && ids.has(target.id),
  );
  if (inside.some(isRefused)) return undefined;
  const answers = inside.filter(works);
  const hasRival = wrongPortFinding(evidence) !== undefined;
  return candidate(evidence, refused, {
    cause: 'listensOnLoopback',
    confidence: answers.length > 0 ? 0.95 : hasRival ? 0.15 : 0.35,
    more: observed(answers),
    fix: { code: 'listenOnAll', params: { port: podsOf(evidence, refused).port } },
  });
};
