// What is broken is named on the page: why, what decides, what mends it; and no longer once it is mended.
import { expect, test } from '../fixtures/test.ts';
import { deployment, service } from '../fixtures/objects.ts';

test('a firewall before one node is named, told from its rivals by a button, and gone when it is', async ({
  cluster,
  page,
  service: servicePage,
}) => {
  const nodePort = 30_971;
  const ports = [{ name: 'http', port: 80, targetPort: 'http', nodePort }];
  await cluster.apply(
    deployment({ name: 'fenced' }),
    service('fenced', { type: 'NodePort', ports }),
  );
  await cluster.annotate('Node', 'node-b', { 'portolan.dev/drop-node-port': String(nodePort) });
  try {
    await servicePage.open(`${cluster.namespace}/fenced`);
    const diagnosis = page.getByRole('region', { name: 'Diagnosis' });
    const first = diagnosis.locator('details').first();
    await expect(first.locator('summary')).toContainText(
      `Most likely A firewall or security group before node-b drops port ${nodePort}`,
      { timeout: 30_000 },
    );
    await first.locator('summary').click();
    const wasRun = page.waitForRequest((request) => request.url().endsWith('/api/probes'));
    await first.getByRole('button', { name: /^Run \d tests? that decide/ }).click();
    expect((await wasRun).postDataJSON()).toMatchObject({ from: ['node:node-b'] });
    await expect(first.locator('summary')).toContainText('90 % likely', { timeout: 20_000 });
  } finally {
    await cluster.annotate('Node', 'node-b', { 'portolan.dev/drop-node-port': null });
  }
  await expect(page.getByRole('region', { name: 'Diagnosis' })).toHaveCount(0, { timeout: 30_000 });
});
