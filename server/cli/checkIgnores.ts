// Which findings of `portolan check` somebody has asked to be left out, and why.
import {
  ignoreAnnotation,
  ignoreOf,
  parseIgnore,
  type Ignore,
} from '@portolan/shared/findings/ignored.ts';
import { rawAt, rawText } from '@portolan/shared/simulate/rawFields.ts';
import type { Finding } from '@portolan/shared/wire/finding.ts';
import { findingWords, isFindingCode } from '@portolan/shared/words/findings.ts';
import { nearestField } from '@portolan/shared/words/nearest.ts';
import { CommandError } from './terminal.ts';

export interface Judged {
  shown: Finding[];
  ignored: { finding: Finding; reason?: string }[];
}

/** What an object carries under the annotation; undefined when it is not there. */
export type AnnotationOf = (object: Finding['object']) => string | undefined;

export function applyIgnores(
  findings: readonly Finding[],
  flags: readonly Ignore[],
  annotationOf: AnnotationOf,
): Judged {
  const judged: Judged = { shown: [], ignored: [] };
  for (const finding of findings) {
    const text = annotationOf(finding.object);
    const ignores = text === undefined ? flags : [...flags, parseIgnore(text)];
    const ignore = ignoreOf(finding, ignores);
    if (ignore === undefined) judged.shown.push(finding);
    else
      judged.ignored.push({
        finding,
        ...(ignore.reason !== undefined && { reason: ignore.reason }),
      });
  }
  return judged;
}

/** @throws {CommandError} when `--ignore` names no finding. */
export function parseIgnoreFlags(flags: readonly string[]): Ignore[] {
  return flags.map((flag) => {
    const [code = '', ...rest] = flag.split('=');
    if (!isFindingCode(code)) {
      const meant = nearestField(code, Object.keys(findingWords));
      const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
      throw new CommandError(`--ignore: there is no finding ${code}${hint}`);
    }
    const reason = rest.join('=');
    return { codes: [code], ...(reason !== '' && { reason }) };
  });
}

export function ignoreText(raw: unknown): string | undefined {
  const text = rawText(rawAt(raw, 'metadata', 'annotations', ignoreAnnotation));
  return text === '' ? undefined : text;
}
