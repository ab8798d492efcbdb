import { pathsOf } from '@portolan/shared/diagram/pathState.ts';
import { pathKey } from '@portolan/shared/wire/fold.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { expect, test } from 'vitest';
import {
  externalNameView,
  nodePortView,
  probesOf,
  statefulView,
} from '../../../testing/fixtures.ts';
import { fiveTests } from './fiveTests.ts';

function answers(view: ServiceView): string[] {
  return fiveTests(view, pathsOf(view, new Map())).map((each) =>
    'state' in each ? each.state.expected : each.why,
  );
}

test.each([
  ['NodePort', nodePortView(1), ['forward', 'nameError', 'forward', 'forward', 'noRoute']],
  [
    'headless',
    statefulView(),
    ['headlessNoIP', 'nameError', 'forward', 'noNodePort', 'headlessNoIP'],
  ],
  [
    'ExternalName',
    externalNameView(),
    ['externalNoIP', 'nameError', 'forward', 'noNodePort', 'externalNoIP'],
  ],
] as const)(
  'of a %s Service each question has an answer, or why there is none',
  (_, view, expected) => {
    expect(answers(view)).toEqual(expected);
  },
);

test('without a node known, there is no node to ask from', () => {
  const view = nodePortView(1);
  const vantages = view.vantages.filter(({ kind }) => kind !== 'node');
  expect(answers({ ...view, vantages }).slice(0, 2)).toEqual(['noNode', 'noNode']);
});

test('of several NodePorts one that disagrees answers for all', () => {
  const view = nodePortView(1);
  const probes = new Map(
    probesOf(view, 0, ['node-c']).map((each) => [pathKey(each.from, each.entryPoint), each]),
  );
  const asked = fiveTests(view, pathsOf(view, probes))[3];
  expect(asked && 'state' in asked && asked.state.target).toBe('nodePort/node-c/web');
});
