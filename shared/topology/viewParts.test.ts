import { expect, test } from 'vitest';
import { buildState } from '../state/applyChange.ts';
import { nodes, nodePortSpec, webService } from '../testing/pathWorld.ts';
import { pod, podEndpoint, slice } from '../testing/objects.ts';
import type { TopologyService } from '../wire/topology.ts';
import { lookFrom } from './lookFrom.ts';
import { savedView } from './savedView.ts';
import { serviceView } from './serviceView.ts';
import { topologyService } from './topologyService.ts';
import { allParts, partsOf, viewFrom } from './viewParts.ts';

const web = webService(nodePortSpec);
const options = { clusterDomain: 'cluster.local' };
const world = buildState([
  ...nodes,
  web,
  pod({ name: 'web-1', labels: { app: 'web' }, ips: ['10.244.0.7'], node: 'node-a' }),
  slice({
    name: 'web-abc',
    service: 'web',
    ports: [{ name: 'http', port: 8080 }],
    endpoints: [podEndpoint({ pod: 'web-1', address: '10.244.0.7', node: 'node-a' })],
  }),
]);
const view = serviceView(world, web, options);

test('with all parts it is the view itself', () => {
  expect(partsOf(view, allParts)).toEqual(view);
});

test.each([
  ['pods', 'web-1'],
  ['nodes', '"node-a"'],
  ['nodePorts', '30080'],
] as const)('without %s nothing shows or names them', (part, name) => {
  const { expectations: _, ...left } = partsOf(view, { ...allParts, [part]: false });
  expect(JSON.stringify(view)).toContain(name);
  expect(JSON.stringify(left)).not.toContain(name);
});

test('without NodePorts and nodes no verdict is left about them', () => {
  const left = partsOf(view, { ...allParts, nodes: false, nodePorts: false });
  const targets = left.expectations.map(({ target }) => target);
  expect(targets.some((target) => target.startsWith('nodePort'))).toBe(false);
  expect(left.expectations.some(({ vantage }) => vantage.startsWith('node:'))).toBe(false);
});

test('from one vantage point of its own it is the same as computed for it', () => {
  const kept = viewFrom(view, 'outside');
  expect(kept?.vantages).toEqual([{ id: 'outside', kind: 'outside' }]);
  expect(viewFrom(view, 'node:node-z')).toBeUndefined();
  const looked = lookFrom(world, view, 'outside', options);
  const entryPoints = (seen: typeof view) =>
    seen.expectations.filter(({ target }) => !target.startsWith('endpoint/'));
  expect('error' in looked || !kept ? undefined : entryPoints(looked)).toEqual(
    kept && entryPoints(kept),
  );
});

test('from elsewhere: another node, a Pod that is there, one that is not', () => {
  const verdict = (from: string) => {
    const looked = lookFrom(world, view, from, options);
    if ('error' in looked) return looked.error.code;
    return [looked.vantages[0]?.hypothetical ?? false, looked.expectations[0]?.trace.verdict];
  };
  expect(verdict('node:node-c')).toEqual([false, 'nameError']);
  expect(verdict('pod:default/web-1')).toEqual([false, 'forward']);
  expect(verdict('pod:default/nobody')).toEqual([true, 'forward']);
  expect(verdict('node:node-z')).toBe('noSuchNode');
  expect(verdict('10.0.0.1')).toBe('badVantage');
  expect(verdict('anywhere')).toBe('badVantage');
});

test('a saved topology is drawn without verdicts and Pods, which it does not know', () => {
  const saved: TopologyService = topologyService(world, web, options);
  expect(savedView(saved)).toEqual({
    ...saved,
    pods: [],
    nodes: [],
    vantages: [],
    expectations: [],
  });
});
