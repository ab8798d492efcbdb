import type { StreamMessage } from '@portolan/shared/wire/stream.ts';
import { expect, test } from 'vitest';
import { nodePortView, probesOf, snapshotOf, statefulView } from '../testing/fixtures.ts';
import { createCacheWriter, keys } from './cache.ts';
import { createCache } from './live.tsx';

const view = nodePortView(2);
const key = 'default/nginx-svc';

function written(...messages: readonly StreamMessage[]) {
  const client = createCache();
  const hear = createCacheWriter(client, () => 0);
  for (const message of messages) hear({ type: 'message', message });
  return { client, hear };
}

test('each piece of the stream is kept under its own key', () => {
  const { client } = written(snapshotOf([view, statefulView()]), {
    type: 'delta',
    views: { set: [view], removed: [] },
    probes: [{ service: key, results: probesOf(view, 1000) }],
  });
  expect(client.getQueryData(keys.view(key))).toEqual(view);
  expect(client.getQueryData(keys.of('services'))).toHaveProperty('size', 2);
  expect(client.getQueryData(keys.probes(key))).toHaveProperty('size', view.expectations.length);
});

test('a delta writes only what it names', () => {
  const { client, hear } = written(snapshotOf([view]));
  const before = client.getQueryData(keys.of('services'));
  hear({ type: 'message', message: { type: 'delta', namespaces: ['other'] } });
  expect(client.getQueryData(keys.of('services'))).toBe(before);
  expect(client.getQueryData(keys.of('namespaces'))).toEqual(['other']);
});

test('a Service that is gone is known to be gone', () => {
  const { client } = written(
    snapshotOf([view]),
    { type: 'delta', views: { set: [view], removed: [] } },
    { type: 'delta', views: { set: [], removed: [key] } },
  );
  expect(client.getQueryData(keys.view(key))).toBeNull();
});

test('after a reconnection a view stays until it is sent again, unless its Service is gone', () => {
  const shown: StreamMessage = { type: 'delta', views: { set: [view], removed: [] } };
  const { client, hear } = written(snapshotOf([view]), shown);
  hear({ type: 'message', message: snapshotOf([view]) });
  expect(client.getQueryData(keys.view(key))).toEqual(view);
  hear({ type: 'message', message: snapshotOf([]) });
  expect(client.getQueryData(keys.view(key))).toBeNull();
});

test.each([
  [500, 0],
  [-60_000, -60_000],
])('a server clock %d ms ahead is corrected by %d', (now, offset) => {
  const { client } = written({ type: 'heartbeat', now });
  expect(client.getQueryData(keys.of('clock'))).toBe(offset);
});
