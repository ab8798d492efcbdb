import { expect, test } from 'vitest';
import { buildState } from '../state/applyChange.ts';
import { randomCluster } from '../testing/randomCluster.ts';
import { serviceView } from '../topology/serviceView.ts';
import { PackedView, packView, unpackView } from './packedView.ts';
import { WireMessage, decodeMessage, encodeMessage } from './stream.ts';

const views = [1, 2, 3].flatMap((seed) => {
  const state = buildState(randomCluster(seed, 120));
  return [...state.services()].map((service) =>
    serviceView(state, service, { clusterDomain: 'cluster.local' }),
  );
});

test('law: what was packed, sent as JSON and unpacked is what it was', () => {
  expect(views.filter(({ expectations }) => expectations.length > 0).length).toBeGreaterThan(10);
  for (const view of views) {
    const sent: unknown = JSON.parse(JSON.stringify(packView(view)));
    expect(unpackView(PackedView.parse(sent))).toEqual(view);
  }
});

test('each list of backends travels once', () => {
  for (const packed of views.map(packView)) {
    const texts = packed.backends.map((each) => JSON.stringify(each));
    expect(new Set(texts).size).toBe(texts.length);
  }
});

test('messages with views survive the wire; anything else is no message', () => {
  const delta = { type: 'delta', views: { set: views.slice(0, 2), removed: ['a/b'] } } as const;
  const sent: unknown = JSON.parse(
    JSON.stringify(
      encodeMessage({ ...delta, views: { set: views.slice(0, 2), removed: ['a/b'] } }),
    ),
  );
  expect(WireMessage.safeParse(sent).success).toBe(true);
  expect(decodeMessage(sent)).toEqual(delta);
  expect(decodeMessage({ type: 'nope' })).toBeUndefined();
  expect(decodeMessage(undefined)).toBeUndefined();
});
