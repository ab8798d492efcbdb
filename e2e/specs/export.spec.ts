// What is on screen taken out of it: files, clipboard, paper; the very bytes the command makes.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { deployment, service as serviceObject } from '../fixtures/objects.ts';
import { expect, test } from '../fixtures/test.ts';

async function openMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Export' }).click();
}

async function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test.beforeEach(async ({ cluster, service, page }) => {
  await cluster.apply(serviceObject('web', { type: 'NodePort' }));
  await cluster.apply(deployment({ name: 'web', replicas: 1 }));
  await service.open(`${cluster.namespace}/web`);
  await expect(page.getByText('1 of 1 endpoint ready')).toBeVisible();
});

const beginnings = {
  SVG: ['.svg', '<svg '],
  PNG: ['.png', '\u2030PNG'.slice(1)],
  Mermaid: ['.mmd', 'flowchart LR'],
  'draw.io': ['.drawio', '<mxfile '],
  Markdown: ['.md', '# Service '],
  JSON: ['.json', '{\n  "version": 1'],
} as const;

test('each format downloads as the file it says it is', async ({ page, cluster }) => {
  await openMenu(page);
  for (const [format, [extension, beginning]] of Object.entries(beginnings)) {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: `Download ${format}` }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`${cluster.namespace}-web${extension}`);
    const content = await readFile(await file.path(), 'latin1');
    expect(content.slice(0, 40)).toContain(beginning);
  }
});

test('SVG, Mermaid, PNG and the link go to the clipboard', async ({ page, cluster }) => {
  await page.getByLabel('See as').selectOption('outside');
  await openMenu(page);
  await page.getByRole('button', { name: 'Copy SVG' }).click();
  await expect(page.getByText('SVG copied')).toBeVisible();
  expect(await clipboard(page)).toMatch(/^<svg .*<\/svg>\s*$/s);
  await page.getByRole('button', { name: 'Copy Mermaid' }).click();
  await expect(page.getByText('Mermaid copied')).toBeVisible();
  expect(await clipboard(page)).toContain('flowchart LR');
  await page.getByRole('button', { name: 'Copy PNG' }).click();
  await expect(page.getByText('PNG copied')).toBeVisible();
  const types = await page.evaluate(async () => {
    const items = await navigator.clipboard.read();
    return items.map(({ types: each }) => each.join(' '));
  });
  expect(types).toEqual(['image/png']);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Link copied')).toBeVisible();
  const link = await clipboard(page);
  expect(link).toContain(`#/services/${cluster.namespace}/web?from=outside`);
});

test('what is exported is seen from where the page looks', async ({ page }) => {
  await page.getByLabel('See as').selectOption('outside');
  await openMenu(page);
  await page.getByRole('button', { name: 'Copy Mermaid' }).click();
  await expect(page.getByText('Mermaid copied')).toBeVisible();
  const chart = await clipboard(page);
  expect(chart).toContain('outside');
  expect(chart).not.toContain('hypothetical');
});

test('print shows the picture alone, and the page comes back', async ({ page }) => {
  await page.evaluate(() => {
    window.print = () => {
      const picture = document.querySelector<HTMLImageElement>('[data-print]');
      document.title = `printed ${picture?.naturalWidth ?? 0}`;
    };
  });
  await openMenu(page);
  await page.getByRole('button', { name: 'Print' }).click();
  await expect(page).toHaveTitle(/^printed [1-9]\d+$/);
  await expect(page.locator('[data-print]')).toHaveCount(0);
});

test('Escape closes the menu and leaves the Service open', async ({ page, cluster }) => {
  await openMenu(page);
  const menu = page.getByRole('region', { name: `Export ${cluster.namespace}/web` });
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(page.getByRole('heading', { name: 'web', level: 1 })).toBeVisible();
});

test('the page may show the SVG; by itself it may run nothing', async ({ page, cluster }) => {
  const address = `api/services/${cluster.namespace}/web/snapshot?theme=system`;
  const answer = await page.request.get(address);
  expect(answer.headers()).toMatchObject({
    'content-type': 'image/svg+xml; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox'),
  });
  const width = await page.evaluate(async (source) => {
    const picture = new Image();
    picture.src = source;
    await picture.decode();
    return picture.naturalWidth;
  }, address);
  expect(width).toBeGreaterThan(500);
});

test('a namespace is exported from the list', async ({ page, cluster }) => {
  await page.goto(`#/services?ns=${cluster.namespace}`);
  await openMenu(page);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download Mermaid' }).click();
  const file = await download;
  expect(await readFile(await file.path(), 'utf8')).toContain('Service web');
});
