// Portolan beside the API it reads: another Portolan's, which can be killed.
import { openCluster } from '../fixtures/cluster.ts';
import { freePort } from '../fixtures/network.ts';
import { web } from '../fixtures/objects.ts';
import { expect, test } from '../fixtures/test.ts';
import { servicePage } from '../pages/servicePage.ts';

test('a second Portolan on the first one’s API shows and tests the same', async ({
  portolan,
  cluster,
  context,
  start,
}) => {
  const key = `${cluster.namespace}/web`;
  await cluster.apply(...web('web', 2));
  const second = await start(['--kubeconfig', portolan.kubeconfig]);
  const [page, otherPage] = [await context.newPage(), await context.newPage()];
  const views = [servicePage(page), servicePage(otherPage)] as const;
  await page.goto(`${portolan.url}/#/services/${key}`);
  await otherPage.goto(`${second.url}/#/services/${key}`);
  for (const view of views) {
    for (const node of ['node-a', 'node-b', 'node-c']) {
      await expect(view.nodePort(node, 'expected forward, observed http')).toBeVisible();
    }
    await expect(view.reachability).toContainText('20 of 20 tested');
  }
  const [shown, shownByOther] = await Promise.all(
    views.map(async ({ outline }) => {
      const items = await outline.getByRole('listitem').allTextContents();
      // How long each test took is its own.
      return items.map((item) => item.replaceAll(/[\d.]+ ms/g, 'some ms'));
    }),
  );
  expect(shownByOther).toEqual(shown);
});

test('the API is killed and comes back: stale since then, and live again without a reload', async ({
  page,
  start,
}) => {
  test.slow(); // three starts, and a next try that may be 30 s away
  const port = String(await freePort());
  const first = await start(['--embedded', '--api-port', port]);
  const second = await start(['--kubeconfig', first.kubeconfig]);
  const view = servicePage(page);
  await page.goto(`${second.url}/#/services/default/nginx-svc`);
  await expect(page.getByText('3 of 3 endpoints ready')).toBeVisible();

  await first.stop('SIGKILL');
  await expect(page.getByRole('alert')).toContainText(/Stale since \d\d:\d\d:\d\d/);
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('stale');
  await expect(view.pods).toHaveCount(3);

  const again = await start(['--embedded', '--api-port', port]);
  // The next try is up to 30 s away.
  await expect(page.getByRole('alert')).toBeHidden({ timeout: 40_000 });
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('live');
  const cluster = await openCluster(again.api, 'after');
  await cluster.apply(...web('web', 1));
  await page.goto(`${second.url}/#/services/after/web`);
  await expect(view.nodePort('node-a', 'expected forward, observed http')).toBeVisible({
    timeout: 40_000,
  });
});

test('Portolan itself ends: the page says that the connection is lost', async ({
  page,
  quiet,
  start,
}) => {
  const portolan = await start();
  await page.goto(`${portolan.url}/#/services`);
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('live');
  quiet.allow(/ERR_CONNECTION_REFUSED/);
  await portolan.stop();
  await expect(page.getByRole('alert')).toContainText('The connection to Portolan is lost');
  const { port } = new URL(portolan.url);
  await start(['--embedded', '--port', port]);
  await page.getByRole('button', { name: 'Try now' }).click();
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('live');
});
