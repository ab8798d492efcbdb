// `portolan probe` for a person: a line per path, the shares of repeated connections, the causes.
import type { ProbeReport, ProbeResult } from '@portolan/shared/wire/probe.ts';
import { probeWords, seenWords, tlsTroubleWords } from '@portolan/shared/words/probe.ts';
import { type Language, say } from '@portolan/shared/words/say.ts';
import { outcomeWords, verdictWords } from '@portolan/shared/words/verdicts.ts';
import { causeLines } from './probeCauses.ts';
import { table } from './table.ts';
import { visible } from './visible.ts';

/** Whether the target answered, or, of a name that cannot be dialled, resolved. */
export function isReached({ outcome, evidence }: ProbeResult): boolean {
  return outcome === 'open' || outcome === 'http' || evidence.detail === 'resolved';
}

const columns = [
  'columnAgree',
  'columnFrom',
  'columnTo',
  'columnDialled',
  'columnExpected',
  'columnObserved',
  'columnMs',
  'columnDetail',
] as const;

export function probeText(report: ProbeReport, language: Language, isColoured: boolean): string[] {
  const { results } = report;
  if (results.length === 0) return [say(probeWords, language, 'nothing')];
  const lines = table(
    columns.map((code) => say(probeWords, language, code)),
    results.map((result) => row(result, language)),
  );
  const painted = lines.map((line, at) => {
    const result = results[at - 1];
    return isColoured && result ? `\u001B[${colourOf(result)}m${line}\u001B[0m` : line;
  });
  return [
    ...painted,
    ...results.flatMap((result) => shareLines(result, language)),
    '',
    summary(results, language),
    ...causeLines(report, language),
  ];
}

/** Red, dim, green. */
function colourOf(result: ProbeResult): number {
  if (!result.agree) return 31;
  return isUntested(result) ? 2 : 32;
}

function isUntested({ outcome, evidence }: ProbeResult): boolean {
  return outcome === 'unusable' && evidence.detail !== 'resolved';
}

function row(result: ProbeResult, language: Language): string[] {
  const { from, to, entryPoint, expected, outcome, ms } = result;
  const sign = isUntested(result) ? '?' : result.agree ? '✓' : '≠';
  return [
    sign,
    from,
    entryPoint,
    to,
    say(verdictWords, language, expected.verdict),
    say(outcomeWords, language, outcome),
    ms === undefined ? '' : String(Math.round(ms * 10) / 10),
    detailOf(result, language),
  ].map((cell) => visible(cell));
}

/** What was seen beyond the outcome, in words where there are any. */
export function detailOf({ evidence }: ProbeResult, language: Language): string {
  const { errno, detail, httpStatus, answeredBy, rcode, tls, families, address = '' } = evidence;
  const tell = (code: keyof typeof seenWords, params = {}) =>
    say(seenWords, language, code, params);
  const parts = [
    httpStatus === undefined ? undefined : tell('httpStatus', { status: httpStatus }),
    rcode === undefined ? undefined : tell('rcode', { code: rcode }),
    answeredBy === undefined ? undefined : tell('answeredBy', { pod: answeredBy }),
    ...(tls?.troubles ?? []).map((trouble) =>
      say(tlsTroubleWords, language, trouble, {
        name: tls?.serverName ?? address,
        names: tls?.names?.join(', ') ?? '–',
      }),
    ),
    detail === undefined ? undefined : say(seenWords, language, detail, { address }),
    errno === undefined ? undefined : say(seenWords, language, errno, { address }),
    families === undefined
      ? undefined
      : tell('families', { v4: families.IPv4 ?? '–', v6: families.IPv6 ?? '–' }),
  ];
  return parts.filter((part) => part !== undefined).join('; ');
}

function shareLines({ from, to, connections }: ProbeResult, language: Language): string[] {
  if (!connections) return [];
  const { made, outcomes, backends, unidentified } = connections;
  const identified = backends.reduce((sum, { count }) => sum + count, 0);
  const tell = (code: keyof typeof probeWords, params: Record<string, string | number>) =>
    visible(say(probeWords, language, code, params));
  const seen = outcomes.map(
    ({ outcome, count }) => `${say(outcomeWords, language, outcome)} ${count}`,
  );
  return [
    '',
    tell('shares', { from, to, made }),
    ...(outcomes.length > 1 ? [`  ${tell('outcomes', { outcomes: seen.join(', ') })}`] : []),
    ...backends.map(({ pod, address, count, predicted }) => {
      const share = identified === 0 ? '–' : percent(count / identified);
      const backend = pod ?? address ?? '?';
      return `  ${tell('share', { backend, count, seen: share, predicted: percent(predicted) })}`;
    }),
    ...(unidentified > 0 ? [`  ${tell('unidentified', { count: unidentified })}`] : []),
  ];
}

function summary(results: readonly ProbeResult[], language: Language): string {
  const untested = results.filter(isUntested).length;
  const differing = results.filter(({ agree }) => !agree).length;
  const agreeing = results.length - untested - differing;
  const params = { total: results.length, agreeing, differing, untested };
  return say(probeWords, language, 'summary', params);
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
