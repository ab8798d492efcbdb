// `portolan check` for code scanning: SARIF 2.1.0, as GitHub reads it.
import { createHash } from 'node:crypto';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { catalogue, pageOf, type Severity } from '@portolan/shared/findings/catalogue.ts';
import type { Finding } from '@portolan/shared/wire/finding.ts';
import { findingTitles } from '@portolan/shared/words/findingTitles.ts';
import { findingWords, isFindingCode } from '@portolan/shared/words/findings.ts';
import { fixWords } from '@portolan/shared/words/fixes.ts';
import { say, type Language } from '@portolan/shared/words/say.ts';
import type { Judged } from './checkIgnores.ts';

const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** What code scanning filters by. */
const problemSeverities: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
};

/** @param directory Files below it are told relative to it: the root of the checkout. */
export function checkSarif({ shown, ignored }: Judged, language: Language, directory: string) {
  const all = [
    ...shown.map((finding) => ({ finding, suppressions: {} })),
    ...ignored.map(({ finding, reason }) => ({ finding, suppressions: suppressed(reason) })),
  ];
  const codes = [...new Set(all.map(({ finding }) => finding.code))].toSorted();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Portolan',
            semanticVersion: '0.1.0',
            rules: codes.map((code) => ruleOf(code, language)),
          },
        },
        // Code scanning keeps the results of each tool and category apart.
        automationDetails: { id: 'portolan/' },
        columnKind: 'utf16CodeUnits',
        results: all.map(({ finding, suppressions }) =>
          resultOf(finding, codes.indexOf(finding.code), language, directory, suppressions),
        ),
      },
    ],
  };
}

function ruleOf(code: string, language: Language) {
  if (!isFindingCode(code)) return { id: code };
  const entry = catalogue[code];
  const page = pageOf(entry);
  const title = say(findingTitles, language, code);
  return {
    id: code,
    name: code.charAt(0).toUpperCase() + code.slice(1),
    shortDescription: { text: title },
    fullDescription: { text: title },
    help: { text: `${title}. ${page}`, markdown: `${title}. [${page}](${page})` },
    helpUri: page,
    defaultConfiguration: { level: levels[entry.severity] },
    properties: {
      tags: ['kubernetes', entry.family],
      rules: entry.rules,
      precision: 'high',
      'problem.severity': problemSeverities[entry.severity],
    },
  };
}

function suppressed(reason: string | undefined) {
  const suppression = { kind: 'external', ...(reason !== undefined && { justification: reason }) };
  return { suppressions: [suppression] };
}

function resultOf(
  finding: Finding,
  ruleIndex: number,
  language: Language,
  directory: string,
  suppressions: object,
) {
  const { code, severity, object, path, params, source, fix } = finding;
  const name = [object.namespace, object.kind, object.name].filter(Boolean).join('/');
  const action = fix && say(fixWords, language, fix.code);
  const text = [say(findingWords, language, code, params), action].filter(Boolean).join(' ');
  const uri = source ? uriOf(source.file, directory) : placeless(object);
  const identity = [code, name, path ?? '', uri].join('\u0000');
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri, ...(!uri.startsWith('file:') && { uriBaseId: '%SRCROOT%' }) },
          region: { startLine: source?.line ?? 1 },
        },
        logicalLocations: [{ name: object.name, fullyQualifiedName: name, kind: 'object' }],
      },
    ],
    partialFingerprints: {
      primaryLocationLineHash: createHash('sha256').update(identity).digest('hex').slice(0, 32),
    },
    ...suppressions,
  };
}

/** Code scanning takes no result without a file: what only a cluster has is named as one. */
function placeless({ kind, namespace, name }: Finding['object']): string {
  return [namespace ?? '_cluster', kind, name].map(encodeURIComponent).join('/');
}

function uriOf(file: string, directory: string): string {
  if (file === '-') return 'stdin';
  const path = resolve(directory, file);
  const below = relative(directory, path);
  if (below.startsWith('..') || isAbsolute(below)) return pathToFileURL(path).href;
  return below.split(sep).map(encodeURIComponent).join('/');
}
