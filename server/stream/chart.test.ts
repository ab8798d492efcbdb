import { findingsOf, findingsOfNoService } from '@portolan/shared/findings/findings.ts';
import { objectKey } from '@portolan/shared/model/metadata.ts';
import type { Change } from '@portolan/shared/model/object.ts';
import type { ClusterState } from '@portolan/shared/state/clusterState.ts';
import { serviceSummary } from '@portolan/shared/topology/serviceSummary.ts';
import { serviceView } from '@portolan/shared/topology/serviceView.ts';
import { randomChanges } from '@portolan/shared/testing/randomCluster.ts';
import { pod, podEndpoint, service, slice } from '@portolan/shared/testing/objects.ts';
import type { Finding } from '@portolan/shared/wire/finding.ts';
import { expect, test } from 'vitest';
import { Chart, type ChartDelta } from './chart.ts';

const source = { kind: 'files', name: 'test', state: 'live', since: 0 } as const;
const view = { clusterDomain: 'cluster.local' };

function setUp() {
  const deltas: ChartDelta[] = [];
  const ticks: (() => void)[] = [];
  const chart = new Chart({
    source,
    view,
    schedule: (run) => ticks.push(run),
    publish: (delta) => deltas.push(delta),
  });
  // One tick may ask for another, to judge what it had no time for.
  const tick = () => {
    while (ticks.length > 0) ticks.splice(0).forEach((run) => run());
  };
  return { chart, deltas, tick, ticks };
}

const web = service({
  name: 'web',
  selector: { app: 'web' },
  clusterIPs: ['10.96.0.1'],
  ports: [{ port: 80 }],
});
const webPod = pod({ name: 'web-1', labels: { app: 'web' }, ips: ['10.244.0.1'], node: 'n1' });
const webSlice = slice({
  name: 'web-abc',
  service: 'web',
  ports: [{ name: '', port: 80, protocol: 'TCP' }],
  endpoints: [podEndpoint({ pod: 'web-1', address: '10.244.0.1', node: 'n1' })],
});
const set = (object: Extract<Change, { type: 'set' }>['object']): Change => ({
  type: 'set',
  object,
});

test('the changes of one tick come out once, as what changed on screen', () => {
  const { chart, deltas, tick, ticks } = setUp();
  chart.apply([set(web)]);
  chart.apply([set(webPod), set(webSlice)]);
  expect(ticks).toHaveLength(1);
  tick();
  expect(deltas).toHaveLength(1);
  expect(deltas[0]?.services?.set).toMatchObject([
    { key: 'default/web', ready: 1, total: 1, health: 'healthy' },
  ]);
});

test('a change that shows nowhere sends no row', () => {
  const { chart, deltas, tick } = setUp();
  chart.apply([set(web), set(webPod), set(webSlice)]);
  tick();
  chart.apply([set({ ...webPod, metadata: { ...webPod.metadata, resourceVersion: '99' } })]);
  tick();
  expect(deltas[1]?.services).toBeUndefined();
});

test('only followed views are computed; a deleted Service says so to its followers', () => {
  const { chart, deltas, tick } = setUp();
  chart.apply([set(web), set(webPod), set(webSlice)]);
  tick();
  expect(deltas[0]?.views.size).toBe(0);
  expect(chart.follow('default/web')?.endpoints).toHaveLength(1);
  chart.apply([{ type: 'delete', kind: 'EndpointSlice', key: 'default/web-abc' }]);
  tick();
  expect(deltas[1]?.views.get('default/web')?.endpoints).toEqual([]);
  chart.apply([{ type: 'delete', kind: 'Service', key: 'default/web' }]);
  tick();
  expect([...(deltas[2]?.views ?? [])]).toEqual([['default/web', undefined]]);
  expect(deltas[2]?.services?.removed).toEqual(['default/web']);
  chart.unfollow('default/web');
  expect(chart.followed()).toEqual([]);
});

test('a Pod that takes the place of the assumed client changes where clients stand', () => {
  const { chart, deltas, tick } = setUp();
  chart.apply([set(web), set(webPod), set(webSlice)]);
  tick();
  const before = chart.follow('default/web');
  expect(before?.vantages[0]).toMatchObject({ id: 'pod:default/client', hypothetical: true });
  chart.apply([set(pod({ name: 'client', ips: ['10.244.0.9'], node: 'n1' }))]);
  tick();
  expect(deltas[1]?.views.get('default/web')?.vantages[0]).toEqual({
    id: 'pod:default/client',
    kind: 'pod',
  });
});

test('a change that no index leads from to a Service is told of all the same', () => {
  const { chart, deltas, tick } = setUp();
  chart.apply([set(web)]);
  tick();
  expect(deltas.at(-1)?.findings?.set).toMatchObject([
    { service: 'default/web', findings: [{ code: 'selectorMatchesNothing' }] },
  ]);
  deltas.length = 0;
  // Its labels are not what the Service selects, and nearly so.
  chart.apply([set(pod({ name: 'wep-1', labels: { app: 'webb' }, ips: ['10.244.0.2'] }))]);
  tick();
  const told = deltas.flatMap(({ findings }) => findings?.set ?? []);
  expect(told).toMatchObject([
    { service: 'default/web', findings: [{ code: 'selectorNearMiss' }] },
  ]);
});

test('nothing is judged before the cluster was read; then its rows say how many findings', () => {
  const { chart, deltas, tick } = setUp();
  chart.setSource({ ...source, state: 'syncing' });
  chart.apply([set(web)]);
  tick();
  expect(deltas.at(-1)?.findings).toBeUndefined();
  chart.setSource(source);
  tick();
  expect(chart.summaries()).toMatchObject([{ findings: { error: 0, warning: 1, info: 0 } }]);
  expect(chart.findings.all()).toMatchObject([{ service: 'default/web' }]);
});

test('what files give is told with file and line, in the list and in the view', () => {
  const place = { file: 'web.yaml', document: 1, line: 7 };
  const asked: unknown[] = [];
  const subject = { kind: 'Service', namespace: 'default', name: 'web' };
  const misspelt: Finding = {
    code: 'misspeltField',
    severity: 'error',
    object: subject,
    path: 'spec.prots',
    params: { kind: 'Service', field: 'prots', meant: 'ports' },
    source: { ...place, line: 3 },
  };
  // Refused, so that it is no Service of the cluster.
  const ofAnother: Finding = {
    code: 'invalidField',
    severity: 'error',
    object: { ...subject, name: 'refused' },
    path: 'spec.type',
    params: { message: '' },
    source: { ...place, line: 9 },
  };
  const chart = new Chart({
    source,
    view,
    schedule: (run) => run(),
    publish: () => undefined,
    written: {
      placeOf: (object, path) => {
        asked.push([object, path]);
        return place;
      },
      findings: [misspelt, ofAnother],
    },
  });
  chart.apply([set(web)]);
  chart.findings.watch();
  const told = [{ code: 'misspeltField', source: { line: 3 } }, { source: place }];
  expect(chart.findings.of('default/web')).toMatchObject(told);
  expect(chart.view('default/web')?.findings).toMatchObject(told);
  expect(chart.findings.of('')).toMatchObject([{ code: 'invalidField', source: { line: 9 } }]);
  expect(asked).toContainEqual([subject, 'spec.selector']);
});

test.each([1, 2, 3])('law: what followers were told equals what is so, seed %i', (seed) => {
  const { chart, deltas, tick } = setUp();
  const followed = ['alpha/web', 'beta/api', '__proto__/constructor'];
  const told = new Map<string, unknown>(followed.map((key) => [key, chart.follow(key)]));
  const rows = new Map<string, unknown>();
  const findings = new Map<string, unknown>();
  chart.findings.watch();
  const changes = randomChanges(seed);
  for (let step = 0; step < 400; step += 1) {
    chart.apply([changes.next().value]);
    if (step % 5 !== 0) continue;
    tick();
    for (const delta of deltas.splice(0)) {
      for (const [key, value] of delta.views) told.set(key, value);
      for (const each of delta.findings?.set ?? []) findings.set(each.service, each.findings);
      for (const key of delta.findings?.removed ?? []) findings.delete(key);
      for (const row of delta.services?.set ?? []) rows.set(row.key, row);
      for (const key of delta.services?.removed ?? []) rows.delete(key);
    }
    const services = [...chart.state.services()];
    expect([...rows.values()].toSorted(byKey), `step ${step}`).toEqual(
      services
        .map((each) => serviceSummary(chart.state, each, findingsOf(chart.state, each)))
        .toSorted(byKey),
    );
    expect(findings, `step ${step}`).toEqual(new Map(judged(chart.state)));
    for (const key of followed) {
      const current = chart.state.service(key);
      expect(told.get(key), `${key}, step ${step}`).toEqual(
        current && serviceView(chart.state, current, view),
      );
    }
  }
});

function judged(state: ClusterState): [string, Finding[]][] {
  const services = [...state.services()].map((each): [string, Finding[]] => [
    objectKey(each.metadata),
    findingsOf(state, each),
  ]);
  const all: [string, Finding[]][] = [...services, ['', findingsOfNoService(state)]];
  return all.filter(([, found]) => found.length > 0);
}

function byKey(left: unknown, right: unknown): number {
  return JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;
}
