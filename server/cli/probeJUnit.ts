// `portolan probe` for CI: a suite per vantage point, a case per path. What could not be tested is
// skipped, what differs from what was expected has failed.
import type { ProbeReport, ProbeResult } from '@portolan/shared/wire/probe.ts';
import { probeWords } from '@portolan/shared/words/probe.ts';
import { type Language, say } from '@portolan/shared/words/say.ts';
import { outcomeWords, verdictWords } from '@portolan/shared/words/verdicts.ts';
import { grouped } from './grouped.ts';
import { detailOf } from './probeText.ts';
import { visible } from './visible.ts';

export function probeJUnit({ service, results }: ProbeReport, language: Language): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name=${attribute(`portolan probe ${service}`)} ${counts(results)}>`,
  ];
  for (const [from, cases] of grouped(results, (result) => result.from)) {
    lines.push(`  <testsuite name=${attribute(from)} ${counts(cases)}>`);
    for (const result of cases) lines.push(...testCase(service, result, language));
    lines.push('  </testsuite>');
  }
  return [...lines, '</testsuites>'].join('\n');
}

function counts(results: readonly ProbeResult[]): string {
  const failures = results.filter(({ agree }) => !agree).length;
  const skipped = results.filter(isSkipped).length;
  return `tests="${results.length}" failures="${failures}" skipped="${skipped}" errors="0"`;
}

function isSkipped({ agree, outcome, evidence }: ProbeResult): boolean {
  return agree && outcome === 'unusable' && evidence.detail !== 'resolved';
}

function testCase(service: string, result: ProbeResult, language: Language): string[] {
  const { from, to, entryPoint, expected, outcome, agree, ms = 0 } = result;
  const name = attribute(`${entryPoint} ${to}`);
  const open = `    <testcase classname=${attribute(`${service} ${from}`)} name=${name} time="${(ms / 1000).toFixed(3)}"`;
  const message = say(probeWords, language, 'expectedBut', {
    verdict: say(verdictWords, language, expected.verdict),
    outcome: say(outcomeWords, language, outcome),
  });
  const detail = detailOf(result, language);
  if (isSkipped(result)) {
    return [`${open}>`, `      <skipped message=${attribute(detail)}/>`, '    </testcase>'];
  }
  if (agree) return [`${open}/>`];
  const rules = expected.rules.join(' ');
  return [
    `${open}>`,
    `      <failure type=${attribute(outcome)} message=${attribute(message)}>${escaped(`${detail} [${rules}]`)}</failure>`,
    '    </testcase>',
  ];
}

function attribute(text: string): string {
  return `"${escaped(text)}"`;
}

/** XML has no way at all to write control characters: they are shown as their codes. */
function escaped(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
