import { afterEach, beforeEach, expect, test } from 'vitest';
import { HttpApiClient } from './apiClient.ts';
import { systemClock } from './clock.ts';
import { ClusterSource } from './clusterSource.ts';
import { noCredentials } from './credentials.ts';
import { FakeApi } from './testing/fakeApi.ts';
import { Mirror } from './testing/mirror.ts';

let api: FakeApi;
let source: ClusterSource;
let mirror: Mirror;

beforeEach(async () => {
  api = await FakeApi.start();
  mirror = new Mirror();
  source = new ClusterSource({
    info: { kind: 'cluster', name: 'fake', server: api.url.href },
    api: new HttpApiClient(api.url, noCredentials(), systemClock),
    clock: systemClock,
    random: () => 0,
  });
});

afterEach(async () => {
  await source.stop();
  await api.stop();
});

test('lists and watches every kind', async () => {
  api.store.put('namespaces', undefined, 'shop');
  api.store.put('services', 'shop', 'web', { spec: { ports: [{ port: 80 }] } });
  source.start(mirror);
  await expect.poll(() => mirror.state).toBe('live');
  expect(mirror.of('Service')).toEqual(['shop/web uid-2 102']);
  api.store.put('services', 'shop', 'api', { spec: { ports: [{ port: 80 }] } });
  await expect.poll(() => mirror.of('Service')).toHaveLength(2);
  api.store.remove('services', 'shop', 'web');
  await expect.poll(() => mirror.of('Service')).toEqual(['shop/api uid-3 103']);
  expect(mirror.access.get('Gateway/*')).toBe('absent');
});
