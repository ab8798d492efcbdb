// What `portolan probe` makes of its results, for a person: the likeliest cause with all that speaks
// for it, and its rivals.
import { quoted } from '@portolan/shared/diagnosis/commands.ts';
import type { Diagnosis, ProbeReport } from '@portolan/shared/wire/probe.ts';
import {
  causeFixWords,
  diagnosisWords,
  sayCause,
  sayEvidence,
} from '@portolan/shared/words/diagnosis.ts';
import { type Language, type Params, say } from '@portolan/shared/words/say.ts';
import { visible } from './visible.ts';

export function causeLines({ service, diagnosis }: ProbeReport, language: Language): string[] {
  const tell = (code: keyof typeof diagnosisWords, params: Params = {}) =>
    say(diagnosisWords, language, code, params);
  const titleOf = ({ cause, confidence, params, foreseen }: Diagnosis, isFirst: boolean) =>
    tell('lineWithConfidence', {
      head: tell(foreseen ? 'asPredicted' : isFirst ? 'mostLikely' : 'alsoPossible'),
      text: sayCause(language, cause, params),
      percent: Math.round(confidence * 100),
    });
  const lines = diagnosis.flatMap((each, at) => [
    '',
    titleOf(each, at === 0),
    ...detailsOf(each, service, language, at === 0),
  ]);
  return lines.map((line) => visible(line));
}

/** Of rivals, what decides; of the first, everything. */
function detailsOf(
  { evidence, tellApart, fix, commands }: Diagnosis,
  service: string,
  language: Language,
  isFirst: boolean,
): string[] {
  const head = (code: 'tellApart' | 'fix' | 'reproduce', text: string) =>
    `  ${say(diagnosisWords, language, 'line', { head: say(diagnosisWords, language, code), text })}`;
  const deciding = tellApartCommands(service, tellApart).map((command) => `      ${command}`);
  return [
    ...evidence.map((line) => `  • ${sayEvidence(language, line)}`),
    head('fix', say(causeFixWords, language, fix.code, fix.params)),
    ...(deciding.length > 0 ? [head('tellApart', '').trimEnd(), ...deciding] : []),
    ...(isFirst && commands.length > 0
      ? [head('reproduce', '').trimEnd(), ...commands.map((command) => `      ${command}`)]
      : []),
  ];
}

/** One command for each place to stand. */
function tellApartCommands(service: string, paths: Diagnosis['tellApart']): string[] {
  const targets = new Map<string, string[]>();
  for (const { from, target } of paths) {
    targets.set(from, [...(targets.get(from) ?? []), target]);
  }
  return [...targets].map(([from, to]) =>
    [
      `portolan probe ${quoted(service)} --from ${quoted(from)}`,
      ...to.map((id) => `--to ${quoted(id)}`),
    ].join(' '),
  );
}
