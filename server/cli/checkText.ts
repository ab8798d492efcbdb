// `portolan check` for a person: by object, worst first, with the lines of YAML.
import { catalogue, pageOf, type Severity } from '@portolan/shared/findings/catalogue.ts';
import { patchCommand } from '@portolan/shared/findings/patch.ts';
import type { Finding } from '@portolan/shared/wire/finding.ts';
import { checkWords } from '@portolan/shared/words/check.ts';
import { findingWords, isFindingCode } from '@portolan/shared/words/findings.ts';
import { fixWords } from '@portolan/shared/words/fixes.ts';
import { say, type Language } from '@portolan/shared/words/say.ts';
import type { Judged } from './checkIgnores.ts';
import { grouped } from './grouped.ts';

export interface TextOptions {
  language: Language;
  coloured: boolean;
  /** Lines of a file by its name; undefined for what is no file. */
  linesOf: (file: string) => readonly string[] | undefined;
  /** How many Services were looked at. */
  services: number;
}

const codes = { error: 31, warning: 33, info: 36, bold: 1, dim: 2, green: 32 } as const;

type Paint = (style: keyof typeof codes, text: string) => string;

export function checkText({ shown, ignored }: Judged, options: TextOptions): string[] {
  const paint: Paint = (style, text) =>
    options.coloured ? `\u001B[${codes[style]}m${text}\u001B[0m` : text;
  const groups = grouped(shown, ({ object }) => objectText(object));
  const lines: string[] = [];
  for (const [heading, findings] of groups) {
    lines.push(paint('bold', heading));
    for (const finding of findings) lines.push(...findingLines(finding, options, paint));
    lines.push('');
  }
  return [...lines, ...summary(shown, ignored.length, options, paint)];
}

function objectText({ kind, namespace, name }: Finding['object']): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

function findingLines(finding: Finding, options: TextOptions, paint: Paint): string[] {
  const { code, severity, params, path, source, fix } = finding;
  const { language } = options;
  const label = say(checkWords, language, severity);
  const place = source && `${source.file}:${source.line}`;
  const where = [place, path].filter((part) => part !== undefined).join('  ');
  const rule = isFindingCode(code) ? pageOf(catalogue[code]) : undefined;
  return [
    `  ${paint(severity, label)} ${say(findingWords, language, code, params)} ${paint('dim', `[${code}]`)}`,
    ...(where === '' ? [] : [paint('dim', `    ${where}`)]),
    ...excerpt(finding, options, paint),
    ...(fix
      ? [
          `    ${paint('green', say(checkWords, language, 'fix'))} ${say(fixWords, language, fix.code)}`,
        ]
      : []),
    ...(fix?.patch === undefined ? [] : [`      ${patchCommand(finding.object, fix.patch)}`]),
    ...(rule === undefined || severity === 'info' ? [] : [paint('dim', `    ${rule}`)]),
  ];
}

/** The line before, the line, and a mark under the field. */
function excerpt(
  { source, path, severity }: Finding,
  options: TextOptions,
  paint: Paint,
): string[] {
  const lines = source && options.linesOf(source.file);
  const line = lines?.[(source?.line ?? 0) - 1];
  if (source === undefined || lines === undefined || line === undefined) return [];
  const width = String(source.line).length;
  const gutter = (number: string) => paint('dim', `    ${number.padStart(width)} │ `);
  const before = lines[source.line - 2];
  const isContext = before !== undefined && before.trim() !== '' && !before.startsWith('---');
  const { start, length } = markOf(line, path);
  // Of a long line, JSON say, the part with the mark.
  const from = start + length > widest && line.length > widest ? Math.max(0, start - margin) : 0;
  const mark = ' '.repeat(start - from) + paint(severity, '^'.repeat(Math.min(length, widest)));
  return [
    ...(isContext ? [gutter(String(source.line - 1)) + paint('dim', shortened(before))] : []),
    gutter(String(source.line)) + shortened(line, from),
    gutter('') + (from > 0 ? ' ' : '') + mark,
  ];
}

const margin = 20;
const widest = 110;

/** From a column on; what is left out at an end shows as `…`. */
function shortened(line: string, from = 0): string {
  const plain = printable(line).slice(from);
  const text = plain.length > widest ? `${plain.slice(0, widest)}…` : plain;
  return from > 0 ? `…${text}` : text;
}

/** A file must not move the reader's cursor or colours. */
function printable(line: string): string {
  return line.trimEnd().replaceAll(/\p{Cc}/gu, ' ');
}

/** The last field of the path and its value, where the line has it; else all that is written. */
function markOf(line: string, path: string | undefined): { start: number; length: number } {
  const text = printable(line);
  const name = /([^.[\]]+)\]?$/.exec(path ?? '')?.[1] ?? '';
  const key = new RegExp(`(^|[\\s{,])("?)${escaped(name)}\\2\\s*:`).exec(text);
  const found = name === '' || /^\d+$/.test(name) ? null : key;
  const first = Math.max(0, text.search(/[^\s-]/));
  const start = found ? found.index + (found[1]?.length ?? 0) : first;
  const end = text.replace(/\s+#.*$/, '').length;
  // Among others on one line the key alone.
  const isAlone = start <= first || end - start < widest / 2;
  const length = found && !isAlone ? found[0].length - (found[1]?.length ?? 0) - 1 : end - start;
  return { start, length: Math.max(1, Math.min(length, widest)) };
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function summary(
  shown: readonly Finding[],
  ignored: number,
  { language, services }: TextOptions,
  paint: Paint,
): string[] {
  const count = (severity: Severity) => shown.filter((each) => each.severity === severity).length;
  const counts = { errors: count('error'), warnings: count('warning'), infos: count('info') };
  const isClean = counts.errors + counts.warnings === 0;
  const code = `${isClean ? 'clean' : 'summary'}${services === 0 ? 'OfNone' : ''}`;
  const text = say(checkWords, language, code, { ...counts, services });
  const notes = ignored === 0 ? [] : [say(checkWords, language, 'ignored', { count: ignored })];
  return [paint(isClean ? 'green' : 'bold', text), ...notes];
}
