import { afterEach, expect, test } from 'vitest';
import { startEmbeddedCluster, type EmbeddedCluster } from '../embedded/cluster.ts';
import { openEmbedded } from './openCluster.ts';
import { ManualClock } from './testing/manualClock.ts';
import { Mirror } from './testing/mirror.ts';

let cluster: EmbeddedCluster | undefined;
afterEach(() => cluster?.close());

function start(apiPort: number, names: readonly string[]): Promise<EmbeddedCluster> {
  const text = names
    .map(
      (name) =>
        `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {ports: [{port: 80}]}\n`,
    )
    .join('---\n');
  return startEmbeddedCluster({
    apiPort,
    manifests: [{ name: 'services.yaml', text }],
    log: () => {},
  });
}

test('an embedded cluster that is restarted with other contents is stale, then shown as it is now', async () => {
  cluster = await start(0, ['a', 'b']);
  const server = new URL(cluster.url);
  const mirror = new Mirror();
  const clock = new ManualClock();
  const source = openEmbedded(server, { clock, random: () => 0.2 });
  const turning =
    <Value>(look: () => Value) =>
    () => {
      clock.advance(100);
      return look();
    };
  const often = (timeout: number) => ({ interval: 10, timeout });
  source.start(mirror);
  const names = () => mirror.of('Service').map((line) => line.split(' ')[0]);
  await expect
    .poll(
      turning(() => mirror.state),
      often(10_000),
    )
    .toBe('live');
  expect(names()).toContain('default/a');
  await cluster.close();
  await expect
    .poll(
      turning(() => mirror.last),
      often(10_000),
    )
    .toMatchObject({
      state: 'stale',
      problem: { code: 'refused' },
    });
  cluster = await start(Number(server.port), ['z']);
  await expect
    .poll(
      turning(() => mirror.state),
      often(15_000),
    )
    .toBe('live');
  await expect.poll(turning(names), often(5_000)).toContain('default/z');
  expect(names()).not.toContain('default/a');
  await source.stop();
}, 40_000);
