import { describe, expect, it } from 'vitest';

import { simulatedCluster } from '../testing/simulatedCluster.ts';
import { loadManifests } from './loadManifests.ts';
import { bundledScenarios } from './scenarios.ts';

it.each(bundledScenarios.map(({ name, text }) => [name, text]))(
  '%s tells its story',
  (_name, text) => {
    expect(text?.split('\n')[0]).toMatch(/^# [A-Z].{20,120}\.$/);
  },
);

describe('all scenarios together', () => {
  const cluster = simulatedCluster();
  const said: string[] = [];
  const problems = loadManifests(cluster.store, bundledScenarios.toReversed(), (message) =>
    said.push(message),
  );
  cluster.clock.advance(30_000);
  cluster.stop();

  it('load without a problem, in any order', () => {
    expect(bundledScenarios.length).toBeGreaterThan(8);
    expect(problems).toEqual([]);
    expect(said).toEqual([]);
  });

  it('are healthy outside the namespace of faults', () => {
    const states = ['default', 'shop', 'kube-system'].flatMap((namespace) =>
      Object.values(cluster.states(namespace)),
    );
    expect(new Set(states)).toEqual(new Set(['Running ready']));
    expect(states).toHaveLength(13);
  });

  it('break readiness where the story says so', () => {
    const unready = Object.entries(cluster.states('faults')).filter(([, state]) =>
      state.endsWith('unready'),
    );
    expect(unready.map(([name]) => name.split('-')[0])).toEqual(['unready', 'unready']);
  });
});
