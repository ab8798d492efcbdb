import { deployment, service as serviceObject, web } from '../fixtures/objects.ts';
import { expect, test } from '../fixtures/test.ts';

test('the start page lists the Services of the embedded cluster, live', async ({
  page,
  overview,
}) => {
  await page.goto('');
  await expect(page.getByRole('status').filter({ hasText: 'live' })).toBeVisible();
  await expect(page.getByRole('banner').getByText('embedded cluster')).toBeVisible();
  await expect(overview.row('default/nginx-svc')).toHaveAccessibleName(
    'Service default/nginx-svc, NodePort, 3/3, Healthy',
  );
  await expect(overview.row('faults/selector-typo')).toContainText('no Pod matches the selector');
  await expect(overview.row('default/externalname-baidu')).toContainText('www.baidu.com');
});

test('a Service that is applied appears, changes and goes without a reload', async ({
  cluster,
  overview,
}) => {
  const key = `${cluster.namespace}/web`;
  await overview.open(`ns=${cluster.namespace}`);
  await cluster.apply(serviceObject('web'));
  await expect(overview.row(key)).toHaveAccessibleName(`Service ${key}, ClusterIP, 0/0, Down`);
  await cluster.apply(deployment({ name: 'web', replicas: 2 }));
  await expect(overview.row(key)).toHaveAccessibleName(`Service ${key}, ClusterIP, 2/2, Healthy`);
  await cluster.scale('Deployment', 'web', 0);
  await expect(overview.row(key)).toContainText('scaled to zero');
  await cluster.delete('Service', 'web');
  await expect(overview.row(key)).toBeHidden();
});

test('the filter works as it is typed: words, tokens, nothing found, cleared', async ({
  cluster,
  overview,
  page,
}) => {
  const { namespace } = cluster;
  await cluster.apply(
    ...web('apple', 1),
    ...web('apricot', 1),
    serviceObject('banana'),
    serviceObject('cherry', { type: 'ExternalName', externalName: 'fruit.invalid' }),
  );
  const keys = (...names: string[]): string[] => names.map((name) => `${namespace}/${name}`);
  await overview.open(`ns=${namespace}`);
  await expect(overview.row(`${namespace}/apricot`)).toHaveAccessibleName(/1\/1, Healthy$/);

  await overview.filter.pressSequentially('ap');
  await overview.expectKeys(keys('apple', 'apricot'));
  await overview.filter.pressSequentially('r');
  await overview.expectKeys(keys('apricot'));
  await expect(page).toHaveURL(/q=apr/);

  await overview.filter.fill('health:bad');
  await overview.expectKeys(keys('banana'));
  await overview.filter.fill('type:external');
  await overview.expectKeys(keys('cherry'));
  await overview.filter.fill('type:nodeport pp');
  await overview.expectKeys(keys('apple'));

  await overview.filter.fill('durian');
  await expect(page.getByRole('heading', { name: 'No Service matches' })).toBeVisible();
  await expect(overview.list).toBeHidden();
  await overview.filter.press('Escape');
  await overview.expectKeys(keys('apple', 'apricot', 'banana', 'cherry'));
  await expect(overview.filter).toHaveValue('');
});

test('the namespace switch shows one namespace, and the address keeps it', async ({
  overview,
  page,
}) => {
  await overview.open();
  await overview.namespace.selectOption('shop');
  await overview.expectKeys(['shop/api', 'shop/frontend', 'shop/redis']);
  await expect(overview.list.getByRole('columnheader', { name: 'Namespace' })).toBeHidden();
  await page.reload();
  await expect(overview.namespace).toHaveValue('shop');
  await overview.expectKeys(['shop/api', 'shop/frontend', 'shop/redis']);
  await overview.namespace.selectOption('');
  await expect(overview.row('default/nginx-svc')).toBeVisible();
});

test('sorted by health, what is down comes first', async ({ overview }) => {
  await overview.open('ns=faults');
  await overview.sort.selectOption({ label: 'Health' });
  await overview.expectKeys([
    'faults/selector-typo',
    'faults/unready',
    'faults/local-only',
    'faults/pending-balancer',
    'faults/target-port-typo',
    'faults/stale-node',
  ]);
  await overview.sort.selectOption({ label: 'Name' });
  expect((await overview.keys())[0]).toBe('faults/local-only');
});
