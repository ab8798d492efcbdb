import { onA, onB, nodePortSpec, webWorld } from '@portolan/shared/testing/pathWorld.ts';
import { asked, probed, viewOf } from '@portolan/shared/testing/probed.ts';
import type { ProbeResult } from '@portolan/shared/wire/probe.ts';
import { expect, test } from 'vitest';
import { Diagnoses } from './diagnoses.ts';

const view = viewOf(webWorld(nodePortSpec, [onA, onB]));
const clusterIP = view.entryPoints.find(({ kind }) => kind === 'clusterIP')?.id ?? '';

function started() {
  const told: string[][] = [];
  const state = { results: probed(view), now: 0 };
  const diagnoses = new Diagnoses({
    view: () => view,
    results: () => state.results,
    publish: (_service, diagnosis) => told.push(diagnosis.map(({ cause }) => cause)),
    now: () => state.now,
  });
  diagnoses.watch('default/web');
  const see = (results: ProbeResult[]) => {
    state.results = results;
    diagnoses.tested('default/web', results);
  };
  return { diagnoses, told, state, see };
}

test('causes are told when they change, and not again while they do not', () => {
  const { diagnoses, told, see } = started();
  see(probed(view));
  expect(told).toEqual([]);
  const shut = () => probed(view, [[/nodePort\/node-b/, 'timeout']]);
  see(shut());
  see(shut());
  expect(told).toEqual([['nodePortFirewall']]);
  expect(diagnoses.of('default/web')).toMatchObject([{ cause: 'nodePortFirewall' }]);
  see(probed(view));
  expect(told.at(-1)).toEqual([]);
});

test('a test from elsewhere counts for a minute', () => {
  const { diagnoses, told, state, see } = started();
  see(probed(view, [[/nodePort\/node-b/, 'timeout']]));
  diagnoses.tested('default/web', [asked(view, 'node:node-b', clusterIP, 'timeout')]);
  expect(told.at(-1)?.[0]).toBe('proxyStale');
  state.now = 60_001;
  diagnoses.viewChanged('default/web');
  expect(told.at(-1)?.[0]).toBe('nodePortFirewall');
});

test('of a Service that nobody has open nothing is known', () => {
  const { diagnoses, told } = started();
  diagnoses.unwatch('default/web');
  diagnoses.tested('default/web', probed(view, [[/nodePort\/node-b/, 'timeout']]));
  expect([told, diagnoses.of('default/web')]).toEqual([[], []]);
});
