// Why a path has no result: nobody can stand there, or what is there cannot be tested.
import { isTested, type PathState } from '@portolan/shared/diagram/pathState.ts';
import type { ProbeResult, VantageStatus } from '@portolan/shared/wire/probe.ts';
import { seenWords, vantageWords } from '@portolan/shared/words/probe.ts';
import { say, type Language } from '@portolan/shared/words/say.ts';

/** Undefined where it can be tested, as far as is known. */
export function whyUntestable(
  state: PathState,
  result: ProbeResult | undefined,
  standing: VantageStatus | undefined,
  language: Language,
): string | undefined {
  if (isTested(state)) return undefined;
  if (standing?.available === false) {
    return say(vantageWords, language, standing.code ?? '', standing.params ?? {});
  }
  if (result?.outcome !== 'unusable') return undefined;
  const { detail, errno, address = result.to } = result.evidence;
  const code = detail ?? errno ?? '';
  const words = Object.hasOwn(vantageWords, code) ? vantageWords : seenWords;
  return say(words, language, code, { address, vantage: result.from });
}
