// The page for everybody: by keyboard alone, in two languages and two themes, on a phone, by screen reader.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { web } from '../fixtures/objects.ts';
import { expect, test } from '../fixtures/test.ts';

test('by keyboard alone: filter, open, walk the diagram, inspect, close, go back', async ({
  cluster,
  overview,
  service,
  page,
}) => {
  const { keyboard } = page;
  await cluster.apply(...web('alpha', 1), ...web('beta', 1));
  await overview.open(`ns=${cluster.namespace}`);
  await expect(overview.row(`${cluster.namespace}/beta`)).toHaveAccessibleName(/1\/1, Healthy$/);

  await keyboard.press('/');
  await expect(overview.filter).toBeFocused();
  await keyboard.type('health:healthy');
  await keyboard.press('ArrowDown');
  await expect(overview.link(`${cluster.namespace}/alpha`)).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(overview.link(`${cluster.namespace}/beta`)).toBeFocused();
  await keyboard.press('k');
  await expect(overview.link(`${cluster.namespace}/alpha`)).toBeFocused();
  await keyboard.press('j');
  await expect(overview.link(`${cluster.namespace}/beta`)).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'beta', level: 1 })).toBeVisible();
  await expect(service.nodePort('node-a', 'expected forward, observed http')).toBeVisible();

  await tabTo(page, service.node('Service beta'));
  await keyboard.press('Enter');
  await expect(
    service.inspector.getByRole('heading', { name: 'Service beta', exact: true }),
  ).toBeVisible();
  await keyboard.press('Escape');
  await expect(service.inspector).toBeHidden();

  await keyboard.press('o');
  await expect(service.outline.getByRole('button', { name: 'Service beta' })).toBeVisible();
  await keyboard.press('o');
  await expect(service.diagram).toBeVisible();

  await keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard help' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'beta', level: 1 })).toBeVisible();

  await keyboard.press('Escape');
  await expect(overview.filter).toHaveValue('health:healthy');
  await expect(overview.row(`${cluster.namespace}/beta`)).toBeVisible();
});

test('Tab goes from node to node of the diagram, not along its dozens of paths', async ({
  service,
  page,
}) => {
  await service.open('default/nginx-svc');
  await service.node('vantage point').first().focus();
  const names: string[] = [];
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press('Tab');
    names.push(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''));
  }
  expect(names.filter((name) => name.startsWith('path '))).toEqual([]);
  expect(names.filter((name) => name.startsWith('entry point ')).length).toBeGreaterThan(3);
});

test('from the title one skips to the diagram and to the table; Escape goes back by steps', async ({
  overview,
  service,
  page,
}) => {
  await overview.open();
  await overview.row('default/nginx-svc').getByRole('link').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'nginx-svc', level: 1 })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to diagram' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(service.reachability.locator('td button').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await overview.row('default/nginx-svc').getByRole('link').focus();

  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'nginx-svc', level: 1 })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const node = service.node('vantage point').first();
  await expect(node).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(service.inspector).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(service.inspector).toBeHidden();
  await expect(node).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(overview.row('default/nginx-svc')).toBeVisible();
});

/** Presses Tab until this has the focus, as often as a patient reader would. */
async function tabTo(page: Page, target: ReturnType<Page['getByRole']>): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(target).toBeFocused({ timeout: 1 });
  }).toPass({ intervals: [0], timeout: 10_000 });
}

test('the language changes at once, everywhere, and stays', async ({ service, page }) => {
  await service.open('default/nginx-svc');
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.getByRole('heading', { name: '可达性' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Service nginx-svc 的路径图' })).toBeVisible();
  await expect(
    page.getByRole('group', { name: /^入口 NodePort node-b .*预期 forward/ }),
  ).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.reload();
  await expect(page.getByRole('heading', { name: '可达性' })).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Reachability' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('a reader whose browser speaks Chinese is greeted in Chinese', async ({
  browser,
  portolan,
}) => {
  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(portolan.url);
  await expect(page.getByRole('heading', { name: 'Service 列表' })).toBeVisible();
  await context.close();
});

test('the theme follows the system until it is chosen, and then stays', async ({
  overview,
  page,
}) => {
  const background = async (): Promise<number> =>
    page.evaluate(() => {
      const [red = 0] = (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(
        Number,
      );
      return red;
    });
  await page.emulateMedia({ colorScheme: 'dark' });
  await overview.open();
  expect(await background()).toBeLessThan(80);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(background).toBeGreaterThan(200);
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await expect.poll(background).toBeLessThan(80);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Light theme' })).toBeVisible();
  expect(await background()).toBeLessThan(80);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no serious accessibility fault, ${colorScheme}`, async ({ overview, service, page }) => {
    await page.emulateMedia({ colorScheme });
    await overview.open();
    await expect(overview.row('default/nginx-svc')).toBeVisible();
    await expectAccessible(page);
    await page.goto('#/findings');
    await page.getByRole('link', { name: 'The selector misses Pods by one label' }).focus();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(service.inspector.getByText(/^line \d+ · /)).toBeVisible();
    await expectAccessible(page);
    await service.open('faults/stale-node');
    await expect(service.nodePort('node-c', 'expected forward, observed refused')).toBeVisible();
    await expectAccessible(page);
    await service.nodePort('node-c').click();
    await expect(
      service.inspector.getByRole('textbox', { name: 'Service stale-node' }),
    ).toBeVisible();
    await expectAccessible(page);
    await service.open('shop/redis', 'view=outline');
    await expect(service.outline).toBeVisible();
    await expectAccessible(page);
  });
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' … ')}`),
  ).toEqual([]);
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('nothing makes the page scroll sideways', async ({ overview, service, page }) => {
    const overflow = async (): Promise<number> =>
      page.evaluate(() => {
        const root = document.documentElement;
        return root.scrollWidth - root.clientWidth;
      });
    await overview.open();
    await expect(overview.row('default/nginx-svc')).toBeVisible();
    expect(await overflow()).toBe(0);
    await expectAccessible(page);
    await service.open('default/nginx-svc');
    await expect(page.getByText('3 of 3 endpoints ready')).toBeVisible();
    expect(await overflow()).toBe(0);
    await service.open('default/nginx-svc', 'view=outline');
    await expect(service.outline).toBeVisible();
    expect(await overflow()).toBe(0);
    await service.outline.getByRole('button', { name: /^Pod / }).first().click();
    await expect(service.inspector).toBeVisible();
    expect(await overflow()).toBe(0);
  });
});
