import { describe, expect, test } from 'vitest';
import { pathKey, type ProbeResults } from '../wire/fold.ts';
import type { ProbeResult } from '../wire/probe.ts';
import type { EntryPoint, TopologyEndpoint } from '../wire/topology.ts';
import type { Trace, Verdict } from '../wire/trace.ts';
import type { PodView, ServiceView } from '../wire/view.ts';
import type { Diagram, DiagramOptions } from './elements.ts';
import { layoutDiagram } from './layout.ts';
import { edgeName, nodeName } from './names.ts';
import { reconcile } from './reconcile.ts';
import { serviceDiagram } from './serviceDiagram.ts';

const everything: DiagramOptions = { expanded: new Set() };
const untested: ProbeResults = new Map();

function pod(index: number, ready = true): PodView {
  return {
    namespace: 'default',
    name: `web-${index}`,
    uid: `uid-${index}`,
    ip: `10.244.0.${index}`,
    node: `node-${index % 3}`,
    zone: 'zone-1',
    workload: { kind: 'Deployment', name: 'web' },
    phase: 'Running',
    readyContainers: ready ? 1 : 0,
    containers: 1,
    restarts: 0,
    ready,
    terminating: false,
  };
}

function endpoint(of: PodView): TopologyEndpoint {
  const { ip = '', node = '', ready } = of;
  const state = { ready, serving: ready, terminating: false };
  return {
    address: ip,
    port: 80,
    portName: 'http',
    protocol: 'TCP',
    ...state,
    pod: `${of.namespace}/${of.name}`,
    node,
    slices: [],
  };
}

function nodePort(node: string, index: number): EntryPoint {
  const address = `172.18.0.${index + 2}`;
  const port = { port: 32123, protocol: 'TCP', portName: 'http' } as const;
  return { id: `nodePort/${node}/http`, kind: 'nodePort', address, ...port, node };
}

function trace(verdict: Verdict, pods: readonly PodView[]): Trace {
  const ready = pods.filter((each) => each.ready);
  const backends = ready.map((each) => ({
    address: each.ip ?? '',
    port: 80,
    share: 1 / ready.length,
  }));
  const plain = { from: 'outside', to: '', rules: [], hops: [], assumptions: [] };
  return { ...plain, verdict, backends: verdict === 'forward' ? backends : [], masquerade: false };
}

function service(pods: readonly PodView[], nodes: readonly string[]): ServiceView {
  const entryPoints = nodes.map(nodePort);
  return {
    namespace: 'default',
    name: 'web',
    type: 'NodePort',
    clusterIPs: [],
    workloads: [{ kind: 'Deployment', name: 'web' }],
    ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 80 }],
    entryPoints,
    endpoints: pods.map(endpoint),
    findings: [],
    pods: [...pods],
    nodes: [],
    vantages: [{ id: 'outside', kind: 'outside' }],
    expectations: entryPoints.map(({ id }) => ({
      vantage: 'outside',
      target: id,
      trace: trace('forward', pods),
    })),
  };
}

function observed(target: string, outcome: ProbeResult['outcome'], agree: boolean): ProbeResults {
  const expected = { verdict: 'forward', rules: [] } as const;
  const result: ProbeResult = {
    from: 'outside',
    to: '',
    entryPoint: target,
    expected: { ...expected, rules: [] },
    outcome,
    agree,
    ms: 3,
    at: 1,
    evidence: {},
  };
  return new Map([[pathKey('outside', target), result]]);
}

function names(diagram: Diagram): string[] {
  return diagram.nodes.map((node) => nodeName(node, 'en'));
}

const three = [pod(1), pod(2), pod(3, false)];
const view = service(three, ['node-a', 'node-b']);

describe('the diagram of a Service', () => {
  test('names what there is, in the order a reader meets it, Pods node by node', () => {
    expect(names(serviceDiagram(view, untested, everything))).toEqual([
      'vantage point outside',
      'entry point NodePort node-a 172.18.0.2:32123, expected forward, not tested',
      'entry point NodePort node-b 172.18.0.3:32123, expected forward, not tested',
      'Service web',
      'endpoint 10.244.0.3:80, not ready',
      'Pod web-3 on node-0, not ready',
      'endpoint 10.244.0.1:80, ready',
      'Pod web-1 on node-1, ready',
      'endpoint 10.244.0.2:80, ready',
      'Pod web-2 on node-2, ready',
    ]);
  });

  test('puts expected beside observed, and marks where they disagree', () => {
    const probes = observed('nodePort/node-b/http', 'timeout', false);
    const diagram = serviceDiagram(view, probes, everything);
    expect(names(diagram)).toContain(
      'entry point NodePort node-b 172.18.0.3:32123, expected forward, observed timeout',
    );
    const edge = diagram.edges.find(({ id }) => id === 'path/outside/nodePort/node-b/http');
    expect(edge).toMatchObject({ tone: 'odd', idle: true });
    expect(edge && edgeName(edge, String, 'zh')).toBe(
      '从 outside 到 nodePort/node-b/http 的路径，预期 forward，实测 timeout',
    );
  });

  test('a result from before the verdict changed counts no more', () => {
    const probes = observed('nodePort/node-a/http', 'open', true);
    const empty = service([], ['node-a']);
    const [expectation] = empty.expectations;
    if (!expectation) throw new Error('no expectation');
    const refusing = {
      ...empty,
      expectations: [{ ...expectation, trace: trace('reject', []) }],
    };
    expect(names(serviceDiagram(refusing, probes, everything))).toContain(
      'entry point NodePort node-a 172.18.0.2:32123, expected reject, not tested',
    );
  });

  test('gives shares to endpoints in service and 0 to the others', () => {
    const { edges } = serviceDiagram(view, untested, everything);
    const shares = edges
      .filter(({ kind }) => kind === 'share')
      .map(({ share, idle }) => [share, idle]);
    expect(shares).toEqual([
      [0, true],
      [0.5, false],
      [0.5, false],
    ]);
  });

  test('every edge joins two nodes of the diagram, and ids are unique', () => {
    const { nodes, edges } = serviceDiagram(view, untested, everything);
    const ids = new Set(nodes.map(({ id }) => id));
    expect(ids.size).toBe(nodes.length);
    expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
    for (const { source, target } of edges)
      expect([ids.has(source), ids.has(target)]).toEqual([true, true]);
  });

  test('names that JavaScript knows otherwise are only names', () => {
    const odd = { ...pod(1), name: '__proto__', node: 'constructor' };
    const diagram = serviceDiagram(service([odd], ['valueOf']), untested, everything);
    expect(names(diagram)).toContain('Pod __proto__ on constructor, ready');
    expect(layoutDiagram(diagram).boxes.size).toBe(diagram.nodes.length);
  });
});

describe('many endpoints', () => {
  const many = Array.from({ length: 300 }, (_, index) => pod(index + 1, index !== 7));
  const crowd = service(many, ['node-a']);

  test('are folded by node, with their share and readiness', () => {
    const diagram = serviceDiagram(crowd, untested, everything);
    expect(names(diagram).filter((name) => name.includes('endpoints'))).toEqual([
      '100 endpoints on node-0',
      '100 endpoints on node-1',
      '100 endpoints on node-2',
    ]);
    const share = diagram.edges
      .filter(({ kind }) => kind === 'share')
      .reduce((sum, edge) => sum + (edge.share ?? 0), 0);
    expect(share).toBeCloseTo(1);
  });

  test('open in part, those out of service first, within what can be drawn', () => {
    const options = { expanded: new Set(['workload/Deployment/web@node/node-2']) };
    const diagram = serviceDiagram(crowd, untested, options);
    expect(diagram.nodes.find(({ type }) => type === 'pod')?.id).toBe('pod/default/web-8');
    expect(names(diagram)).toContain('50 more endpoints on node-2');
    expect(diagram.nodes.length).toBeLessThan(300);
  });

  test('on more nodes than can be drawn are folded by zone', () => {
    const spread = many.map((each, index) =>
      Object.assign(pod(0), each, { node: `node-${index}` }),
    );
    expect(names(serviceDiagram(service(spread, []), untested, everything))).toContain(
      '300 endpoints on zone-1',
    );
  });
});

describe('many nodes', () => {
  const nodes = Array.from({ length: 500 }, (_, index) => `node-${index}`);

  test('are folded into one entry, those that disagree apart', () => {
    const probes = observed('nodePort/node-77/http', 'timeout', false);
    const diagram = serviceDiagram(service(three, nodes), probes, everything);
    expect(names(diagram)).toContain('499 NodePort entry points');
    expect(names(diagram).filter((name) => name.includes('observed timeout'))).toHaveLength(1);
  });
});

describe('layout', () => {
  test('places every node, none over another of its column', () => {
    const diagram = serviceDiagram(view, untested, everything);
    const { boxes } = layoutDiagram(diagram);
    const all = [...boxes.values()];
    expect(all).toHaveLength(diagram.nodes.length);
    for (const [index, a] of all.entries()) {
      for (const b of all.slice(index + 1)) {
        const apart =
          a.x + a.width <= b.x ||
          b.x + b.width <= a.x ||
          a.y + a.height <= b.y ||
          b.y + b.height <= a.y;
        expect(apart).toBe(true);
      }
    }
  });

  test('nothing moves when a Pod comes or goes', () => {
    const before = layoutDiagram(serviceDiagram(view, untested, everything));
    const changed = service([pod(1), pod(3, false), pod(4), pod(5)], ['node-a', 'node-b']);
    const after = layoutDiagram(serviceDiagram(changed, untested, everything), before);
    const both = [...before.boxes].filter(([id]) => after.boxes.has(id));
    expect(both.length).toBeGreaterThan(6);
    expect(both.map(([id]) => [id, after.boxes.get(id)])).toEqual(both);
  });

  test('an endpoint is level with its Pod', () => {
    const { boxes } = layoutDiagram(serviceDiagram(view, untested, everything));
    const middle = (id: string): number => {
      const box = boxes.get(id);
      return box ? box.y + box.height / 2 : Number.NaN;
    };
    expect(middle('endpoint/10.244.0.2:80/TCP')).toBe(middle('pod/default/web-2'));
  });
});

describe('reconcile', () => {
  test('keeps what says the same, and all of it when nothing changed', () => {
    const before = serviceDiagram(view, untested, everything).nodes;
    const same = reconcile([...before], serviceDiagram(view, untested, everything).nodes);
    expect(same.every((node, index) => node === before[index])).toBe(true);
    const probes = observed('nodePort/node-b/http', 'open', true);
    const after = reconcile([...before], serviceDiagram(view, probes, everything).nodes);
    expect(after.filter((node, index) => node !== before[index]).map(({ id }) => id)).toEqual([
      'entry/nodePort/node-b/http',
    ]);
  });
});
