import { execFile, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { deployment, service as serviceObject } from '../fixtures/objects.ts';
import { test as startTest } from '../fixtures/start.ts';
import { expect, test } from '../fixtures/test.ts';

const noKubectl = spawnSync('kubectl', ['version', '--client']).error !== undefined;

test('one list of all findings, live: from the fault to its place, its line and back to none', async ({
  cluster,
  page,
  service,
}) => {
  const { namespace } = cluster;
  await page.goto(`#/findings?ns=${namespace}`);
  await expect(page.getByRole('heading', { name: 'Findings', level: 1 })).toBeVisible();
  await cluster.apply(deployment({ name: 'web', replicas: 1 }));
  await cluster.apply(serviceObject('web', { selector: { app: 'wbe' } }));
  const list = page.getByRole('table', { name: 'Findings' });
  await expect(list.getByRole('link')).toHaveText(['The selector misses Pods by one label']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'web', level: 1 })).toBeVisible();
  await expect(service.inspector).toContainText('spec.selector[app]');
  await expect(service.inspector.getByText(/^line \d+ · spec\.selector\[app\]$/)).toBeVisible();
  await expect(service.inspector.locator('.cm-marked')).toHaveText(/app: wbe/);
  await expect(service.diagram.locator('.selected')).toHaveAccessibleName('Service web');
  await cluster.patch('Service', 'web', { spec: { selector: { app: 'web' } } });
  await expect(service.inspector).toContainText('This finding is gone');
  await page.keyboard.press('Escape');
  await expect(service.inspector).toBeHidden();
});

test('the copied kubectl command mends what the finding tells of', async ({
  cluster,
  context,
  overview,
  page,
  portolan,
  service,
}) => {
  test.skip(noKubectl, 'kubectl is not installed');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const key = `${cluster.namespace}/web`;
  await cluster.apply(deployment({ name: 'web', replicas: 1 }));
  await cluster.apply(serviceObject('web', { selector: { app: 'wbe' } }));
  await overview.open(`ns=${cluster.namespace}&q=finding:error`);
  await expect(overview.row(key).getByRole('img', { name: '1 error' })).toBeVisible();
  await service.open(key);
  const region = page.getByRole('region', { name: 'Findings' });
  await region.getByRole('link', { name: /app=wbe/ }).click();
  await service.inspector.getByRole('button', { name: 'Copy YAML' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'spec:\n  selector:\n    app: web',
  );
  await service.inspector.getByRole('button', { name: 'Copy kubectl patch' }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toMatch(/^kubectl patch service web -n \S+ --type=merge -p '/);
  const cache = join(dirname(portolan.kubeconfig), 'cache');
  await promisify(execFile)('sh', ['-c', `${command} --cache-dir ${cache}`], {
    env: { ...process.env, KUBECONFIG: portolan.kubeconfig },
  });
  await expect(region).toBeHidden();
  await expect(page.getByText('1 of 1 endpoint ready')).toBeVisible();
});

startTest('what files say is found with file and line', async ({ directory, page, start }) => {
  const lines = [
    'apiVersion: v1',
    'kind: Pod',
    'metadata: { name: web, labels: { app: web } }',
    'spec: { containers: [{ name: web, image: web }] }',
    '---',
    'apiVersion: v1',
    'kind: Service',
    'metadata: { name: web }',
    'spec:',
    '  ports: [{ port: 80 }]',
    '  selector:',
    '    app: wbe',
  ];
  const file = join(directory, 'web.yaml');
  await writeFile(file, lines.join('\n'));
  const { url } = await start(['-f', file]);
  await page.goto(`${url}#/findings`);
  const list = page.getByRole('table', { name: 'Findings' });
  await expect(list.getByText(/web\.yaml:12$/)).toBeVisible();
  await list.getByRole('link', { name: 'The selector misses Pods by one label' }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector.getByText(/web\.yaml:12$/)).toBeVisible();
});
