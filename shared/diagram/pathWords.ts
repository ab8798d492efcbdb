// Short words for verdicts, outcomes and vantage points, as cells and labels have room for.
import type { Outcome } from '../wire/probe.ts';
import type { Verdict } from '../wire/trace.ts';
import type { Vantage } from '../wire/view.ts';
import { say as sayWords, type Language, type Params } from '../words/say.ts';
import { uiWords, type UiCode } from '../words/ui.ts';
import { isTested, type PathState, type Tone } from './pathState.ts';

/** Says one of the page's own words. */
export type Say = (code: UiCode, params?: Params) => string;

/** One function per language, so that what depends on it is not drawn again for nothing. */
export const sayings: Readonly<Record<Language, Say>> = {
  en: (code, params) => sayWords(uiWords, 'en', code, params),
  zh: (code, params) => sayWords(uiWords, 'zh', code, params),
};

const verdictCodes = {
  forward: 'vForward',
  accept: 'vAccept',
  reject: 'vReject',
  drop: 'vDrop',
  unmatched: 'vUnmatched',
  noRoute: 'vNoRoute',
  nameError: 'vNameError',
  unknown: 'vUnknown',
} as const satisfies Record<Verdict, UiCode>;

const outcomeCodes = {
  open: 'oOpen',
  http: 'oOpen',
  refused: 'oRefused',
  timeout: 'oTimeout',
  unreachable: 'oUnreachable',
  nameError: 'oNameError',
  dnsTimeout: 'oDnsTimeout',
  reset: 'oReset',
  tlsError: 'oTlsError',
  blocked: 'oBlocked',
  unusable: 'oUnusable',
} as const satisfies Record<Outcome, UiCode>;

export function verdictWord(verdict: Verdict, say: Say): string {
  return say(verdictCodes[verdict]);
}

interface Seen {
  readonly observed?: Outcome;
  readonly ms?: number;
  readonly resolved?: string;
  readonly unclear?: true;
}

/** An answer is told by its latency, trouble by its name, a name without a port by its address. */
export function outcomeWord({ observed, ms, resolved, unclear }: Seen, say: Say): string {
  if (unclear) return say('noHttpAnswer');
  if (resolved !== undefined) return say('resolvesTo', { address: resolved });
  if (observed === undefined) return say('notTested');
  const answered = observed === 'open' || observed === 'http';
  if (answered && ms !== undefined) return say('ms', { ms: formatMs(ms) });
  return say(outcomeCodes[observed]);
}

/** Latency in milliseconds: two digits that matter. */
function formatMs(ms: number): string {
  return ms < 10 ? ms.toFixed(1) : String(Math.round(ms));
}

/** What was seen, or else what is expected; the address a name resolves to has no room in a card. */
export function shortWord(state: PathState, say: Say): string {
  if (state.resolved !== undefined) return say('resolves');
  return isTested(state) ? outcomeWord(state, say) : verdictWord(state.expected, say);
}

/** Beside what was expected: trouble that was foreseen needs no second name. */
export function observedWord(state: PathState, say: Say): string {
  const foreseen = state.tone === 'closed' || state.tone === 'fails';
  return state.observed !== undefined && foreseen ? say('same') : outcomeWord(state, say);
}

/** A sign beside every colour. */
export const toneSigns: Readonly<Record<Tone, string>> = {
  works: '✓',
  fails: '✕',
  closed: '⊘',
  odd: '≠',
  unknown: '?',
};

export interface VantageText {
  readonly name: string;
  readonly hint: string;
}

export function vantageText({ id, kind, hypothetical, pod, node }: Vantage, say: Say): VantageText {
  switch (kind) {
    case 'server':
      return { name: say('server'), hint: serverHint({ pod, node }, say) };
    case 'outside':
      return { name: say('outside'), hint: say('outsideHint') };
    case 'browser':
      return { name: say('browser'), hint: say('browserHint') };
    case 'pod':
      return {
        name: `pod ${id.replace(/^pod:/, '')}`,
        hint: say(hypothetical ? 'hypotheticalPod' : 'podNetwork'),
      };
    case 'node':
      break;
  }
  return { name: id.replace(/^node:/, ''), hint: say('hostNetwork') };
}

function serverHint(
  { pod, node }: { pod: string | undefined; node: string | undefined },
  say: Say,
): string {
  if (pod === undefined)
    return node === undefined ? say('serverHint') : say('serverOnNode', { node });
  return node === undefined ? say('serverInPod', { pod }) : say('serverInPodOn', { pod, node });
}
