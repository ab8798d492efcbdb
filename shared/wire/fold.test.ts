import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyMessage, keepFollowed, pathKey, toSnapshot, type StreamState } from './fold.ts';
import type { ServiceFindings } from './finding.ts';
import type { Diagnosis, ProbeResult } from './probe.ts';
import { type StreamMessage, decodeMessage, encodeMessage, findingsTopic } from './stream.ts';
import type { ServiceSummary, ServiceView } from './view.ts';

type Delta = Extract<StreamMessage, { type: 'delta' }>;

const names = ['a', 'b', 'c', 'constructor', '__proto__'] as const;

function summary(name: string, ready: number): ServiceSummary {
  const key = `default/${name}`;
  const rest = { type: 'ClusterIP', ports: [], health: 'healthy', total: 9 } as const;
  return { key, namespace: 'default', name, ready, ...rest, ports: [] };
}

function view(name: string, port: number): ServiceView {
  return {
    namespace: 'default',
    name,
    type: 'ClusterIP',
    clusterIPs: [],
    workloads: [],
    ports: [{ port, protocol: 'TCP', targetPort: port }],
    entryPoints: [],
    endpoints: [],
    findings: [],
    pods: [],
    nodes: [],
    vantages: [],
    expectations: [],
  };
}

function result(from: string, ms: number): ProbeResult {
  return {
    from,
    to: '10.0.0.1:80',
    entryPoint: 'clusterIP/web',
    expected: { verdict: 'forward', rules: ['S40'] },
    outcome: 'open',
    agree: true,
    ms,
    at: ms,
    evidence: {},
  };
}

function found(name: string, port: number): ServiceFindings {
  const object = { kind: 'Service', namespace: 'default', name };
  const finding = { code: 'targetPortUndeclared', severity: 'info', object } as const;
  return { service: `default/${name}`, findings: [{ ...finding, params: { port } }] };
}

function likely(percent: number): Diagnosis {
  return {
    cause: 'clusterDNS',
    confidence: percent / 100,
    params: {},
    evidence: [],
    tellApart: [],
    fix: { code: 'mendDNS', params: {} },
    commands: [],
    explains: [],
  };
}

const snapshot: StreamMessage = {
  type: 'snapshot',
  version: 1,
  stream: 'one',
  source: { kind: 'embedded', name: 'embedded', state: 'live', since: 0 },
  namespaces: ['default'],
  services: [summary('a', 1)],
  unknown: [],
  views: [view('a', 80)],
  probes: [],
  probing: { paused: [], interval: 10 },
};

const aName = fc.constantFrom(...names);
const aDelta: fc.Arbitrary<Delta> = fc.record(
  {
    type: fc.constant('delta' as const),
    services: fc.record({
      set: fc.array(fc.tuple(aName, fc.nat(9)).map(([name, ready]) => summary(name, ready))),
      removed: fc.array(aName.map((name) => `default/${name}`)),
    }),
    views: fc.record({
      set: fc.array(fc.tuple(aName, fc.nat(9)).map(([name, port]) => view(name, port))),
      removed: fc.array(aName.map((name) => `default/${name}`)),
    }),
    findings: fc.record(
      {
        set: fc.array(fc.tuple(aName, fc.nat(9)).map(([name, port]) => found(name, port))),
        removed: fc.array(aName.map((name) => `default/${name}`)),
        complete: fc.boolean(),
      },
      { requiredKeys: ['set', 'removed'] },
    ),
    probes: fc.array(
      fc.record({
        service: aName.map((name) => `default/${name}`),
        results: fc.array(
          fc.tuple(fc.constantFrom('server', 'outside'), fc.nat(9)).map(([v, ms]) => result(v, ms)),
        ),
      }),
    ),
    diagnoses: fc.array(
      fc.record({
        service: aName.map((name) => `default/${name}`),
        diagnosis: fc.array(fc.nat(9).map(likely), { maxLength: 2 }),
      }),
    ),
  },
  { requiredKeys: ['type'] },
);

function fold(messages: readonly StreamMessage[], start?: StreamState): StreamState | undefined {
  return messages.reduce<StreamState | undefined>(applyMessage, start);
}

describe('the fold of the stream', () => {
  test('law: a late reader given toSnapshot ends where the early reader ends', () => {
    fc.assert(
      fc.property(fc.array(aDelta), fc.array(aDelta), (before, after) => {
        const early = fold([snapshot, ...before]);
        if (!early) throw new Error('no state');
        const late = fold([toSnapshot(early), ...after]);
        expect(late).toEqual(fold(after, early));
      }),
      { seed: 20261122, numRuns: 200 },
    );
  });

  test('law: what a delta does not name keeps its identity', () => {
    fc.assert(
      fc.property(aDelta, (delta) => {
        const before = fold([snapshot]);
        const after = fold([delta], before);
        if (!before || !after) throw new Error('no state');
        const named = new Set([
          ...(delta.views?.removed ?? []),
          ...(delta.views?.set ?? []).map((set) => `default/${set.name}`),
        ]);
        const unnamed = [...before.views].filter(([key]) => !named.has(key));
        expect(unnamed.every(([key, value]) => after.views.get(key) === value)).toBe(true);
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  test('toSnapshot is a message the wire admits', () => {
    const state = fold([snapshot]);
    if (!state) throw new Error('no state');
    expect(decodeMessage(encodeMessage(toSnapshot(state)))).toEqual(snapshot);
  });

  test('a delta before any snapshot leaves nothing', () => {
    expect(applyMessage(undefined, { type: 'delta' })).toBeUndefined();
  });

  test('a heartbeat returns the same state', () => {
    const state = fold([snapshot]);
    expect(applyMessage(state, { type: 'heartbeat', now: 1 })).toBe(state);
  });

  test('a later result of the same path replaces the earlier one', () => {
    const probes = (ms: number): StreamMessage => ({
      type: 'delta',
      probes: [{ service: 'default/a', results: [result('server', ms)] }],
    });
    const state = fold([snapshot, probes(1), probes(2)]);
    const results = state?.probes.get('default/a');
    expect(results?.size).toBe(1);
    expect(results?.get(pathKey('server', 'clusterIP/web'))?.ms).toBe(2);
  });

  test('a removed view takes its results and their causes along', () => {
    const state = fold([
      snapshot,
      { type: 'delta', probes: [{ service: 'default/a', results: [result('server', 1)] }] },
      { type: 'delta', diagnoses: [{ service: 'default/a', diagnosis: [likely(9)] }] },
      { type: 'delta', views: { set: [], removed: ['default/a'] } },
    ]);
    expect(state?.views.size).toBe(0);
    expect(state?.probes.size).toBe(0);
    expect(state?.diagnoses.size).toBe(0);
  });

  test('findings are told whole to who begins to follow them, then piece by piece', () => {
    const whole = { set: [found('a', 1)], removed: [], complete: true };
    const state = fold([
      snapshot,
      { type: 'delta', findings: { set: [found('b', 1)], removed: [] } },
      { type: 'delta', findings: whole },
      { type: 'delta', findings: { set: [found('constructor', 2)], removed: [] } },
    ]);
    if (!state) throw new Error('no state');
    expect([...(state.findings ?? [])].map(([key]) => key)).toEqual([
      'default/a',
      'default/constructor',
    ]);
    expect(keepFollowed(state, new Set(['default/a'])).findings).toBeUndefined();
    expect(keepFollowed(state, new Set(['default/a', findingsTopic]))).toBe(state);
    const again = decodeMessage(encodeMessage(toSnapshot(state)));
    expect(again).toEqual(toSnapshot(state));
  });

  test('keepFollowed drops only what nobody follows', () => {
    const state = fold([snapshot, { type: 'delta', views: { set: [view('b', 1)], removed: [] } }]);
    if (!state) throw new Error('no state');
    expect([...keepFollowed(state, new Set(['default/b'])).views.keys()]).toEqual(['default/b']);
    expect(keepFollowed(state, new Set(['default/a', 'default/b']))).toBe(state);
  });
});
