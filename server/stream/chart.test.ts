import type { Change } from '@portolan/shared/model/object.ts';
import { serviceSummary } from '@portolan/shared/topology/serviceSummary.ts';
import { serviceView } from '@portolan/shared/topology/serviceView.ts';
import { randomChanges } from '@portolan/shared/testing/randomCluster.ts';
import { pod, podEndpoint, service, slice } from '@portolan/shared/testing/objects.ts';
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
  const tick = () => ticks.splice(0).forEach((run) => run());
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

test.each([1, 2, 3])('law: what followers were told equals what is so, seed %i', (seed) => {
  const { chart, deltas, tick } = setUp();
  const followed = ['alpha/web', 'beta/api', '__proto__/constructor'];
  const told = new Map<string, unknown>(followed.map((key) => [key, chart.follow(key)]));
  const rows = new Map<string, unknown>();
  const changes = randomChanges(seed);
  for (let step = 0; step < 400; step += 1) {
    chart.apply([changes.next().value]);
    if (step % 5 !== 0) continue;
    tick();
    for (const delta of deltas.splice(0)) {
      for (const [key, value] of delta.views) told.set(key, value);
      for (const row of delta.services?.set ?? []) rows.set(row.key, row);
      for (const key of delta.services?.removed ?? []) rows.delete(key);
    }
    const services = [...chart.state.services()];
    expect([...rows.values()].toSorted(byKey), `step ${step}`).toEqual(
      services.map((each) => serviceSummary(chart.state, each)).toSorted(byKey),
    );
    for (const key of followed) {
      const current = chart.state.service(key);
      expect(told.get(key), `${key}, step ${step}`).toEqual(
        current && serviceView(chart.state, current, view),
      );
    }
  }
});

function byKey(left: unknown, right: unknown): number {
  return JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;
}
