import { catalogue } from '@portolan/shared/findings/catalogue.ts';
import type { Finding } from '@portolan/shared/wire/finding.ts';
import { isFindingCode } from '@portolan/shared/words/findings.ts';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { checkSarif } from './checkSarif.ts';

// SARIF 2.1.0 (OASIS), as far as it is used here: what each object must have, and nothing that it
// may not have. Where code scanning asks for more, it is required here too.
const message = z.strictObject({ text: z.string().check(z.minLength(1), z.maxLength(1024)) });
const level = z.enum(['none', 'note', 'warning', 'error']);
const uri = z.string().check(z.regex(/^(file:\/\/\/|[^/:?#]+(\/|$))[^ ?#\\]*$/));
const rule = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(255)),
  name: z.string().check(z.maxLength(255)),
  shortDescription: message,
  fullDescription: message,
  help: z.strictObject({ text: z.string(), markdown: z.string() }),
  helpUri: z.url(),
  defaultConfiguration: z.strictObject({ level }),
  properties: z.strictObject({
    tags: z.array(z.string()).check(z.maxLength(20)),
    rules: z.array(z.string()),
    precision: z.enum(['very-high', 'high', 'medium', 'low']),
    'problem.severity': z.enum(['error', 'warning', 'recommendation']),
  }),
});
const location = z.strictObject({
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({ uri, uriBaseId: z.optional(z.literal('%SRCROOT%')) }),
    region: z.strictObject({ startLine: z.int().check(z.minimum(1)) }),
  }),
  logicalLocations: z.array(
    z.strictObject({ name: z.string(), fullyQualifiedName: z.string(), kind: z.string() }),
  ),
});
const suppression = z.strictObject({
  kind: z.enum(['inSource', 'external']),
  justification: z.optional(z.string()),
});
const result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.int().check(z.minimum(0)),
  level,
  message,
  locations: z.array(location).check(z.minLength(1)),
  partialFingerprints: z.strictObject({
    primaryLocationLineHash: z.string().check(z.regex(/^[0-9a-f]+$/)),
  }),
  suppressions: z.optional(z.array(suppression)),
});
const log = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string(),
          semanticVersion: z.string().check(z.regex(/^\d+\.\d+\.\d+/)),
          rules: z.array(rule),
        }),
      }),
      automationDetails: z.strictObject({ id: z.string().check(z.regex(/^\w+\/$/)) }),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
      results: z.array(result),
    }),
  ]),
});

const codes = Object.keys(catalogue).filter(isFindingCode);

function findingOf(code: (typeof codes)[number], given: Partial<Finding> = {}): Finding {
  return {
    code,
    severity: catalogue[code].severity,
    object: { kind: 'Service', namespace: 'default', name: 'web' },
    path: 'spec.selector',
    params: { message: 'no', reason: 'no' },
    source: { file: 'a folder/web.yaml', document: 1, line: 7 },
    ...given,
  };
}

function sarifOf(...findings: Finding[]) {
  const sarif: unknown = JSON.parse(
    JSON.stringify(checkSarif({ shown: findings, ignored: [] }, 'en', '/home/me')),
  );
  return log.parse(sarif).runs[0];
}

test('every finding there is makes a log that SARIF and code scanning allow', () => {
  const run = sarifOf(...codes.map((code) => findingOf(code)));
  const { rules } = run.tool.driver;
  expect(run.results).toHaveLength(codes.length);
  for (const each of run.results) expect(rules[each.ruleIndex]?.id).toBe(each.ruleId);
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

test('a suppressed finding is one that SARIF allows', () => {
  const ignored = [{ finding: findingOf('selectorNearMiss'), reason: 'later' }];
  const sarif = checkSarif({ shown: [], ignored }, 'zh', '/home/me');
  expect(log.safeParse(JSON.parse(JSON.stringify(sarif))).success).toBe(true);
});

describe('where it is', () => {
  test.each([
    ['a folder/web.yaml', 'a%20folder/web.yaml', '%SRCROOT%'],
    ['/home/me/web.yaml', 'web.yaml', '%SRCROOT%'],
    ['/elsewhere/web.yaml', 'file:///elsewhere/web.yaml', undefined],
    ['-', 'stdin', '%SRCROOT%'],
  ])('%s', (file, wanted, base) => {
    const run = sarifOf(findingOf('selectorNearMiss', { source: { file, document: 1, line: 3 } }));
    const place = run.results[0]?.locations[0]?.physicalLocation;
    expect(place?.artifactLocation.uri).toBe(wanted);
    expect(place?.artifactLocation.uriBaseId).toBe(base);
    expect(place?.region.startLine).toBe(3);
  });

  test('what only a cluster has is told as a file too: code scanning takes no other', () => {
    const { source: _, ...placeless } = findingOf('noReadyPods');
    const node = { ...placeless, object: { kind: 'GatewayClass', name: 'a/b' } };
    const uris = sarifOf(placeless, node).results.map(
      (each) => each.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    expect(uris).toEqual(['default/Service/web', '_cluster/GatewayClass/a%2Fb']);
  });
});

test('a fingerprint stays when lines move, and tells two faults apart', () => {
  const at = (line: number, path = 'spec.selector') =>
    findingOf('selectorNearMiss', { path, source: { file: 'web.yaml', document: 1, line } });
  const [first, moved, other] = sarifOf(at(3), at(30), at(3, 'spec.type')).results.map(
    (each) => each.partialFingerprints.primaryLocationLineHash,
  );
  expect(moved).toBe(first);
  expect(other).not.toBe(first);
});
