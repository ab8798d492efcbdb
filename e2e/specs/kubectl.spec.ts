// The first hour of a learner: kubectl beside the page.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../fixtures/portolan.ts';
import { expect, test } from '../fixtures/test.ts';

const boutique = join(dirname(root), 'shared', 'corpus', 'online-boutique.yaml');
const noKubectl = spawnSync('kubectl', ['version', '--client']).error !== undefined;

test.skip(noKubectl, 'kubectl is not installed');
test.skip(!existsSync(boutique), 'online-boutique.yaml is not there');

test('kubectl applies Online Boutique: twelve Services, tested green; scaled to zero, refused', async ({
  portolan,
  cluster,
  overview,
  service,
  page,
}) => {
  test.slow(); // initial delays are as the manifests say
  const { namespace } = cluster;
  const kubectl = async (...args: string[]): Promise<string> => {
    const cache = join(dirname(portolan.kubeconfig), 'cache');
    const target = ['--kubeconfig', portolan.kubeconfig, '--cache-dir', cache, '-n', namespace];
    const { stdout } = await promisify(execFile)('kubectl', [...target, ...args]);
    return stdout;
  };
  await overview.open(`ns=${namespace}`);
  await expect(page.getByRole('heading', { name: 'No Service matches' })).toBeVisible();
  await kubectl('apply', '-f', boutique);
  await expect(overview.count('12 of')).toBeVisible();
  await expect(overview.list.getByRole('row', { name: /1\/1, Healthy$/ })).toHaveCount(12, {
    timeout: 30_000,
  });

  await overview.link(`${namespace}/frontend-external`).click();
  const nodes = ['node-a', 'node-b', 'node-c'];
  for (const node of nodes) {
    await expect(service.nodePort(node, 'expected forward, observed http')).toBeVisible();
  }
  await service.nodePort('node-b').click();
  const opened = page.waitForEvent('popup');
  await service.inspector.getByRole('link', { name: /^Open in this browser/ }).click();
  await expect((await opened).locator('body')).toContainText(/"pod":"frontend-/);

  await kubectl('scale', 'deployment', 'frontend', '--replicas=0');
  for (const node of nodes) {
    await expect(service.nodePort(node, 'expected reject, observed refused')).toBeVisible();
  }
});
