import { bench, describe } from 'vitest';
import { createDoor } from '../model/parse/object.ts';
import { admit, bigCluster, rawNode, rawPod, rawSlice } from '../testing/bigCluster.ts';
import { applyChange, buildState } from './applyChange.ts';

// The work per event must be the same at 1k, 10k and 150k Pods (±25 %): the same thousand Pods change
// in each cluster. Where any Pod of all does, memory that no cache holds is read: that is told apart.
// The baseline is the parse of
// one watch line of 8 kB, which every client of the API pays before it does anything.

const padding = { managedFields: 'x'.repeat(7000) };
const line = JSON.stringify({ type: 'MODIFIED', object: { ...rawPod(7, 1000), padding } });
const options = { time: 2000, warmupTime: 1000 };

const worlds = [1000, 10_000, 150_000].map((pods) => {
  const door = createDoor();
  return { pods, door, state: buildState(bigCluster(pods, door)) };
});

describe.each([
  ['one of the same thousand Pods', () => 1000],
  ['any one of all Pods', (pods: number) => pods],
])('%s turns ready or unready: door and state', (_which, among) => {
  bench('baseline: JSON.parse of the watch line', () => void JSON.parse(line), options);
  for (const { pods, door, state } of worlds) {
    let turn = 0;
    bench(
      `${pods} Pods`,
      () => {
        turn += 1;
        const raw = rawPod((turn * 7919) % among(pods), pods, turn % 2 === 0, turn);
        applyChange(state, { type: 'set', object: admit(door, raw) });
      },
      options,
    );
  }
});

describe('one endpoint of a slice of 15 is replaced by another Pod: state alone', () => {
  bench('baseline: JSON.parse of the watch line', () => void JSON.parse(line), options);
  for (const { pods, door, state } of worlds) {
    const first = admit(door, rawSlice(3, pods));
    if (first.kind !== 'EndpointSlice') throw new Error('not a slice');
    let object = first;
    let turn = 0;
    bench(
      `${pods} Pods`,
      () => {
        turn += 1;
        const fresh = { addresses: [`10.9.${turn}`], nodeName: `node-${turn % 30}` };
        object = { ...object, endpoints: object.endpoints.with(turn % 15, fresh) };
        applyChange(state, { type: 'set', object });
      },
      options,
    );
  }
});

describe('a Node heartbeat: door and state', () => {
  bench('baseline: JSON.parse of the watch line', () => void JSON.parse(line), options);
  for (const { pods, door, state } of worlds)
    bench(
      `${pods} Pods`,
      () => void applyChange(state, { type: 'set', object: admit(door, rawNode(3)) }),
      options,
    );
});

describe('the questions of one Service', () => {
  for (const { pods, state } of worlds) {
    const key = 'team-0/app-7';
    const labels = new Map([['app', 'app-7']]);
    bench(
      `${pods} Pods`,
      () => {
        for (const { endpoints } of state.slicesOf(key))
          for (const { addresses } of endpoints) state.podsAtAddress(addresses[0] ?? '');
        for (const pod of state.podsSelected('team-0', labels)) state.node(pod.nodeName ?? '');
      },
      options,
    );
  }
});

describe('a state from scratch, of objects already parsed', () => {
  const objects = [...bigCluster(10_000)];
  bench('10000 Pods', () => void buildState(objects), { iterations: 5, time: 0 });
});
