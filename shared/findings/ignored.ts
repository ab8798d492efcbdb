// Findings that somebody has looked at and lets be.

import type { Finding } from '../wire/finding.ts';

export const ignoreAnnotation = 'portolan.dev/ignore';

export interface Ignore {
  codes: readonly string[];
  reason?: string;
}

/** Reads `CODE[,CODE] [reason]`, as the annotation has it. */
export function parseIgnore(text: string): Ignore {
  const [list = '', ...words] = text.trim().split(/\s+/);
  const codes = list.split(',').filter((code) => code !== '');
  const reason = words.join(' ');
  return { codes, ...(reason !== '' && { reason }) };
}

/** The first that names the finding's code; undefined when none does. */
export function ignoreOf(finding: Finding, ignores: readonly Ignore[]): Ignore | undefined {
  return ignores.find(({ codes }) => codes.includes(finding.code));
}
