// The matrix, the NodePort grid, the five tests, and tests that a reader asks for.
import { AxeBuilder } from '@axe-core/playwright';
import { service as serviceObject, web } from '../fixtures/objects.ts';
import { expect, test } from '../fixtures/test.ts';

test('a cell is found by keyboard and opens evidence, explanation and commands', async ({
  cluster,
  service,
  page,
}) => {
  const key = `${cluster.namespace}/web`;
  await cluster.annotate('Node', 'node-b', { 'portolan.dev/stale': key });
  await cluster.apply(...web('web', 2));
  await service.open(key);
  const grid = service.reachability.getByRole('grid', { name: 'Reachability' });
  const odd = grid.getByRole('gridcell', {
    name: /^entry point NodePort node-b .*, from outside, expected forward, observed refused$/,
  });
  await expect(odd).toContainText('≠');
  const works = grid.getByRole('button', {
    name: /^entry point NodePort node-a .*, from outside, expected forward, observed http$/,
  });
  await works.focus();
  await page.keyboard.press('ArrowRight');
  await expect(odd.getByRole('button')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(service.inspector).toContainText('Expected to work, but: refused');
  await expect(service.inspector).toContainText('Reproduce');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(service.inspector).toContainText('Works, as expected');
  const evidence = service.inspector.getByRole('region', { name: 'Evidence' });
  await expect(evidence).toContainText(/HTTP 200.*answered by.*Dialled address: 172\.18\.0\.2/);
  await expect(evidence).toContainText(/connect[\d.]+ msfirst byte[\d.]+ ms/);
  await cluster.annotate('Node', 'node-b', { 'portolan.dev/stale': null });
});

test('every node’s NodePort stands in a grid, and a node is tested by itself', async ({
  cluster,
  service,
  page,
}) => {
  await cluster.apply(...web('web', 1));
  await service.open(`${cluster.namespace}/web`);
  const grid = page.getByRole('grid', { name: 'NodePorts' });
  await expect(grid.getByRole('row')).toHaveCount(4);
  await grid.getByRole('button', { name: 'Test the NodePorts of node-b' }).click();
  await expect(
    grid.getByRole('gridcell', { name: /^entry point NodePort node-b .*observed http$/ }),
  ).toBeVisible();
});

test('repeated connections tell the share each Pod got beside the predicted one', async ({
  cluster,
  service,
  page,
}) => {
  await cluster.apply(...web('web', 2));
  await service.open(`${cluster.namespace}/web`);
  await service.nodePort('node-a', 'expected forward, observed http').click();
  await service.inspector.getByRole('combobox', { name: 'How many' }).selectOption('10');
  await service.inspector.getByRole('button', { name: 'Connect 10 times' }).click();
  const shares = page.getByRole('listitem', { name: /of 10, \d+ % observed, 50 % predicted$/ });
  await expect(shares).toHaveCount(2);
});

test('a run shows how far it is, and is called off', async ({ cluster, service }) => {
  await cluster.apply(...web('web', 1));
  await service.open(`${cluster.namespace}/web`);
  await expect(service.pods).toHaveCount(1);
  const [pod = ''] = await cluster.names('Pod');
  await cluster.annotate('Pod', pod, { 'portolan.dev/latency-ms': '2000' });
  await service.node('entry point NodePort node-a').click();
  await service.inspector.getByRole('combobox', { name: 'How many' }).selectOption('200');
  await service.inspector.getByRole('button', { name: 'Connect 200 times' }).click();
  await expect(service.reachability).toContainText(/\d+ of 200 tests done, \d+ queued/);
  await service.reachability.getByRole('button', { name: 'Cancel' }).click();
  await expect(service.reachability.getByRole('progressbar')).toBeHidden();
  await expect(service.inspector.getByRole('button', { name: 'Connect 200 times' })).toBeEnabled();
});

test('the five tests ask what a Service promises to whom', async ({ cluster, service }) => {
  await cluster.apply(...web('web', 2));
  await service.open(`${cluster.namespace}/web`);
  await service.fiveTests.getByRole('button', { name: 'Run the five tests' }).click();
  const answers = [
    /^From a node, by Service IP \S+ works [\d.]+ ms$/,
    /^From a node, by Service name \S+ no such name same$/,
    /^From a Pod, by Service name \S+ works [\d.]+ ms$/,
    /^From outside, by NodeIP:NodePort \S+ works [\d.]+ ms$/,
    /^From outside, by Service IP \S+ no route same$/,
  ];
  for (const name of answers) {
    await expect(service.fiveTests.getByRole('row', { name })).toBeVisible();
  }
  await service.fiveTests.getByRole('button', { name: 'From outside, by Service IP' }).click();
  await expect(service.inspector).toContainText('Does not work, as expected');
});

test('of an ExternalName the five tests say what does not apply, and why', async ({
  cluster,
  service,
}) => {
  await cluster.apply(
    serviceObject('far', { type: 'ExternalName', externalName: 'far.example.invalid' }),
  );
  await service.open(`${cluster.namespace}/far`);
  const row = service.fiveTests.getByRole('row', { name: /^From a node, by Service IP/ });
  await expect(row).toContainText('does not apply: an ExternalName Service has no IP');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the matrix is a list of entry points, without a fault that axe finds', async ({
    cluster,
    service,
    page,
  }) => {
    await cluster.apply(...web('web', 1));
    await service.open(`${cluster.namespace}/web`);
    await expect(service.reachability.getByRole('grid')).toHaveCount(0);
    const table = service.reachability.getByRole('table', { name: /^node-b:/ });
    await expect(
      table.getByRole('button', { name: /from outside, expected forward, observed http$/ }),
    ).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include('main').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});
