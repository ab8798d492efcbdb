import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressCases } from '../testing/findings/addresses.ts';
import { clashCases } from '../testing/findings/clashes.ts';
import { endpointsCases } from '../testing/findings/endpoints.ts';
import { externalNameCases } from '../testing/findings/externalName.ts';
import { gatewayCases } from '../testing/findings/gateways.ts';
import { headlessCases } from '../testing/findings/headless.ts';
import { loadBalancerCases } from '../testing/findings/loadBalancer.ts';
import { meshCases } from '../testing/findings/mesh.ts';
import { podCases } from '../testing/findings/pods.ts';
import { policyCases } from '../testing/findings/policies.ts';
import { portCases } from '../testing/findings/ports.ts';
import { routeCases } from '../testing/findings/routes.ts';
import { selectorCases } from '../testing/findings/selectors.ts';
import { sliceCases } from '../testing/findings/slices.ts';
import { statefulSetCases } from '../testing/findings/statefulSet.ts';
import { trafficPolicyCases } from '../testing/findings/trafficPolicy.ts';
import { webhookCases } from '../testing/findings/webhooks.ts';
import { workloadCases } from '../testing/findings/workloads.ts';
import { randomObjects } from '../testing/findings/randomManifests.ts';
import { inFiles, type FindingCase } from '../testing/findings/worlds.ts';
import { fixWords } from '../words/fixes.ts';
import { findingTitles } from '../words/findingTitles.ts';
import { findingWords } from '../words/findings.ts';
import { languages, say } from '../words/say.ts';
import { ruleWords } from '../words/rules.ts';
import { catalogue } from './catalogue.ts';

const cases: readonly FindingCase[] = [
  ...addressCases,
  ...clashCases,
  ...endpointsCases,
  ...externalNameCases,
  ...gatewayCases,
  ...headlessCases,
  ...loadBalancerCases,
  ...meshCases,
  ...podCases,
  ...policyCases,
  ...portCases,
  ...routeCases,
  ...selectorCases,
  ...sliceCases,
  ...statefulSetCases,
  ...trafficPolicyCases,
  ...webhookCases,
  ...workloadCases,
];

test('every finding has a scenario and a near miss', () => {
  const covered = new Set<string>(cases.map(({ code }) => code));
  // What is wrong with a manifest by itself is found, and tried, where files are read.
  const wanted = Object.entries(catalogue).filter(([, { family }]) => family !== 'manifests');
  expect(wanted.map(([code]) => code).filter((code) => !covered.has(code))).toEqual([]);
});

test('every finding names known rules', () => {
  const rules = Object.values(catalogue).flatMap((entry) => entry.rules);
  expect(rules.filter((rule) => !Object.hasOwn(ruleWords, rule))).toEqual([]);
});

test('every finding says its evidence, and nothing is left to fill in', () => {
  const findings = cases.flatMap(({ raises }) => raises());
  const unfilled = languages.flatMap((language) =>
    [
      findings.map(({ code, params }) => say(findingWords, language, code, params)),
      findings.map(({ code }) => say(findingTitles, language, code)),
      findings.flatMap(({ fix }) => (fix ? say(fixWords, language, fix.code) : [])),
    ].flat(),
  );
  expect(unfilled.filter((text) => /[{}]/.test(text) || /^\w+$/.test(text))).toEqual([]);
});

test('a patch is JSON that changes something', () => {
  const patches = cases.flatMap(({ raises }) => raises().flatMap(({ fix }) => fix?.patch ?? []));
  expect(patches.length).toBeGreaterThan(0);
  for (const patch of patches) expect(Object.keys(JSON.parse(patch))).toEqual(['spec']);
});

test('the order of objects does not matter', () => {
  fc.assert(
    fc.property(
      randomObjects.chain((objects) =>
        fc.tuple(fc.constant(objects), fc.shuffledSubarray(objects, { minLength: objects.length })),
      ),
      ([objects, shuffled]) => {
        expect(inFiles(...shuffled)).toEqual(inFiles(...objects));
      },
    ),
    { seed: 4711, numRuns: 60 },
  );
});
