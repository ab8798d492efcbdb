import { countStreams } from '../fixtures/network.ts';
import { web } from '../fixtures/objects.ts';
import { expect, test } from '../fixtures/test.ts';
import { servicePage } from '../pages/servicePage.ts';

test('ten tabs are live over one stream, and the first may be closed', async ({
  portolan,
  cluster,
  context,
}) => {
  test.slow(); // ten pages are drawn at once
  await cluster.apply(...web('one', 1), ...web('two', 1));
  const proxy = await countStreams(portolan.url);
  const pages = await Promise.all(Array.from({ length: 10 }, async () => context.newPage()));
  const names = pages.map((_, index) => (index % 2 === 0 ? 'one' : 'two'));
  await Promise.all(
    pages.map(async (page, index) =>
      page.goto(`${proxy.url}/#/services/${cluster.namespace}/${names[index]}`),
    ),
  );
  for (const page of pages) await expect(servicePage(page).pods).toHaveCount(1);
  expect(proxy.streams()).toEqual({ opened: 1, open: 1 });

  await cluster.scale('Deployment', 'one', 2);
  await cluster.scale('Deployment', 'two', 3);
  for (const [index, page] of pages.entries()) {
    await expect(servicePage(page).pods).toHaveCount(names[index] === 'one' ? 2 : 3);
  }

  const [first, ...others] = pages;
  await first?.close();
  await cluster.scale('Deployment', 'one', 3);
  await cluster.scale('Deployment', 'two', 2);
  for (const [index, page] of others.entries()) {
    await expect(servicePage(page).pods).toHaveCount(names[index + 1] === 'one' ? 3 : 2);
  }
  expect(proxy.streams()).toEqual({ opened: 1, open: 1 });
  await Promise.all(others.map(async (page) => page.close()));
  await proxy.close();
});
