// Wherever a client stands and whatever it dials, the engine says what the embedded network does. The
// engine sees the cluster as it sees any other: over its API.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { applyChange } from '@portolan/shared/state/applyChange.ts';
import { type ClusterState, createState } from '@portolan/shared/state/clusterState.ts';
import { createChance } from '@portolan/shared/testing/chance.ts';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { systemClock } from '../cluster/clock.ts';
import { openEmbedded } from '../cluster/openCluster.ts';
import { type EmbeddedCluster, startEmbeddedCluster } from './cluster.ts';
import { ClusterView } from './network/clusterView.ts';
import { createRouting, type LiveRouting } from './network/routing.ts';
import { standingOf } from './network/vantage.ts';
import type { ManifestFile } from './scenarios/loadManifests.ts';
import { bundledScenarios } from './scenarios/scenarios.ts';
import { comparerOf, type Flow, flowsOf, vantagesOf } from './testing/agreement.ts';
import { everyOutcome } from './testing/everyOutcome.ts';
import { FakeClock } from './testing/fakeClock.ts';
import { randomNetwork } from './testing/randomNetwork.ts';
import { seededRandom } from './testing/simulatedCluster.ts';

// Tens of thousands of flows, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const CORPUS = join(import.meta.dirname, '../../../shared/corpus');

const undo: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

interface Running {
  cluster: EmbeddedCluster;
  clock: FakeClock;
  state: ClusterState;
  routing: LiveRouting;
}

function readFiles(folder: string): ManifestFile[] {
  return readdirSync(folder).map((name) => ({
    name,
    text: readFileSync(join(folder, name), 'utf8'),
  }));
}

/** A cluster come to rest, seen through its API. `change` happens when everything runs. */
async function run(
  manifests: readonly ManifestFile[],
  change: (cluster: EmbeddedCluster, clock: FakeClock) => void = () => undefined,
): Promise<Running> {
  const clock = new FakeClock();
  const complaints: string[] = [];
  const cluster = await startEmbeddedCluster({
    apiPort: 0,
    manifests,
    clock,
    random: seededRandom(7),
    log: (message) => complaints.push(message),
  });
  undo.push(() => cluster.close());
  clock.advance(60_000);
  change(cluster, clock);
  clock.advance(5000);
  const source = openEmbedded(new URL(cluster.url), { clock: systemClock, random: () => 0.5 });
  const state = createState();
  let live = false;
  source.start({
    change: (changes) => changes.forEach((each) => applyChange(state, each)),
    status: (status) => (live = status.state === 'live'),
    problem: ({ message }) => complaints.push(message),
  });
  undo.push(() => source.stop());
  await expect.poll(() => live, { timeout: 20_000 }).toBe(true);
  expect(complaints).toEqual([]);
  const view = new ClusterView(cluster.store, () => undefined);
  undo.push(() => view.close());
  const routing = createRouting(view, clock, seededRandom(3));
  routing.program();
  return { cluster, clock, state, routing };
}

function disagreements({ state, routing }: Running) {
  const compare = comparerOf(state, routing);
  const flows = flowsOf(state);
  return { flows, found: flows.flatMap((flow) => compare(flow) ?? []) };
}

const isStale = ({ name }: ManifestFile): boolean => name.includes('stale');
const healthy = bundledScenarios.filter((file) => !isStale(file));

describe('the engine and the embedded network agree', () => {
  it('on every scenario, from everywhere', async () => {
    const { flows, found } = disagreements(await run(healthy));
    expect(found).toEqual([]);
    expect(flows.length).toBeGreaterThan(1000);
  });

  it('on every hard rule, from everywhere', async () => {
    const text = readFileSync(join(import.meta.dirname, 'testing/hardRules.yaml'), 'utf8');
    const running = await run([{ name: 'hardRules.yaml', text }], ({ store }) => {
      for (const name of ['leaving-a', 'leaving-b'])
        store.delete({ plural: 'pods', group: '', namespace: 'hard', name });
    });
    expect(running.cluster.problems).toEqual([]);
    const { flows, found } = disagreements(running);
    expect(found).toEqual([]);
    expect(flows.length).toBeGreaterThan(5000);
  });

  it.skipIf(!existsSync(CORPUS))('on real manifests (skipped where they are not)', async () => {
    const files = [
      { name: 'boutique.yaml', text: readFileSync(join(CORPUS, 'online-boutique.yaml'), 'utf8') },
      { name: 'note.yaml', text: readFileSync(join(CORPUS, 'service-note.yaml'), 'utf8') },
      ...readFiles(join(CORPUS, 'voting-app')),
    ];
    const running = await run(files);
    expect(running.cluster.problems).toMatchObject([
      { object: 'Service/externalname-baidu', message: expect.stringContaining('ExternalName') },
    ]);
    const { flows, found } = disagreements(running);
    expect(found).toEqual([]);
    expect(flows.length).toBeGreaterThan(2500);
  });
});

it('the engine and the network agree on whatever chance puts together', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const { world, routing } = randomNetwork(seed);
      const chance = createChance(seed);
      const compare = comparerOf(world, routing);
      const flows = flowsOf(world).filter(() => chance.happens(0.2));
      expect(flows.flatMap((flow) => compare(flow) ?? [])).toEqual([]);
    }),
    { seed: 20_261_122, numRuns: 30, endOnFailure: true },
  );
});

it('disagrees where a node’s table is stale, so that the comparison can fail', async () => {
  const { found } = disagreements(await run(bundledScenarios.filter(isStale)));
  expect(found).toContainEqual(
    expect.objectContaining({ service: 'faults/stale-node', from: 'outside' }),
  );
});

it('what the running network does is one of all it may do', async () => {
  const running = await run(healthy);
  const { cluster, routing, state } = running;
  const strange = flowsOf(state)
    .filter(({ host }) => /^[\d.]+$/.test(host))
    .filter((flow) => !isForeseen(cluster, routing, flow));
  expect(strange).toEqual([]);
  expect(vantagesOf(state).length).toBeGreaterThan(10);
});

function isForeseen(
  { network }: EmbeddedCluster,
  routing: LiveRouting,
  { from, host, port, protocol }: Flow,
): boolean {
  const to = { address: host, port, protocol };
  const standing = standingOf(routing.view, from);
  if (standing === undefined) return false;
  const outcome = network.outcome(from, to);
  const ends = everyOutcome(routing, standing, to).map(({ kind, end }) =>
    kind === 'backend' ? end : kind,
  );
  if (outcome === undefined) return false;
  if (outcome.kind === 'pod')
    return ends.includes(`${outcome.pod.model.podIPs[0]}:${outcome.port}`);
  if (outcome.kind === 'external') return ends.includes(`${outcome.address}:${outcome.port}`);
  // A Pod that does not listen refuses just as the tables do.
  return outcome.kind === 'silent' ? ends.includes('silent') : ends.length > 0;
}
